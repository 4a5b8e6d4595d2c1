"""Many documents into one that prints them all, each from page 1 with its own header and footer.

Styles, numbering, pictures, headers and footers of documents that come from different templates
are kept apart; documents from one template share them, but for lists: those count anew in each.
"""

import hashlib
import posixpath
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from casework.word.parts import MAIN, MC, Node, W, opened, packed, parsed
from casework.word.relations import (
    OFFICE,
    PACKAGE,
    ContentTypes,
    relations,
    relations_of,
    relations_xml,
    xml_bytes,
)
from casework.word.style_merging import Styles
from rules.errors import ClerkError

_R = f"{{{OFFICE}}}"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHARED = ("styles", "settings", "fontTable", "theme", "webSettings", "numbering")
_THEME = "word/theme/theme1.xml"
_KEPT = (*(f"word/{name}.xml" for name in _SHARED[:5]), _THEME, "docProps/core.xml")
_LEFT_OUT = ("customXml", "glossaryDocument", "comments", "people", "attachedTemplate")
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")


class MergingStopped(Exception):  # noqa: N818  # Nothing went wrong: the clerk pressed cancel.
    """The merging was stopped by whoever asked for it."""


def _go_on(_done: int) -> bool:
    return True


def merge(documents: Iterable[bytes], *, go_on: Callable[[int], bool] = _go_on) -> bytes:
    """Return one .docx of all the documents, in their order, each beginning at page 1.

    `go_on` is told how many are in and returns whether to continue; raises `Stopped` where it
    says no. Raises `ClerkError` for a document that cannot be read, has notes at its foot, or
    where there is none at all.
    """
    merged: _Merged | None = None
    for done, data in enumerate(documents):
        if not go_on(done):
            raise MergingStopped
        parts = opened(data)
        if merged is None:
            merged = _Merged(parts)
        merged.add(parts)
    if merged is None:
        raise ClerkError("没有可以合并的文书，请先选择要打印的文书。")
    return merged.finished()


@dataclass(slots=True)
class _Source:
    """What the documents of one template have in common: names changed on the way in."""

    styles: dict[str, str]
    default_style: str
    numbering: dict[str, str]
    relations: dict[str, str] = field(default_factory=dict)


