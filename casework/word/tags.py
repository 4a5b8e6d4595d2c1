"""The notation of a template, and the finding of it in Word's paragraphs.

    {{申请人}}                              what is filled in
    {{每项：事项}} … {{完：事项}}           once for each of several
    {{如有：延长}} … {{完：延长}}           only where there is one
    {{如无：延长}} … {{完：延长}}           only where there is none

Braces and colons may be half or full width, and blanks inside do not matter. Word and WPS break
a text into runs wherever they like, so a mark is found on the text of the whole paragraph and put
into the run in which it begins. There is nothing to evaluate: a mark is a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from casework.word.parts import MC, XML_SPACE, Node, W

ORDINAL = "序号"
CHINESE_ORDINAL = "中文序号"

_HALF_WIDTH = str.maketrans("｛｝", "{}")
_TAG = re.compile(r"(?<!\{)\{\{([^{}]*)\}\}(?!\})")
_BLANK = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_KINDS = re.compile(r"(每项|如有|如无|完)[：:](.*)")
_NOT_READ = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "txbxContent", "p")
)
_STORIES = frozenset(
    f"{W}{name}" for name in ("body", "hdr", "ftr", "txbxContent", "footnote", "endnote")
)


class TagKind(Enum):
    """What a mark does."""

    FIELD = ""
    EACH = "每项"
    IF = "如有"
    UNLESS = "如无"
    END = "完"


@dataclass(eq=False, slots=True)
class Tag:
    """One mark of a template: what it does, its name and where it stands."""

    kind: TagKind
    name: str
    typed: str
    place: str
    paragraph: Node
    node: Node = None
    end: "Tag | None" = None
    around: "Tag | None" = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the notation at a place, as the end of a sentence."""

    place: str
    message: str


@dataclass(slots=True)
class Marks:
    """The marks of one part in reading order, and what is wrong with them."""

    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)


def plain_name(typed: str) -> str:
    """Return a name as it is compared: without blanks, brackets and colons full width."""
    return _BLANK.sub("", typed).translate(str.maketrans("():", "（）："))


def text_nodes(paragraph: Node) -> Iterator[tuple[Node, str]]:
    """Yield the nodes of a paragraph that stand for text, without those of a text box in it."""
    for child in paragraph:
        if child.tag in _NOT_READ:
            continue
        if child.tag == f"{W}t":
            yield child, child.text or ""
        elif child.tag == f"{W}tab":
            yield child, "\t"
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield child, "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield child, "-"
        elif child.tag == f"{MC}Fallback":
            continue
        elif len(child):
            yield from text_nodes(child)


def paragraph_text(paragraph: Node) -> str:
    """Return the text of a paragraph as it reads."""
    return "".join(text for _, text in text_nodes(paragraph))


def find_marks(root: Node, part_words: str) -> Marks:
    """Find every mark below `root` and put a processing instruction in the place of each.

    The instruction holds the index of the tag in the result, after f for a field and b for the
    edge of a part. Openings and endings are paired.
    """
    marks = Marks()
    for ordinal, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        _mark_paragraph(paragraph, f"{part_words}第{ordinal}段", marks)
    _stray(root, part_words, marks)
    _pair(marks)
    return marks


def _stray(root: Node, part_words: str, marks: Marks) -> None:
    """Note braces where no paragraph was read: in a deleted passage, or a damaged place."""
    if marks.faults:
        return
    for node in root.iter(etree.Element):
        shown = f"{node.text or ''} {node.tail or ''}".translate(_HALF_WIDTH)
        if "{{" in shown or "}}" in shown:
            marks.faults.append(
                Fault(
                    f"{part_words}“{_short(shown)}”",
                    "写在无法填写的位置（如修订删除的内容里），请移到正文段落中或者删去",
                )
            )


