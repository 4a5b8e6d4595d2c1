"""Numbers told by their shape wherever they stand: of papers, of phones, addresses of mail."""

import re

from forms.identity import credit_code_trouble, resident_id_trouble, tidy_number
from forms.labels import folded

_SEP = r"[ \u3000\-—－]?"
_RESIDENT = re.compile(rf"(?<![0-9A-Za-z])\d(?:{_SEP}\d){{16}}{_SEP}[0-9XxＸ×✕](?![0-9A-Za-z])")
_OLD_RESIDENT = re.compile(r"(?<!\d)[1-8]\d{14}(?!\d)")
_CODE = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Za-z])"
)
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])(?:[EGDSPH][A-Z]?\d{7,8}|1[45]\d{7})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[ \-]?)?1[3-9]\d(?:[ \-]?\d{4}){2}(?!\d)")
_FIXED = re.compile(
    r"(?<!\d)(?:(?:[（(]0\d{2,3}[）)]|0\d{2,3})[ \-—－]?)?[2-8]\d{6,7}(?:[ "
    r"\-—－转]{1,3}\d{1,5})?(?!\d)"
    r"|(?<!\d)[48]00[ \-]?\d{3}[ \-]?\d{4}(?!\d)"
)
MAIL = re.compile(r"[A-Za-z0-9_.+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_BORN = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_POSTCODE = re.compile(r"(?<!\d)[0-8]\d{5}(?!\d)")


def paper_numbers(text: str) -> list[str]:
    """Return what has the shape of a resident identity number or a credit code, as written."""
    found = [match[0] for match in _RESIDENT.finditer(text)]
    found += [match[0] for match in _CODE.finditer(text) if match[0] not in found]
    return found


def tidy_paper_number(text: str) -> str:
    """Return a number of a paper without its blanks, × read as X at its end."""
    number = tidy_number(re.sub(r"[\s\-—－]", "", folded(text)))
    return re.sub(r"[×✕]$", "X", number)


def paper_number_in(text: str) -> str:
    """Return the number of a paper in the value of its label, empty where there is none."""
    words = folded(text)
    for match in _RESIDENT.finditer(words):
        return tidy_paper_number(match[0])
    compact = re.sub(r"[\s\-—－]", "", words).upper()
    for shape in (_CODE, _OLD_RESIDENT, _PASSPORT):
        found = shape.search(compact)
        if found is not None:
            return found[0]
    kept = re.search(r"[0-9A-Z*×()（）]{5,}", compact)
    return kept[0] if kept is not None else ""


def is_resident_id(number: str) -> bool:
    """Tell whether a number is a sound resident identity number."""
    return not resident_id_trouble(number)


def is_credit_code(number: str) -> bool:
    """Tell whether a number is a sound unified social credit code.

    One digit wrong gives one resident number of thirty-one the check character of a code: where a
    birthday stands it is the resident number still.
    """
    return not _BORN.fullmatch(number) and not credit_code_trouble(number)


def phones_in(text: str) -> list[str]:
    """Return the phone numbers of a text as one dials them, mobiles first."""
    words = folded(text)
    found: list[str] = []
    for match in _MOBILE.finditer(words):
        number = re.sub(r"\D", "", match[0])
        found.append(number[-11:])
    rest = _MOBILE.sub(" ", _RESIDENT.sub(" ", words))
    for match in _FIXED.finditer(rest):
        number = re.sub(r"\s+", "", match[0].translate(str.maketrans("—－（）", "--()")))
        found.append(number.strip("-"))
    return list(dict.fromkeys(found))


def mobiles_in(text: str) -> list[str]:
    """Return the mobile numbers of a text."""
    return [re.sub(r"\D", "", match[0])[-11:] for match in _MOBILE.finditer(folded(text))]


def mail_in(text: str) -> str:
    """Return the first address of electronic mail, empty where there is none."""
    words = re.sub(r"\s*@\s*", "@", folded(text))
    found = MAIL.search(words)
    return found[0].rstrip(".") if found is not None else ""


def postcode_in(text: str) -> str:
    """Return the first postcode of a text, empty where there is none."""
    found = _POSTCODE.search(re.sub(r"(?<=\d)\s(?=\d)", "", folded(text)))
    return found[0] if found is not None else ""
