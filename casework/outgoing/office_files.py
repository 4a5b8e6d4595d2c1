"""Word, Excel and PowerPoint files: what they hold beside what they show."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from casework.outgoing.remarks import Remark, numbers_in, properties_in
from casework.word.fetching import fetching_fields, outside_links
from casework.word.parts import Node, W, packed_parts, parsed, text_parts
from casework.word.relations import relations
from casework.word.tags import paragraph_text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Company": "单位",
    "Manager": "经理",
    "keywords": "关键词",
    "description": "备注",
}
_MOST_PLACES = 5
_LINKED = {
    "attachedTemplate": "模板",
    "image": "图片",
    "oleObject": "对象",
    "frame": "框架网页",
    "subDocument": "子文档",
}


def look_through_office(data: bytes) -> list[Remark]:
    """Return the remarks on a .docx, .xlsx or .pptx. Raises `ClerkError` if it is damaged."""
    parts = packed_parts(data)
    found: list[Remark] = []
    if "word/document.xml" in parts:
        found.extend(_document(parts))
    elif "xl/workbook.xml" in parts:
        found.extend(_workbook(parts))
    elif "ppt/presentation.xml" in parts:
        found.extend(_slides(parts))
    else:
        found.append(Remark("", "文件的类型不明，没有查看内容，请打开确认。"))
    found.extend(properties_in(_properties(parts)))
    if any(name.endswith("vbaProject.bin") for name in parts):
        found.append(Remark("", "文件带有宏，请另存为不带宏的文件。"))
    links = outside_links(parts)
    if links:
        what = "、".join(_LINKED.get(kind, "其他文件") for kind in links)
        found.append(
            Remark("", f"文件链接了外部的{what}，收件人一打开就会去读取，请取消链接或者改为嵌入。")
        )
    if any("/embeddings/" in name for name in parts):
        found.append(Remark("", "文件里嵌入了其他文件，请打开嵌入的文件一并查看，或者删去。"))
    return found


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in parts:
            for node in parsed(parts[name], part=name).iter():
                label = _PROPERTIES.get(etree.QName(node).localname)
                if label and node.text:
                    found[label] = node.text
    if "docProps/custom.xml" in parts:
        root = parsed(parts["docProps/custom.xml"], part="custom")
        names = [node.get("name", "") for node in root]
        found["自定义项"] = "、".join(name for name in names if name)
    return found


def _some(places: list[str]) -> str:
    """Return the places as a phrase, cut short where there are many."""
    shown = "、".join(places[:_MOST_PLACES])
    return shown if len(places) <= _MOST_PLACES else f"{shown}等{len(places)}处"


def _quoted(text: str) -> str:
    tidy = " ".join(text.split())
    return f"“{tidy if len(tidy) <= 20 else tidy[:19] + '…'}”"


def _document(parts: Mapping[str, bytes]) -> Iterator[Remark]:
    texts: list[tuple[str, str]] = []
    hidden: list[str] = []
    pale: list[str] = []
    changes = 0
    fields: list[str] = []
    styles = _hiding_styles(parts)
    for part in text_parts(parts):
        root = parsed(parts[part], part=part)
        fields += fetching_fields(root)
        where = "页眉" if "header" in part else "页脚" if "footer" in part else ""
        where = "脚注" if "notes" in part else where
        for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            place = f"{where}第{number}段"
            texts.append((place, paragraph_text(paragraph)))
            hides = _style_of(paragraph, "p") in styles
            for run in paragraph.iter(f"{W}r"):
                text = "".join(node.text or "" for node in run.iter(f"{W}t")).strip()
                if text and _is_hidden(run, hides or _style_of(run, "r") in styles):
                    hidden.append(place + _quoted(text))
                elif text and _is_pale(run):
                    pale.append(place + _quoted(text))
        changes += sum(1 for _ in root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"))
    if hidden:
        yield Remark(_some(hidden), "是隐藏文字，收件人可以让它显示出来，请删去。")
    if pale:
        yield Remark(_some(pale), "是白色文字，收件人可以选中看到，请删去。")
    if fields:
        words = "、".join(dict.fromkeys(fields))
        yield Remark("", f"文件里的域（{words}）会读取外部内容或者启动程序，请删去或者转为文字。")
    if changes:
        yield Remark("", f"文件里有{changes}处修订痕迹，请接受或者拒绝全部修订。")
    comments = parts.get("word/comments.xml")
    if comments is not None:
        root = parsed(comments, part="comments")
        notes = list(root.iter(f"{W}comment"))
        if notes:
            first = "".join(node.text or "" for node in notes[0].iter(f"{W}t"))
            yield Remark("", f"文件里有{len(notes)}条批注，如{_quoted(first)}，请全部删除。")
            texts.extend(
                ("批注", "".join(node.text or "" for node in note.iter(f"{W}t"))) for note in notes
            )
    yield from numbers_in(texts)


def _hiding_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the styles whose text is hidden, of themselves or by the style they are based on."""
    if "word/styles.xml" not in parts:
        return frozenset()
    root = parsed(parts["word/styles.xml"], part="styles")
    styles = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}

    def hides(name: str, met: frozenset[str]) -> bool:
        style = styles.get(name)
        if style is None or name in met:
            return False
        own = style.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return _is_on(own)
        based_on = style.find(f"{W}basedOn")
        return based_on is not None and hides(based_on.get(f"{W}val", ""), met | {name})

    return frozenset(name for name in styles if hides(name, frozenset()))


