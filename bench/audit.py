"""How well the audit of a draft does on labelled sentences: `python bench/audit.py`; it prints Markdown.

Precision is, of what it accuses, the share that is to be accused and of that; recall, of what is to be accused, the
share that it accuses rightly. The build half was read while the audit was written, the scored half was not.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "audit"), str(ROOT / "tests")]

from scoring import score  # noqa: E402

from analysis.sources import store  # noqa: E402
from reading_a_sentence import Figures  # noqa: E402


def main() -> None:
    """One line of totals a half, then how many labels of each kind were met."""
    tables = Figures(store.build(ROOT / "data" / "raw")).tables
    made = {half: score(half, tables) for half in ("build", "scored")}
    print("\n## Audit of a draft: labelled sentences\n\n| half | precision | recall | right | wrong | missed |")
    print("|---|---|---|---|---|---|")
    for half, one in made.items():
        shown = f"{one.precision:.3f} | {one.recall:.3f} | {one.right} | {len(one.wrong)} | {len(one.missed)}"
        print(f"| {half} | {shown} |")
    print("\n| kind | build | scored |\n|---|---|---|")
    for kind in sorted(made["build"].asked):
        cells = " | ".join(f"{one.met[kind]} of {one.asked[kind]} ({one.of(kind):.2f})" for one in made.values())
        print(f"| {kind} | {cells} |")


if __name__ == "__main__":
    main()
