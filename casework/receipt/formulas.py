"""Lines that say nothing of their own: titles, greetings, a day alone."""

import re

from forms.labels import folded

_CLOSING = re.compile(
    r"^\s*(?:此\s*致|敬\s*礼|此致敬礼|特此(?:申请|函告|致函)?|特此申请(?:公开)?|谢谢.{0,6}|"
    r"感谢.{0,8}"
    r"|顺颂.{0,6}|祝.{0,10}|发自我的.{0,20}|盼复|以上|[您你]好|贵单位好|各位领导好?)\s*[！!。，"
    r",；;：:]*\s*$"
)
_TITLE = re.compile(
    r"^[\s《》]*.{0,30}(?:申请表|申请书|申请函|申请登记表|信息公开申请|"
    r"公开申请单)[\s《》]*(?:[（(].{0,12}[）)])?\s*$"
)
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


def day_alone(text: str) -> bool:
    """Tell whether a line is a day and nothing else."""
    return _DAY_ALONE.match(folded(text)) is not None


def is_formula(text: str) -> bool:
    """Tell whether a line is a title or a polite formula, which nobody misses."""
    return bool(_CLOSING.match(text) or _TITLE.match(text))
