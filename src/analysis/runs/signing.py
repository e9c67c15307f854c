"""sign_off.toml beside the packs of an area: who has checked or approved which of them. A mistake signs nothing."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path

from analysis.reports.contents import SignOff
from analysis.reports.packing import typed
from analysis.reports.sign_off import STATUSES
from analysis.runs.misnamed import misnamed
from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.periods import Quarter, typed_date

NAME = "sign_off.toml"
KEYS = ("status", "by", "on", "seal")
LONGEST = 120  # characters of a name and role that a cover has room for
_PACK = re.compile(r"(20\d\d-\d\d-q[1-4])(-first)?(-as-at-\d{4}-\d\d-\d\d)?(-part)?", re.ASCII)
_SEAL = re.compile("-".join(3 * ["[bcdfghjkmnpqrstv]{4}"]))


class Unsigned(Exception):
    """Why an entry signs nothing, in a sentence."""


def read_sign_off(target: Path, today: date) -> tuple[SignOff, list[str]]:
    """What a person has signed of the pack in the folder `target`, and a sentence for each thing that is wrong.

    Whatever cannot be understood leaves the pack a draft: a scheduled run goes on, and nothing is approved by mistake.
    """
    path = target.parent / NAME
    if not path.is_file():
        return SignOff(), misnamed(target.parent, NAME)
    try:
        entries = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        why = error if isinstance(error, tomllib.TOMLDecodeError) else "it cannot be read as text"
        return SignOff(), [f"{_where(path)} is not valid TOML, so every pack beside it is a draft: {why}."]
    faults = [f"{_where(path)}: {said}" for name in entries if (said := _name_fault(name, target))]
    if target.name not in entries:
        return SignOff(), faults
    try:
        return _signed(entries[target.name], Quarter.parse(_quarter(target.name)), today), faults
    except (Unsigned, WrongUse) as error:
        return SignOff(), [*faults, f"{_where(path)}, {target.name}: {error} Until then this pack is a draft."]


def _signed(entry: object, quarter: Quarter, today: date) -> SignOff:
    """An entry, checked. One word too many or too few, and it signs nothing."""
    if not isinstance(entry, dict):
        raise Unsigned(f"expected [{quarter.slug}] with {', '.join(KEYS)} under it.")
    for name in entry:
        if name not in KEYS:
            raise Unsigned(f'"{name[:40]}" is not known.{nearest(name, list(KEYS))} The names are: {", ".join(KEYS)}.')
    status = _text(entry, "status", "draft, checked or approved")
    if status not in STATUSES:
        hint = nearest(status.lower(), list(STATUSES))
        raise Unsigned(f'status is "{status[:40]}": expected {", ".join(STATUSES[:-1])} or {STATUSES[-1]}.{hint}')
    if status == "draft":
        return SignOff()
    by = _text(entry, "by", "the name or the role of who signs")
    if len(by) > LONGEST:
        raise Unsigned(f"by is longer than {LONGEST} characters. Write a name or a role.")
    return SignOff(status, by, _day(entry, quarter, today).isoformat(), _seal(entry))


def _text(entry: dict[str, object], name: str, expected: str) -> str:
    value = entry.get(name, "")
    said = typed(value) if isinstance(value, str) else ""
    if not said:
        raise Unsigned(f'{name} is missing. Write {name} = "…": {expected}.')
    return said


def _day(entry: dict[str, object], quarter: Quarter, today: date) -> date:
    """The day of the signature, from the last day of the quarter to today."""
    value = entry.get("on", "")
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise Unsigned(f'on is "{str(value)[:40]}": expected a day without a time, such as 2023-06-12.')
    if not value:
        raise Unsigned("on is missing. Write on = 2023-06-12: the day of the signature.")
    day = typed_date(value) if isinstance(value, str) else value
    if day > today:
        raise Unsigned(f"on is {day.isoformat()}, a day that is still to come.")
    if day < quarter.end:
        raise Unsigned(f"on is {day.isoformat()}, before the quarter ended on {quarter.end.isoformat()}.")
    return day


def _seal(entry: dict[str, object]) -> str:
    seal = _text(entry, "seal", "the seal that the cover and manifest.json of the pack print").lower()
    if not _SEAL.fullmatch(seal):
        raise Unsigned(f'seal is "{seal[:40]}": expected one such as "gvdp-ncrk-bfqt", from the cover of the pack.')
    return seal


def _name_fault(name: str, target: Path) -> str:
    """What is wrong with the name of an entry: it must be that of a pack's folder, and of one that is there."""
    packs = sorted({target.name, *(folder.name for folder in target.parent.iterdir() if _PACK.fullmatch(folder.name))})
    if name in packs:
        return ""
    return (
        f'"{name[:60]}" is no pack here, so it signs nothing.{nearest(name.lower(), packs)} Write the folder\'s name.'
    )


def _quarter(folder: str) -> str:
    """2022-23-q4-first as "2022-23 Q4"."""
    return f"{folder[:7]} Q{folder[9:10]}"


def _where(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
