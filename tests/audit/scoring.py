"""How well the audit finds what a labelled set says is there to be found, and how seldom it accuses wrongly."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.audit.audit import audit, known_of
from analysis.audit.reading import Draft
from analysis.audit.reading_text import read_markdown
from analysis.audit.verdicts import FINE
from analysis.vocabulary.periods import Quarter

BUILD = ("first", "second", "third", "fourth", "fifth", "sixth")
UNIT = re.compile(r"(?:%|percent)?(?:age)?(?:points?)?(?:times)?$")
ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
LABELLED = Path(__file__).parent / "labelled"


@dataclass
class Score:
    """Accusations right, wrong and missed; and by verdict how many labels were met, and of how many."""

    right: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)  # (entry, number, verdict given)
    missed: list[tuple[str, str, str]] = field(default_factory=list)  # (entry, number, verdict wanted)
    met: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Of what was accused, the share that was to be accused, with the verdict that it was given."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Of what was to be accused, the share that was, with the right verdict."""
        return self.right / (self.right + len(self.missed))

    def of(self, kind: str) -> float:
        """Of the labels of a kind, the share that was met."""
        return self.met[kind] / self.asked[kind]


def entries(half):
    """The entries of a half: "build" (what six authors wrote for building), "scored", or one author's file."""
    return [entry for name in BUILD if half == "build" for entry in _read(name)] or _read(half)


def _read(half):
    return [json.loads(line) for line in (LABELLED / f"{half}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def verdicts(entry, tables, known=None):
    """(number as it stands, verdict, why) of every claim that the audit finds in an entry."""
    draft = Draft(entry["id"], tuple(read_markdown(entry["text"])))
    closing, day = Quarter.parse(entry["period"]).end, date.fromisoformat(entry["as_at"])
    made = audit(draft, tables, entry["area"], closing, day, known=known)
    return [(one.claim.number.text.strip(), one.verdict, one.why) for one in made.verdicts]


def same(given, label):
    """Whether a number or words that were read are those that are labelled, with or without an article."""
    given, label = ARTICLE.sub("", given), ARTICLE.sub("", label)
    bare = [UNIT.sub("", text.lower().replace(" ", "")) for text in (given, label)]
    return bare[0] == bare[1] or (not label[0].isdigit() and label.lower() in given.lower())


def score(half, tables):
    """The score of the audit on a half of the labelled set."""
    made = Score()
    known = {area: known_of(tables, area) for area in {entry["area"] for entry in entries(half)}}
    for entry in entries(half):
        found = verdicts(entry, tables, known[entry["area"]])
        places = defaultdict(int)
        used = set()
        for label in entry["expect"]:
            wanted = label["verdict"] if isinstance(label["verdict"], list) else [label["verdict"]]
            places[label["number"]] += 1
            mine = [
                at
                for at, one in enumerate(found)
                if same(one[0], label["number"]) or ARTICLE.sub("", one[0]) in label.get("words", "")
            ]
            nth = label.get("nth", 1) - 1
            at = _chosen(mine, found, wanted, nth)
            given = found[at][1] if at is not None else "untraceable"
            used.add(at)
            for kind in wanted[:1]:
                made.asked[kind] += 1
                made.met[kind] += given in wanted
            accused, guilty = given not in FINE, all(one not in FINE for one in wanted)
            if accused and given in wanted:
                made.right += 1
            elif accused:
                made.wrong.append((entry["id"], label["number"], given))
            if guilty and given not in wanted:
                made.missed.append((entry["id"], label["number"], wanted[0]))
        for at, (number, verdict, _) in enumerate(found):
            if at not in used and verdict not in FINE:
                made.wrong.append((entry["id"], number, verdict))
        if entry["kind"] == "claim_free":
            made.asked["claim_free"] += 1
            made.met["claim_free"] += all(verdict in FINE for _, verdict, _ in found)
    return made


def _chosen(mine, found, wanted, nth):
    """Which of the numbers that read alike is labelled: the nth, else one with the verdict that is wanted."""
    if not mine:
        return None
    right = [at for at in mine if found[at][1] in wanted]
    return mine[nth] if nth < len(mine) and len(mine) > 1 and nth else (right or mine)[0]
