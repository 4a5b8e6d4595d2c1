"""What in a row of a register speaks against that row: the raw material of `suspects`.

Each `Doubt` says that a request may be counted in the wrong place, where it would stand instead,
and how strongly the row itself says so. None is a proof; which of them explain a difference is
decided by `suspects`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise
from statistics import median_low

from casework.reports.request_facts import ReportedRequest
from rules.annual_report import rows_of
from rules.replies import ReplyKind
from rules.report_rows import CLOSED, FIRST_OUTCOME, LAST_OUTCOME, ROWS, Applicant

# Row and column of a cell, and by how much it would change.
Effect = Mapping[tuple[int, int], int]


class DoubtKind(Enum):
    """What may be wrong with a row."""

    APPLICANT = "申请人类别"
    OUTCOME = "办理结果"
    RECEIVED = "收到日期"
    CLOSED = "办结日期"
    DUPLICATE = "重复登记"
    MISSING = "漏登"


@dataclass(frozen=True, slots=True)
class SuspectRow:
    """A row that may be wrong. `effect` is how table 3 would change if it were put right.

    `weight` is about the logarithm of how much likelier the row is wrong than an ordinary one.
    """

    kind: DoubtKind
    request: ReportedRequest
    effect: Effect
    weight: float
    why: str

    @property
    def sentence(self) -> str:
        """The doubt in a sentence."""
        number = self.request.register_number or f"第{self.request.request_id}条"
        return f"{number}：{self.why}，请核对{self.kind.value}。"


def cells(request: ReportedRequest, year: int) -> Counter[tuple[int, int]]:
    """Return the cells of table 3 a request is counted in, without sums and totals."""
    column = request.applicant.column
    return Counter((row, column) for row in rows_of(request.counted, year) if row != CLOSED)


def change(
    request: ReportedRequest, year: int, corrected: ReportedRequest | None
) -> dict[tuple[int, int], int]:
    """Return how table 3 changes if the request were as `corrected`, or not there at all."""
    effect = Counter({cell: -count for cell, count in cells(request, year).items()})
    if corrected is not None:
        effect.update(cells(corrected, year))
    return {cell: by for cell, by in effect.items() if by}


def doubts(requests: Sequence[ReportedRequest], year: int) -> list[SuspectRow]:
    """Return every doubt the register itself raises that would change table 3 of the year."""
    seen = _earlier_asked(requests)
    typical = _typical_days(requests)
    found: list[SuspectRow] = []
    for request in requests:
        found += _applicant_doubts(request, year)
        found += _outcome_doubts(request, year, seen)
        found += _received_doubts(request, year, typical)
        found += _closed_doubts(request, year)
    found += _duplicates(requests, year)
    return [doubt for doubt in found if doubt.effect]


_ORGANISATIONS: tuple[tuple[Applicant, re.Pattern[str], float], ...] = (
    (Applicant.LEGAL_SERVICES, re.compile("律师事务所|法律服务所|法律援助|公证处|律所$"), 4.0),
    (Applicant.RESEARCH_BODY, re.compile("研究院|研究所|科学院|研究中心|设计院|大学|学院$"), 3.5),
    (Applicant.CHARITY, re.compile("基金会|协会|学会|促进会|志愿|慈善|救助|联合会|公益"), 3.5),
    (
        Applicant.BUSINESS,
        re.compile("公司|厂$|合作社|商行|经营部|酒店|超市|集团|企业|商店|工作室"),
        4.0,
    ),
    (
        Applicant.OTHER_BODY,
        re.compile("委员会|人民政府|局$|医院|中学|小学|幼儿园|社区|村$|组$"),
        3.0,
    ),
)
_PERSON = re.compile(r"^[\u4e00-\u9fff·]{2,4}(?:等\d*人?)?$")
_PERSONAL_PAPER = re.compile("身份证|护照|通行证|户口|军官证|居住证")
_BODY_PAPER = re.compile("信用代码|营业执照|组织机构|执业许可|登记证书|法人")


def applicant_from_name(request: ReportedRequest) -> tuple[Applicant | None, float]:
    """Return the kind of applicant that name and papers suggest, and how clearly."""
    paper = request.id_type
    for kind, pattern, weight in _ORGANISATIONS:
        if pattern.search(request.applicant_name):
            return kind, weight - (2.0 if _PERSONAL_PAPER.search(paper) else 0.0)
    if _PERSONAL_PAPER.search(paper) or re.fullmatch(r"\d{17}[\dXx]", request.id_number):
        return Applicant.NATURAL_PERSON, 4.0
    if _PERSON.match(request.applicant_name) and not _BODY_PAPER.search(paper):
        return Applicant.NATURAL_PERSON, 3.0
    return None, 0.0


def _applicant_doubts(request: ReportedRequest, year: int) -> Iterator[SuspectRow]:
    kind, weight = applicant_from_name(request)
    if kind is None or kind is request.applicant:
        return
    yield SuspectRow(
        DoubtKind.APPLICANT,
        request,
        change(request, year, replace(request, applicant=kind)),
        weight,
        f"申请人类别登记为“{request.applicant.value}”，从名称和证件看像是“{kind.value}”",
    )


_LABEL_ROWS = {kind.label: kind.outcome.row for kind in ReplyKind}
_ROW_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (23, re.compile("撤回|撤销申请|转送|并案")),
    (22, re.compile("缴费|缴纳|未交费")),
    (21, re.compile("逾期未?不?补正|未补正|放弃申请")),
    (15, re.compile("仍不明确|补正后不明确")),
    (4, re.compile("部分公开|区分处理")),
    (5, re.compile("国家秘密|涉密")),
    (7, re.compile("三安全|社会稳定|国家安全")),
    (6, re.compile("禁止公开")),
    (8, re.compile("第三方|商业秘密|个人隐私")),
    (9, re.compile("内部事务|内部管理")),
    (10, re.compile("过程性|讨论记录|过程稿|磋商|请示报告")),
    (11, re.compile("执法案卷")),
    (12, re.compile("行政查询|工商登记|不动产登记|查询事项")),
    (14, re.compile("另行制作|加工|分析汇总")),
    (13, re.compile("不存在|不掌握|非本机关|不属于本机关|未检索到|未制作")),
    (17, re.compile("重复申请|重复处理")),
    (18, re.compile("出版物|政府公报")),
    (19, re.compile("大量反复|明显超过合理|频次")),
    (20, re.compile("重新出具|确认或|要求确认")),
    (16, re.compile("信访|投诉|举报|咨询")),
    (3, re.compile("予以公开|已主动公开|提供信息|^公开$|同意公开")),
)


def row_from_words(*texts: str) -> int | None:
    """Return the row of table 3 that the words of a reply suggest, None where they are silent."""
    for text in texts:
        if text in _LABEL_ROWS:
            return _LABEL_ROWS[text]
        for row, pattern in _ROW_WORDS:
            if pattern.search(text):
                return row
    return None


def _outcome_doubts(
    request: ReportedRequest, year: int, seen: Mapping[tuple[str, str], date]
) -> Iterator[SuspectRow]:
    row = request.outcome_row
    if row is None:
        return
    said = row_from_words(request.outcome, request.letter_title, request.remark)
    if said is not None and said != row:
        yield SuspectRow(
            DoubtKind.OUTCOME,
            request,
            change(request, year, replace(request, outcome_row=said)),
            3.5,
            f"年报归类为{ROWS[row - 1]}，从答复看应为{ROWS[said - 1]}",
        )
        return
    if said is not None:
        return
    why, guesses = _course(request, row, seen)
    for other, weight in guesses.items():
        yield SuspectRow(
            DoubtKind.OUTCOME,
            request,
            change(request, year, replace(request, outcome_row=other)),
            weight,
            f"年报归类为{ROWS[row - 1]}，但{why}",
        )


def _course(
    request: ReportedRequest, row: int, seen: Mapping[tuple[str, str], date]
) -> tuple[str, dict[int, float]]:
    """Return what in the course of a case does not go with its outcome, and what would."""
    anything = range(FIRST_OUTCOME, LAST_OUTCOME + 1)
    if row in (15, 21) and not request.corrected:
        return "没有补正的记录", {other: 2.0 for other in anything if other not in (15, 21)}
    if row == 22 and not request.fee_yuan:
        return "没有收费的记录", dict.fromkeys((other for other in anything if other != 22), 2.0)
    if row == 17 and seen.get(_asked(request), request.received_on) >= request.received_on:
        return "没有同一申请人更早的相同申请", {
            other: 1.5 for other in anything if other not in (16, 17, 19, 20)
        }
    if row not in (4, 8) and request.consultations:
        return "办理中征求过意见", {8: 1.5, 4: 0.8, 3: 0.5}
    if row not in (15, 21) and request.corrected and request.used_days in (None, 0):
        return "办理中要求过补正", {21: 1.0, 15: 0.8}
    if row not in (22,) and request.fee_yuan:
        return "办理中发出过收费通知", {22: 1.0}
    return "", {}


def _asked(request: ReportedRequest) -> tuple[str, str]:
    return request.applicant_name, request.asked_for


def _earlier_asked(requests: Iterable[ReportedRequest]) -> dict[tuple[str, str], date]:
    first: dict[tuple[str, str], date] = {}
    for request in requests:
        key = _asked(request)
        first[key] = min(first.get(key, request.received_on), request.received_on)
    return first


_NEIGHBOURS = 4
_FAR_DAYS = 45


def _typical_days(requests: Sequence[ReportedRequest]) -> dict[int, int]:
    """Return, by request id, the usual day of receipt (ordinal) of the numbers around it."""
    by_year: dict[int, list[ReportedRequest]] = defaultdict(list)
    for request in requests:
        if request.year and request.serial:
            by_year[request.year].append(request)
    typical: dict[int, int] = {}
    for numbered in by_year.values():
        numbered.sort(key=lambda request: request.serial)
        ordinals = [request.received_on.toordinal() for request in numbered]
        for at, request in enumerate(numbered):
            around = (
                ordinals[max(0, at - _NEIGHBOURS) : at] + ordinals[at + 1 : at + 1 + _NEIGHBOURS]
            )
            if len(around) >= _NEIGHBOURS:
                typical[request.request_id] = median_low(around)
    return typical


def _received_doubts(
    request: ReportedRequest, year: int, typical: Mapping[int, int]
) -> Iterator[SuspectRow]:
    usual = typical.get(request.request_id)
    day = request.received_on
    if usual is not None and abs(day.toordinal() - usual) > _FAR_DAYS:
        around = date.fromordinal(usual)
        yield SuspectRow(
            DoubtKind.RECEIVED,
            request,
            change(request, year, _received(request, _near(day, around))),
            3.5,
            f"登记的收到日期{day:%Y-%m-%d}与前后编号的日期（{around:%Y-%m-%d}前后）不相连",
        )
        return
    for other in (request.arrived_on, request.closed_on, request.decided_on):
        if other is not None and other < day:
            yield SuspectRow(
                DoubtKind.RECEIVED,
                request,
                change(request, year, _received(request, _near(day, other))),
                2.0,
                f"收到日期{day:%Y-%m-%d}晚于{other:%Y-%m-%d}的到达或者答复",
            )
            return


def _near(day: date, around: date) -> date:
    """Return the day with the year that brings it nearest; another day altogether if none does."""
    candidates = []
    for year in (around.year - 1, around.year, around.year + 1):
        try:
            candidates.append(day.replace(year=year))
        except ValueError:
            continue
    # Of three years none may have the 29th of February.
    best = min(candidates, key=lambda one: abs((one - around).days), default=around)
    return best if abs((best - around).days) <= _FAR_DAYS else around


def _received(request: ReportedRequest, day: date) -> ReportedRequest:
    return replace(request, received_on=day)


_NUMBER_YEAR = re.compile(r"[〔\[（(](20\d\d)[〕\]）)]")


def _closed_doubts(request: ReportedRequest, year: int) -> Iterator[SuspectRow]:
    closed = request.closed_on
    if closed is None:
        return
    took = (closed - request.received_on).days
    served = request.served_on or request.decided_on
    if served is not None and abs((closed - served).days) > _FAR_DAYS:
        yield SuspectRow(
            DoubtKind.CLOSED,
            request,
            change(request, year, replace(request, closed_on=served)),
            3.0,
            f"办结日期{closed:%Y-%m-%d}与答复日期{served:%Y-%m-%d}相隔太久",
        )
        return
    numbered = _NUMBER_YEAR.search(request.document_number)
    if numbered and int(numbered[1]) != closed.year:
        yield SuspectRow(
            DoubtKind.CLOSED,
            request,
            change(request, year, replace(request, closed_on=_in_year(closed, int(numbered[1])))),
            2.5,
            f"办结日期{closed:%Y-%m-%d}与文号“{request.document_number}”的年份不同",
        )
        return
    nearer = _in_year(closed, closed.year + (1 if took < 0 else -1))
    if 0 <= (nearer - request.received_on).days < abs(took):
        yield SuspectRow(
            DoubtKind.CLOSED,
            request,
            change(request, year, replace(request, closed_on=nearer)),
            2.5,
            f"{request.received_on:%Y-%m-%d}收到，{closed:%Y-%m-%d}办结，"
            f"{f'办结早了{-took}天' if took < 0 else f'相隔{took}天'}，不合常情",
        )


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _duplicates(requests: Sequence[ReportedRequest], year: int) -> Iterator[SuspectRow]:
    same: dict[tuple[str, str], list[ReportedRequest]] = defaultdict(list)
    for request in requests:
        if request.applicant_name and request.asked_for:
            same[_asked(request)].append(request)
    for group in same.values():
        group.sort(key=lambda request: (request.received_on, request.request_id))
        for first, second in pairwise(group):
            apart = (second.received_on - first.received_on).days
            if apart > 7 or 17 in (first.outcome_row, second.outcome_row):
                continue
            for one, other in ((second, first), (first, second)):
                # Of two entries the one entered later is likelier the superfluous one.
                later = 0.5 if one.request_id > other.request_id else 0.0
                yield SuspectRow(
                    DoubtKind.DUPLICATE,
                    one,
                    change(one, year, None),
                    (3.0 if apart == 0 else 2.0) + later,
                    f"与{other.register_number or other.request_id}的申请人、申请内容相同，"
                    f"收到日期相隔{apart}天",
                )
