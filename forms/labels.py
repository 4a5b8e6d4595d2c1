"""The words that stand beside what an applicant wrote, on forms, in letters and over ledgers.

One vocabulary for all of them. A label is compared in one plain form: without spaces, brackets,
units and polite words, and with one word for each thing, so that 延期告知时间 and 延长告知日期 are
the same and 所需的政府信息内容描述 is 所需信息内容描述.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

# What copying leaves between the letters: zero-width spaces and joiners, byte order marks,
# directional marks, soft hyphens and variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# Radicals look like characters and are not what anybody searches for (⼈ for 人 folds by NFKC,
# ⺠ for 民 does not).
_RADICALS = str.maketrans({"⺠": "民", "⻅": "见", "⻓": "长", "⻔": "门", "⻚": "页", "⻉": "贝",
                           "⻋": "车", "⻢": "马", "⻥": "鱼", "⻦": "鸟", "⻩": "黄", "⻬": "齐",
                           "⻄": "西", "⻘": "青", "⻛": "风", "⻝": "食", "⺟": "母"})  # fmt: skip


def without_unseen(text: str) -> str:
    """Return a text without what copying leaves between its letters and nobody sees."""
    return _UNSEEN.sub("", text)


def folded(text: str) -> str:
    """Return a text as it reads: half-width letters and digits, nothing unseen between them.

    Chinese punctuation stays what it is; line breaks stay.
    """
    kept = _UNSEEN.sub("", text).translate(_RADICALS)
    return "".join(one if one in _KEPT_WIDE else unicodedata.normalize("NFKC", one) for one in kept)


_KEPT_WIDE = frozenset("，。；：？！（）【】、“”‘’《》〈〉「」『』〔〕…—～·　①②③④⑤⑥⑦⑧⑨⑩"
                       "⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽①²³㎡㎥℃№")  # fmt: skip

# One word for each thing, applied in this order.
_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("政府信息公开申请|信息公开申请|依申请公开申请|依申请公开", "申请"),
        ("政府信息公开|信息公开", ""),
        ("政府信息", "信息"),
        ("申请申请", "申请"),
        ("年月日|时间|之日", "日期"),
        ("日期日期", "日期"),
        ("延期", "延长"),
        ("行政复议", "复议"),
        ("行政诉讼", "诉讼"),
        ("(告知|通知|答复|征求意见|意见)书", r"\1"),
        ("征询|征集", "征求"),
        ("征求(?:相关|有关)?(?:利害关系)?第三(?:方|人)(?:的)?(?:意见)?", "征求第三方"),
        ("第三人", "第三方"),
        (
            "征求(?:其他|其它|有关|相关|共同制作|其余)(?:行政)?(?:机关|单位|部门)(?:的)?(?:意见)?",
            "征求其他机关",
        ),
        ("征求(?:行政)?(?:机关|单位|部门)(?:的)?意见", "征求其他机关"),
        ("其它", "其他"),
        ("发送|寄发|发放|下达|下发", "发出"),
        ("联系电话", "电话"),
        ("手机号码", "手机号"),
        ("及日期", "日期"),
        ("或者", "或"),
        ("所需的|所申请的|申请的", "所需"),
        ("获取信息的", "获取信息"),
        ("\\*|必填", ""),
    )
)
_BRACKETS = re.compile(r"[(\[【〔〈《<{][^)\]】〕〉》>}]*[)\]】〕〉》>}]?")
_NOT_WORDS = re.compile(r"[\W_]")


def plain_label(label: str, *, whole: bool = True) -> str:
    """Return a label in the form labels are compared in; `whole` keeps what stands in brackets."""
    text = "".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", label)).split())
    if not whole:
        text = _BRACKETS.sub("", text)
    text = _NOT_WORDS.sub("", text).casefold()
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


# By the field of the registration they fill; a word of this list may stand over a column of a
# ledger as well as beside a line of a form.
LABELS: Mapping[str, str] = {
    "applicant_name": (
        "申请人 申请人姓名 申请人名称 姓名 名称 姓名名称 名称姓名 申请人姓名名称 "
        "申请人名称姓名 姓名或名称 申请人姓名或名称 申请者 申请单位 申请人单位 申请人及单位 "
        "申请人或单位 申请主体 申请人姓名单位名称 申请人姓名单位 申请人姓名或单位名称 "
        "申请公民姓名 申请人名 自然人姓名 公民姓名 申请人公民姓名"
    ),
    "body_name": (
        "法人名称 法人或其他组织名称 法人或者其他组织名称 法人其他组织名称 单位名称 机构名称 "
        "组织名称 企业名称 申请单位名称 申请人单位名称"
    ),
    "applicant_kind": (
        "申请人类别 申请人类型 申请人性质 申请人身份 申请人分类 申请主体类型 申请主体类别 "
        "主体类型 主体类别 申请人属性 申请对象类别 申请对象类型 申请者类型 身份类别"
    ),
    "id_type": (
        "证件类型 证件名称 证件种类 有效证件名称 身份证件类型 申请人证件类型 证件类别 "
        "身份证件名称 有效身份证件名称 证照名称"
    ),
    "id_number": (
        "证件号码 证件号 身份证号 身份证号码 身份证 身份证件号码 有效证件号码 有效证件号 "
        "统一社会信用代码 信用代码 组织机构代码 证件编号 申请人证件号码 申请人身份证号 "
        "身份证件号 申请人身份证号码 社会信用代码 机构代码 公民身份号码 居民身份证号 "
        "居民身份证号码 营业执照号 营业执照号码 证照号码 有效身份证件号码 组织机构代码证号"
    ),
    "phone": (
        "电话 手机 手机号 电话号码 联系方式 联系人电话 申请人电话 申请人联系方式 联系号码 "
        "电话手机 申请人联系电话 联系电话 手机电话 移动电话 固定电话 固话 单位电话 "
        "联系手机 联系人手机 联系人联系方式 联系人电话号码 办公电话"
    ),
    "email": (
        "邮箱 电子邮箱 电子邮件 email 邮箱地址 电子邮件地址 电子邮箱地址 单位邮箱 "
        "联系邮箱 电邮 联系人电子邮箱 联系人邮箱 联系人电子邮件 申请人电子邮箱"
    ),
    "address": (
        "通信地址 通讯地址 地址 联系地址 住址 邮寄地址 申请人地址 住所 家庭住址 收件地址 "
        "住所地 申请人住址 申请人通信地址 申请人通讯地址 单位地址 现住址 现住 家庭地址 "
        "详细地址 联系人地址 送达地址 收信地址 收件人地址 邮寄送达地址 经常居住地 居住地址 "
        "注册地址 办公地址"
    ),
    "postcode": "邮编 邮政编码 单位邮编 联系人邮编",
    "contact": "联系人 联系人姓名 单位联系人",
    "representative": "法定代表人 法人代表 法定代表人姓名 负责人 法定代表人或负责人 主要负责人",
    "agent_name": "代理人 委托代理人 代理人姓名 申请代理人 受托人 受委托人 委托代理人姓名",
    "co_applicants": "共同申请人 其他申请人 联名申请人",
    "channel": (
        "接收渠道 渠道 申请方式 申请渠道 提交方式 接收方式 收件方式 受理方式 来件方式 "
        "申请途径 受理渠道 来源 申请来源 提交渠道 申请形式 来件渠道 收到方式 递交方式 "
        "收件渠道 来件来源 受理途径 申请提交方式 来文方式 收到渠道 提出方式 申请提出方式 "
        "来源渠道"
    ),
    "mail_number": (
        "邮件单号 快递单号 邮单号 挂号信号 ems单号 邮件号 来件邮件单号 来件单号 快递号 "
        "邮件编号 ems 邮寄单号 运单号 来件快递单号"
    ),
    "information_sought": (
        "申请内容 申请事项 所需信息 所需信息内容 申请公开内容 申请信息内容 所需信息内容描述 "
        "信息内容描述 内容描述 申请公开信息 申请公开事项 申请信息 申请具体内容 公开内容 内容 "
        "申请公开信息内容 所需信息描述 申请内容原文 申请公开信息名称内容 申请信息描述 "
        "信息内容 申请公开具体内容 申请公开信息名称 申请人申请内容 申请人申请事项 "
        "所需内容描述 诉求内容 申请公开信息描述 申请的内容"
    ),
    "obtain_by": (
        "获取方式 申请获取方式 信息获取方式 获取信息方式 提供方式 领取方式 要求获取方式 "
        "获取途径 信息获取途径 申请人获取方式"
    ),
    "media": (
        "载体形式 载体 信息载体 介质 提供载体 载体类型 指定提供方式 信息指定提供方式 "
        "所需信息指定提供方式 提供载体形式"
    ),
}


@cache
def fields_by_label() -> Mapping[str, str]:
    """Return the field of each label in its plain form."""
    return {
        plain_label(label): field for field, labels in LABELS.items() for label in labels.split()
    }
