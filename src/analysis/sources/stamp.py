"""What a build was made from: enough to tell, without reading any table, whether it is still the right one."""

import hashlib
import json
from pathlib import Path


def read_build(processed: Path) -> dict:
    """build.json of the last build; an empty record when there is none, or none that can be read."""
    path = processed / "build.json"
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        return {}


def build_key(raw: Path, code: str, as_at: str, vintage: str) -> str:
    """What a build depends on: every published raw byte, the code, and the two choices. Returns are no part of it."""
    digest = hashlib.sha256(json.dumps([code, as_at, vintage]).encode())
    for path in sorted(raw.rglob("*")):
        name = path.relative_to(raw).as_posix()
        if path.is_file() and path.suffix in (".csv", ".toml") and not name.startswith("returns/"):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
