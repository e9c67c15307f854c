"""The council's own counts in a public pack: through the disclosure gate, once, before any notebook starts.

Only where analysis.toml says `publish_returns = true`. Earlier packs of the area are remembered by their release.csv.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.disclosure.gate import RELEASE, Decision, decide
from analysis.disclosure.policy import Policy
from analysis.disclosure.ties import KEY
from analysis.runs.own_build import own_table
from analysis.runs.parameters import Parameters
from analysis.sources import store
from analysis.vocabulary import tidy
from analysis.vocabulary.areas import area
from analysis.vocabulary.periods import Quarter
from analysis.vocabulary.project import Project

RELEASED = "release.csv"
_DECIDED = ["count", "count_lower", "count_upper", "value", "status", "reason", "public"]


def publishes_returns(project: Project, audience: str) -> bool:
    """Whether a pack shows counts of the council's own: one that is not public does, a public one where asked."""
    return audience != "public" or project.settings.publish_returns


def has_returns(project: Project, audience: str) -> bool:
    """Whether counts of the council's own returns are at hand for this audience."""
    return publishes_returns(project, audience) and len(own_table(project.processed)) > 0


def policy_of(project: Project) -> Policy:
    """The disclosure policy of analysis.toml."""
    return Policy.from_dict(project.settings.disclosure)


def earlier_releases(project: Project, parameters: Parameters) -> list[Path]:
    """The release.csv of each published pack of the area but those of this period, the oldest first."""
    found = (project.reports / area(parameters.area).slug).glob(f"*/{RELEASED}")
    return sorted(path for path in found if not path.parent.name.startswith(Quarter.parse(parameters.period).slug))


def memory_key(project: Project, parameters: Parameters) -> str:
    """What earlier packs have said, as a part of what a run depends on."""
    digest = hashlib.sha256()
    for path in earlier_releases(project, parameters) if publishes_returns(project, parameters.audience) else []:
        digest.update(path.parent.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def gate(project: Project, parameters: Parameters, tables: Iterable[pd.DataFrame]) -> Decision:
    """The decision over every figure of the council's own in any of the tables, beside those of public sources."""
    rows = pd.concat([table[tidy.OBSERVATIONS] for table in tables], ignore_index=True)
    rows = rows[rows["area"] == parameters.area].drop_duplicates(KEY)
    said = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in earlier_releases(project, parameters)]
    memory = pd.concat([pd.DataFrame(columns=RELEASE), *said], ignore_index=True)
    return decide(rows.reset_index(drop=True), memory, policy_of(project))


def as_decided(table: pd.DataFrame, decision: Decision) -> pd.DataFrame:
    """A table with its own rows as the gate lets them leave."""
    own = table["public"].astype(str) != "True"
    decided = decision.rows.set_index(KEY)[_DECIDED]
    found = decided.reindex(pd.MultiIndex.from_frame(table.loc[own, KEY]))
    made = table.astype({"public": object})
    made.loc[own, _DECIDED] = found.to_numpy()
    return made


def write_release(decision: Decision, folder: Path) -> None:
    """What was printed of each figure, for anyone to read and for later packs to remember."""
    ordered = decision.release.sort_values(KEY, kind="stable")[RELEASE]
    (folder / RELEASED).write_bytes(store.to_csv(ordered))
