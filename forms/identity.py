"""Checks of identity numbers: length, date and check character, whatever the paper.

What no paper of the kind can bear is a problem; a check character that does not fit is a doubt,
for the paper itself may be wrong, and the applicant cannot be refused for it (条例29).
"""

import re
from datetime import date

from forms.choices import IdType

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def tidy_number(text: str) -> str:
    """Return an identity number with half-width digits, no spaces and a capital X."""
    return "".join(text.split()).translate(_FULL_WIDTH).upper()


def resident_id_problem(text: str) -> str:
    """Return what is wrong with a resident identity number, or an empty text."""
    number = tidy_number(text)
    if len(number) != 18:
        return f"居民身份证号码应为18位，填写的是{len(number)}位，请核对。"
    if not (number[:17].isdecimal() and number[:17].isascii()):
        return "居民身份证号码前17位应为数字，请核对。"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return f"居民身份证号码中的出生日期{number[6:14]}不存在，请核对。"
    return "" if number[17] in _ID_CHECKS else "居民身份证号码末位应为数字或者 X，请核对。"


def resident_id_doubt(text: str) -> str:
    """Return why a resident identity number of the right form may still be mistyped."""
    number = tidy_number(text)
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    if number[17] != _ID_CHECKS[total % 11]:
        return "证件号码的校验位不符，可能有一位填错，请与身份证明核对。"
    return ""


# What a hand or a bad copy makes look alike.
_ALIKE = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "30", "9": "4"}


def likely_meant(text: str) -> list[str]:
    """Return sound resident numbers that differ from an unsound one by one digit read alike."""
    number = tidy_number(text)
    if len(number) != 18 or not resident_id_trouble(number):
        return []
    found = [
        number[:place] + other + number[place + 1 :]
        for place, digit in enumerate(number)
        for other in _ALIKE.get(digit, "")
    ]
    return [one for one in found if not resident_id_trouble(one)]


def credit_code_problem(text: str) -> str:
    """Return what is wrong with a unified social credit code, or an empty text."""
    code = tidy_number(text)
    if len(code) != 18:
        return f"统一社会信用代码应为18位，填写的是{len(code)}位，请核对。"
    if any(character not in _CODE_ALPHABET for character in code):
        return "统一社会信用代码只含数字和大写字母（不含 I、O、S、V、Z），请核对。"
    return ""


def credit_code_doubt(text: str) -> str:
    """Return why a credit code of the right form may still be mistyped."""
    code = tidy_number(text)
    total = sum(
        _CODE_ALPHABET.index(character) * weight
        for character, weight in zip(code, _CODE_WEIGHTS, strict=False)
    )
    if code[17] != _CODE_ALPHABET[(31 - total % 31) % 31]:
        return "统一社会信用代码的校验位不符，可能有一位填错，请与登记证书核对。"
    return ""


def resident_id_trouble(text: str) -> str:
    """Return whatever speaks against a resident identity number, its check character too."""
    return resident_id_problem(text) or resident_id_doubt(text)


def credit_code_trouble(text: str) -> str:
    """Return whatever speaks against a credit code, its check character too."""
    return credit_code_problem(text) or credit_code_doubt(text)


# What the papers of other applicants look like; the older ten-digit pass of Taiwan still occurs.
_FORMS = {
    IdType.HK_MACAO_PASS: (r"[HM]\d{8}(?:\d{2})?", "以H或者M开头，后接8位或者10位数字"),
    IdType.TAIWAN_PASS: (r"\d{8}|\d{10}", "8位（旧证10位）数字"),
    IdType.RESIDENCE_PERMIT: (r"8[123]\d{15}[\dX]", "以81、82或者83开头的18位号码"),
    IdType.FOREIGNERS_PERMANENT: (r"[A-Z]{3}\d{12}|9\d{16}[\dX]", "3位字母加12位数字，或者18位"),
    IdType.PASSPORT: (r"[A-Z0-9]{3,20}", "字母和数字"),
    IdType.MILITARY: (r".{4,20}", "证件上的编号，如“军字第1234567号”"),
}


def identity_problem(paper: IdType, text: str) -> str:
    """Return why no paper of this kind can bear a number, or an empty text."""
    if paper is IdType.RESIDENT_ID:
        return resident_id_problem(text)
    if paper is IdType.CREDIT_CODE:
        return credit_code_problem(text)
    form = _FORMS.get(paper)
    if form is not None and not re.fullmatch(form[0], tidy_number(text)):
        return f"{paper.value}号码应为{form[1]}，请核对。"
    return ""


def identity_doubt(paper: IdType, text: str) -> str:
    """Return why a number of the right form may still be mistyped, or an empty text."""
    if not text or identity_problem(paper, text):
        return ""
    if paper is IdType.CREDIT_CODE:
        return credit_code_doubt(text)
    eighteen = len(tidy_number(text)) == 18
    if paper in (IdType.RESIDENT_ID, IdType.RESIDENCE_PERMIT) or (
        paper is IdType.FOREIGNERS_PERMANENT and eighteen
    ):
        return resident_id_doubt(text)
    return ""
