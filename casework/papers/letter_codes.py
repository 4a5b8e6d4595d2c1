"""The code printed on a letter: it finds the letter's case and names nobody."""

import re

from casework.desk.desk import Desk
from db import requests

_WORD = "OGI"
# A scanner set to Chinese types the wide colon.
_CODE = re.compile(rf"{_WORD}[:：](\d{{1,9}})[:：]\d{{1,9}}", re.IGNORECASE)


def code_of(request_id: int, serial: int) -> str:
    """Return the code of a letter: its case in this register and the serial of its number."""
    return f"{_WORD}:{request_id}:{serial}"


def case_of_code(desk: Desk, text: str) -> int | None:
    """Return the case that a scanned or typed code means; None where it is none."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    request_id = int(match[1])
    return request_id if requests.rows(desk.store, [request_id]) else None
