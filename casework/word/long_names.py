"""Names too long for their line: a title breaks evenly, a signature moves to the left.

Word breaks where the line is full, which leaves one character of a long name alone on the second
line. Only indents are set; no text is changed, so that the letter reads back as it was written.
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
# After these a name may break without being torn apart.
_ENDS_A_WORD = "省市区县旗州盟府会院局委厅署部处"


def shaped(xml: str) -> str:
    """Return the XML of a filled document with its long titles and signatures in shape."""
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
    lines = -(-len(text) // fits)
    even = -(-len(text) // lines)
    first = next(
        (long for long in range(even, fits + 1) if lines == 2 and text[long - 1] in _ENDS_A_WORD),
        even,
    )
    # A little more than the characters: a font may be wider by a hair.
    side = max((_WIDTH - first * size - size // 4) // 2, 0)
    return _both(side, side)


def _of_signature(text: str) -> str:
    """Return the indent of the column a long name needs, none where the usual one holds it."""
    if len(text) <= _COLUMN:
        return ""
    size = _SIGNED["LetterSignature"]
    fits = _WIDTH // size
    wide = len(text) if len(text) <= fits else -(-len(text) // 2)
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
