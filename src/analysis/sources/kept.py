"""What is kept of the returns between runs, all of it in one private folder: keys for ids, episodes, and snapshots.

Ids are replaced by a keyed hash before anything is written, so that rows of one child can be found together and nobody
without the key can tell whose they are. It is personal data all the same, and `purge` deletes it.
"""

import gzip
import hashlib
import hmac
import io
import os
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from analysis.sources.id_map import JOINED
from analysis.sources.returns.shape import DATES, FLAGS, NUMBERS, WORDS, Reading, joined

KEY, EPISODES, SNAPSHOTS = "id.key", "episodes.csv.gz", "snapshots"
LENGTH = 16  # hexadecimal digits of a hashed id: two children of a million share one in about 1 of 37 million
_MODE = 0o600


def private_folder(private: Path) -> Path:
    """The folder of what is kept of the returns inside the private one, for its owner alone."""
    folder = private / "returns"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def secret(folder: Path) -> bytes:
    """The local secret that ids are hashed with, made at first use. Without it no hash can be made again."""
    path = folder / KEY
    if not path.is_file():
        write_private(path, secrets.token_hex(32).encode())
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb") as file:
        file.write(data)
    part.replace(path)


def hashed(ids: pd.Series, source: str, key: bytes) -> pd.Series:
    """Each id as a keyed hash, a category. Ids of two sources are two children, unless the id map joined them."""
    column = ids.astype("category")
    names = [_hash(str(one), source, key) for one in column.cat.categories]
    return pd.Series(
        pd.Categorical(column.astype(object).map(dict(zip(column.cat.categories, names, strict=True)))), ids.index
    )


def _hash(one: str, source: str, key: bytes) -> str:
    if one == "":
        return ""
    said = one if one.startswith(JOINED) else f"{source}\0{one}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def keep_episodes(folder: Path, readings: Iterable[Reading]) -> Path:
    """Write the episodes of all readings with hashed ids, to explore them in JupyterLab."""
    key = secret(folder)
    tables = [_without_ids(reading, key) for reading in readings]
    text = io.BytesIO()
    with gzip.GzipFile(fileobj=text, mode="wb", mtime=0, compresslevel=1) as file:
        joined(tables).to_csv(file, index=False, lineterminator="\n", date_format="%Y-%m-%d")
    path = folder / EPISODES
    write_private(path, text.getvalue())
    return path


def _without_ids(reading: Reading, key: bytes) -> pd.DataFrame:
    rows = reading.episodes
    child = hashed(rows["child"], reading.source, key)
    family = hashed(rows["family"], f"family of {reading.source}", key)
    return rows.assign(child=child, family=family)


def read_episodes(folder: Path) -> pd.DataFrame:
    """The episodes that the last build kept, in the columns of `shape.EPISODES` with ids hashed."""
    missing = {name: [""] for name in (*DATES, *NUMBERS)}
    types = dict.fromkeys(NUMBERS, "Int64") | dict.fromkeys(FLAGS, "bool") | dict.fromkeys(WORDS, "category")
    return pd.read_csv(folder / EPISODES, dtype=types, parse_dates=DATES, keep_default_na=False, na_values=missing)


def keep_snapshot(folder: Path, totals: pd.DataFrame, today: date) -> Path | None:
    """What the returns said on this day, unless it is what the last snapshot said. Totals only."""
    place = folder / SNAPSHOTS
    place.mkdir(mode=0o700, exist_ok=True)
    data = totals.to_csv(index=False, lineterminator="\n").encode()
    digest = hashlib.sha256(data).hexdigest()[:12]
    last = max(place.glob("*.csv"), default=None)
    if not len(totals) or (last is not None and last.stem.endswith(digest)):
        return None
    path = place / f"{today.isoformat()}-{digest}.csv"
    write_private(path, data)
    return path


def snapshots(folder: Path) -> dict[str, pd.DataFrame]:
    """Day of each snapshot -> its totals, the oldest first; of two of one day, the later."""
    found = sorted((folder / SNAPSHOTS).glob("*.csv"), key=lambda path: (path.name[:10], path.stat().st_mtime_ns))
    return {path.name[:10]: pd.read_csv(path, dtype={"count": "int64"}) for path in found}


def purge(folder: Path, everything: bool, days: int, now: datetime) -> list[str]:
    """Delete what the retention rule no longer allows, or everything; the names of the files that are gone."""
    limit = (now - timedelta(days=days)).timestamp()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    gone = [p for p in files if everything or (p.name != KEY and p.stat().st_mtime < limit)]
    for path in gone:
        path.unlink()
    return [path.relative_to(folder).as_posix() for path in gone]
