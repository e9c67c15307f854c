"""A period of care in the Standard Safeguarding Dataset: its episodes, its legal statuses and its placements."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from analysis.sources.synthesis.people import Piece, Stay
from analysis.sources.synthesis.rows import Cells, Row, Span, Who, known
from analysis.sources.synthesis.words import LEGAL, NEED


def care(stay: Stay, of: Who, at: tuple[str, int], drawn: date) -> list[Row]:
    """The rows of one stay as known on a day; nothing of one that began later."""
    referral, number = at
    pieces = [piece for piece in stay.pieces if piece.start <= drawn]
    name = f"{referral}-S{number}"
    rows = []
    for place, piece in enumerate(pieces, start=1):
        end = known(piece.end, drawn)
        cells: Cells = {"clae_cla_episode_id": f"{name}-{place}", "clae_person_id": of.child, "clae_cla_id": name}
        cells |= {"clae_cla_episode_start_date": piece.start, "clae_cla_episode_start_reason": piece.began}
        cells |= {"clae_cla_primary_need_code": stay.need, "clae_cla_episode_ceased_date": end}
        cells |= {"clae_cla_episode_ceased_reason": piece.ended if end else None, "clae_referral_id": referral}
        cells |= {"clae_cla_placement_id": _placement_of(pieces, place, name), "clae_entered_care_date": stay.start}
        words = {"legal_status": LEGAL[piece.legal], "category_of_need": NEED[stay.need]}
        closes = end is not None and piece.ended.startswith("E")
        span = Span("care", of, piece.start, end, piece.began == "S", closes, words, short=stay.short)
        rows.append(Row("ssd_cla_episodes", cells, [span]))
    return [*rows, *_statuses(pieces, of, name, drawn), *_placements(pieces, of, name, drawn)]


def _runs(pieces: list[Piece], of: Callable[[Piece], str], drawn: date) -> Iterator[tuple[Piece, date | None]]:
    """The first piece of each stretch in which something stays the same, and the end of the stretch."""
    for _, group in groupby(pieces, key=of):
        run = list(group)
        yield run[0], known(run[-1].end, drawn)


def _placement_of(pieces: list[Piece], place: int, name: str) -> str:
    before = pieces[:place]
    return f"{name}-L{sum(1 for _ in groupby(before, key=lambda piece: piece.placement))}"


def _statuses(pieces: list[Piece], of: Who, name: str, drawn: date) -> Iterator[Row]:
    for place, (piece, end) in enumerate(_runs(pieces, lambda p: p.legal, drawn), start=1):
        cells: Cells = {"lega_legal_status_id": f"{name}-G{place}", "lega_person_id": of.child}
        cells |= {"lega_legal_status": piece.legal, "lega_legal_status_start_date": piece.start}
        yield Row("ssd_legal_status", cells | {"lega_legal_status_end_date": end})


def _placements(pieces: list[Piece], of: Who, name: str, drawn: date) -> Iterator[Row]:
    for place, (piece, end) in enumerate(_runs(pieces, lambda p: p.placement, drawn), start=1):
        cells: Cells = {"clap_cla_placement_id": f"{name}-L{place}", "clap_cla_id": name, "clap_person_id": of.child}
        cells |= {"clap_cla_placement_start_date": piece.start, "clap_cla_placement_end_date": end}
        cells |= {"clap_cla_placement_type": piece.placement, "clap_cla_placement_provider": piece.provider}
        yield Row("ssd_cla_placement", cells | {"clap_cla_placement_change_reason": "PLANNED" if end else None})
