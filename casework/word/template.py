"""A template made ready once and filled many times.

A part of the document becomes a list of literal XML and the fields and blocks between it, so that
a letter is written by joining texts. Values are put in as text, never read as a template again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from casework.word.codes import Code, drawing, enclose, is_shown
from casework.word.long_names import shaped
from casework.word.page_breaks import kept_together
from casework.word.parts import (
    MAIN,
    Node,
    Source,
    W,
    opened,
    packed,
    parsed,
    source_bytes,
    text_parts,
)
from casework.word.tags import CHINESE_ORDINAL, ORDINAL, Fault, Marks, Tag, TagKind, find_marks
from casework.word.template_blocks import arrange, lines_of
from rules.errors import ClerkError
from rules.law import chinese_number

Value: TypeAlias = str | bool | Sequence[Mapping[str, "Value"]]
Values: TypeAlias = Mapping[str, Value]

_INSTRUCTION = re.compile(r"<\?desk [fb](\d+)\?>")
# What XML 1.0 cannot hold, lone halves of surrogate pairs included.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NO_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tr[ >]|<w:tbl>).)*?</w:tbl>", re.DOTALL)
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CELL_WITHOUT_PARAGRAPH = ("</w:tcPr>", "<w:tcPr/>", "<w:tc>", "</w:tbl>")
_TABLE_WITHOUT_ROW = ("</w:tblGrid>", "<w:tblGrid/>", "</w:tblPr>", "<w:tblPr/>")


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A place where one text goes."""

    name: str


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """A part that is repeated, kept or left out."""

    kind: TagKind
    name: str
    inside: tuple["Piece", ...]
    by_line: bool = False


Piece: TypeAlias = str | TemplateField | TemplateBlock


@dataclass(frozen=True, slots=True)
class Names:
    """The names a template uses or a letter offers.

    `fields` stand for a text, `lists` for several things with names of their own, `flags` decide
    whether a part is printed.
    """

    fields: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    flags: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every name, those inside lists included."""
        inner: frozenset[str] = frozenset().union(*self.lists.values())
        return self.fields | frozenset(self.lists) | self.flags | inner


class Template:
    """A template read from a file: its marks, their faults, and the text between them."""

    def __init__(self, source: Source) -> None:
        self.parts = opened(source)
        self.marks: dict[str, Marks] = {}
        self.roots: dict[str, Node] = {}
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        for part in text_parts(self.parts):
            root = parsed(self.parts[part], part=part)
            if root.prefix != "w":
                raise ClerkError(
                    "文件不是由 Word 或 WPS 保存的，请用其中之一打开后另存为 .docx，再试一次。"
                )
            _tidy(root)
            marks = find_marks(root, _part_words(part))
            if not marks.faults:
                arrange(marks)
            self.marks[part] = marks
            self.roots[part] = root
            if not marks.faults:
                self._pieces[part] = _pieces(root, marks)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the notation, in reading order."""
        return [fault for marks in self.marks.values() for fault in marks.faults]

    @property
    def tags(self) -> list[Tag]:
        """Every mark in reading order."""
        return [tag for marks in self.marks.values() for tag in marks.tags if tag.typed != _BY_LINE]

    def names(self) -> Names:
        """Return the names the template uses."""
        fields: set[str] = set()
        lists: dict[str, set[str]] = {}
        flags: set[str] = set()
        for tag in self.tags:
            within = _list_around(tag)
            if tag.kind is TagKind.EACH:
                lists.setdefault(tag.name, set())
            elif tag.kind in (TagKind.IF, TagKind.UNLESS):
                flags.add(tag.name)
            elif tag.kind is TagKind.FIELD:
                if within is None:
                    fields.add(tag.name)
                elif tag.name not in (ORDINAL, CHINESE_ORDINAL):
                    lists.setdefault(within.name, set()).add(tag.name)
        return Names(
            frozenset(fields),
            {name: frozenset(inner) for name, inner in lists.items()},
            frozenset(flags),
        )

    def part(self, name: str, values: Values) -> str:
        """Return the XML of a part, filled. Raises `ClerkError` where the template is at fault."""
        self._refuse_faults()
        out: list[str] = []
        _write(self._pieces[name], (values,), out)
        xml = _whole("".join(out))
        return shaped(kept_together(xml)) if name == MAIN else xml

    def fill(self, values: Values) -> bytes:
        """Return the filled .docx. Raises `ClerkError` where the template is at fault."""
        self._refuse_faults()
        filled = dict(self.parts)
        for name in self._pieces:
            xml = self.part(name, values)
            filled[name] = _DECLARATION + xml.encode()
            if is_shown(xml):
                enclose(filled, name, next(one for one in values.values() if isinstance(one, Code)))
        return packed(filled)

    def _refuse_faults(self) -> None:
        if faults := self.faults:
            raise ClerkError(f"模板{faults[0].place}{faults[0].message}；改好模板后再生成文书。")


