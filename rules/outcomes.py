"""The one table of outcomes: what may come of a request, and what allows it.

`Outcome` is a row of table 3 of the annual report (年报格式, rows 3 to 23). What the clerk chooses
is a `rules.replies.ReplyKind`, several of which may share a row. The reply form, the letters, the
remedy paragraph and the report all read these two tables and nothing else.
"""

from enum import Enum

from rules.law import Basis
from rules.provisions import Provision
from rules.report_rows import OUTCOME_GROUPS, ROWS


class Remedy(Enum):
    """What the last paragraph of a letter tells an applicant who disagrees to do."""

    RECONSIDERATION_FIRST = "先复议后诉讼"
    EITHER = "复议或者诉讼"
    NONE = "不写救济途径"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value


class Group(Enum):
    """A heading of table 3 under which outcomes stand; the value is its words."""

    DISCLOSED = "予以公开"
    PARTLY_DISCLOSED = "部分公开"
    REFUSED = "不予公开"
    UNABLE = "无法提供"
    DECLINED = "不予处理"
    OTHER = "其他处理"

    @property
    def label(self) -> str:
        """The words of the heading without its number."""
        return self.value

    @property
    def outcomes(self) -> tuple["Outcome", ...]:
        """The outcomes under the heading, in the order of the report."""
        return tuple(outcome for outcome in Outcome if outcome.group is self)


_FIRST, _EITHER = Remedy.RECONSIDERATION_FIRST, Remedy.EITHER


class Outcome(Enum):
    """A row of table 3: its number, short words, the remedy by default, and what allows it."""

    DISCLOSED = 3, "予以公开", _EITHER, Provision.ALREADY_PUBLIC, Provision.PROVIDED
    PARTLY_DISCLOSED = 4, "部分公开", _FIRST, Provision.SEVERANCE
    STATE_SECRET = 5, "国家秘密", _FIRST, Provision.NEVER_DISCLOSED
    BARRED_BY_LAW = 6, "法律行政法规禁止公开", _FIRST, Provision.NEVER_DISCLOSED
    SECURITY_OR_STABILITY = 7, "危及三安全一稳定", _FIRST, Provision.NEVER_DISCLOSED
    THIRD_PARTY_RIGHTS = 8, "第三方合法权益", _FIRST, Provision.THIRD_PARTY_RIGHTS
    INTERNAL_AFFAIRS = 9, "内部事务信息", _FIRST, Provision.INTERNAL_AFFAIRS
    WORKING_PAPERS = 10, "过程性信息", _FIRST, Provision.WORKING_PAPERS
    ENFORCEMENT_FILE = 11, "行政执法案卷", _FIRST, Provision.WORKING_PAPERS
    REGISTRY_QUERY = 12, "行政查询事项", _EITHER, Provision.SPECIAL_RULES
    NOT_HELD = 13, "本机关不掌握", _EITHER, Provision.NOT_HELD, Provision.ELSEWHERE
    WOULD_HAVE_TO_BE_MADE = 14, "需要另行制作", _EITHER, Provision.WOULD_HAVE_TO_BE_MADE
    STILL_UNCLEAR = 15, "补正后仍不明确", _EITHER, Provision.CORRECTION
    PETITION_OR_COMPLAINT = 16, "信访举报投诉", _EITHER, Provision.PETITION
    REPEATED = 17, "重复申请", _EITHER, Provision.REPEATED
    PUBLICATION = 18, "公开出版物", _EITHER, Provision.PUBLICATION
    EXCESSIVE = 19, "无正当理由大量反复申请", _EITHER, Provision.EXCESSIVE
    CONFIRM_OR_REISSUE = 20, "要求确认或重新出具", _EITHER
    CORRECTION_LAPSED = 21, "逾期不补正", _EITHER, Provision.CORRECTION
    FEE_LAPSED = 22, "逾期未缴费", _EITHER, Provision.FEE_NOTICE
    OTHERWISE_CLOSED = 23, "其他", _EITHER

    def __init__(self, row: int, label: str, remedy: Remedy, *bases: Basis) -> None:
        self.row = row
        self.label = label
        self.remedy = remedy
        self.bases = bases

    @classmethod
    def of_row(cls, row: int) -> "Outcome":
        """Return the outcome counted in row 3 to 23; raises `KeyError` for the other rows."""
        return _BY_ROW[row]

    @property
    def group(self) -> Group:
        """The heading of the report under which it is counted."""
        return next(
            Group(group.name) for group in OUTCOME_GROUPS if group.first <= self.row <= group.last
        )

    @property
    def report_label(self) -> str:
        """The words of its own cell in table 3, as the official form prints them."""
        cells = ROWS[self.row - 1]
        return cells.item or cells.group

    @property
    def is_refusal(self) -> bool:
        """Whether it rests on 条例14–16, the refusals for which reconsideration comes first.

        Partial disclosure contains such a refusal and is none itself.
        """
        return _FIRST_REFUSAL <= self.row <= _LAST_REFUSAL


_BY_ROW = {outcome.row: outcome for outcome in Outcome}
# Row 12 stands under 不予公开 too, but rests on 条例36(七) and not on 条例14–16.
_FIRST_REFUSAL, _LAST_REFUSAL = Outcome.STATE_SECRET.row, Outcome.ENFORCEMENT_FILE.row
