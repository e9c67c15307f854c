"""The texts that a PNG carries beside its picture."""

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def in_png(content: bytes) -> Iterator[tuple[str, str]]:
    """(chunk, text) of every text chunk (tEXt, zTXt, iTXt), of eXIf, and of what follows the picture's end.

    Raises ValueError for what is not a PNG.
    """
    if content[:8] != _SIGNATURE:
        raise ValueError("not a PNG")
    at = 8
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        at += 12 + length
        text = _text(kind, body)
        if text:
            yield f"chunk {kind.decode('latin-1')}", text
        if kind == b"IEND":
            break
    if content[at:].strip(b"\0"):
        yield "after the end of the picture", content[at:].decode("latin-1")


def _text(kind: bytes, body: bytes) -> str:
    word, _, rest = body.partition(b"\0")
    if kind == b"tEXt":
        return f"{word.decode('latin-1')}: {rest.decode('latin-1')}"
    if kind == b"zTXt":
        return f"{word.decode('latin-1')}: {zlib.decompress(rest[1:]).decode('latin-1')}"
    if kind == b"iTXt":
        packed, said = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
        return f"{word.decode('latin-1')}: {(zlib.decompress(said) if packed else said).decode('utf-8')}"
    return body.decode("latin-1") if kind == b"eXIf" else ""