_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _list_around(tag: Tag) -> Tag | None:
    around = tag.around
    while around is not None and around.kind is not TagKind.EACH:
        around = around.around
    return around


def _part_words(part: str) -> str:
    if "header" in part:
        return "页眉"
    if "footer" in part:
        return "页脚"
    return "脚注" if "notes" in part else ""


def _tidy(root: Node) -> None:
    """Drop what says nothing and must not be repeated: proof marks, editing ids, bookmarks."""
    idle = ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd")
    for node in list(root.iter(*(f"{W}{name}" for name in idle))):
        node.getparent().remove(node)
    for node in root.iter(f"{W}p", f"{W}r", f"{W}tr", f"{W}sectPr"):
        for name in list(node.attrib):
            local = etree.QName(name).localname
            if local.startswith("rsid") or local in ("paraId", "textId"):
                del node.attrib[name]


def _pieces(root: Node, marks: Marks) -> tuple[Piece, ...]:
    by_line = {id(tag) for tag in lines_of(marks)}
    opening_lines: dict[int, Tag] = {}
    for tag in marks.tags:
        if id(tag) in by_line:
            opening_lines[id(tag)] = tag
            _bracket(tag, marks)
    xml = etree.tostring(root, encoding="unicode")
    stack: list[tuple[Tag | None, list[Piece]]] = [(None, [])]
    tokens = _INSTRUCTION.split(xml)
    for at, token in enumerate(tokens):
        if at % 2 == 0:
            if token:
                stack[-1][1].append(token)
            continue
        tag = marks.tags[int(token)]
        if tag.kind is TagKind.FIELD:
            stack[-1][1].append(TemplateField(tag.name))
        elif tag.kind is TagKind.END:
            opening, inside = stack.pop()
            assert opening is not None
            by_lines = opening.typed == _BY_LINE
            stack[-1][1].append(TemplateBlock(opening.kind, opening.name, tuple(inside), by_lines))
        else:
            stack.append((tag, []))
    return tuple(stack[0][1])


_BY_LINE = "\n"


def _bracket(field: Tag, marks: Marks) -> None:
    """Enclose the paragraph of a field in a block that is written once for each line."""
    opening = Tag(TagKind.EACH, field.name, _BY_LINE, field.place, field.paragraph)
    ending = Tag(TagKind.END, field.name, _BY_LINE, field.place, field.paragraph)
    parent, paragraph = field.paragraph.getparent(), field.paragraph
    for tag in (opening, ending):
        tag.node = etree.ProcessingInstruction("desk", f"b{len(marks.tags)}")
        marks.tags.append(tag)
    at = parent.index(paragraph)
    parent.insert(at, opening.node)
    parent.insert(at + 2, ending.node)


def _write(pieces: Sequence[Piece], scopes: tuple[Values, ...], out: list[str]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, TemplateField):
            value = _look_up(piece.name, scopes)
            if isinstance(value, Code):
                out.append(drawing(value, len(out)))
            else:
                out.append(_run_text(_text(piece.name, scopes)))
        elif piece.by_line:
            if isinstance(_look_up(piece.name, scopes), Code):
                _write(piece.inside, scopes, out)
                continue
            *earlier, last = _text(piece.name, scopes).split("\n")
            for line in earlier:
                lines: list[str] = []
                _write(piece.inside, (*scopes, {piece.name: line}), lines)
                # Only the last of them stays with what follows: else all would jump together.
                out += [part.replace("<w:keepNext/>", "") for part in lines]
            _write(piece.inside, (*scopes, {piece.name: last}), out)
        elif piece.kind is TagKind.EACH:
            for number, item in enumerate(_items(piece.name, scopes), start=1):
                ordinals = {ORDINAL: str(number), CHINESE_ORDINAL: chinese_number(number)}
                _write(piece.inside, (*scopes, ordinals, item), out)
        elif bool(_look_up(piece.name, scopes)) is (piece.kind is TagKind.IF):
            _write(piece.inside, scopes, out)


