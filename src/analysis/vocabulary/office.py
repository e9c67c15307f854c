"""What every Office file of ours keeps to: characters that XML can hold, and the same bytes twice."""

import re
import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """The text without control characters, which no Office file can hold."""
    return _ILLEGAL.sub("", text)


def same_bytes(data: bytes) -> bytes:
    """A zip as it was, with one fixed time for every file in it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            place = zipfile.ZipInfo(name, _EPOCH)
            place.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            place.create_system = place.external_attr = 0
            new.writestr(place, old.read(name))
    return made.getvalue()
