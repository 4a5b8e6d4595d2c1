"""The official words of the report's tables, in the official order (国办公开办函〔2021〕30号).

Rows and columns are numbered from 1, as a clerk counts them on the printed form.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from rules.law import Basis
from rules.provisions import Provision

BASIS: Basis = Provision.REPORT_FORM

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


class Applicant(Enum):
    """Whom table 3 counts a request under; the value is the head of the column."""

    NATURAL_PERSON = "自然人"
    BUSINESS = "商业企业"
    RESEARCH_BODY = "科研机构"
    CHARITY = "社会公益组织"
    LEGAL_SERVICES = "法律服务机构"
    OTHER_BODY = "其他"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return "自然人" if self is Applicant.NATURAL_PERSON else f"法人或其他组织（{self.value}）"

    @property
    def column(self) -> int:
        """The number of its column in table 3, from 1 to 6."""
        return _COLUMN[self]


_COLUMN = {applicant: number for number, applicant in enumerate(Applicant, start=1)}
TOTAL_COLUMN = 7
COLUMNS = (*(applicant.value for applicant in Applicant), "总计")

NEW = 1
CARRIED_IN = 2
FIRST_OUTCOME = 3
LAST_OUTCOME = 23
CLOSED = 24
CARRIED_OUT = 25
# Of what table 3 does not count at all: the correction of a record (条例41).
NOT_COUNTED = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table 3: the cells that head it, and how far each of them reaches.

    `part` and `group` are empty where the row has no such cell; a group of one row keeps its own
    words in `group` and leaves `item` empty.
    """

    number: int
    part: str
    group: str = ""
    item: str = ""

    @property
    def words(self) -> str:
        """The whole text of the row, as it is read from left to right."""
        return self.part + self.group + self.item

    @property
    def name(self) -> str:
        """The words that tell this row from the others, without the numbering."""
        text = self.item or self.group or self.part
        for mark in ("、", "）", "."):
            head, found, tail = text.partition(mark)
            if found and len(head) <= 2:
                text = tail
        return _SHORTER.get(self.number, text)

    def __str__(self) -> str:
        return f"第{self.number}行“{self.name}”"


_SHORTER = {
    NEW: "本年新收",
    CARRIED_IN: "上年结转",
    4: "部分公开",
    21: "逾期不补正、不再处理",
    22: "逾期不缴费、不再处理",
    23: "其他处理中的其他",
    CARRIED_OUT: "结转下年度继续办理",
}

_RESULTS = "三、本年度办理结果"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)


def _rows() -> tuple[Row, ...]:
    rows = [
        Row(NEW, "一、本年新收政府信息公开申请数量"),
        Row(CARRIED_IN, "二、上年结转政府信息公开申请数量"),
    ]
    for group, items in _GROUPS:
        for item in items or ("",):
            rows.append(Row(len(rows) + 1, _RESULTS, group, item))
    rows.append(Row(CARRIED_OUT, "四、结转下年度继续办理"))
    return tuple(rows)


ROWS = _rows()
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS_HEAD = "申请人情况"
BODIES_HEAD = "法人或其他组织"


class OutcomeRows(NamedTuple):
    """The outcome rows of one of the six groups of part 三 of table 3, first to last."""

    name: str
    first: int
    last: int


OUTCOME_GROUPS = (
    OutcomeRows("予以公开", 3, 3),
    OutcomeRows("部分公开", 4, 4),
    OutcomeRows("不予公开", 5, 12),
    OutcomeRows("无法提供", 13, 15),
    OutcomeRows("不予处理", 16, 20),
    OutcomeRows("其他处理", 21, 23),
)

RECONSIDERATION_HEAD = "行政复议"
LITIGATION_HEAD = "行政诉讼"
CHALLENGE_HEADS = ("行政复议", "未经复议直接起诉", "复议后起诉")
RESULT_HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


class Cell(NamedTuple):
    """A place in one of the tables; `table` is 2, 3 or 4, row and column count from 1."""

    table: int
    row: int
    column: int