def _look_up(name: str, scopes: tuple[Values, ...]) -> Value:
    for scope in reversed(scopes):
        if name in scope:
            return scope[name]
    raise ClerkError(
        f"模板里的“{{{{{name}}}}}”不是这种文书的项目，请在模板管理中检查这份模板，"
        "改正名称或者恢复原样后再生成文书。"
    )


def _text(name: str, scopes: tuple[Values, ...]) -> str:
    value = _look_up(name, scopes)
    if not isinstance(value, str):
        raise ClerkError(
            f"模板里的“{{{{{name}}}}}”不是一段文字，请改用“{{{{每项：{name}}}}}”"
            f"或者“{{{{如有：{name}}}}}”的写法。"
        )
    return clean(value)


def _items(name: str, scopes: tuple[Values, ...]) -> Sequence[Values]:
    value = _look_up(name, scopes)
    if isinstance(value, (str, bool)):
        raise ClerkError(
            f"模板里的“{{{{每项：{name}}}}}”不是多项内容，请改为“{{{{如有：{name}}}}}”或者删去。"
        )
    return value


def clean(text: str) -> str:
    """Return a text as a document can hold it: one kind of line end, no control characters."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _run_text(text: str) -> str:
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{_escaped(text)}</w:t>' if text else ""
    out: list[str] = []
    for line_at, line in enumerate(text.split("\n")):
        if line_at:
            out.append("<w:br/>")
        for column_at, column in enumerate(line.split("\t")):
            if column_at:
                out.append("<w:tab/>")
            if column:
                out.append(f'<w:t xml:space="preserve">{_escaped(column)}</w:t>')
    return "".join(out)


def _whole(xml: str) -> str:
    """Mend what leaving parts out may break: a cell needs a paragraph, a table a row."""
    for end in _CELL_WITHOUT_PARAGRAPH:
        if f"{end}</w:tc>" in xml:
            xml = xml.replace(f"{end}</w:tc>", f"{end}<w:p/></w:tc>")
    if any(f"{end}</w:tbl>" in xml for end in _TABLE_WITHOUT_ROW):
        xml = _NO_ROWS.sub("", xml)
    return _loosened(xml) if xml.count("<w:br/>") > _MOST_KEPT_LINES else xml


# What is kept with the next paragraph moves as one: a list longer than this may break.
_MOST_KEPT_LINES = 8
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)


def _loosened(xml: str) -> str:
    """Let a long list of lines break over pages, and what stands before it stay where it is."""
    out, at, before = [], 0, ""
    for match in _PARAGRAPH.finditer(xml):
        text = match[0]
        if text.count("<w:br/>") > _MOST_KEPT_LINES and "<w:pStyle " in text:
            before = before.replace("<w:keepNext/>", "")
            text = text.replace("<w:keepNext/>", "")
            text = _STYLE.sub(r'\1<w:keepNext w:val="0"/>', text, count=1)
        out += [before, xml[at : match.start()]]
        at, before = match.end(), text
    return "".join((*out, before, xml[at:]))


_STYLE = re.compile(r"(<w:pStyle [^>]*/>)")


@lru_cache(maxsize=128)
def _of_bytes(data: bytes) -> Template:
    return Template(data)


@lru_cache(maxsize=128)
def _of_file(path: str, changed: int, size: int) -> Template:
    return Template(Path(path))


def template(source: Source) -> Template:
    """Return the template of a file or bytes, read once for as long as the file is unchanged.

    Raises `ClerkError` where the file is missing, damaged or no Word document.
    """
    if isinstance(source, bytes):
        return _of_bytes(source)
    try:
        state = source.stat()
    except OSError:
        source_bytes(source)
        raise
    return _of_file(str(source), state.st_mtime_ns, state.st_size)


def fill(source: Source, values: Values) -> bytes:
    """Return the .docx that a template and its values make, with nothing left to fill.

    Raises `ClerkError` with the place where the template names what the letter does not have, or
    where a mark is unfinished.
    """
    return template(source).fill(values)


def placeholders(source: Source) -> Names:
    """Return the names a template uses. Raises `ClerkError` if the file is no sound template."""
    return template(source).names()


def body_xml(source: Source, values: Values) -> str:
    """Return the XML of the filled main part alone, for a preview."""
    return template(source).part(MAIN, values)
