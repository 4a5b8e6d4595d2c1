"""Words put in place of others throughout a Word file, its properties and comments included."""

import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def replaced(path: Path, words: str, by: str) -> bytes | None:
    """Return the file with these words replaced, or None where they do not stand in it.

    Raises `OSError`, and what `zipfile` and `lxml` raise where it is no sound Word file.
    """
    out, is_changed = BytesIO(), False
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                fresh = _in_part(content, words, by)
                is_changed = is_changed or fresh is not None
                content = content if fresh is None else fresh
            made.writestr(name, content)
    return out.getvalue() if is_changed else None


def _in_part(content: bytes, words: str, by: str) -> bytes | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    is_changed = False
    for paragraph in root.iter(_PARAGRAPH):
        is_changed |= _in_paragraph(list(paragraph.iter(_TEXT)), words, by)
    for element in root.iter(etree.Element):
        if element.text and words in element.text:
            element.text, is_changed = element.text.replace(words, by), True
        for name, value in element.attrib.items():
            if words in str(value):
                element.set(name, str(value).replace(words, by))
                is_changed = True
    if not is_changed:
        return None
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _in_paragraph(texts: "list[etree._Element]", words: str, by: str) -> bool:
    """Replace words that Word has cut into pieces of differing looks."""
    is_changed = False
    while True:
        whole = "".join(text.text or "" for text in texts)
        start = whole.find(words)
        if start < 0:
            return is_changed
        end, at, is_changed = start + len(words), 0, True
        for text in texts:
            own = text.text or ""
            first, last = max(start - at, 0), min(end - at, len(own))
            if first < last:
                put = by if at <= start < at + len(own) else ""
                text.text = own[:first] + put + own[last:]
            at += len(own)