def _mark_paragraph(paragraph: Node, place: str, marks: Marks) -> None:
    pieces = list(text_nodes(paragraph))
    text = "".join(piece for _, piece in pieces)
    shown = text.translate(_HALF_WIDTH)
    marks.texts.append((place, shown))
    if "{" not in shown and "}" not in shown:
        return
    place = f"{place}“{_short(text)}”"
    found: list[tuple[int, int, Tag]] = []
    for match in _TAG.finditer(shown):
        tag = _read(match[1], place, paragraph)
        if not tag.name and tag.kind is not TagKind.END:
            marks.faults.append(Fault(place, f"的“{{{{{match[1]}}}}}”里没有写名称，请补上项目名称"))
            continue
        found.append((match.start(), match.end(), tag))
    rest = _TAG.sub("", shown)
    if "{{" in rest or "}}" in rest:
        marks.faults.append(
            Fault(place, "的双花括号没有成对，请写成“{{名称}}”的样式，两边各两个花括号")
        )
    for _, _, tag in found:
        letter = "f" if tag.kind is TagKind.FIELD else "b"
        tag.node = etree.ProcessingInstruction("desk", f"{letter}{len(marks.tags)}")
        marks.tags.append(tag)
    _place(pieces, text, found)


def _short(text: str) -> str:
    tidy = _BLANK.sub(" ", text).strip()
    return tidy if len(tidy) <= 24 else tidy[:23] + "…"


def _read(inner: str, place: str, paragraph: Node) -> Tag:
    name = plain_name(inner)
    if name == TagKind.END.value:
        return Tag(TagKind.END, "", inner, place, paragraph)
    if match := _KINDS.fullmatch(name):
        return Tag(TagKind(match[1]), match[2], inner, place, paragraph)
    return Tag(TagKind.FIELD, name, inner, place, paragraph)


def _place(pieces: list[tuple[Node, str]], text: str, found: list[tuple[int, int, Tag]]) -> None:
    start = 0
    for node, piece in pieces:
        end = start + len(piece)
        touching = [one for one in found if one[0] < end and one[1] > start]
        if touching:
            _rewrite(node, text, start, end, touching)
        start = end


def _rewrite(
    node: Node, text: str, start: int, end: int, touching: list[tuple[int, int, Tag]]
) -> None:
    run = node.getparent()
    at = run.index(node)
    replacement: list[Node] = []
    position = start
    for opens, closes, tag in touching:
        if opens >= start:
            _append_text(replacement, text[position:opens])
            replacement.append(tag.node)
        position = min(closes, end)
    _append_text(replacement, text[position:end])
    run.remove(node)
    for offset, new in enumerate(replacement):
        run.insert(at + offset, new)
    if run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
        run.getparent().remove(run)


def _append_text(nodes: list[Node], text: str) -> None:
    if text:
        node = etree.Element(f"{W}t")
        node.text = text
        node.set(XML_SPACE, "preserve")
        nodes.append(node)


def _story(paragraph: Node) -> Node:
    above = list(paragraph.iterancestors())
    return next((one for one in above if one.tag in _STORIES), above[-1] if above else paragraph)


def _pair(marks: Marks) -> None:
    """Give every opening its ending; a text box is read apart from the paragraph it hangs on."""
    open_tags: dict[Node, list[Tag]] = {}
    for tag in marks.tags:
        stack = open_tags.setdefault(_story(tag.paragraph), [])
        if tag.kind is TagKind.END:
            if not stack:
                marks.faults.append(
                    Fault(
                        tag.place, f"的“{{{{{tag.typed}}}}}”前面没有对应的开始标记，请补上或者删去"
                    )
                )
            elif tag.name and stack[-1].name != tag.name:
                opening = stack.pop()
                marks.faults.append(
                    Fault(
                        tag.place,
                        f"的“{{{{{tag.typed}}}}}”与前面的“{{{{{opening.typed}}}}}”对不上，"
                        "请让开始和结束的名称一致、次序不交叉",
                    )
                )
            else:
                opening = stack.pop()
                opening.end = tag
                tag.around = opening.around
            continue
        tag.around = stack[-1] if stack else None
        if tag.kind is not TagKind.FIELD:
            stack.append(tag)
    for stack in open_tags.values():
        for opening in stack:
            marks.faults.append(
                Fault(
                    opening.place,
                    f"的“{{{{{opening.typed}}}}}”没有结束，"
                    f"请在这部分内容之后写上“{{{{完：{opening.name}}}}}”",
                )
            )
