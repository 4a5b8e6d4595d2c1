"""Checks of identity numbers: length, date and check character, whatever the region."""

from datetime import date

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
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    if number[17] != _ID_CHECKS[total % 11]:
        return "居民身份证号码的校验位不符，可能有一位填错，请核对。"
    return ""


def credit_code_problem(text: str) -> str:
    """Return what is wrong with a unified social credit code, or an empty text."""
    code = tidy_number(text)
    if len(code) != 18:
        return f"统一社会信用代码应为18位，填写的是{len(code)}位，请核对。"
    if any(character not in _CODE_ALPHABET for character in code):
        return "统一社会信用代码只含数字和大写字母（不含 I、O、S、V、Z），请核对。"
    total = sum(
        _CODE_ALPHABET.index(character) * weight
        for character, weight in zip(code, _CODE_WEIGHTS, strict=False)
    )
    if code[17] != _CODE_ALPHABET[(31 - total % 31) % 31]:
        return "统一社会信用代码的校验位不符，可能有一位填错，请核对。"
    return ""
