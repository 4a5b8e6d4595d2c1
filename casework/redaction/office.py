"""Word, Excel and slides before they become pages: what they hold beside what they show goes.

Revisions are taken as accepted, hidden text and remarks are left out, and nothing is fetched from
elsewhere. Where the office program would print any of it, it would be seen on the pages.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from lxml import etree

from casework.redaction.printed_sheets import CellStyles, fit, parts_of, shared_sizes
from casework.word.parts import Node, packed, packed_parts
from rules.errors import ClerkError

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}
_WORD_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|styles|glossary/.*)\d*\.xml"
)
_SHEET_PARTS = re.compile(r"xl/(?:worksheets|chartsheets)/[^/]+\.xml")
_GONE = frozenset(
    (
        *("del", "moveFrom", "delText", "delInstrText", "annotationRef", "numberingChange"),
        *("commentRangeStart", "commentRangeEnd", "commentReference"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        *(
            "tblGridChange",
            "tblPrExChange",
            "customXmlDelRangeStart",
            "customXmlMoveFromRangeStart",
        ),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
_UNWRAPPED = frozenset(("ins", "moveTo"))
_FETCHED = (
    "image",
    "attachedTemplate",
    "oleObject",
    "externalLink",
    "video",
    "audio",
    "frame",
    "subDocument",
)
_REMARKS = re.compile(
    r"(?:comments|threadedComments?|persons|people)[^/]*(?:/[^/]*)?\.xml$", re.IGNORECASE
)
_REMARK_KIND = re.compile(r"/(?:comments\w*|threadedComment|person|people|commentAuthors)$")
_MOST_SHEET_ROWS = 60_000
_MOST_COLUMNS = 200
_LONGEST_CELL = 2000
_ROW = re.compile(rb"<(?:\w+:)?row[ >]")


def clean_office(source: Path, folder: Path) -> Path:
    """Write a copy of an Office package without what it does not show; returns where it lies.

    Raises `ClerkError` for a damaged package, or one of a kind that cannot become pages.
    """
    parts = packed_parts(source.read_bytes())
    if "word/document.xml" in parts:
        suffix = ".docx"
        for name in filter(_WORD_PARTS.fullmatch, list(parts)):
            parts[name] = _changed(parts[name], _clean_word)
    elif "xl/workbook.xml" in parts:
        suffix = ".xlsx"
        sizes = shared_sizes(parts_of(parts, "xl/sharedStrings.xml"))
        look = parts_of(parts, "xl/styles.xml")
        styles = CellStyles(look)

        def clean(root: Node) -> None:
            _clean_sheet(root)
            fit(root, sizes, styles)

        for name in filter(_SHEET_PARTS.fullmatch, list(parts)):
            if len(_ROW.findall(parts[name])) > _MOST_SHEET_ROWS:
                raise ClerkError(
                    f"工作表超过{_MOST_SHEET_ROWS}行，印成页面会有上千页，请只留下要公开的部分，"
                    "另存一份后再试。"
                )
            parts[name] = _changed(parts[name], clean)
        if look is not None:
            parts["xl/styles.xml"] = _written(look)
    elif "ppt/presentation.xml" in parts:
        suffix = ".pptx"
    elif any(name.lower().endswith("ofd.xml") for name in parts):
        raise ClerkError("OFD版式文件还不能遮盖，请用版式阅读器打印或者导出成PDF后再试。")
    elif "content.xml" in parts and "mimetype" in parts:
        suffix = ".ods" if b"spreadsheet" in parts["mimetype"] else ".odt"
        suffix = ".odp" if b"presentation" in parts["mimetype"] else suffix
    else:
        raise ClerkError("这是压缩包，或者不能识别的文件，不能遮盖；请解压后逐个遮盖里面的文件。")
    for name in [name for name in parts if name.endswith(".rels")]:
        parts[name] = _changed(parts[name], _clean_relations)
    for name in [name for name in parts if _REMARKS.search(name)]:
        del parts[name]
    if "[Content_Types].xml" in parts:
        parts["[Content_Types].xml"] = _changed(parts["[Content_Types].xml"], _clean_types)
    target = folder / f"document{suffix}"
    target.write_bytes(packed(parts))
    return target


def _changed(content: bytes, change: Callable[[Node], None]) -> bytes:
    """Return an XML part after a change; raises `ClerkError` where it is not well formed."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ClerkError(
            "文件已经损坏，无法读取，请用Word、WPS或者Excel打开后另存一份，再试一次。"
        ) from error
    if root.getroottree().docinfo.doctype:
        raise ClerkError("文件已经损坏，无法读取，请用Word、WPS或者Excel打开后另存一份，再试一次。")
    change(root)
    return _written(root)


