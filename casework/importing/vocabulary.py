"""The columns a ledger may have, and the one plain form their names are compared in.

Without brackets, units and polite words, and with one word for each thing, 延期告知时间 and
延长告知日期 are the same.
"""

import re
import unicodedata

from casework.importing.course_fields import COURSE_FIELDS
from casework.importing.receipt_fields import RECEIPT_FIELDS

FIELDS = (*RECEIPT_FIELDS, *COURSE_FIELDS)
BY_NAME = {field.name: field for field in FIELDS}
REMARK = BY_NAME["remark"]

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


def plain_name(header: str, *, whole: bool = True) -> str:
    """Return a header in the form names are compared in; `whole` keeps what stands in brackets."""
    text = "".join(unicodedata.normalize("NFKC", header).split())
    if not whole:
        text = _BRACKETS.sub("", text)
    text = _NOT_WORDS.sub("", text).casefold()
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


# What a name is about: two names alike but for one of these are not the same column.
TOPICS = (
    "补正", "第三方", "机关", "延长", "收费", "缴费", "复议", "诉讼", "法院", "送达", "答复",
    "归档", "审查", "审核", "签发", "告知", "通知", "收到", "发出", "日期", "天数", "期限",
    "结果", "方式", "编号", "号", "人", "电话", "地址", "申请", "金额", "登记", "确认", "撤回",
    "状态", "类", "名称", "内容", "科室", "单位", "部门", "到期", "逾期", "决定", "意见", "应",
    "法定", "限", "截止", "后", "是否", "按",
)  # fmt: skip
