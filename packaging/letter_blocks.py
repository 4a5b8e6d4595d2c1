"""What stays together in a template, and what stands apart."""

import re

from letter_styles import IDS


def takes_along(block: str) -> bool:
    """Return whether the line before a block goes with it: 此致, or a table whose head it is.

    What goes with a signature is settled when a letter is filled (`casework.word.page_breaks`).
    """
    return block.startswith("<w:tbl>") or ">此致<" in block


def set_off(block: str, following: str) -> str:
    """Leave room under a title that neither a number nor another title sets off."""
    room = 0
    if f'"{IDS["题"]}"' in block and not re.search(f'"({IDS["题"]}|{IDS["号"]})"', following):
        room = 280
    elif f'"{IDS["表题"]}"' in block and following.startswith("<w:tbl>"):
        room = 120
    return block.replace("</w:pPr>", f'<w:spacing w:after="{room}"/></w:pPr>', 1) if room else block


def closer(table: str) -> str:
    """Let the lines of a table stand closer."""
    return table.replace("</w:pPr>", '<w:spacing w:line="300" w:lineRule="exact"/></w:pPr>')


def kept(block: str) -> str:
    """Keep every paragraph of a block on the page of what follows it."""
    return re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", block)
