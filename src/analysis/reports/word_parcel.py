"""Putting an edited document back into its file: changed parts spliced, new ones added, unused pictures dropped."""

import posixpath
from typing import Any

from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from analysis.reports.splicing import Spliced
from analysis.reports.word_file import WordFile, rels_of
from analysis.reports.word_slots import Story, controls, stories

PROPERTY = "Figures from"  # shown by Word under File, Info, Properties, Advanced Properties, Custom
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of every custom property


class Parcel:
    """A document that is about to be edited, with what its file holds now."""

    def __init__(self, file: WordFile, document: Any) -> None:  # noqa: ANN401 - a python-docx document
        self.file, self.document = file, document
        parts = list(document.part.package.iter_parts())
        self._names = {part: _name(part) for part in parts}
        trees = [part for part in parts if getattr(part, "element", None) is not None]
        self._trees = {part: Spliced(file.parts[_name(part)], part.element) for part in trees}
        self._rels = {(part, key): rel for part in parts for key, rel in part.rels.items()}
        self._ours = {story.part: _shown_in_slots(story) for story in stories(document)}

    def put_back(self) -> None:
        """Write what changed into the parts of the file."""
        for part in list(self.document.part.package.iter_parts()):
            self._relate(part)
        for part, tree in self._trees.items():
            self.file.parts[self._names[part]] = tree.written()
        for part, keys in self._ours.items():
            self._drop(part, keys - _values(part.element))

    def _relate(self, part: Any) -> None:  # noqa: ANN401
        """Add the relations of a part that were not there, and the parts that they lead to."""
        used = _values(part.element) if getattr(part, "element", None) is not None else set()
        for key, rel in list(part.rels.items()):
            if (part, key) in self._rels or (rel.reltype.endswith("/image") and key not in used):
                continue
            if rel.target_part not in self._names:
                self._add(rel.target_part)
            base = PackURI(f"/{self._names[part]}").baseURI
            self.file.relate(self._names[part], rel.reltype, rel.target_part.partname.relative_ref(base), key)

    def _add(self, part: Any) -> None:  # noqa: ANN401
        name = self.file.free_name(_name(part))
        part.partname = PackURI(f"/{name}")
        self._names[part] = name
        self.file.add(name, part.blob, part.content_type)
        self._relate(part)

    def _drop(self, part: Any, keys: set[str]) -> None:  # noqa: ANN401
        """Drop pictures that were shown in slots alone and no longer are, unless something else leads to them."""
        gone = {key: self._rels[part, key].target_part for key in keys}
        if not gone:
            return
        self.file.unrelate(self._names[part], set(gone))
        for key, target in gone.items():
            del self._rels[part, key]
            if not any(not rel.is_external and rel.target_part is target for rel in self._rels.values()):
                self.file.remove(self._names[target])


def _name(part: Any) -> str:  # noqa: ANN401
    return str(part.partname.membername)


def _values(root: Any) -> set[str]:  # noqa: ANN401
    """The values of every attribute: what a relation's key is used by."""
    return {value for element in root.iter("*") for value in element.attrib.values()}


def _shown_in_slots(story: Story) -> set[str]:
    """The keys of the pictures in the slots of a part."""
    keys = {value for element, _ in controls(story) for value in _values(element.find(qn("w:sdtContent")))}
    rels = story.part.rels
    return {key for key in keys if key in rels and rels[key].reltype.endswith("/image") and not rels[key].is_external}


def say_whence(file: WordFile, said: str) -> None:
    """Write into the file's own properties which pack its figures are from; other properties stay as they are."""
    name = _custom_part(file)
    root = parse_xml(file.parts[name])
    tree = Spliced(file.parts[name], root)
    mine = [one for one in root if one.get("name") == PROPERTY]
    if [one for one in mine if "".join(one.itertext()) == said]:
        return
    for one in mine:
        root.remove(one)
    taken = [int(one.get("pid", "1")) for one in root.iterchildren("*")]
    made = parse_xml(
        f'<property xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}" fmtid="{_FMTID}" pid="{max([1, *taken]) + 1}" '
        f'name="{PROPERTY}"><vt:lpwstr/></property>'
    )
    made[0].text = said
    root.append(made)
    file.parts[name] = tree.written()


def _custom_part(file: WordFile) -> str:
    """The name of the part that holds custom properties, made where there is none."""
    for one in parse_xml(file.parts[rels_of("")]):
        if one.get("Type") == _CUSTOM_REL:
            return posixpath.normpath(one.get("Target").lstrip("/"))
    name = file.free_name(_CUSTOM)
    file.add(name, f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"></Properties>'.encode(), _CUSTOM_TYPE)
    file.relate("", _CUSTOM_REL, name)
    return name
