"""红头: the mark of the issuing office in red, its line, page numbers outside, 版记 at the end.

As GB/T 9704 has them (7.2.4, 7.2.5, 7.4, 7.5), made of a filled letter: the name of the office over
the title becomes the mark, the number goes between mark and line. A document of another make,
such as an office's own template with a head of its own, is left as it is.
"""

import copy
import re
from dataclasses import replace

from lxml import etree

from casework.word.long_names import first_line
from casework.word.page import RED, LetterPage, PageLine, style_of
from casework.word.parts import MAIN, RELATIONSHIP, Node, W, opened, packed, parsed
from casework.word.relations import OFFICE, PACKAGE, relations, relations_of, xml_bytes

_MM = 56.6929
# The text is 156 mm wide; the mark stands 35 mm below its upper edge. It is to catch the eye: a
# name that one line would make small stands on two.
_WIDTH_POINTS, _LARGEST_MARK, _LEAST_OF_ONE_LINE, _LEAST_MARK = 440, 48, 26, 20
_BEFORE_MARK = round(35 * _MM)
_LINE = 560
_POINT = 20
_LINE_SPACE_POINTS = 11
_HEAD = ("LetterTitle", "LetterTitle", "LetterNumber")
_FOOTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_EVEN, _ODD = "word/footerEven.xml", "word/footerOdd.xml"
# A character of the numbers' own size, which stands free between them and the edge.
_ONE_CHARACTER = 280


def with_red_head(document: bytes, *, imprint: str, printed: str, name: str = "") -> bytes:
    """Return a filled letter with its red head, page numbers and 版记.

    `imprint` is who issues it, `printed` the day in words, `name` what the mark says instead of
    the office's full name (7.2.4 takes the usual short one as well). A document that does not begin
    with the office, the title and the number is returned as it was.
    """
    parts = opened(document)
    root = parsed(parts[MAIN])
    body = root.find(f"{W}body")
    assert body is not None
    head = list(body.iterchildren())[:3]
    if [style_of(one) for one in head] != list(_HEAD):
        return document
    mark, title, number = head
    body.remove(number)
    mark.addnext(number)
    _make_mark(mark, name)
    _draw_line(number)
    _set(title, "spacing", before=str(2 * _LINE), after=str(_LINE), line="640", lineRule="exact")
    section = body.find(f"{W}sectPr")
    if section is None:
        return document
    for paragraph in _closing(imprint, printed):
        section.addprevious(paragraph)
    _number_pages(parts, section)
    # The code of the case makes room for the numbers at both edges.
    xml = re.sub(
        rb'(<wp:positionH relativeFrom="margin">)<wp:posOffset>0</wp:posOffset>',
        rb"\1<wp:align>center</wp:align>",
        xml_bytes(root),
    )
    return packed({**parts, MAIN: xml})


def page_with_red_head(
    page: LetterPage, *, imprint: str, printed: str, name: str = ""
) -> LetterPage:
    """Return a letter's page as `with_red_head` would have it printed, its page numbers apart.

    版记 stands after the last line: that it goes to the foot of its page is settled in print.
    """
    if [one.style for one in page.lines[:3]] != list(_HEAD):
        return page
    mark, title, number, *rest = page.lines
    words = name or mark.text
    size, side = _shape_of_mark(words)
    line = _LINE / _POINT
    head = (
        replace(
            mark,
            text=words,
            size=size,
            line=size * 1.1,
            before=_BEFORE_MARK / _POINT,
            left=side,
            right=side,
            is_red=True,
        ),
        replace(number, before=2 * line, after=_LINE_SPACE_POINTS, line=line, rules="below"),
        replace(title, before=2 * line, after=line, line=32.0),
    )
    closing = PageLine(
        f"{imprint}　　{printed}印发", "justify", 14.0, 24.0, left=14.0, right=14.0, before=line,
        font="仿宋", rules="around",
    )  # fmt: skip
    return LetterPage(page.paper, (*head, *rest, closing))


