"""What stays on one page: a closing block and the last two lines of the text, a small table.

Which paragraph stands before a closing block is only known once a template is filled: what precedes
it in the template may have been left out. The same goes for the last row of a table. Own templates
gain by it where they use the styles of the shipped ones.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_CLOSING = frozenset(("LetterEnclosure", "LetterSignature", "LetterSigner"))
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
# A line of the text holds 28 characters, the first of a paragraph two less.
_LINE, _INDENT = 28, 2
_LINES_KEPT = 2
# LibreOffice moves a paragraph whole: a long one would leave half a page empty.
_LONGEST = 4
_TEXT_STYLE = "LetterBody"


_LAST_ROW = re.compile(r"<w:tr>(?:(?!<w:tr[ >]).)*</w:tr></w:tbl>", re.DOTALL)
_KEPT_CELL = re.compile(r'(<w:pStyle w:val="Cell[A-Za-z]*"/>)<w:keepNext/>')


def kept_together(xml: str) -> str:
    """Return the XML of a filled document with what belongs on one page kept there."""
    return _with_closings(_with_what_follows(_LAST_ROW.sub(_freed, xml)))


def _with_what_follows(xml: str) -> str:
    """Keep a paragraph that ends with a colon on the page of what it announces.

    A heading takes its own text along: with it the page above would be left half empty.
    """
    found = list(_PARAGRAPH.finditer(xml))
    out, at = [], 0
    for one, following in pairwise(found):
        if _announces(one[0]) and _style(following[0]) == _TEXT_STYLE:
            out += [xml[at : one.start()], _kept(one[0])]
            at = one.end()
    return "".join((*out, xml[at:])) if out else xml


def _announces(paragraph: str) -> bool:
    text = "".join(_TEXT.findall(paragraph)).rstrip()
    return (
        text.endswith("：")
        and _style(paragraph) == _TEXT_STYLE
        and not _is_loose(paragraph)
        and _lines(text) <= _LONGEST
    )


def _lines(text: str) -> int:
    return -(-(len(text) + _INDENT) // _LINE)


def _freed(last_row: re.Match[str]) -> str:
    """Free the last row of a table that stays whole: what follows may stand on the next page."""
    return _KEPT_CELL.sub(r"\1", last_row[0])


def _with_closings(xml: str) -> str:
    found = list(_PARAGRAPH.finditer(xml))
    keep = sorted(
        place
        for at, one in enumerate(found)
        if _begins_closing(found, at) and not _is_loose(one[0])
        for place in _before(xml, found, at)
    )
    out, at = [], 0
    for place in keep:
        match = found[place]
        out += [xml[at : match.start()], _kept(match[0])]
        at = match.end()
    return "".join((*out, xml[at:])) if out else xml


def _begins_closing(found: list[re.Match[str]], at: int) -> bool:
    before = _style(found[at - 1][0]) if at else ""
    return _style(found[at][0]) in _CLOSING and before not in _CLOSING


def _before(xml: str, found: list[re.Match[str]], at: int) -> Iterator[int]:
    """Yield the paragraphs before one that make up two lines, a table or page break apart."""
    lines = 0
    while at and lines < _LINES_KEPT and _is_next(xml, found[at - 1], found[at]):
        at -= 1
        text = "".join(_TEXT.findall(found[at][0]))
        long = _lines(text)
        if lines and long > _LONGEST:
            return
        lines += long
        yield at


def _is_next(xml: str, one: re.Match[str], following: re.Match[str]) -> bool:
    breaks = "<w:pageBreakBefore/>" in following[0]
    return not breaks and not xml[one.end() : following.start()].strip()


def _is_loose(paragraph: str) -> bool:
    return '<w:keepNext w:val="0"/>' in paragraph


def _style(paragraph: str) -> str:
    found = _STYLE.search(paragraph)
    return found[1] if found else ""


def _kept(paragraph: str) -> str:
    if "<w:keepNext" in paragraph:
        return paragraph
    return _STYLE.sub(r"\g<0><w:keepNext/>", paragraph, count=1)
