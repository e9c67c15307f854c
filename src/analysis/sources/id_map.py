"""The id map: which ids of two sources are one child. Nothing is ever joined by guess."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.sources.returns.csv_tables import read_csv
from analysis.sources.returns.shape import Reading
from analysis.vocabulary.errors import AnalysisError

ID_MAP = "id_map.csv"
COLUMNS = ["source", "id", "child"]
JOINED = "map\0"  # before the name that joins ids: no id of a source begins so


def read_id_map(place: Path, sources: Sequence[str]) -> dict[tuple[str, str], str]:
    """(source, id) -> the name that the ids of one child share; empty where the folder has no id_map.csv.

    `sources` are the names that may stand in it. The columns are
    `source` (returns_ssda903, returns_cin_census, ...), `id` as it stands in that source, and `child`.
    """
    path = place / ID_MAP
    if not path.is_file():
        return {}
    raw = read_csv(path, lambda header: header in COLUMNS)
    missing = [name for name in COLUMNS if name not in raw.frame]
    if missing:
        raise AnalysisError(f"{ID_MAP} has no column {missing[0]}. Its columns are: {', '.join(COLUMNS)}.")
    found: dict[tuple[str, str], str] = {}
    for line, row in zip(raw.frame.index, raw.frame[COLUMNS].astype(str).to_numpy().tolist(), strict=True):
        source, one, child = (cell.strip() for cell in row)
        if not (source and one and child):
            raise AnalysisError(
                f"{ID_MAP} line {line} has an empty cell. Fill source, id and child, or delete the line."
            )
        if found.setdefault((source, one), child) != child:
            raise AnalysisError(f"{ID_MAP} line {line} joins an id to a second child. Keep one.")
        if source not in sources:
            raise AnalysisError(f"{ID_MAP} line {line}: the source is none of {', '.join(sources)}. Correct it.")
    return found


def join_ids(reading: Reading, known: dict[tuple[str, str], str]) -> Reading:
    """The reading with the ids that the map names replaced by what joins them, so that they count as one child."""
    child = reading.episodes["child"]
    names = {one: known.get((reading.source, str(one)), "") for one in child.cat.categories}
    if not any(names.values()):
        return reading
    joined = child.astype(object).map({one: f"{JOINED}{name}" if name else one for one, name in names.items()})
    return replace(reading, episodes=reading.episodes.assign(child=joined.astype("category")))
