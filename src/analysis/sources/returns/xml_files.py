"""Reading a large XML file in pieces, and whether the line of an element says where it is."""

from pathlib import Path
from xml.parsers import expat

_PIECE = 1 << 18


def children_share_lines(path: Path) -> bool:
    """Whether a file has fewer lines than children, as most systems export it: then a line says nothing of where."""
    lines = children = 0
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            lines += piece.count(b"\n")
            seen = rest + piece.lower()
            children += seen.count(b"</child>")
            rest = seen[-7:]  # one letter less than the mark, so that none is counted twice
    return children > lines


def feed(parser: expat.XMLParserType, path: Path) -> None:
    """Give a whole file to a parser. `ParseFile` does it in pieces so small that one long element takes minutes."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
