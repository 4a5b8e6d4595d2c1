"""What leads to a person and is no plain number: plates, mail, birthdays, other papers and names.

Patterns look at texts that were made plain (`characters.plainly`): half width, one kind of dash.
"""

import re
from collections.abc import Iterator

from casework.redaction.secret_kinds import SecretKind, Span

_PLATE = re.compile(
    r"(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ \n]?[A-HJ-Za-hj-z]"
    r"|WJ[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])"
    r"[ \n\t]{0,2}[·.\-]?[ \n\t]{0,2}"
    r"((?:[A-HJ-NP-Za-hj-np-z0-9][ \n]{0,2}){4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领试超])"
    r"(?![A-Za-z0-9])"
)
_EMBASSY_PLATE = re.compile(r"(?:使[ ]?\d{6}|\d{6}[ ]?使)(?!\d)")
_LEAST_DIGITS_OF_A_PLATE = 2
_MAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]{0,63})[ ]?@[ ]?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62})[.][ ]?){1,4}[A-Za-z]{2,12}"
)
_BROKEN_MAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-\n]{0,63})\n?@\n?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-\n]{0,62})[.]\n?){1,4}(?:com|cn|net|org|gov|edu|[A-Za-z]{2,4})"
    r"(?![A-Za-z])"
)
_YEAR = r"(?:1 ?9|2 ?0) ?\d ?\d"
_DAY = rf"{_YEAR} ?[年./\-] ?\d ?\d?(?: ?[月./\-](?: ?\d ?\d? ?日?)?)?"
_TOLD_DAY = r"[一二][一二三四五六七八九〇零○0]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
_BIRTHDAY = re.compile(
    r"(?:出\s?生\s?(?:日\s?期|年\s?月\s?日?|时\s?间|日)?|生\s?日|(?<![产发诞新派衍])生(?=于))[:： \t\n为是于]{0,4}"
    rf"({_DAY}|{_TOLD_DAY}|(?:19|20)\d{{6}}|\d{{1,2}}月\d{{1,2}}日)"
)
_BORN = re.compile(rf"({_DAY}|{_TOLD_DAY}) ?(?:出)?生(?![产效活态成])")
_CREDENTIAL = re.compile(
    r"(?:护\s?照|通行证|回乡证|台胞证|军官证|士兵证|士官证|警官证|居住证|居留证|居留身份证|驾驶证"
    r"|残疾人?证|低保证|户口(?:簿|本)?|学生证|学籍|学号|医保卡?|社保卡?|社会保障卡?|病历|住院|门诊|不动产权证?|房产证|准考证|退休证|结婚证|离婚证|出生(?:医学)?证明|经营权证)"
    r"(?:号码|编号|号)?[:： \t为是]{1,4}(?:[\u4e00-\u9fff]{1,8}字?第?)?([A-Za-z]{0,3}[0-9][0-9A-Za-z\-]{4,24})"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:E[A-HJ-NP-Z]\d{7}|E\d{8})(?![A-Za-z0-9])")
# 苏(2020)某不动产权第0012345号, 某房权证某字第123456号, 某集用(2010)第12345号
_DEED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}\(\d{4}\)[\u4e00-\u9fff]{0,10}不动产权|[\u4e00-\u9fff]{1,6}房权证[\u4e00-\u9fff]{0,8}字?|[\u4e00-\u9fff]{1,6}[集国]用\(\d{4}\))第 ?[0-9A-Z\-]{4,14}号"
)
_CONTACT = re.compile(
    r"(?:微\s?信(?:号|号码|账号)?|QQ(?:号码?|账号)?|qq(?:号码?)?|抖音号?|快手号?|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx]|[Ww]e[Cc]hat)|钉钉号?|支付宝(?:账号|号)?|陌陌号?)"
    r"[:： \t\n为是]{1,4}([A-Za-z0-9][A-Za-z0-9_\-]{4,23})"
)
_DAY_IN_PASSPORT = re.compile(r"E(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")


def words(text: str) -> Iterator[Span]:
    """Yield the plates, addresses of mail, birthdays and papers in a text."""
    for match in _PLATE.finditer(text):
        if sum(one.isdecimal() for one in match[1]) >= _LEAST_DIGITS_OF_A_PLATE:
            yield Span(SecretKind.PLATE, *match.span())
    for match in _EMBASSY_PLATE.finditer(text):
        yield Span(SecretKind.PLATE, *match.span())
    if "@" in text:
        for pattern in (_MAIL, _BROKEN_MAIL):
            for match in pattern.finditer(text):
                yield Span(SecretKind.EMAIL, *match.span())
    for kind, pattern in (
        (SecretKind.BIRTHDAY, _BIRTHDAY),
        (SecretKind.BIRTHDAY, _BORN),
        (SecretKind.CREDENTIAL, _CREDENTIAL),
        (SecretKind.CONTACT, _CONTACT),
    ):
        for match in pattern.finditer(text):
            yield Span(kind, *match.span(1))
    for match in _DEED.finditer(text):
        yield Span(SecretKind.CREDENTIAL, *match.span())
    for match in _PASSPORT.finditer(text):
        if not _DAY_IN_PASSPORT.fullmatch(match[0]):
            yield Span(SecretKind.CREDENTIAL, *match.span())