def _style_of(node: Node, kind: str) -> str | None:
    style = node.find(f"{W}{kind}Pr/{W}{kind}Style")
    return None if style is None else style.get(f"{W}val")


def _is_on(switch: Node) -> bool:
    return switch.get(f"{W}val") not in ("0", "false", "off")


def _is_hidden(run: Node, by_style: bool) -> bool:
    own = run.find(f"{W}rPr/{W}vanish")
    return by_style if own is None else _is_on(own)


def _is_pale(run: Node) -> bool:
    colour = run.find(f"{W}rPr/{W}color")
    shade = run.find(f"{W}rPr/{W}shd")
    if colour is None or colour.get(f"{W}val", "").upper() not in ("FFFFFF", "FEFEFE", "FDFDFD"):
        return False
    return shade is None or shade.get(f"{W}fill", "auto").upper() in ("AUTO", "FFFFFF")


def _workbook(parts: Mapping[str, bytes]) -> Iterator[Remark]:
    root = parsed(parts["xl/workbook.xml"], part="workbook")
    paths = {
        number: posixpath.normpath(f"xl/{target}")
        for number, target, _, _ in relations(parts, "xl/workbook.xml")
    }
    shared = _shared_texts(parts)
    texts: list[tuple[str, str]] = []
    for sheet in root.iter(f"{_S}sheet"):
        name = sheet.get("name", "")
        if sheet.get("state") in ("hidden", "veryHidden"):
            yield Remark(f"工作表“{name}”", "是隐藏的，收件人可以取消隐藏，请确认或者删去。")
        path = paths.get(sheet.get(f"{_R}id", ""), "")
        if path in parts:
            content = parsed(parts[path], part=path)
            yield from _hidden_cells(name, content)
            yield from _reaching_cells(name, content)
            texts.extend(_cells(name, content, shared))
            yield from _sheet_comments(parts, name, path)
    names = [
        node.get("name", "")
        for node in root.iter(f"{_S}definedName")
        if node.get("hidden") == "1" and not node.get("name", "").startswith("_xlnm")
    ]
    if names:
        yield Remark(f"名称“{_some(names)}”", "是隐藏的，请在名称管理器中查看或者删去。")
    if any(part.startswith("xl/externalLinks/") for part in parts):
        yield Remark("", "文件链接了其他工作簿，里面存有对方的数据，请断开链接。")
    if "xl/connections.xml" in parts:
        yield Remark("", "文件里有外部数据连接，收件人打开后会去读取，请删去连接。")
    if any(part.startswith("xl/pivotCache/") for part in parts):
        yield Remark("", "文件里有数据透视表，存有汇总前的原始数据，请改为数值后再发出。")
    yield from numbers_in(texts)


def _shared_texts(parts: Mapping[str, bytes]) -> list[str]:
    content = parts.get("xl/sharedStrings.xml")
    if content is None:
        return []
    root = parsed(content, part="strings")
    return ["".join(node.text or "" for node in one.iter(f"{_S}t")) for one in root.iter(f"{_S}si")]


def _hidden_cells(name: str, root: Node) -> Iterator[Remark]:
    rows = [f"第{row.get('r')}行" for row in root.iter(f"{_S}row") if row.get("hidden") in _TRUE]
    filtered = root.find(f"{_S}autoFilter") is not None
    if rows:
        how = "是隐藏或者筛选掉的" if filtered else "是隐藏的"
        yield Remark(f"工作表“{name}”{_some(rows)}", f"{how}，收件人可以取消隐藏，请确认或者删去。")
    columns = [
        f"第{_letters(_whole(column.get('min')))}列"
        + (
            f"至第{_letters(_whole(column.get('max')))}列"
            if column.get("max") != column.get("min")
            else ""
        )
        for column in root.iter(f"{_S}col")
        if column.get("hidden") in _TRUE
    ]
    if columns:
        yield Remark(
            f"工作表“{name}”{_some(columns)}", "是隐藏的，收件人可以取消隐藏，请确认或者删去。"
        )


