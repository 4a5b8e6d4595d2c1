"""Who asks, for what and how, and who handles it: columns and their names in ledgers."""

from casework.importing.field import LedgerField, a_computed, a_day, a_text
from forms.labels import LABELS

RECEIPT_FIELDS: tuple[LedgerField, ...] = (
    # What this program itself writes beside the rows it gives back.
    a_computed("why_left_out", "未导入的原因", "未导入的原因"),
    a_computed(
        "ordinal",
        "序号",
        "序号 序 行号 序列 no 次序",
    ),
    a_text(
        "number",
        "登记编号",
        "登记编号 登记号 编号 申请编号 申请号 受理编号 受理号 收件编号 收件号 流水号 办件编号 "
        "件号 登记编码 受件编号 申请单号 申请流水号 登记序号 申请登记编号 申请登记号 "
        "申请件编号 业务编号",
    ),
    a_text(
        "applicant_name",
        "申请人",
        LABELS["applicant_name"],
    ),
    a_text(
        "body_name",
        "法人或其他组织名称",
        LABELS["body_name"],
    ),
    a_text(
        "applicant_kind",
        "申请人类别",
        LABELS["applicant_kind"],
    ),
    a_text(
        "id_type",
        "证件类型",
        LABELS["id_type"],
    ),
    a_text(
        "id_number",
        "证件号码",
        LABELS["id_number"],
    ),
    a_text(
        "phone",
        "联系电话",
        LABELS["phone"],
    ),
    a_text(
        "email",
        "电子邮箱",
        LABELS["email"],
    ),
    a_text(
        "address",
        "通信地址",
        LABELS["address"],
    ),
    a_text(
        "postcode",
        "邮政编码",
        LABELS["postcode"],
    ),
    a_text(
        "contact",
        "联系人",
        LABELS["contact"],
    ),
    a_text(
        "representative",
        "法定代表人",
        LABELS["representative"],
    ),
    a_text(
        "agent_name",
        "代理人",
        LABELS["agent_name"],
    ),
    a_text(
        "co_applicants",
        "共同申请人",
        LABELS["co_applicants"],
    ),
    a_day(
        "received_on",
        "收到日期",
        "收到 收到申请 接收 收件 受理 收文 接件 来件 申请收到 申请接收 接收申请 申请受理 "
        "受理申请 收到申请书 受件 来文 收到申请之 实际收到 接到申请 接到 收到来件",
    ),
    a_day(
        "arrived_on",
        "到达日期",
        "系统接收 平台接收 到达 申请到达 系统收到 平台收到 网上接收",
    ),
    a_day(
        "applied_on",
        "申请日期",
        "申请! 提出申请 申请提交 提交! 提交申请 申请提出 递交! 递交申请 来信! 提出! "
        "申请人提交 申请人申请!",
    ),
    a_day(
        "registered_on",
        "登记日期",
        "登记! 录入! 登记录入!",
        decides=False,
    ),
    a_day(
        "confirmed_on",
        "确认日期",
        "确认! 双方确认 确认收到 收到确认 渠道确认 核实确认 确认收件",
    ),
    a_text(
        "channel",
        "接收渠道",
        LABELS["channel"],
    ),
    a_text(
        "mail_number",
        "来件邮件单号",
        LABELS["mail_number"],
    ),
    a_text(
        "information_sought",
        "申请内容",
        LABELS["information_sought"],
    ),
    a_text(
        "matter",
        "内容摘要",
        "内容摘要 摘要 事项摘要 申请内容摘要 申请主题 主题 申请标题 标题 信息名称 "
        "所需信息名称 信息标题 内容概述 事由 申请事由 申请内容概述 申请内容概要 内容概要 "
        "申请信息名称 申请内容简述",
    ),
    a_text(
        "obtain_by",
        "获取方式",
        LABELS["obtain_by"],
    ),
    a_text(
        "media",
        "载体形式",
        LABELS["media"],
    ),
    a_text(
        "section",
        "承办科室",
        "承办科室 承办单位 承办处室 承办部门 责任科室 责任单位 主办科室 主办单位 经办科室 "
        "办理科室 办理单位 办理部门 分办科室 承办股室 承办机构 转办科室 业务科室 责任部门 "
        "牵头科室 责任处室 经办部门 办理处室 经办单位 主办部门 具体承办科室 分办单位 交办科室",
    ),
    a_text(
        "handler",
        "承办人",
        "承办人 经办人 办理人 承办人员 经办人员 责任人 办理人员 承办人姓名 具体承办人 经办人姓名",
    ),
    a_day(
        "assigned_on",
        "分办日期",
        "分办 转办 交办 批转 分派 转科室 转办科室!",
        decides=False,
    ),
)
