"""The pieces of a Word document: runs, paragraphs, tables, pictures with their alternative text, content controls."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from analysis.presentation.numbers import MINUS
from analysis.reports.contents import Item
from analysis.reports.laid_out import SYMBOLS, Grid
from analysis.reports.packing import legal

NOTE = "Figure note"  # the style of source and passport, and of the cells of tables
Element = Any


def make(name: str, **attributes: str) -> Element:
    """A w: element with its w: attributes."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def run(text: str, look: Element | None = None, bold: bool = False) -> Element:
    """A run of text in the look (w:rPr) of another."""
    made = make("r")
    if look is not None:
        made.append(look)
    elif bold:
        made.append(make("rPr"))
        made[0].append(make("b"))
    made.append(make("t"))
    made[-1].text = legal(text)
    made[-1].set(qn("xml:space"), "preserve")
    return made


def paragraph(*runs: Element, style: str = "", with_next: bool = False) -> Element:
    """A paragraph of runs; `style` is the id of a style, `with_next` keeps it on the page of what follows."""
    made, look = make("p"), make("pPr")
    if style:
        look.append(make("pStyle", val=style))
    if with_next:
        look.append(make("keepNext"))
    if len(look):
        made.append(look)
    made.extend(runs)
    return made


def labelled(label: str, text: str, style: str = "", with_next: bool = False) -> Element:
    """A paragraph that begins with a label in bold."""
    return paragraph(run(f"{label}: ", bold=True), run(text), style=style, with_next=with_next)


def style_id(document: Any, name: str) -> str:  # noqa: ANN401 - a python-docx document
    """The id of a style; Caption and our note are added where a template does not have them."""
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name != NOTE)
        made.base_style = next((one for one in styles if one.name == "Normal"), None)
        made.font.size, made.font.bold = (Pt(9), None) if name == NOTE else (Pt(10), True)
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(0), Pt(2)
    return str(styles[name].style_id)


def table(grid: Grid, style: str, wide: int, shares: Sequence[float] = ()) -> Element:
    """A table of light rules whose header row repeats on every page; `wide` is its width in twentieths of a point."""
    made = make("tbl")
    look = make("tblPr")
    borders = make("tblBorders")
    borders.extend(make(side, val="single", sz="4", space="0", color="B1B4B6") for side in ("top", "bottom", "insideH"))
    look.extend([make("tblW", w=str(wide), type="dxa"), borders, make("tblLayout", type="fixed")])
    look.append(make("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noVBand="1"))
    widths = [int(wide * share) for share in shares or _shares(grid)]
    columns = make("tblGrid")
    columns.extend(make("gridCol", w=str(width)) for width in widths)
    made.extend([look, columns, _row(grid.header, widths, style, grid.names, header=True)])
    made.extend(_row(cells, widths, style, grid.names) for cells in grid.rows)
    return made


def _shares(grid: Grid) -> list[float]:
    """How much of the width each column gets: names twice what values get."""
    weights = [2.0] * grid.names + [1.2] * (len(grid.header) - grid.names)
    return [weight / sum(weights) for weight in weights]


def _row(cells: Sequence[str], widths: list[int], style: str, names: int, header: bool = False) -> Element:
    """A row that no page break cuts; names stand left and values right."""
    made, look = make("tr"), make("trPr")
    look.append(make("cantSplit"))
    if header:
        look.append(make("tblHeader"))
    made.append(look)
    for at, (text, width) in enumerate(zip(cells, widths, strict=True)):
        cell, sized = make("tc"), make("tcPr")
        sized.append(make("tcW", w=str(width), type="dxa"))
        inside = paragraph(run(text, bold=header), style=style)
        if at >= names and (header or text[:1].isdigit() or text[:1] == MINUS or text in SYMBOLS.values()):
            inside.pPr.append(make("jc", val="right"))
        cell.extend([sized, inside])
        made.append(cell)
    return made


def picture(part: Any, item: Item, number: int, box: tuple[int, int], with_next: bool = False) -> Element:  # noqa: ANN401
    """A paragraph with what a figure draws, as wide as the text or as high as the box (EMU); `number` is its own id.

    The words at the top and the foot of the picture are cropped: they stand in the document as text.
    """
    path = str(item.file(".png"))
    _, image = part.get_or_add_image(path)
    shape = (1 - sum(item.crop)) * image.px_height / image.px_width
    width = min(box[0], int(box[1] / shape))
    inline = part.new_pic_inline(path, width, int(width * shape))
    _crop(inline, *item.crop)
    inline.docPr.set("id", str(number))
    inline.docPr.set("name", item.key)
    inline.docPr.set("descr", legal(item.alt or item.headline))
    drawn = make("r")
    drawn.append(make("drawing"))
    drawn[0].append(inline)
    return paragraph(drawn, with_next=with_next)


def _crop(inline: Any, top: float, bottom: float) -> None:  # noqa: ANN401
    """Take shares of the height off a picture, which can be had back in Word."""
    if top or bottom:
        taken = OxmlElement("a:srcRect")
        taken.set("t", str(round(100_000 * top)))
        taken.set("b", str(round(100_000 * bottom)))
        inline.graphic.graphicData.pic.blipFill.find(qn("a:blip")).addnext(taken)


def control(tag: str, taken: set[str]) -> Element:
    """An empty content control with a tag, and an id that no other control of the document has."""
    number = crc32(tag.encode()) & 0x3FFFFFFF
    while str(number) in taken:
        number += 1
    taken.add(str(number))
    made, look = make("sdt"), make("sdtPr")
    look.extend([make("alias", val=tag), make("tag", val=tag), make("id", val=str(number))])
    made.extend([look, make("sdtContent")])
    return made
