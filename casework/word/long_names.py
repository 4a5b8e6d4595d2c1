"""Names and addresses too long for their line: a title breaks evenly, a signature moves left.

Word breaks where the line is full, which leaves one character of a long name alone on the second
line. Only indents and alignment are set; no text is changed, so that the letter reads back as it
was written.
"""

import re

# Measures are in twentieths of a point: the text is 156 mm wide.
_WIDTH = 8_845
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?><w:pPr>.*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
# The size of a character, of the styles a name may be too long for.
_TITLES = {"LetterTitle": 440, "FormTitle": 360}
_SIGNED = {"LetterSignature": 320}
_DATE = '"LetterDate"'
# The column at the right in which a name stands over its date holds so many characters.
_COLUMN = 15
_TWO = 2
# After these a name may break without being torn apart.
_ENDS_A_WORD = "省市区县旗州盟府会院局委厅署部处"


def shaped(xml: str) -> str:
    """Return the XML of a filled document with its long titles and signatures in shape."""
    xml = _PARAGRAPH.sub(_with_address, xml)
    out: list[str] = []
    at, indent = 0, ""
    for match in _PARAGRAPH.finditer(xml):
        paragraph = match[0]
        style = _style(paragraph)
        if style in _TITLES:
            indent = _of_title(_text_of(paragraph), _TITLES[style])
        elif style in _SIGNED:
            indent = _of_signature(_text_of(paragraph))
        elif _DATE not in paragraph:
            indent = ""
        # The date stands in the middle below the name, wherever that went.
        if not indent:
            continue
        out += [xml[at : match.start()], _indented(paragraph, indent)]
        at = match.end()
    return "".join((*out, xml[at:])) if out else xml


def _with_address(found: re.Match[str]) -> str:
    """Set a paragraph with a long address to the left: justified, the line before it is torn."""
    paragraph = found[0]
    if _style(paragraph) != _OF_TEXT or not _ADDRESS.search(_text_of(paragraph)):
        return paragraph
    properties, rest = paragraph.split("</w:pPr>", 1)
    properties = re.sub(r"<w:jc [^>]*/>", "", properties)
    before = re.search(r"<w:(?:textAlignment|rPr|sectPr)[ >/]", properties)
    at = before.start() if before else len(properties)
    return f'{properties[:at]}<w:jc w:val="left"/>{properties[at:]}</w:pPr>{rest}'


_OF_TEXT = "LetterBody"
# An address of the net that LibreOffice breaks after its // or not at all.
_ADDRESS = re.compile(r"[!-~]{16}")


def _style(paragraph: str) -> str:
    found = re.match(r'<w:p(?: [^>]*)?><w:pPr><w:pStyle w:val="([^"]*)"', paragraph)
    return found[1] if found else ""


def _text_of(paragraph: str) -> str:
    return "".join(_TEXT.findall(paragraph))


def _of_title(text: str, size: int) -> str:
    """Return the indents that break a title into lines of like length, none where it fits one."""
    fits = _WIDTH // size
    if len(text) <= fits:
        return ""
    first = first_line(text, fits)
    # A little more than the characters: a font may be wider by a hair.
    side = max((_WIDTH - first * size - size // 4) // 2, 0)
    return _both(side, side)


def first_line(text: str, fits: int) -> int:
    """Return how many characters of a text of several lines stand on its first.

    Of two lines the first ends with a word, if one ends there; lines are of like length otherwise.
    """
    lines = -(-len(text) // fits)
    even = -(-len(text) // lines)
    ends = (long for long in range(even, fits + 1) if _ends_a_word(text, long))
    return next(ends, even) if lines == _TWO else even


def _ends_a_word(text: str, long: int) -> bool:
    # 委 ends 发改委, but begins the end of 管理委员会.
    return text[long - 1] in _ENDS_A_WORD and text[long - 1 : long + 2] != "委员会"


def _of_signature(text: str) -> str:
    """Return the indent of the column a long name needs, none where the usual one holds it."""
    if len(text) <= _COLUMN:
        return ""
    size = _SIGNED["LetterSignature"]
    fits = _WIDTH // size
    wide = len(text) if len(text) <= fits else first_line(text, fits)
    return _both(max(_WIDTH - wide * size - size // 4, 0), 0)


def _both(left: int, right: int) -> str:
    return (
        f'<w:ind w:leftChars="0" w:left="{left}" w:rightChars="0" w:right="{right}"'
        ' w:firstLineChars="0" w:firstLine="0"/>'
    )


def _indented(paragraph: str, indent: str) -> str:
    """Return a paragraph with an indent of its own, where the schema wants it."""
    properties, rest = paragraph.split("</w:pPr>", 1)
    properties = re.sub(r"<w:ind [^>]*/>", "", properties)
    before = re.search(r"<w:(?:contextualSpacing|jc|textAlignment|rPr|sectPr)[ >/]", properties)
    at = before.start() if before else len(properties)
    return f"{properties[:at]}{indent}{properties[at:]}</w:pPr>{rest}"
