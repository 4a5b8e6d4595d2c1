"""The columns a ledger may have; their names are compared as `plain_label` makes them."""

from casework.importing.course_fields import COURSE_FIELDS
from casework.importing.receipt_fields import RECEIPT_FIELDS
from forms.labels import plain_label

plain_name = plain_label

FIELDS = (*RECEIPT_FIELDS, *COURSE_FIELDS)
BY_NAME = {field.name: field for field in FIELDS}
REMARK = BY_NAME["remark"]

# What a name is about: two names alike but for one of these are not the same column.
TOPICS = (
    "补正", "第三方", "机关", "延长", "收费", "缴费", "复议", "诉讼", "法院", "送达", "答复",
    "归档", "审查", "审核", "签发", "告知", "通知", "收到", "发出", "日期", "天数", "期限",
    "结果", "方式", "编号", "号", "人", "电话", "地址", "申请", "金额", "登记", "确认", "撤回",
    "状态", "类", "名称", "内容", "科室", "单位", "部门", "到期", "逾期", "决定", "意见", "应",
    "法定", "限", "截止", "后", "是否", "按",
)  # fmt: skip
