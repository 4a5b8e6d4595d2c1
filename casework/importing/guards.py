"""What spreadsheets do to a text to keep it a text, and to a number that was one.

`="0110"`, a leading apostrophe or a tab guard a number against Excel; Excel itself keeps fifteen
digits of a number and shows the rest as nought.
"""

import re

from casework.importing.sheets import Cell

_FORMULA = re.compile(r'=\s*(?:T\s*\(\s*)?"(?P<inside>(?:[^"]|"")*)"\s*\)?\s*$')
_APOSTROPHE = re.compile(r"['’‘＇`](?=\S)")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
_TOO_LONG_FOR_EXCEL = re.compile(r"\d{15}0{3}")
_DIGITS_EXCEL_KEEPS = 10**15
# Numbers that name something: their digits are no quantity.
NAMING = frozenset(
    {"number", "id_number", "phone", "mail_number", "service_mail_number", "postcode",
     "document_number", "suit_number", "file_number"}
)  # fmt: skip
_DITTO = frozenset(
    [
        "同上", "〃", "″", "〞", '"', "＂", "''", "“", "”", "上同", "同前", "同上行",
        "同上一行", "同上件", "ditto", "々", "仝上", "〻",
    ]
)  # fmt: skip


def unguarded(cell: Cell) -> Cell:
    """Return a cell without what guarded it: `="…"`, a leading apostrophe."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if text.startswith("="):
        found = _FORMULA.match(text)
        return found["inside"].replace('""', '"') if found else cell
    if _APOSTROPHE.match(text):
        return text[1:]
    return cell


def has_lost_digits(cell: Cell) -> bool:
    """Tell whether a number that names something has lost digits in Excel.

    A number of more than fifteen digits has, and so has one written as 1.1E+17, or as fifteen
    digits and three noughts.
    """
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return abs(cell) >= _DIGITS_EXCEL_KEEPS or cell != cell
    if isinstance(cell, str):
        text = cell.strip()
        return bool(_EXPONENT.fullmatch(text) or _TOO_LONG_FOR_EXCEL.fullmatch(text))
    return False


_ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"]
)


def is_error(cell: Cell) -> bool:
    """Tell whether a cell shows that its formula failed."""
    return isinstance(cell, str) and cell.strip().upper() in _ERRORS


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell only says that it is as the one above it."""
    if not isinstance(cell, str) or len(cell) > 12:
        return False
    return "".join(cell.split()).strip("（）()。.，,").casefold() in _DITTO
