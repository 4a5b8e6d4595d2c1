"""How the parts of a .docx hang together: relations and content types."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from casework.word.parts import RELATIONSHIP, Node, parsed

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = f"{{{PACKAGE}/content-types}}"


class ContentTypes:
    """The content types of the parts of a package."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    @staticmethod
    def of(name: str, parts: dict[str, bytes]) -> str:
        """Return the content type a package gives one of its parts."""
        root = parsed(parts["[Content_Types].xml"], part="types")
        for node in root.findall(f"{_TYPE}Override"):
            if node.get("PartName", "").lstrip("/") == name:
                return str(node.get("ContentType"))
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        for node in root.findall(f"{_TYPE}Default"):
            if node.get("Extension", "").lower() == ending:
                return str(node.get("ContentType"))
        return "application/octet-stream"

    def add(self, name: str, content_type: str) -> None:
        """Note the content type of a part."""
        self._of[name] = content_type

    def xml(self) -> bytes:
        """Return [Content_Types].xml."""
        root = etree.Element(f"{_TYPE}Types", nsmap={None: _TYPE[1:-1]})
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ):
            etree.SubElement(root, f"{_TYPE}Default", Extension=ending, ContentType=kind)
        for name, kind in self._of.items():
            etree.SubElement(root, f"{_TYPE}Override", PartName=f"/{name}", ContentType=kind)
        return xml_bytes(root)


def xml_bytes(root: Node) -> bytes:
    """Return a part as it is stored."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def relations_of(name: str) -> str:
    """Return the name of the part that holds the relations of a part."""
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield id, target, type and whether it is external, of every relation of a part."""
    content = parts.get(relations_of(name))
    if content is None:
        return
    for node in parsed(content, part="rels").iter(RELATIONSHIP):
        target = node.get("Target", "")
        external = node.get("TargetMode") == "External"
        if target.startswith("/") and not external:
            target = posixpath.relpath(target.lstrip("/"), posixpath.dirname(name))
        yield node.get("Id", ""), target, node.get("Type", ""), external


def relations_xml(lines: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """Return a relations part."""
    space = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for number, target, kind, external in lines:
        node = etree.SubElement(root, RELATIONSHIP, Id=number, Type=kind, Target=target)
        if external:
            node.set("TargetMode", "External")
    return xml_bytes(root)
