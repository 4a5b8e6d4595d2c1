"""A cell that holds several things taken apart: a day and a way, a day and a document number."""

import re
from collections.abc import Sequence

from casework.importing.people_in_cells import named_in

_DAY = re.compile(
    r"(?:20)?\d\d\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?"
    r"|(?<![\d.])\d{1,2}[./]\d{1,2}(?![\d.])"
)
_NUMBER = re.compile(
    r"[^\s,，;；]*[〔\[(（【]20\d\d[〕\])）】]\s*第?\d+号(?:-[答告])?|[^\s,，;；\d]*第?\d+号"
)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_AROUND = " \t\n,，;；/／|、()（）"
_OF_PEOPLE = {"applicant_name", "body_name"}
_KINDS = {"公民", "自然人", "个人", "法人", "企业", "其他组织"}


def apart(text: str, names: Sequence[str]) -> dict[str, str]:
    """Return what a cell says of each of several fields, by name; what it lacks is left out.

    Numbers and days are known by their form; the rest belongs to the first field of words.
    """
    if _OF_PEOPLE & set(names):
        return _of_people(text, names)
    found: dict[str, str] = {}
    rest = text
    for name in names:
        pattern = _DAY if name.endswith(("_on",)) else _FORMS.get(name)
        match = pattern.search(rest) if pattern else None
        if match:
            found[name] = match[0].strip()
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    words = rest.strip(_AROUND)
    wordy = [name for name in names if not name.endswith("_on") and name not in _FORMS]
    if words and wordy:
        found[wordy[0]] = words
    elif words and names:
        # Nothing may get lost: what no form explains stays with the first of them.
        first = next((name for name in names if name in found), names[0])
        found[first] = f"{found.get(first, '')}（{words}）" if first in found else words
    return found


_FORMS = {
    "document_number": _NUMBER,
    "phone": _PHONE,
    "id_number": _ID,
    "mail_number": re.compile(r"[A-Z]{0,2}\d{9,13}[A-Z]{0,2}"),
    "service_mail_number": re.compile(r"[A-Z]{0,2}\d{9,13}[A-Z]{0,2}"),
}


def _of_people(text: str, names: Sequence[str]) -> dict[str, str]:
    """Return a name cell with its numbers; the name's own words are taken apart later."""
    told = named_in(text)
    found: dict[str, str] = {}
    rest = text
    for name, value in (("phone", told.phone), ("id_number", told.id_number)):
        if value and name in names:
            found[name] = value
            rest = re.sub(r"\s*".join(map(re.escape, value)), " ", rest, count=1)
    if "address" in names and told.address:
        found["address"] = told.address
        rest = rest.replace(told.address, " ")
    person = next(name for name in names if name in _OF_PEOPLE)
    cleaned = rest.strip(_AROUND) or told.name
    parts = [part for part in re.split(r"[\s,，;；/／|]+", cleaned) if part]
    if "applicant_kind" in names and (kind := next((p for p in parts if p in _KINDS), "")):
        found["applicant_kind"] = kind
        cleaned = " ".join(part for part in parts if part != kind)
    found[person] = cleaned
    return found
