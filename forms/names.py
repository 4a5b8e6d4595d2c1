"""What a name and a word for it say of an applicant: which column of table 3."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from rules.report_rows import Applicant

E = TypeVar("E", bound=Enum)
Words = Sequence[tuple[E, re.Pattern[str]]]
# A ledger says the same few words over and over.
KEPT = 4096


def tidy(text: str) -> str:
    """Return a text as words are compared: half-width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def words_for(*pairs: tuple[E, str]) -> Words[E]:
    """Return patterns by what they mean, the first that fits decides."""
    return [(member, re.compile(pattern, re.IGNORECASE)) for member, pattern in pairs]


def first_of(words: Words[E], text: str) -> E | None:
    """Return what the first pattern that is found in a text means."""
    return next((member for member, pattern in words if pattern.search(text)), None)


_KINDS = words_for(
    (Applicant.LEGAL_SERVICES, "法律服务|律所|律师事务所"),
    (Applicant.RESEARCH_BODY, "科研|高校|研究机构|高等院校"),
    (Applicant.CHARITY, "公益|社会团体|社团|社会组织"),
    (Applicant.BUSINESS, "企业|公司|商业|工商"),
    (Applicant.NATURAL_PERSON, "自然人|公民|个人|村民|居民|群众"),
    (Applicant.OTHER_BODY, "其他|其它|机关|事业单位|单位"),
)
# “法人” alone does not say which of the five columns it is: the name has to.
_ANY_BODY = re.compile(
    "^(?:公民、?|自然人、?)?(?:法人|非自然人|单位|机构|、|和|或者?|(?:其[他它]|非法人)?组织)+$"
)
_NAMES = words_for(
    (Applicant.LEGAL_SERVICES, "律师事务所|律所$|法律服务所|法律援助中心"),
    (
        Applicant.OTHER_BODY,
        "委员会|村民小组|工会|业委会|居委会|村委会|医院|幼儿园|小学|中学|街道办|人民政府|合作社"
        "|检察院|人民法院|派出所",
    ),
    (
        Applicant.CHARITY,
        "协会|基金会|学会|商会|联合会|慈善|红十字|志愿|促进会|公益|救助站|环保组织",
    ),
    (Applicant.RESEARCH_BODY, "大学|学院|研究院|研究所|研究中心|科学院|实验室|设计院"),
    (
        Applicant.BUSINESS,
        "公司|集团|企业|[工纸砖药]厂|厂$|商行|商店|超市|酒店|宾馆|饭店|银行|经营部|经销部|门市部|个体"
        "|工作室|事务所|农场|营业部|商贸|店$|部$",
    ),
    # People are called 园, 社, 校 too; a body's name is longer.
    (Applicant.OTHER_BODY, "[局厅处站所院]$|.{4}[社校馆园组会]$|中心$|部队|政府|学校|社区|街道"),
)
_PERSON = re.compile(r"^[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff○×*某]{2,4}$")
# 买买提·吐尔逊 under whatever dot.
_OTHER_PERSON = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•.‧∙⋅・･᛫．][\u4e00-\u9fff]{1,8}){1,4}")
_PEOPLE = re.compile(r"(?:等.*[人户名位]|[、,，;；/ ].*|[·•.‧].*|\(.*\)|（.*）)$")


@lru_cache(maxsize=KEPT)
def applicant_of(kind: str, name: str) -> tuple[Applicant, bool]:
    """Return which column of table 3 an applicant belongs to, and whether that is sure.

    The kind decides where it says enough, else the name; what neither tells is a person, unsure.
    """
    words = tidy(kind)
    for applicant in Applicant:
        if words in (applicant.value, applicant.label, applicant.name):
            return applicant, True
    if words and not _ANY_BODY.fullmatch(words):
        inner = re.search(r"[(（](.+)[)）]", words)
        told = first_of(_KINDS, inner[1]) if inner else None
        told = told or first_of(_KINDS, words)
        if told is not None and not (told is Applicant.OTHER_BODY and "其他组织" in words):
            return told, True
    is_body = bool(words) and "公民" not in words
    by_name = first_of(_NAMES, tidy(name))
    if by_name is not None:
        return by_name, True
    if is_body:
        return Applicant.OTHER_BODY, False
    first = _PEOPLE.sub("", name.strip())
    is_person = _PERSON.fullmatch(tidy(first)) or _OTHER_PERSON.fullmatch(name.strip())
    return Applicant.NATURAL_PERSON, bool(is_person)
