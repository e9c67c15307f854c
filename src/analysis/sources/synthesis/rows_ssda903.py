"""What the return on children looked after holds: the episodes that went on in a year, and whose they are."""

from datetime import date, timedelta

from analysis.sources.synthesis.people import Authority, Child, Piece, Stay
from analysis.sources.synthesis.rows import Cells, Return, Row, Span, Who, known, touches, who, year_of
from analysis.sources.synthesis.words import LEGAL, NEED

LETTERS_FROM = 2025  # the return in which SEX became letters and K3 took the place of H5
GUARDIANSHIP_FROM = 2019  # the return in which four reasons took the place of two
_GUARDIANSHIP = {"E45": "E43", "E46": "E43", "E47": "E44", "E48": "E44"}
_NOWHERE = "ZZ99 3VZ"  # the postcode of the national statistics for no place


def gather(authority: Authority, year: int, of: str = "ssda903") -> Return:
    """The return for the year ending on 31 March, as CSV tables, a workbook or XML."""
    first, last = year_of(authority, year)
    ending = {"ssda903": "", "ssda903_workbook": ".xlsx", "ssda903_xml": ".xml"}[of]
    rows = [row for child in authority.children for row in _child(child, first, last)]
    return Return(of, f"synthetic_SSDA903_{year}{ending}", first, last, rows, ["care"])


def _child(child: Child, first: date, last: date) -> list[Row]:
    """The rows of one child, the header first; nothing where it had no episode in the year."""
    stays = [stay for case in child.cases for stay in case.stays if touches(stay.start, stay.end, first, last)]
    of = who(child, last)
    pieces = sorted(((p, s) for s in stays for p in s.pieces), key=lambda pair: pair[0].start)
    episodes = [_episode(p, s, of, last) for p, s in pieces if touches(p.start, p.end, first, last)]
    if not episodes:
        return []
    rows = [_header(child, last), *episodes]
    if child.unaccompanied_until:
        cells = {"CHILD": child.id, "SEX": _sex(child, last), "DOB": child.born, "DUC": _ceased(child, last)}
        rows.append(Row("uasc", cells))
    return rows + _others(child, stays, first, last)


def _sex(child: Child, last: date) -> str:
    return child.sex if last.year >= LETTERS_FROM else {"M": "1", "F": "2"}[child.sex]


def _ceased(child: Child, last: date) -> date | None:
    """The day the status ends: given ahead for every third child, since it is the day they come of age."""
    return child.unaccompanied_until if child.number % 3 == 0 else known(child.unaccompanied_until, last)


def _header(child: Child, last: date) -> Row:
    cells = {"CHILD": child.id, "SEX": _sex(child, last), "DOB": child.born, "ETHNIC": child.ethnicity, "UPN": "UN3"}
    return Row("header", cells | {"MOTHER": "0" if child.sex == "F" else None})


def _episode(piece: Piece, stay: Stay, of: Who, last: date) -> Row:
    end = known(piece.end, last)
    place = "K3" if piece.placement == "H5" and last.year >= LETTERS_FROM else piece.placement
    cells: Cells = {"CHILD": of.child, "DECOM": piece.start, "RNE": piece.began, "LS": piece.legal, "CIN": stay.need}
    reason = _GUARDIANSHIP.get(piece.ended, piece.ended) if last.year < GUARDIANSHIP_FROM else piece.ended
    cells |= {"PLACE": place, "PLACE_PROVIDER": piece.provider, "DEC": end, "REC": reason if end else None}
    cells |= {"REASON_PLACE_CHANGE": "PLANNED" if end and piece.ended == "X1" else None}
    cells |= {"HOME_POST": _NOWHERE, "PL_POST": _NOWHERE, "URN": "XXXXXXX"}
    words = {"legal_status": LEGAL[piece.legal], "category_of_need": NEED[stay.need]}
    closes = end is not None and piece.ended.startswith("E")
    span = Span("care", of, piece.start, end, piece.began == "S", closes, words, short=stay.short)
    return Row("episodes", cells, [span])


def _others(child: Child, stays: list[Stay], first: date, last: date) -> list[Row]:
    """The tables that nothing is counted from, in small: reviews, spells missing, health, adoption."""
    rows: list[Row] = []
    common: Cells = {"CHILD": child.id, "DOB": child.born}
    for stay in [s for s in stays if not s.short]:
        end = known(stay.end, last) or last
        day = stay.start + timedelta(days=20)
        while day <= end:
            if day >= first:
                rows.append(Row("reviews", common | {"REVIEW": day, "REVIEW_CODE": f"PN{child.number % 4}"}))
            day += timedelta(days=182)
        if child.number % 9 == 0 and max(stay.start, first) < end:
            start = max(stay.start, first)
            rows.append(Row("missing", common | {"MISSING": "M", "MIS_START": start, "MIS_END": start}))
        if stay.start < first and end == last:
            rows.append(Row("oc2", common | _health(child)))
        rows += _adopted(common, stay, first, last)
    return rows


def _health(child: Child) -> Cells:
    scores: Cells = {"SDQ_SCORE": child.number % 31, "CONVICTED": 0, "HEALTH_CHECK": 1, "IMMUNISATIONS": 1}
    return scores | {"TEETH_CHECK": 1, "HEALTH_ASSESSMENT": 1, "SUBSTANCE_MISUSE": 0}


def _adopted(common: Cells, stay: Stay, first: date, last: date) -> list[Row]:
    rows = []
    placed = next((p.start for p in stay.pieces if p.placement == "A5"), None)
    if placed and first <= placed <= last:
        rows.append(Row("placed_for_adoption", common | {"DATE_PLACED": placed}))
    if stay.end and first <= stay.end <= last and stay.pieces[-1].ended in ("E11", "E12"):
        cells = {"DATE_INT": stay.start, "DATE_MATCH": stay.start, "FOSTER_CARE": 0, "NB_ADOPTR": 2}
        rows.append(Row("ad1", common | cells | {"SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}))
    return rows
