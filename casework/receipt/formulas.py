"""Lines that say nothing of their own: titles, greetings, a day alone."""

import re

from forms.labels import folded, plain_label

_CLOSING = re.compile(
    r"^\s*(?:此\s*致|敬\s*礼|此致敬礼|特此(?:申请|函告|致函)?|特此申请(?:公开)?|谢谢.{0,6}|"
    r"(?:万分|非常|十分|衷心|多)?感谢.{0,8}|敬[上启]|谨[上启呈]"
    r"|顺颂.{0,6}|祝.{0,10}|发自我的.{0,20}|盼复|以上|[您你]好|[-—_=*~·.]{2,}|贵单位好|"
    r"各位领导好?|[（(]\s*(?:公章|盖章|签章|签名|签字|签名或盖章)\s*[）)])\s*[！!。，"
    r",；;：:]*\s*$"
)
_TITLE = re.compile(
    r"^[\s《》]*.{0,30}(?:申请表|申请书|申请函|申请登记表|信息公开申请|"
    r"公开申请单)[\s《》]*(?:[（(].{0,12}[）)])?\s*$|^\s*关于.{2,40}的?(?:函|申请|报告|请求|信)\s*$"
    r"|^\s*传\s*真\s*(?:件)?\s*$"
)
_WIDE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?:[ \u3000]|$))")
_DAY_ALONE = re.compile(
    r"^[\s（(]*(?:日期|申请日期|时间)?[:：]?\s*([12]\d{3}|"
    r"[一二][〇○零oO0一二三四五六七八九]{3})\s*[年./\-]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月./\-]\s*(\d{1,2}|"
    r"[一二三四五六七八九十]{1,3})\s*[日号]?[\s）)。]*$"
)

# Inside what is sought these words open no new label: 1. 名称：…
WEAK = frozenset(
    ("名称", "内容", "信息", "标题", "文号", "事项", "编号", "单位", "申请", "日期", "姓名", "名",
     "备注", "说明", "材料", "附件", "信息名称", "文件名称", "项目名称", "信息内容", "所需信息",
     "地址")
)  # fmt: skip


_OFFICE_USE = re.compile(
    r"(?:以下|下列|本栏|此栏|以上)?(?:部分|内容|栏目)?由?.{0,8}(?:受理|行政|接收|本|"
    r"工作)?(?:机关|单位|部门|人员|窗口)(?:工作人员)?(?:填写|填|专用)"
    r"|(?:机关|单位|部门)(?:处理|办理|审核|受理)(?:意见|情况|结果|记录)(?:栏)?"
)
_PART_OF_FORM = re.compile(
    r"(?:所需|申请)?(?:信息)?(?:情况|要求)|[必选]填(?:部分|项)?|申请人(?:信息|情况)?|"
    r"所需信息情况|基本信息|填写说明"
)
_INSTRUCTIONS = re.compile(r"^\s*[（(【]?(?:填表|填写|填报)?(?:说明|须知|注意事项)[）)】]?\s*[：:]")


def is_office_use(text: str) -> bool:
    """Tell whether what follows a line was filled in by the office and not by the applicant."""
    words = re.sub(r"[\s（）()【】：:*]", "", folded(text))
    return len(words) < 30 and _OFFICE_USE.fullmatch(words) is not None


def is_part_of_form(text: str) -> bool:
    """Tell whether a cell only heads a part of a form: 申请人情况, 所需信息情况."""
    return _PART_OF_FORM.fullmatch(plain_label(text)) is not None


def is_instruction(text: str) -> bool:
    """Tell whether a line begins what a form says about how it is filled in."""
    return _INSTRUCTIONS.match(folded(text)) is not None and "\n" not in text.strip()


def day_alone(text: str) -> bool:
    """Tell whether a line is a day and nothing else."""
    return _DAY_ALONE.match(folded(text)) is not None


def is_formula(text: str) -> bool:
    """Tell whether a line is a title or a polite formula, which nobody misses."""
    # 申 请 书: a title is often printed wide.
    narrow = _WIDE.sub("", text)
    return bool(_CLOSING.match(text) or _TITLE.match(narrow))
