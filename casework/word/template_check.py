"""The check of a template before it may be used: every trouble in a sentence with its place."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from casework.word.fetching import fetching_fields
from casework.word.parts import RELATIONSHIP, Source, W, parsed
from casework.word.tags import CHINESE_ORDINAL, ORDINAL, Tag, TagKind, plain_name
from casework.word.template import Names, Template, template
from rules.errors import ClerkError

_SINGLE = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")
_HARMLESS_LINKS = ("/hyperlink",)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One trouble of a template: where it stands, and a sentence that says what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}{self.message}"


def check_template(
    source: Source, known: Names, required: Collection[str] = ()
) -> list[TemplateProblem]:
    """Return everything wrong with a template for letters that offer the `known` names.

    An empty list means that every letter can be filled from it and carries the `required` names.
    """
    try:
        read = template(source)
    except ClerkError as error:
        return [TemplateProblem("", error.message)]
    problems = [TemplateProblem(fault.place, f"{fault.message}。") for fault in read.faults]
    for tag in read.tags:
        problems.extend(_of_name(tag, known))
    problems.extend(_single_braces(read, known))
    problems.extend(_missing(read, required))
    problems.extend(_foreign(read))
    return problems


def _within(tag: Tag) -> Iterator[str]:
    around = tag.around
    while around is not None:
        if around.kind is TagKind.EACH:
            yield around.name
        around = around.around


def _of_name(tag: Tag, known: Names) -> Iterator[TemplateProblem]:
    shown = f"的“{{{{{tag.typed}}}}}”"
    if tag.kind is TagKind.END:
        return
    lists = list(_within(tag))
    if tag.kind is TagKind.EACH:
        inner = (known.lists.get(name, frozenset()) for name in lists)
        if tag.name not in known.lists and not any(tag.name in names for names in inner):
            yield TemplateProblem(
                tag.place, f"{shown}不是这种文书的多项内容{_instead(tag.name, known.lists)}。"
            )
        return
    if lists and tag.name in (ORDINAL, CHINESE_ORDINAL):
        return
    here = known.fields.union(*(known.lists.get(name, frozenset()) for name in lists))
    if tag.kind in (TagKind.IF, TagKind.UNLESS):
        here = here | known.flags | frozenset(known.lists)
    if tag.name in here:
        return
    owners = [name for name, inner in known.lists.items() if tag.name in inner]
    if tag.name in known.lists:
        message = f"{shown}有多项内容，请写成“{{{{每项：{tag.name}}}}} … {{{{完：{tag.name}}}}}”。"
    elif owners:
        message = f"{shown}只能写在“{{{{每项：{owners[0]}}}}}”和“{{{{完：{owners[0]}}}}}”之间。"
    elif tag.name in known.flags:
        message = f"{shown}只表示有无，请写成“{{{{如有：{tag.name}}}}} … {{{{完：{tag.name}}}}}”。"
    else:
        message = f"{shown}不是这种文书的项目{_instead(tag.name, here)}。"
    yield TemplateProblem(tag.place, message)


def _instead(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    near = near or [one for one in sorted(names) if name and (name in one or one in name)]
    return f"，是否应为“{near[0]}”" if near else "，请从项目列表中选用或者删去"


def _single_braces(read: Template, known: Names) -> Iterator[TemplateProblem]:
    for marks in read.marks.values():
        for place, text in marks.texts:
            for match in _SINGLE.finditer(text):
                name = plain_name(match[1]).split("：")[-1]
                if name in known.all:
                    yield TemplateProblem(
                        place, f"的“{{{match[1]}}}”只有单层花括号，请改为“{{{{{match[1]}}}}}”。"
                    )


def _missing(read: Template, required: Collection[str]) -> Iterator[TemplateProblem]:
    used = {tag.name for tag in read.tags if tag.kind in (TagKind.FIELD, TagKind.EACH)}
    for name in required:
        if name not in used:
            yield TemplateProblem(
                "", f"模板缺少“{{{{{name}}}}}”，这种文书依法应当写明，请补上后再保存。"
            )


def _foreign(read: Template) -> Iterator[TemplateProblem]:
    for name, content in read.parts.items():
        if name.endswith(".rels"):
            yield from _links(content)
        elif "/embeddings/" in name or "/activeX/" in name:
            yield TemplateProblem("", "文件里嵌入了其他文件或者控件，请在 Word 或 WPS 中删去。")
        elif name.startswith("word/comments"):
            yield TemplateProblem("", "文件里有批注，会随文书发出，请在“审阅”中删除全部批注。")
    for root in read.roots.values():
        if next(root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
            yield TemplateProblem("", "文件里有修订痕迹，请在“审阅”中接受或者拒绝全部修订。")
        if next(root.iter(f"{W}altChunk", f"{W}subDoc"), None) is not None:
            yield TemplateProblem("", "文件引用了另外的文档，请把内容直接写入模板。")
        for _ in fetching_fields(root):
            yield TemplateProblem("", "文件里的域会读取外部内容，请改为直接写入模板。")


def _links(content: bytes) -> Iterator[TemplateProblem]:
    try:
        root = parsed(content, part="rels")
    except ClerkError:
        yield TemplateProblem("", "文件已经损坏，请用 Word 或 WPS 另存为 .docx 后再试。")
        return
    for link in root.iter(RELATIONSHIP):
        kind = link.get("Type", "")
        if link.get("TargetMode") == "External" and not kind.endswith(_HARMLESS_LINKS):
            yield TemplateProblem(
                "", "文件链接了外部的图片、模板或者文档，请改为嵌入图片，并取消链接。"
            )
            return


def well_formed(xml: str) -> bool:
    """Return whether a filled part is still XML; used by tests and the look-through of a letter."""
    try:
        etree.fromstring(xml.encode())
    except etree.XMLSyntaxError:
        return False
    return True