def _written(root: Node) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _named(node: Node) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _is_on(node: Node) -> bool:
    """Tell whether a switch of a run's look is on; without a value it is."""
    value = next((value for name, value in node.attrib.items() if name.endswith("}val")), "1")
    return value not in ("0", "false", "off", "none")


def _clean_word(root: Node) -> None:
    for row in [node for node in root.iter() if _named(node) == "tr"]:
        looks = _child(row, ("trPr",))
        if looks is not None and _child(looks, ("del",)) is not None:
            _drop(row)
    for run in [node for node in root.iter() if _named(node) == "r"]:
        looks = _child(run, ("rPr",))
        if looks is not None:
            hidden = [_child(looks, (name,)) for name in ("vanish", "webHidden")]
            if any(one is not None and _is_on(one) for one in hidden):
                _drop(run)
    for node in [node for node in root.iter() if _named(node) in _GONE]:
        _drop(node)
    for node in [node for node in root.iter() if _named(node) in _UNWRAPPED]:
        _unwrap(node)


def _child(node: Node, names: Iterable[str]) -> Node | None:
    return next((one for one in node if _named(one) in names), None)


def _drop(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Node) -> None:
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    for offset, one in enumerate(list(node)):
        parent.insert(place + offset, one)
    parent.remove(node)


def _clean_sheet(root: Node) -> None:
    """Take away that remarks are printed with the sheet."""
    for node in root.iter():
        if _named(node) == "pageSetup":
            node.attrib.pop("cellComments", None)


def _clean_relations(root: Node) -> None:
    """Take out remarks, and what the office program would fetch from elsewhere."""
    has_remarks = any(_REMARK_KIND.search(node.get("Type", "")) for node in root)
    for node in list(root):
        kind = posixpath.basename(node.get("Type", ""))
        is_fetched = node.get("TargetMode") == "External" and kind in _FETCHED
        # The boxes of a sheet's remarks are drawn in a part of their own.
        is_box = has_remarks and kind == "vmlDrawing"
        if is_fetched or is_box or _REMARK_KIND.search(node.get("Type", "")):
            _drop(node)


def _clean_types(root: Node) -> None:
    for node in list(root):
        if _REMARKS.search(node.get("PartName", "")):
            _drop(node)


def table_as_sheet(source: Path, folder: Path) -> Path:
    """Write a table of separated values as a .xlsx; returns where it lies.

    Raises `ClerkError` for a file that is no text, or too long for paper.
    """
    import csv

    from casework.reports.workbook import workbook

    lines = decoded(source.read_bytes()).splitlines(keepends=True)
    if len(lines) > _MOST_SHEET_ROWS:
        raise ClerkError(f"表格超过{_MOST_SHEET_ROWS}行，请只留下要公开的部分，另存一份后再试。")
    separator = max(",\t;", key=lambda one: sum(line.count(one) for line in lines[:50]))
    plain = folder / "table.xlsx"
    # A reader that is ended takes nothing with it: its parts lie where its caller clears.
    with workbook(plain, work=folder) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate(csv.reader(lines, delimiter=separator)):
            while values and not values[-1]:
                values.pop()
            # What would be missing on the pages is not left out unsaid.
            if len(values) > _MOST_COLUMNS:
                raise ClerkError(
                    f"表格超过{_MOST_COLUMNS}列，请只留下要公开的部分，另存一份后再试。"
                )
            for column, value in enumerate(values):
                text = _printable(value)
                if len(text) > _LONGEST_CELL:
                    raise ClerkError(
                        f"表格第{row + 1}行有超过{_LONGEST_CELL}字的内容，在表格里印不完整，"
                        "请把它另存为Word或者纯文本文件后再试。"
                    )
                sheet.write_string(row, column, text)
    return clean_office(plain, folder)


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def text_as_word(source: Path, folder: Path) -> Path:
    """Write a plain text as a .docx, line by line; returns where it lies.

    Raises `ClerkError` for a file that is no text.
    """
    from docx import Document

    text = decoded(source.read_bytes())
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(_printable(line))
    kept = BytesIO()
    document.save(kept)
    target = folder / "document.docx"
    target.write_bytes(kept.getvalue())
    return target


def decoded(content: bytes) -> str:
    """Return the text of a file in one of the codings met in offices; raises `ClerkError`."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ClerkError("文件不是文字，或者编码不能识别，请用记事本打开后另存为UTF-8编码再试。")
