"""What a form's own words for a choice mean: 当面领取, 纸面, 平信, 身份证."""

import re
from enum import Enum
from functools import lru_cache

from casework.receipt.marks import options_in
from forms.choices import IdType, Media, ObtainBy
from forms.labels import folded
from rules.receipt import Channel
from rules.report_rows import Applicant

_WORDS: dict[str, tuple[tuple[Enum, str], ...]] = {
    "obtain_by": (
        (ObtainBy.EMAIL, "电子邮[件箱]|电邮|邮箱|e-?mail|邮件发送|[\\w.]+@[\\w.]+"),
        (ObtainBy.COLLECT, "(?:自行|当面|现场|窗口|上门|到场|本人|自己|前来|亲自)?(?:领取|自取|"
                           "取件)"
                           "(?:[/／、或]?(?:当场)?(?:阅读|查阅)?[、]?(?:抄录)?)?|当面(?:提供|"
                           "交付|获取)"),
        (ObtainBy.ON_SITE, "(?:现场|当场)?(?:查阅|阅读|阅览|抄录|查看)"),
        (ObtainBy.FAX, "传真"),
        (ObtainBy.ONLINE, "网上|网站|平台|在线|网络|下载|系统"),
        (ObtainBy.POST, "邮寄|邮政|快递|ems|挂号|信函|寄送|邮递|寄"),
    ),
    "media": (
        (Media.ANY, "不限|均可|都可以|任意"),
        (Media.DISC, "光盘|磁盘|u盘|优盘|软盘|移动硬盘|光碟"),
        (Media.PAPER, "纸|复印|书面|打印"),
        (Media.ELECTRONIC, "电子|邮件|扫描|数据电文|pdf|word"),
    ),
    "channel": (
        (Channel.EMAIL, "电子邮[件箱]|邮箱|e-?mail"),
        (Channel.FAX, "传真"),
        (Channel.FORWARDED, "转来|转办|转交|转送"),
        (Channel.ORDINARY_POST, "平信|平常信|平邮|普通信"),
        (Channel.INTERNET, "网|平台|在线|线上|系统"),
        (Channel.SIGNED_POST, "邮寄|邮政|ems|挂号|快递|信函|寄"),
        (Channel.ORAL, "口头|电话"),
        (Channel.IN_PERSON, "当面|现场|窗口|来访|上门|递交|当场|面交|到场"),
    ),
    "id_type": (
        (IdType.RESIDENCE_PERMIT, "(?:港澳台|台湾|港澳|香港|澳门).*居住证|居住证"),
        (IdType.PASSPORT, "护照|passport"),
        (IdType.CREDIT_CODE, "信用代码|营业执照|机构代码|执照|登记证书|法人证"),
        (IdType.RESIDENT_ID, "身份证"),
        (IdType.OTHER, "军官证|士兵证|户口|通行证|回乡证|台胞证|其[他它]|驾驶证|律师证|社保"),
    ),
    "applicant_kind": (
        (Applicant.NATURAL_PERSON, "公民|自然人|个人"),
        (Applicant.BUSINESS, "商业企业|企业|公司"),
        (Applicant.RESEARCH_BODY, "科研"),
        (Applicant.CHARITY, "公益"),
        (Applicant.LEGAL_SERVICES, "法律服务|律师"),
        (Applicant.OTHER_BODY, "其[他它](?!组织)"),
    ),
}  # fmt: skip
_PATTERNS = {
    name: tuple((member, re.compile(words, re.IGNORECASE)) for member, words in pairs)
    for name, pairs in _WORDS.items()
}
# 法人或其他组织 names no column of table 3: the name of the body does.
_ANY_BODY = re.compile("法人|组织|单位")
_NOT = re.compile("不(?:需要|要|用|必)|无需|除外")
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def choice_named(field: str, words: str) -> Enum | None:
    """Return what the words of one option mean, None where they mean none of the choices."""
    said = folded(words)
    if not said.strip() or len(said) > 60 or options_in(said) is not None:
        return None
    if field == "applicant_kind" and _ANY_BODY.search(said) and "自然人" not in said:
        return None
    return next((one for one, pattern in _PATTERNS[field] if pattern.search(said)), None)


def choices_named(field: str, words: str) -> list[Enum]:
    """Return every choice some words name, each once, in the order they are tried."""
    said = folded(words)
    if _NOT.search(said):
        return []
    found: list[Enum] = []
    for member, pattern in _PATTERNS[field]:
        if pattern.search(said):
            found.append(member)
            said = pattern.sub(" ", said)
    return found