_TRUE = ("1", "true")
# Formulas that fetch something when a workbook is opened, or start a program.
_REACHING = re.compile(r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER\.ID)\s*\(|\|", re.IGNORECASE)


def _reaching_cells(name: str, root: Node) -> Iterator[Remark]:
    found = [
        cell.get("r", "")
        for cell in root.iter(f"{_S}c")
        if _REACHING.search(re.sub('"[^"]*"', "", cell.findtext(f"{_S}f", "")))
    ]
    if found:
        yield Remark(
            f"工作表“{name}”{_some(found)}",
            "的公式会读取外部内容或者启动程序，请改为数值后再发出。",
        )


def _whole(text: str | None) -> int:
    """Return a number of an attribute, 1 where it is none; Excel itself would not open it."""
    try:
        return int(float(text or "1"))
    except (ValueError, OverflowError):
        return 1


def _letters(column: int) -> str:
    words = ""
    while 0 < column < 100_000:
        column, rest = divmod(column - 1, 26)
        words = chr(65 + rest) + words
    return words


def _cells(name: str, root: Node, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in root.iter(f"{_S}c"):
        value = cell.find(f"{_S}v")
        text = "" if value is None else value.text or ""
        if cell.get("t") == "s":
            text = shared[_whole(text)] if 0 <= _whole(text) < len(shared) else ""
        elif cell.get("t") == "inlineStr":
            text = "".join(node.text or "" for node in cell.iter(f"{_S}t"))
        elif re.fullmatch(r"\d+(\.\d+)?[Ee]\+?\d+", text):
            # Numbers of 11 digits are stored as such; longer ones have lost their digits.
            text = str(_whole(text))
        if len(text) >= 11:
            yield f"工作表“{name}”{cell.get('r', '')}", text


def _sheet_comments(parts: Mapping[str, bytes], name: str, path: str) -> Iterator[Remark]:
    # Excel keeps what was discussed twice; other programs need not.
    cells: dict[str, None] = {}
    for _, target, kind, _ in relations(parts, path):
        where = posixpath.normpath(f"{posixpath.dirname(path)}/{target}")
        if kind.endswith(("/comments", "/threadedComment")) and where in parts:
            comments = parsed(parts[where], part=where).iter("{*}comment", "{*}threadedComment")
            cells |= dict.fromkeys(node.get("ref", "") for node in comments)
    if cells:
        yield Remark(f"工作表“{name}”{_some(list(cells))}", "有批注，会随文件发出，请删除。")


def _slides(parts: Mapping[str, bytes]) -> Iterator[Remark]:
    root = parsed(parts["ppt/presentation.xml"], part="presentation")
    paths = {
        number: posixpath.normpath(f"ppt/{target}")
        for number, target, _, _ in relations(parts, "ppt/presentation.xml")
    }
    texts: list[tuple[str, str]] = []
    for number, slide in enumerate(root.iter(f"{_P}sldId"), start=1):
        path = paths.get(slide.get(f"{_R}id", ""), "")
        if path not in parts:
            continue
        content = parsed(parts[path], part=path)
        place = f"第{number}张幻灯片"
        texts.append((place, _drawn_text(content)))
        if content.get("show") in ("0", "false"):
            yield Remark(place, "是隐藏的，收件人可以取消隐藏，请确认或者删去。")
        for _, target, kind, _ in relations(parts, path):
            where = posixpath.normpath(f"{posixpath.dirname(path)}/{target}")
            if kind.endswith("/comments"):
                yield Remark(place, "有批注，会随文件发出，请删除。")
            elif kind.endswith("/notesSlide") and where in parts:
                notes = parsed(parts[where], part=where)
                text = _drawn_text(notes).strip()
                if text and not text.isdecimal():
                    yield Remark(place, f"有备注{_quoted(text)}，会随文件发出，请删除。")
                    texts.append((f"{place}的备注", text))
    yield from numbers_in(texts)


def _drawn_text(root: Node) -> str:
    """Return the text of a slide, each paragraph on a line: its pieces belong together."""
    lines: list[str] = []
    last = None
    for node in root.iter(f"{_A}t"):
        paragraph = next(node.iterancestors(f"{_A}p"), None)
        if paragraph is None or paragraph is not last:
            lines.append("")
        lines[-1] += node.text or ""
        last = paragraph
    return "\n".join(lines)
