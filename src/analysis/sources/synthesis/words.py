"""The words of codes, as words.toml has them: the generator's own list, apart from that of the readers."""

import tomllib
from importlib.resources import files
from typing import Any

_SAID: dict[str, Any] = tomllib.loads(
    files("analysis.sources.synthesis").joinpath("words.toml").read_text(encoding="utf-8")
)
_LISTS = _SAID["annex_a"]

NEED, LEGAL, ABUSE = _SAID["need"], _SAID["legal_status"], _SAID["category_of_abuse"]
GENDER, ETHNIC, LIST_ABUSE = _LISTS["gender"], _LISTS["ethnicity"], _LISTS["category_of_abuse"]
LIST_LEGAL, LIST_PLACEMENT = _LISTS["legal_status"], _LISTS["placement"]
LIST_SOURCE, LIST_CEASED = _LISTS["source"], _LISTS["ceased"]
YES, NO = "a) Yes", "b) No"
