"""A document read back as the paragraphs a person sees."""

from collections.abc import Iterator

from lxml import etree

from casework.word.parts import MAIN, Node, Source, W, opened, parsed, text_parts
from casework.word.tags import paragraph_text
from casework.word.template import Values, body_xml


def paragraphs(source: Source) -> list[str]:
    """Return the text of the body, one entry a paragraph and one a table row, cells between |.

    Raises `ClerkError` if the file is no sound Word document.
    """
    return list(lines_of(parsed(opened(source)[MAIN]).find(f"{W}body")))


def surroundings(source: Source) -> list[str]:
    """Return the texts of headers, footers and notes."""
    parts = opened(source)
    found: list[str] = []
    for part in text_parts(parts)[1:]:
        found.extend(lines_of(parsed(parts[part], part=part)))
    return [line for line in found if line.strip()]


def review_marks(source: Source) -> list[str]:
    """Return what reviewing left in a document that would go out with it, a sentence each."""
    parts = opened(source)
    found: list[str] = []
    changed = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    roots = [parsed(parts[part], part=part) for part in text_parts(parts)]
    if any(next(root.iter(*changed), None) is not None for root in roots):
        found.append("文书里有修订痕迹，请在“审阅”中接受或者拒绝全部修订。")
    if any(name.startswith("word/comments") for name in parts):
        found.append("文书里有批注，请在“审阅”中删除全部批注。")
    if any(next(root.iter(f"{W}vanish"), None) is not None for root in roots):
        found.append("文书里有隐藏文字，请取消隐藏或者删去。")
    return found


def filled_paragraphs(source: Source, values: Values) -> list[str]:
    """Return the paragraphs of a letter that is not yet a file, empty ones left out."""
    body = etree.fromstring(body_xml(source, values).encode()).find(f"{W}body")
    return [line for line in lines_of(body) if line.strip()]


def lines_of(container: Node) -> Iterator[str]:
    """Yield the text of what stands in a container: a paragraph or a table row each."""
    for child in container:
        if child.tag == f"{W}p":
            yield paragraph_text(child)
            for box in child.iter(f"{W}txbxContent"):
                if not any(one.tag.endswith("}Fallback") for one in box.iterancestors()):
                    yield from lines_of(box)
        elif child.tag == f"{W}tr":
            cells = (" ".join(line for line in lines_of(cell) if line) for cell in _cells(child))
            yield " | ".join(cells)
        elif child.tag in (f"{W}tbl", f"{W}sdt", f"{W}sdtContent", f"{W}footnote", f"{W}endnote"):
            yield from lines_of(child)


def _cells(row: Node) -> Iterator[Node]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _cells(child)
