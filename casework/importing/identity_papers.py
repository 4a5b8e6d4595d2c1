"""Which paper proves an identity, told by what is written of it and by the form of its number."""

import re
from typing import NamedTuple

from forms.choices import IdType
from forms.identity import credit_code_trouble, resident_id_trouble, tidy_number

_RESIDENT = re.compile(r"\d{17}[\dX]|\d{15}")
# 港澳台居民居住证 has the form of an identity card and begins with 81, 82 or 83.
_PERMIT_BEGINS = ("81", "82", "83")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_PASSPORT = re.compile(r"[EGDSPK][A-HJ-NP-Z]?\d{7,8}|1[45]\d{7}")
_FOREIGN_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
# 往来内地通行证 of Hong Kong and Macao, and of Taiwan; the permanent residence card of foreigners.
_OTHER_PAPERS = re.compile(r"[HMC]\d{8}(?:\d{2})?|\d{8}|[A-Z]{3}\d{12}|9\d{17}")
_LABEL = re.compile(
    r"^(?P<label>[\u4e00-\u9fff（）()]{2,14}?)(?:号码?|证号)?[:：\s]*(?P<number>[0-9A-Za-z*×][0-9A-Za-z*×（）()\-\s]*)$"
)
_WORDS = (
    ("护照", IdType.PASSPORT),
    ("居住证", IdType.RESIDENCE_PERMIT),
    ("通行证", IdType.OTHER),
    ("台胞证", IdType.OTHER),
    ("回乡证", IdType.OTHER),
    ("永久居留", IdType.OTHER),
    ("军官证", IdType.OTHER),
    ("士兵证", IdType.OTHER),
    ("警官证", IdType.OTHER),
    ("驾驶证", IdType.OTHER),
    ("执业证", IdType.OTHER),
    ("律师证", IdType.OTHER),
    ("户口", IdType.OTHER),
    ("身份证", IdType.RESIDENT_ID),
    ("信用代码", IdType.CREDIT_CODE),
    ("营业执照", IdType.CREDIT_CODE),
    ("机构代码", IdType.CREDIT_CODE),
    ("法人证", IdType.CREDIT_CODE),
    ("登记证", IdType.CREDIT_CODE),
)


class IdentityPaper(NamedTuple):
    """The kind of a paper; whether it was guessed from its number, and whether that is sure."""

    id_type: IdType
    is_guessed: bool = False
    is_sure: bool = True


_CARD = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")


def numbers_in(text: str) -> list[str]:
    """Return the identity card numbers of a cell that holds several of them."""
    return [tidy_number(number) for number in _CARD.findall(text)]


def labelled_number(text: str) -> tuple[str, str]:
    """Return the words before a number and the number: 护照E12345678."""
    found = _LABEL.match(text.strip())
    if found:
        number = found["number"]
        # 护照（E12345678）, and not A123456(7).
        if not re.search("[(（]", number):
            number = number.rstrip(")） ")
        return found["label"].strip("（）()"), tidy_number(number)
    return "", tidy_number(text)


def paper_of(words: str, number: str, *, is_person: bool) -> IdentityPaper:
    """Return which paper it is: by its name where it has one, else by the form of its number.

    A number of no known form is another paper, unsure; without a number it is the usual one.
    """
    for word, id_type in _WORDS:
        if word in words:
            is_permit = id_type is IdType.RESIDENT_ID and _is_a_permit(number)
            return IdentityPaper(IdType.RESIDENCE_PERMIT if is_permit else id_type)
    if words and not any(word in words for word in ("证件", "有效")):
        return IdentityPaper(IdType.OTHER)
    if not number:
        return IdentityPaper(IdType.RESIDENT_ID if is_person else IdType.CREDIT_CODE)
    return _by_form(number, is_person=is_person)


def _is_a_permit(number: str) -> bool:
    return bool(_RESIDENT.fullmatch(number)) and number.startswith(_PERMIT_BEGINS)


def _by_form(number: str, *, is_person: bool) -> IdentityPaper:
    hidden = "*" in number or "×" in number
    if hidden:
        return IdentityPaper(
            IdType.RESIDENT_ID if is_person else IdType.CREDIT_CODE, is_guessed=True
        )
    if _is_a_permit(number):
        return IdentityPaper(IdType.RESIDENCE_PERMIT, is_guessed=True)
    looks_resident = bool(_RESIDENT.fullmatch(number))
    if _CREDIT_CODE.fullmatch(number) and (
        not looks_resident or (not is_person and not credit_code_trouble(number))
    ):
        return IdentityPaper(IdType.CREDIT_CODE, is_guessed=is_person)
    if looks_resident:
        # A company's number that has the form of a card and its check digit is a person's card.
        sure = is_person or not resident_id_trouble(number)
        return IdentityPaper(IdType.RESIDENT_ID, is_guessed=not is_person, is_sure=sure)
    if _OTHER_PAPERS.fullmatch(number):
        return IdentityPaper(IdType.OTHER, is_guessed=True)
    if _PASSPORT.fullmatch(number) or _FOREIGN_PASSPORT.fullmatch(number):
        return IdentityPaper(IdType.PASSPORT, is_guessed=True)
    if number.isdecimal() and len(number) in (16, 17, 19, 20):
        # A digit too few or too many is a slip of the pen in the usual number.
        usual = IdType.RESIDENT_ID if is_person else IdType.CREDIT_CODE
        return IdentityPaper(usual, is_guessed=True)
    if not is_person and len(number) in (9, 10):
        return IdentityPaper(IdType.CREDIT_CODE, is_guessed=True)
    return IdentityPaper(IdType.OTHER, is_guessed=True, is_sure=False)
