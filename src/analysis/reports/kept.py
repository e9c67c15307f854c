"""contents.json: what a pack's reports were made from, so that a draft can be refreshed from a published pack."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from analysis.reports.contents import Challenge, Contents, Item, Section, SignOff
from analysis.vocabulary.errors import AnalysisError

NAME = "contents.json"
OWN = ("folder", "template", "slide")  # paths: where the pack is now, and files that are not in it
PAIRS = ("known", "elsewhere")


def keep_contents(contents: Contents, folder: Path) -> None:
    """Write contents.json into the pack: its words and keys in order; no path, no clock."""
    found = asdict(contents)
    found |= {name: sorted(map(list, found[name])) for name in PAIRS}
    text = json.dumps(_without_paths(found), indent=1, ensure_ascii=False) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def kept_contents(folder: Path) -> Contents:
    """The contents of a published pack. One that was published before packs kept them, or is damaged, is refused."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _contents(found, folder)
    except FileNotFoundError:
        why = f"has no {NAME}, from which a draft is refreshed"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        why = f"has a {NAME} that cannot be read"
    pack = f"{folder.parent.name}/{folder.name}"
    raise AnalysisError(f"The pack {pack} {why}. Make it again, for its area and period: `analysis run --force`.")


def _contents(found: dict[str, Any], folder: Path) -> Contents:
    found |= {name: frozenset((kind, key) for kind, key in found[name]) for name in PAIRS}
    found |= {"sign_off": SignOff(**found["sign_off"])}
    found |= {"challenges": tuple(Challenge(**one) for one in found["challenges"])}
    found |= {"sections": tuple(_section(one, folder) for one in found["sections"]), "notes": tuple(found["notes"])}
    return Contents(**{one.name: found[one.name] for one in fields(Contents) if one.name not in OWN})


def _section(found: dict[str, Any], folder: Path) -> Section:
    return Section(**{**found, "items": tuple(_item(one, folder) for one in found["items"])})


def _item(found: dict[str, Any], folder: Path) -> Item:
    lists = {name: tuple(found[name]) for name in ("indicators", "crop")}
    return Item(**{**found, **lists, "folder": folder})


def _without_paths(found: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(found, dict):
        return {name: _without_paths(one) for name, one in found.items() if name not in OWN}
    return [_without_paths(one) for one in found] if isinstance(found, list | tuple) else found
