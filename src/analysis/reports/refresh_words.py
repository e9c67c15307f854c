"""What refresh-report did to a draft, as people read it."""

from analysis.reports.look_again import LookAgain
from analysis.reports.refresh import Change, Refreshed
from analysis.reports.word_views import View

LONGEST = 200  # characters of what a slot says that are printed
NOTHING = "Nothing changed: every slot that is not locked says what this pack says."


def as_text(made: Refreshed) -> str:
    """What changed with old and new, what was locked, and the sentences to look at again."""
    locked = [one for one in made.changes if one.locked]
    new = [one for one in made.changes if one.old is None]
    changed = [one for one in made.changes if one.old is not None and not one.locked]
    lines = [] if made.changed else [NOTHING]
    lines += _listed("Changed", [line for one in changed for line in _change(one)], len(changed))
    lines += _listed("New slots, in place of markers", [line for one in new for line in _new(one)], len(new))
    lines += _listed(
        "Locked in Word and left as they are", [line for one in locked for line in _change(one)], len(locked)
    )
    lines += _listed("Look again: these sentences may be out of date", _again(made.again), len(made.again))
    return "\n".join(lines)


def _listed(title: str, lines: list[str], number: int) -> list[str]:
    return ["", f"{title} ({number})", *lines] if number else []


def _change(one: Change) -> list[str]:
    """A short change on one line, a long one on three."""
    assert one.old  # noqa: S101 - what has none is new
    head = f"  {one.tag}  [{one.where}]"
    old, new = _said(one.old, one.new), _said(one.new, one.old)
    said = (
        [f"{head}  {old} → {new}"]
        if len(old + new) < LONGEST // 4
        else [head, f"    was: {_cut(old, new)}", f"    now: {_cut(new, old)}"]
    )
    short = len(old + new) < LONGEST // 4
    said = [f"{head}  {old} → {new}"] if short else [head, *_long(old, new)]
    said = [head] if old == new else said
    if one.old.pictures != one.new.pictures:
        said.append("    the picture is new")
    if one.old.cells != one.new.cells:
        said.append(f"    {_cells(one.old, one.new)}")
    if one.of:
        said.append(f"    it is of {one.of}: its table has nothing later")
    if one.old.tracked:
        said.append("    tracked changes stood in it; they are in the original still")
    return said


def _long(old: str, new: str) -> list[str]:
    return [f"    was: {_cut(old, new)}", f"    now: {_cut(new, old)}"]


def _cells(old: View, new: View) -> str:
    if len(old.cells) != len(new.cells):
        return f"the table has {len(new.cells)} cells instead of {len(old.cells)}"
    differ = [pair for pair in zip(old.cells, new.cells, strict=True) if pair[0] != pair[1]]
    some = ", ".join(f"{was or 'empty'} → {now or 'empty'}" for was, now in differ[:5])
    return f"{len(differ)} of {len(new.cells)} cells differ: {some}{', …' if len(differ) > 5 else ''}"


def _said(view: View, other: View) -> str:
    """The lines of a slot that the other does not have, without those of its tables."""
    kept = [line for line in view.lines if line not in other.lines and line not in view.cells]
    return " ".join(kept) or ("(nothing)" if not view.lines else "")


def _cut(text: str, other: str) -> str:
    """A long text from shortly before where it differs from another."""
    pairs = zip(text, other, strict=False)
    same = next((at for at, (one, its) in enumerate(pairs) if one != its), min(len(text), len(other)))
    begin = text.rfind(" ", 0, max(same - LONGEST // 4, 0)) + 1 if same > LONGEST // 2 else 0
    end = begin + LONGEST
    return f"{'…' if begin else ''}{text[begin:end].rstrip()}{'…' if end < len(text) else ''}"


def _new(one: Change) -> list[str]:
    text = " ".join(line for line in one.new.lines if line not in one.new.cells)
    return [f"  {one.tag}  [{one.where}]  {_cut(text, '')}"]


def _again(found: tuple[LookAgain, ...]) -> list[str]:
    return [line for one in found for line in (f"  [{one.where}]  “{one.sentence}”", f"    {one.why}")]
