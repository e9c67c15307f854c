"""A little Word draft as a person leaves it, byte for byte: comments, changes, pictures, another's control."""

import re
import zipfile
from io import BytesIO

from little_pack import png

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = b"\x89PNG\r\n\x1a\nA person's own picture"
OLD = png() + b"old"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def slot(tag, inside, number, more=""):
    """A content control with a tag of ours."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>{more}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def run(text, look=""):
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def shown(key, alt="old"):
    """A paragraph with a picture, as Word writes it."""
    return (
        f"<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='7' name='n' descr='{alt}'/>"
        f"<a:graphic><a:graphicData uri='u'><pic:pic><pic:blipFill><a:blip r:embed='{key}'/></pic:blipFill></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


RATE = slot("number:care_rate_by_year:rate", run("94.7", "<w:rPr><w:b/></w:rPr>"), 11)
BODY = (
    "<w:p w:rsidR='00AB'><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:bookmarkStart w:id='0' w:name='top'/>"
    "<w:r><w:t>Care</w:t></w:r><w:bookmarkEnd w:id='0'/></w:p>\n\t<!-- a person's note: <w:sdt> -->"
    "<w:p><w:commentRangeStart w:id='1'/><w:r><w:t xml:space='preserve'>It fell to </w:t></w:r>" + RATE + "<w:r><w:t>. "
    "Last time 94.7.</w:t></w:r><w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r></w:p>"
    "<w:p><w:ins w:id='2' w:author='Jo' w:date='2026-01-01T00:00:00Z'><w:r><w:t>put in</w:t></w:r></w:ins>"
    "<w:del w:id='3' w:author='Jo'><w:r><w:delText>struck out</w:delText></w:r></w:del>"
    "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + shown("rId2", "theirs")
    + slot("figure:care_rate_trend", shown("rId3") + "<w:p><w:r><w:t>Old caption</w:t></w:r></w:p>", 12)
    + "<w:sdt><w:sdtPr><w:tag w:val='vendor:thing'/><w:id w:val='13'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Theirs"
    "</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>ours</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl><w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><x:box><w:txbxContent><w:p><w:r><w:t>boxed"
    "</w:t></w:r></w:p></w:txbxContent></x:box></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>"
)  # fmt: skip
END = "<w:sectPr><w:headerReference w:type='default' r:id='rId4'/><w:pgSz w:w='11906' w:h='16838'/>"
END += "<w:pgMar w:top='1134' w:right='1134' w:bottom='1134' w:left='1134' w:header='708' w:footer='708' w:gutter='0'/>"
END += "</w:sectPr>"
HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<w:document xmlns:w='" + W + "' xmlns:r='" + REL + "' "
    "xmlns:x='urn:x' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' mc:Ignorable='x'\n"
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' xmlns:a='http://schemas.openxml"
    "formats.org/drawingml/2006/main' xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' >"
)
HEADER = (
    f"<w:hdr xmlns:w='{W}'><w:p><w:r><w:t>For </w:t></w:r>{slot('text:period', run('2022-23 Q4'), 21)}</w:p></w:hdr>"
)
STYLES = (
    f"<w:styles xmlns:w='{W}'><w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/>"
    "</w:style><w:style w:type='paragraph' w:styleId='Heading1'><w:name w:val='heading 1'/></w:style></w:styles>"
)
COMMENTS = f"<w:comments xmlns:w='{W}'><w:comment w:id='1' w:author='Jo'><w:p/></w:comment></w:comments>"
NOTES = f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='2'><w:p>{run('A note')}</w:p></w:footnote></w:footnotes>"
CORE = (
    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>Jo Bloggs</dc:creator></cp:coreProperties>"
)
SETTINGS = f"<w:settings xmlns:w='{W}'><w:zoom w:percent='90'/></w:settings>"


def parts(body=BODY, **changed):
    """The parts of the draft by name; `changed` by the last word of their names, None for one left out."""
    made = {
        "word/document.xml": f"{HEAD}<w:body>{body}{END}</w:body></w:document>",
        "word/header1.xml": HEADER,
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/comments.xml": COMMENTS,
        "word/footnotes.xml": NOTES,
        "word/media/image1.png": PICTURE,
        "word/media/image2.png": OLD,
        "customXml/item1.xml": "<theirs a = '1'/>",
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": rels(
            ("styles", "styles.xml"), ("image", "media/image1.png"), ("image", "media/image2.png"),
            ("header", "header1.xml"), ("settings", "settings.xml"), ("comments", "/word/comments.xml"),
            ("footnotes", "footnotes.xml"),
        ),
        "_rels/.rels": rels(("officeDocument", "word/document.xml"))
        .replace("</Rel", "<Relationship Id='c' Type='http://schemas.openxmlformats.org/package/2006/relationships/"
        "metadata/core-properties' Target='docProps/core.xml'/></Rel"),
        "[Content_Types].xml": types(),
    }  # fmt: skip
    made |= {name: changed[part] for name in made for part in changed if name.rsplit("/", 1)[-1].split(".")[0] == part}
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items() if data is not None}


def rels(*found):
    lines = [
        f"<Relationship Id='rId{at}' Type='{REL}/{kind}' Target='{to}'/>" for at, (kind, to) in enumerate(found, 1)
    ]
    return f"<Relationships xmlns='{REL.replace('officeDocument', 'package')}'>{''.join(lines)}</Relationships>"


def types(main="document.main"):
    named = {"document": main, "header1": "header", "styles": "styles", "settings": "settings", "comments": "comments",
             "footnotes": "footnotes"}  # fmt: skip
    lines = [f"<Override PartName='/word/{one}.xml' ContentType='{TYPE}{kind}+xml'/>" for one, kind in named.items()]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    lines += [f"<Override PartName='/docProps/core.xml' ContentType='{core}'/>"]
    lines += [f"<Default Extension='{one}' ContentType='{kind}'/>" for one, kind in (
        ("png", "image/png"), ("xml", "application/xml"),
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"))]  # fmt: skip
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f"<Types xmlns='{space}'>{''.join(lines)}</Types>"


def zipped(found):
    """A zip of parts; a list of pairs may hold a name twice."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items() if isinstance(found, dict) else found:
            file.writestr(name, data)
    return made.getvalue()


def draft(body=BODY, **changed):
    """The little draft as the bytes of a .docx; only the header has a slot where `body` has none."""
    return zipped(parts(body, **changed))


def unzipped(data):
    """The parts of a .docx by name."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def outside(xml):
    """The bytes of a part with what stands in slots of ours cut out; found by counting, without an XML library."""
    kept, at = [], 0
    for tag in re.finditer(rb"<w:tag w:val=[\"'](?:figure|table|number|text):", xml):
        if tag.start() < at:
            continue
        begin = xml.index(b">", xml.index(b"<w:sdtContent", tag.end())) + 1
        depth, end = 1, begin
        while depth:
            mark = re.compile(rb"<(/?)w:sdtContent\b[^>]*>").search(xml, end)
            depth, end = depth + (-1 if mark[1] else 1), mark.end()
        kept.append(xml[at:begin])
        at = mark.start()
    return b"".join([*kept, xml[at:]])
