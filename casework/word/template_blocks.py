"""Where a repeated or optional part of a template begins and ends in Word's tree.

Inside one paragraph it is the text between the marks; from paragraph to paragraph whole
paragraphs; across the cells of a row the whole row. Marks alone in a paragraph or a row leave no
empty line behind.
"""

from copy import deepcopy

from casework.word.parts import Node, W
from casework.word.tags import Fault, Marks, Tag, TagKind

_VISIBLE = frozenset(
    f"{W}{name}"
    for name in (
        "t",
        "tab",
        "br",
        "cr",
        "drawing",
        "pict",
        "object",
        "sym",
        "fldSimple",
        "fldChar",
        "sectPr",
    )
)


def arrange(marks: Marks) -> None:
    """Move the instruction of every opening and ending to the edges of what it governs.

    Outer parts come first, so that the marks of an inner part that shares its edge stay inside.
    """
    for tag in marks.tags:
        if tag.end is None:
            continue
        if tag.paragraph is tag.end.paragraph:
            _within_paragraph(tag, tag.end, marks)
        else:
            _across_paragraphs(tag, tag.end, marks)


def is_alone(tag: Tag) -> bool:
    """Return whether a field is all there is in its paragraph."""
    return not _has_content(tag.paragraph, ignoring=tag) and not _ends_section(tag.paragraph)


def _ends_section(paragraph: Node) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _is_before_break(tag: Tag) -> bool:
    """Return whether a mark is all there is in its paragraph but the end of a section."""
    others = (node for node in tag.paragraph.iter() if node is not tag.node)
    return _ends_section(tag.paragraph) and not any(
        _is_instruction(node) or (_shows(node) and node.tag != f"{W}sectPr") for node in others
    )


def _is_instruction(node: Node) -> bool:
    return not isinstance(node.tag, str)


def _shows(node: Node) -> bool:
    """Return whether a node is something a reader sees."""
    if node.tag == f"{W}t":
        return bool((node.text or "").strip())
    if node.tag == f"{W}tab":
        return bool(node.getparent().tag != f"{W}tabs")
    return node.tag in _VISIBLE


def _has_content(element: Node, ignoring: Tag | None = None) -> bool:
    ignored = ignoring.node if ignoring else None
    return any(
        _shows(node) or (_is_instruction(node) and node is not ignored) for node in element.iter()
    )


def _text_beside(tag: Tag, *, before: bool) -> bool:
    """Return whether text of the paragraph stands before (or after) the mark."""
    nodes = list(tag.paragraph.iter())
    at = next(index for index, node in enumerate(nodes) if node is tag.node)
    beside = nodes[:at] if before else nodes[at + 1 :]
    return any(_shows(node) or _is_field(node) for node in beside)


def _is_field(node: Node) -> bool:
    return _is_instruction(node) and str(node.text).startswith("f")


def _within_paragraph(opening: Tag, ending: Tag, marks: Marks) -> None:
    paragraph = opening.paragraph
    whole = not _text_beside(opening, before=True) and not _text_beside(ending, before=False)
    parent = paragraph.getparent()
    if whole and not _ends_section(paragraph) and parent is not None:
        _enclose(opening, ending, parent, paragraph, paragraph)
        return
    first, last = opening.node.getparent(), ending.node.getparent()
    if first.getparent() is not last.getparent():
        marks.faults.append(
            Fault(
                opening.place,
                f"的“{{{{{opening.typed}}}}}”和它的结束标记一个在链接或域里面、一个在外面，"
                "请把两个标记都放到链接外面",
            )
        )
        return
    _lift(ending)
    _lift(opening)


def _lift(tag: Tag) -> None:
    """Split the run a mark stands in, so that the mark stands between two runs."""
    run = tag.node.getparent()
    if run.tag != f"{W}r":
        return
    at = run.index(tag.node)
    following = list(run)[at + 1 :]
    place = run.getparent().index(run)
    parent = run.getparent()
    run.remove(tag.node)
    parent.insert(place + 1, tag.node)
    if following:
        rest = deepcopy(run)
        for child in list(rest):
            if child.tag != f"{W}rPr":
                rest.remove(child)
        for child in following:
            rest.append(child)
        parent.insert(place + 2, rest)
    if all(child.tag == f"{W}rPr" for child in run):
        parent.remove(run)


def _across_paragraphs(opening: Tag, ending: Tag, marks: Marks) -> None:
    if _text_beside(opening, before=True) or _text_beside(ending, before=False):
        marks.faults.append(
            Fault(
                opening.place,
                f"的“{{{{{opening.typed}}}}}”要管到后面的段落，但标记外侧还有别的文字，"
                "请让开始标记在段首、结束标记在段末，或者各自单独成段",
            )
        )
        return
    above = list(opening.paragraph.iterancestors())
    common = next(one for one in ending.paragraph.iterancestors() if one in above)
    if common.tag == f"{W}tr":
        _enclose(opening, ending, common.getparent(), common, common)
        for tag in (opening, ending):
            beside = tag.paragraph.getnext()
            beside = tag.paragraph.getprevious() if beside is None else beside
            # A cell ends with a paragraph.
            if beside is not None and beside.tag == f"{W}p" and not _has_content(tag.paragraph):
                tag.paragraph.getparent().remove(tag.paragraph)
        return
    first = _child_towards(common, opening.paragraph)
    last = _child_towards(common, ending.paragraph)
    if last is ending.paragraph and _is_before_break(ending):
        # The break behind an ending mark stays where what it ends is left out.
        last = last.getprevious()
    _enclose(opening, ending, common, first, last)
    for tag, edge in ((opening, first), (ending, last)):
        unit = edge if common.tag == f"{W}tbl" else tag.paragraph
        if unit.getparent() is not None and not _has_content(unit):
            unit.getparent().remove(unit)


def _child_towards(ancestor: Node, node: Node) -> Node:
    while node.getparent() is not ancestor:
        node = node.getparent()
    return node


def _enclose(opening: Tag, ending: Tag, parent: Node, first: Node, last: Node) -> None:
    for tag in (opening, ending):
        run = tag.node.getparent()
        run.remove(tag.node)
        if run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
            run.getparent().remove(run)
    parent.insert(parent.index(first), opening.node)
    parent.insert(parent.index(last) + 1, ending.node)


def lines_of(marks: Marks) -> list[Tag]:
    """Return the fields that fill a paragraph alone: a new line in them is a new paragraph."""
    return [tag for tag in marks.tags if tag.kind is TagKind.FIELD and is_alone(tag)]
