"""`analysis attack`: the attacker on a folder, its findings said, and the exit code that they make."""

from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.disclosure.attack import as_json, as_text, attack


def attack_folder(
    folder: Path,
    earlier: Sequence[Path],
    known: Sequence[Path],
    limits: tuple[int, int],
    form: str,
    say: Callable[[str], None],
) -> int:
    """Attack a pack and say what was found, as "text" or "json"; `limits` are the threshold and the width.

    1 where a hidden count is recovered or narrowed beyond what others published, or the numbers contradict each
    other; else 0.
    """
    made = attack(folder, earlier, known, *limits)
    say(as_json(made) if form == "json" else as_text(made))
    return int(not made.safe)