class _Merged:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = {name: content for name, content in parts.items() if name in _KEPT}
        for name in ("word/settings.xml", "word/fontTable.xml", "word/webSettings.xml"):
            if name in self.parts:
                self.parts[name] = _self_contained(self.parts[name])
        self.types = ContentTypes()
        self.styles = Styles(parts.get("word/styles.xml"))
        self.numbering: Node | None = None
        self.body: list[Node] = []
        self.spaces: dict[str, str] = {}
        self.ignorable: list[str] = []
        self.relations: list[tuple[str, str, str, bool]] = []
        self._sources: dict[bytes, _Source] = {}
        self._copied: dict[bytes, str] = {}
        self._edges: set[tuple[str, str]] = set()
        self._last: Node | None = None
        self._drawings = 0

    def add(self, parts: dict[str, bytes]) -> None:
        root = parsed(parts[MAIN])
        for prefix, uri in root.nsmap.items():
            if prefix:
                self.spaces.setdefault(prefix, uri)
        for prefix in root.get(f"{MC}Ignorable", "").split():
            if prefix not in self.ignorable:
                self.ignorable.append(prefix)
        source = self._source(parts)
        body = root.find(f"{W}body")
        self._adapt(body, source)
        children = list(body)
        final = children.pop() if children and children[-1].tag == f"{W}sectPr" else None
        if final is None:
            final = etree.Element(f"{W}sectPr")
        self._own_section(next(body.iter(f"{W}sectPr"), final), source, parts)
        self._end_section()
        self.body.extend(children)
        self._last = final

    def _end_section(self) -> None:
        """Close the document before: its section ends with its last paragraph."""
        if self._last is None:
            return
        last = self.body[-1] if self.body else None
        if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
            last = _tiny_paragraph()
            self.body.append(last)
        properties = last.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            last.insert(0, properties)
        change = properties.find(f"{W}pPrChange")
        if change is not None:
            change.addprevious(self._last)
        else:
            properties.append(self._last)

    def _own_section(self, section: Node, source: _Source, parts: dict[str, bytes]) -> None:
        """Let a document's first section begin a page, count from 1 and inherit nothing."""
        for name in ("type", "pgNumType"):
            for node in section.findall(f"{W}{name}"):
                if name == "pgNumType":
                    node.set(f"{W}start", "1")
                else:
                    section.remove(node)
        if section.find(f"{W}pgNumType") is None:
            number = etree.Element(f"{W}pgNumType")
            number.set(f"{W}start", "1")
            _put_in_order(section, number)
        have = set()
        for edge in _EDGES:
            for node in section.findall(f"{W}{edge}Reference"):
                have.add((edge, node.get(f"{W}type", "default")))
        for edge, kind in sorted(self._edges - have):
            node = etree.Element(f"{W}{edge}Reference")
            node.set(f"{W}type", kind)
            node.set(f"{_R}id", self._empty(edge))
            section.insert(0, node)
        self._edges |= have

    def _empty(self, edge: str) -> str:
        tag = "hdr" if edge == "header" else "ftr"
        content = (
            f'<w:{tag} xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:spacing w:line="20"'
            f' w:lineRule="exact"/></w:pPr></w:p></w:{tag}>'
        ).encode()
        name = self._copy(f"word/{edge}.xml", content, f"{_WORD_TYPE}.{edge}+xml")
        return self._relate(f"{OFFICE}/{edge}", name.removeprefix("word/"), external=False)

    def _source(self, parts: dict[str, bytes]) -> _Source:
        digest = hashlib.sha256()
        if _has_lists(parts):
            # What two documents number by one list goes on counting from the first to the second.
            digest.update(b"%d" % len(self._sources))
        for name in sorted(parts):
            if name != MAIN and not name.startswith("docProps/"):
                digest.update(name.encode() + b"\0" + parts[name] + b"\0")
        key = digest.digest()
        if key not in self._sources:
            lists = parts.get("word/numbering.xml")
            taken = None if lists is None else parsed(lists, part="numbering")
            numbers = {} if taken is None else self._numbers(taken)
            mapping, default = self.styles.take(parts.get("word/styles.xml"), numbers)
            if taken is not None:
                self._take_numbering(taken, numbers, mapping)
            source = _Source(mapping, default, numbers)
            for number, target, kind, external in relations(parts, MAIN):
                short = kind.rsplit("/", 1)[-1]
                if short in _NOTES and _has_notes(parts, target):
                    raise ClerkError("文书里有脚注或者尾注，不能合并打印，请单独打印这份文书。")
                if short in _SHARED or short in _LEFT_OUT or short in _NOTES:
                    continue
                if not external:
                    name = posixpath.normpath(f"word/{target}")
                    edge = source if short in _EDGES else None
                    target = self._take_part(parts, name, edge)
                    target = target.removeprefix("word/")
                source.relations[number] = self._relate(kind, target, external=external)
            self._sources[key] = source
        return self._sources[key]

    def _take_part(self, parts: dict[str, bytes], name: str, edge: _Source | None = None) -> str:
        """Copy a part and what it refers to; the same content is kept once.

        A header or footer (`edge` is whose) calls its styles and lists as the whole does.
        """
        content = parts.get(name)
        if content is None:
            raise ClerkError("文书引用的图片或者页眉页脚已经缺失，请在 Word 中另存后再试。")
        if edge is not None:
            root = parsed(content, part="edge")
            _rename(root, edge)
            content = xml_bytes(root)
        inner = list(relations(parts, name))
        new = self._copy(name, content, self.types.of(name, parts))
        if inner:
            folder = posixpath.dirname(name)
            lines = []
            for number, target, kind, external in inner:
                if not external:
                    taken = self._take_part(parts, posixpath.normpath(f"{folder}/{target}"))
                    target = posixpath.relpath(taken, posixpath.dirname(new))
                lines.append((number, target, kind, external))
            self.parts[relations_of(new)] = relations_xml(lines)
        return new

    def _copy(self, name: str, content: bytes, content_type: str) -> str:
        key = hashlib.sha256(content_type.encode() + b"\0" + content).digest()
        if key not in self._copied:
            stem, ending = posixpath.splitext(name)
            new = f"{stem.rstrip('0123456789')}{len(self._copied) + 1}{ending}"
            self.parts[new] = content
            self.types.add(new, content_type)
            self._copied[key] = new
        return self._copied[key]

    def _relate(self, kind: str, target: str, *, external: bool) -> str:
        for at, known in enumerate(self.relations):
            if known[1:] == (target, kind, external):
                return self.relations[at][0]
        number = f"rM{len(self.relations) + 1}"
        self.relations.append((number, target, kind, external))
        return number

    def _numbers(self, root: Node) -> dict[str, str]:
        """Return what the lists of a document are called in the whole, where others may be."""
        known = () if self.numbering is None else self.numbering.findall(f"{W}num")
        return {
            node.get(f"{W}numId"): str(at)
            for at, node in enumerate(root.findall(f"{W}num"), start=len(known) + 1)
        }

    def _take_numbering(self, root: Node, numbers: dict[str, str], styles: dict[str, str]) -> None:
        if self.numbering is None:
            self.numbering = etree.Element(f"{W}numbering", nsmap=root.nsmap)
        abstracts = {}
        first_num = self.numbering.find(f"{W}num")
        base = len(self.numbering.findall(f"{W}abstractNum"))
        for at, node in enumerate(root.findall(f"{W}abstractNum"), start=base + 1):
            abstracts[node.get(f"{W}abstractNumId")] = str(at)
            node.set(f"{W}abstractNumId", str(at))
            for own in node.findall(f"{W}nsid"):
                # Word takes two lists of one such number for the same and counts on.
                own.set(f"{W}val", f"{at:08X}")
            for style in node.iter(f"{W}pStyle", f"{W}styleLink", f"{W}numStyleLink"):
                style.set(f"{W}val", styles.get(style.get(f"{W}val"), style.get(f"{W}val")))
            if first_num is None:
                self.numbering.append(node)
            else:
                first_num.addprevious(node)
        for node in root.findall(f"{W}num"):
            node.set(f"{W}numId", numbers[node.get(f"{W}numId")])
            link = node.find(f"{W}abstractNumId")
            if link is not None:
                link.set(f"{W}val", abstracts.get(link.get(f"{W}val"), "0"))
            self.numbering.append(node)

    def _adapt(self, body: Node, source: _Source) -> None:
        """Turn the names of styles, lists, pictures and links into those of the whole."""
        for node in list(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr")):
            node.getparent().remove(node)
        for node in body.iter():
            for name, value in node.attrib.items():
                if name.startswith(_R):
                    node.set(name, source.relations.get(value, value))
                elif name.endswith("}paraId") or name.endswith("}textId"):
                    del node.attrib[name]
        _rename(body, source)
        for node in body.iter("{*}docPr"):
            self._drawings += 1
            node.set("id", str(self._drawings))

    def finished(self) -> bytes:
        self.spaces["w"] = W[1:-1]
        self.spaces["r"] = OFFICE
        root = etree.Element(f"{W}document", nsmap=self.spaces)
        known = [prefix for prefix in self.ignorable if prefix in self.spaces]
        if known:
            root.set(f"{MC}Ignorable", " ".join(known))
        body = etree.SubElement(root, f"{W}body")
        body.extend(self.body)
        body.append(self._last)
        self.parts[MAIN] = xml_bytes(root)
        self.types.add(MAIN, f"{_WORD_TYPE}.document.main+xml")
        if styles := self.styles.xml():
            self.parts["word/styles.xml"] = styles
        for name in _SHARED[:5]:
            if f"word/{name}.xml" in self.parts:
                self._relate(f"{OFFICE}/{name}", f"{name}.xml", external=False)
                self.types.add(f"word/{name}.xml", f"{_WORD_TYPE}.{name}+xml")
        if _THEME in self.parts:
            self._relate(f"{OFFICE}/theme", "theme/theme1.xml", external=False)
            self.types.add(_THEME, "application/vnd.openxmlformats-officedocument.theme+xml")
        if self.numbering is not None:
            self.parts["word/numbering.xml"] = xml_bytes(self.numbering)
            self.types.add("word/numbering.xml", f"{_WORD_TYPE}.numbering+xml")
            self._relate(f"{OFFICE}/numbering", "numbering.xml", external=False)
        self.parts[relations_of(MAIN)] = relations_xml(self.relations)
        lines = [("rId1", MAIN, f"{OFFICE}/officeDocument", False)]
        if "docProps/core.xml" in self.parts:
            kind = f"{PACKAGE}/relationships/metadata/core-properties"
            lines.append(("rId2", "docProps/core.xml", kind, False))
            self.types.add(
                "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
            )
        self.parts["_rels/.rels"] = relations_xml(lines)
        self.parts["[Content_Types].xml"] = self.types.xml()
        return packed(self.parts)


def _has_notes(parts: dict[str, bytes], target: str) -> bool:
    content = parts.get(posixpath.normpath(f"word/{target}"))
    if content is None:
        return False
    root = parsed(content, part="notes")
    notes = root.iter(f"{W}footnote", f"{W}endnote")
    return any(note.get(f"{W}type") is None for note in notes)


def _has_lists(parts: dict[str, bytes]) -> bool:
    """Return whether a document, or one of its styles, numbers a paragraph by a list."""
    return "word/numbering.xml" in parts and any(
        b"numId " in parts.get(name, b"") for name in (MAIN, "word/styles.xml")
    )


def _rename(root: Node, source: _Source) -> None:
    """Call styles and lists as the whole does."""
    changed = {old: new for old, new in source.styles.items() if old != new}
    if changed:
        for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            node.set(f"{W}val", changed.get(node.get(f"{W}val"), node.get(f"{W}val")))
    if source.default_style:
        _name_default(root, source.default_style)
    for node in root.iter(f"{W}numId"):
        value = node.get(f"{W}val")
        node.set(f"{W}val", source.numbering.get(value, value))


def _name_default(body: Node, style: str) -> None:
    """Give paragraphs that name no style the one their document took for granted."""
    for paragraph in body.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}pStyle") is None:
            node = etree.Element(f"{W}pStyle")
            node.set(f"{W}val", style)
            properties.insert(0, node)


def _self_contained(content: bytes) -> bytes:
    """Return a part without what refers to other parts: an attached template, embedded fonts."""
    root = parsed(content, part="settings")
    linked = [node for node in root.iter() if any(name.startswith(_R) for name in node.attrib)]
    for node in linked:
        node.getparent().remove(node)
    return xml_bytes(root) if linked else content


def _tiny_paragraph() -> Node:
    return deepcopy(_TINY)


_TINY = etree.fromstring(
    f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20"'
    ' w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
_SECTION_ORDER = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols"),
)


def _put_in_order(section: Node, node: Node) -> None:
    """Insert a node where the schema wants it, or Word calls the file damaged."""
    before = _SECTION_ORDER[: _SECTION_ORDER.index(etree.QName(node).localname)]
    at = 0
    for index, child in enumerate(section, start=1):
        if etree.QName(child).localname in before:
            at = index
    section.insert(at, node)