def _shape_of_mark(words: str) -> tuple[int, float]:
    """Return the points of a character of the mark, and the room that breaks a long name evenly."""
    one_line = _WIDTH_POINTS // max(len(words), 1)
    if one_line >= _LEAST_OF_ONE_LINE:
        return min(_LARGEST_MARK, one_line), 0.0
    first = first_line(words, min(_WIDTH_POINTS // _LEAST_MARK, len(words) - 1))
    size = _WIDTH_POINTS // first
    # A little more than the characters: a font may be wider by a hair.
    return size, max(_WIDTH_POINTS - first * size - size / 4, 0.0) / 2


def _make_mark(mark: Node, name: str) -> None:
    if name:
        for number, words in enumerate(mark.iter(f"{W}t")):
            words.text = "" if number else name
    text = "".join(mark.itertext())
    points, side = _shape_of_mark(text)
    size = 2 * points
    _drop(mark, "ind")
    _set(mark, "spacing", before=str(_BEFORE_MARK), line=str(size * 11), lineRule="exact")
    if side:
        edge = str(int(side * _POINT))
        _set(mark, "ind", left=edge, right=edge)
    for run in mark.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        for name, value in (("color", RED), ("sz", str(size)), ("szCs", str(size))):
            old = properties.find(f"{W}{name}")
            if old is not None:
                properties.remove(old)
            etree.SubElement(properties, f"{W}{name}").set(f"{W}val", value)


def _draw_line(number: Node) -> None:
    """Put the number two lines below the mark, and the red line 4 mm below the number."""
    properties = number.find(f"{W}pPr")
    assert properties is not None
    _drop(number, "pBdr")
    border = etree.Element(f"{W}pBdr")
    line = etree.SubElement(border, f"{W}bottom")
    for name, value in (
        ("val", "single"), ("sz", "18"), ("space", str(_LINE_SPACE_POINTS)), ("color", RED),
    ):  # fmt: skip
        line.set(f"{W}{name}", value)
    _place(properties, border)
    _set(number, "spacing", before=str(2 * _LINE), after="0", line=str(_LINE), lineRule="exact")


# As the schema has the properties of a paragraph; Word may call a file of another order damaged.
_ORDER = tuple(
    f"{W}{name}"
    for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
        "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
        "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
        "jc",
    )
)  # fmt: skip


def _place(properties: Node, made: Node) -> None:
    before = _ORDER[: _ORDER.index(made.tag)]
    at = sum(child.tag in before for child in properties)
    properties.insert(at, made)


def _set(paragraph: Node, name: str, **values: str) -> None:
    """Give a paragraph a property of its own, in the place the schema wants."""
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    _drop(paragraph, name)
    made = etree.Element(f"{W}{name}")
    for key, value in values.items():
        made.set(f"{W}{key}", value)
    _place(properties, made)


def _drop(paragraph: Node, name: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    for old in [] if properties is None else properties.findall(f"{W}{name}"):
        properties.remove(old)


def _closing(imprint: str, printed: str) -> list[Node]:
    """Return 版记: a frame at the foot of the last page, between two lines, in 四号."""
    space = f'xmlns:w="{W[1:-1]}"'
    frame = (
        '<w:framePr w:w="8845" w:hRule="auto" w:wrap="notBeside" w:vAnchor="margin"'
        ' w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
    )
    line = '<w:{side} w:val="single" w:sz="8" w:space="4" w:color="000000"/>'
    borders = "".join(line.format(side=side) for side in ("top", "bottom"))
    font = (
        '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"'
        ' w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    )
    xml = (
        f"<w:p {space}><w:pPr>{frame}<w:pBdr>{borders}</w:pBdr><w:tabs>"
        '<w:tab w:val="right" w:pos="8565"/></w:tabs><w:snapToGrid w:val="0"/>'
        '<w:spacing w:line="480" w:lineRule="exact"/><w:ind w:left="280" w:right="280"/>'
        f"</w:pPr><w:r>{font}<w:t></w:t></w:r><w:r>{font}<w:tab/></w:r>"
        f"<w:r>{font}<w:t></w:t></w:r></w:p>"
    )
    made = etree.fromstring(xml)
    first, last = made.iter(f"{W}t")
    first.text, last.text = imprint, f"{printed}印发"
    return [made]


def _number_pages(parts: dict[str, bytes], section: Node) -> None:
    """Put the numbers outside: one character from the right on odd pages, from the left on even."""
    old = {node.get(f"{W}type"): node for node in section.findall(f"{W}footerReference")}
    # A first page that has a footer of its own keeps it.
    usual = old.get("default")
    names = {number: target for number, target, _, _ in relations(parts, MAIN)}
    was = None if usual is None else f"word/{names.get(usual.get(f'{{{OFFICE}}}id'))}"
    footer = None if was is None else parts.get(was)
    if was is None or footer is None:
        return
    for kind in ("default", "even"):
        if kind in old:
            section.remove(old[kind])
    links = parsed(parts[relations_of(MAIN)], part="rels")
    types = parsed(parts["[Content_Types].xml"], part="types")
    for at, (name, kind, side) in enumerate(((_ODD, "default", "right"), (_EVEN, "even", "left"))):
        parts[name] = _sided(footer, side)
        reference = etree.Element(f"{W}footerReference")
        reference.set(f"{W}type", kind)
        reference.set(f"{{{OFFICE}}}id", f"rIdDesk{kind}")
        section.insert(at, reference)
        if relations_of(was) in parts:
            parts[relations_of(name)] = parts[relations_of(was)]
        made = etree.SubElement(links, RELATIONSHIP)
        made.set("Id", f"rIdDesk{kind}")
        made.set("Type", f"{OFFICE}/footer")
        made.set("Target", name.removeprefix("word/"))
        override = etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", _FOOTER)
    parts[relations_of(MAIN)] = xml_bytes(links)
    parts["[Content_Types].xml"] = xml_bytes(types)
    if "word/settings.xml" in parts:
        parts["word/settings.xml"] = _two_sided(parts["word/settings.xml"])


def _sided(footer: bytes, side: str) -> bytes:
    root = copy.deepcopy(parsed(footer, part="footer"))
    for paragraph in root.iter(f"{W}p"):
        # The tabs that put the number in the middle go; what stands beside it stays.
        for tab in list(paragraph.iter(f"{W}tab")):
            if tab.getparent().tag == f"{W}r":
                tab.getparent().remove(tab)
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        _set(paragraph, "ind", **{side: str(_ONE_CHARACTER)})
        _set(paragraph, "jc", val=side)
    return xml_bytes(root)


def _two_sided(settings: bytes) -> bytes:
    root = parsed(settings, part="settings")
    if root.find(f"{W}evenAndOddHeaders") is None:
        after = root.find(f"{W}defaultTabStop")
        made = etree.Element(f"{W}evenAndOddHeaders")
        if after is None:
            root.append(made)
        else:
            # The schema has it behind the tab stops and before the spacing of characters.
            after.addnext(made)
    return xml_bytes(root)
