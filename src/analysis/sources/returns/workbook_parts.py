"""The parts of an .xlsx file as bytes, after every check that must come before anything is parsed.

A workbook is a zip of XML files that somebody sent: it may be locked, damaged, an old format under a new name, or made
to fill the memory. Each is refused in one sentence, from the sizes that the zip states, before it is unpacked.
"""

import io
import zipfile
import zlib
from pathlib import Path

from analysis.vocabulary.errors import AnalysisError

LARGEST = 200_000_000  # bytes unpacked, all parts together
RATIO = 200  # unpacked to packed; real sheets reach about 30
SMALL = 2_000_000  # bytes unpacked below which no ratio is dangerous
MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError)
_XML = (".xml", ".rels", ".vml")


def parts_of(path: Path) -> dict[str, bytes]:
    """Every XML part of a workbook by its name in the zip. What cannot be read safely is an AnalysisError."""
    return unpacked(snapshot(path), path.name)


def snapshot(path: Path) -> bytes:
    """The bytes of a file as they were at one moment; a file that changes meanwhile is refused."""
    try:
        before = path.stat()
        if before.st_size > LARGEST:
            raise AnalysisError(f"{path.name} is larger than {LARGEST // 10**6} MB. Save it with the lists alone.")
        data = path.read_bytes()
        after = path.stat()
    except OSError:
        raise AnalysisError(f"{path.name} cannot be opened. Close it in Excel, check who may read it.") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise AnalysisError(f"{path.name} changed while it was read. Close it in Excel and run again.")
    return data


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The XML parts in the bytes of a workbook; `name` is the file's, for the messages."""
    _refuse_other_formats(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_bombs(members, name)
            found = {m.filename.lstrip("/"): archive.read(m) for m in members if m.filename.lower().endswith(_XML)}
    except _DAMAGE:
        raise AnalysisError(f"{name} is damaged or cut short. Open it in Excel and save it again.") from None
    for part, content in found.items():
        _refuse_dtd(content, part, name)
    return found


def _refuse_other_formats(data: bytes, name: str) -> None:
    if data.startswith(b"PK"):
        return
    if not data.strip():
        said = "is empty. Export it again."
    elif data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        what = "is password-protected" if locked else "is password-protected or an old .xls workbook"
        said = f"{what}. In Excel, save a copy as .xlsx without a password."
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        said = "is a web page or XML under a workbook's name. Open it in Excel and save it as .xlsx."
    else:
        said = "is no workbook (it looks like text). Open it in Excel and save it as .xlsx, or name it .csv."
    raise AnalysisError(f"{name} {said}")


def _refuse_bombs(members: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(m.file_size for m in members)
    if total > LARGEST or len(members) > MOST_PARTS:
        raise AnalysisError(f"{name} unpacks to more than {LARGEST // 10**6} MB. Save it with the lists alone.")
    for member in members:
        if member.flag_bits & 1:
            raise AnalysisError(f"{name} is password-protected. In Excel, save a copy as .xlsx without a password.")
        if member.file_size > max(SMALL, RATIO * member.compress_size):
            raise AnalysisError(f"{name} unpacks to over {RATIO} times its size. Copy the lists into a new workbook.")


def _refuse_dtd(content: bytes, part: str, name: str) -> None:
    """No workbook needs a DTD or an entity of its own; both are ways to read other files or to fill the memory."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:200] else content  # UTF-16 has a zero in each letter
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise AnalysisError(f"{name} declares entities in {part}, which no workbook needs. Save it again in Excel.")
