"""The library of cases, and the past replies closest to the one being drafted.

The office's own decided cases are read from the register as they stand; the library holds what
was imported or written up. A reply that did not stand is shown as such and never as a model.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from casework.books.book import OfficeBook
from casework.books.entering import entries
from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from casework.papers.section_packages import without_persons
from db import office_books, report_facts, requests, steps
from db.office_books import BookEntry
from db.report_facts import Happening
from db.requests import Query, QueryCondition
from db.steps import StepRecord
from forms.folding import folded_words
from forms.guidance import Authority, Fate, GuidanceCase
from forms.likeness import Matter, is_same_matter, matter_of
from forms.reply import MixedReply, Reply
from rules.errors import ClerkError
from rules.replies import ReplyKind
from rules.steps import StepKind

CORRECTED = "被纠正"
_LOOKED_THROUGH = 2_000
_SHOWN = 5
_ENOUGH = 0.18
_OF_ONE_KIND = 0.25
_LONGEST_FACTS = 400
_LOST_RESULTS = frozenset({"CORRECTED"})
_UPHELD_RESULTS = frozenset({"UPHELD"})


GUIDANCE = OfficeBook(
    name="guidance",
    title="案例库",
    form=GuidanceCase,
    heads=("日期|104", "案例", "来源|120", "答复类型|180", "结果|104"),
    cells=lambda entry, form: (
        form.on.isoformat(),
        form.name,
        form.authority.value,
        form.kind.label if form.kind is not None else "",
        entry.state,
    ),
    day=lambda form: form.on,
    words=lambda form: form.name,
    subject=lambda form: form.kind.label if form.kind is not None else "",
    state=lambda form: form.fate.value,
    owner=lambda form: form.source,
    start=lambda desk: {"on": desk.today},
    empty="案例库还是空的。可以导入上级印发的案例（Word、PDF、网页）、别处导出的案例包，"
    "或者收入本机关办结的案件；起草答复时，最接近的案例列在理由下面。",
)


class Precedent(NamedTuple):
    """A past reply close to the one being drafted; `score` from 0 to 1.

    `request_id` is 0 for a case of the library, `entry_id` 0 for one of the register.
    """

    name: str
    kind: ReplyKind | None
    reasoning: str
    articles: str
    fate: Fate
    lesson: str
    on: date
    score: float
    request_id: int = 0
    entry_id: int = 0

    @property
    def is_overturned(self) -> bool:
        """Whether it did not stand."""
        return self.fate is Fate.CORRECTED

    @property
    def words(self) -> str:
        """Its kind of reply and what became of it."""
        kind = "" if self.kind is None else f"{self.kind.label}，"
        return f"{kind}{self.fate.value}"


def precedents(desk: Desk, request_id: int, kind_name: str = "") -> list[Precedent]:
    """Return the past replies closest to what a case asks for, the closest first; few at most.

    Those of the kind named come before others that are as close.
    """
    sought = load(desk, request_id).information_sought
    kind = ReplyKind.__members__.get(kind_name)
    found = [*_of_library(desk, sought), *_of_register(desk, request_id, sought)]
    ranked = [
        one._replace(score=min(1.0, one.score + _OF_ONE_KIND))
        if kind is not None and one.kind is kind
        else one
        for one in found
    ]
    # Stable sorts, the last of them first: what is as close, then of the kind named, then later.
    ranked.sort(key=lambda one: one.on, reverse=True)
    ranked.sort(key=lambda one: kind is not None and one.kind is not kind)
    return sorted(ranked, key=lambda one: -one.score)[:_SHOWN]


def closeness(one: str, other: str) -> float:
    """Return how close two texts are in what they ask for, from 0 to 1."""
    a, b = matter_of(one), matter_of(other)
    if a.document and a.document == b.document:
        return 1.0
    graded = 0.6 * _topics_alike(a, b) + 0.4 * _pairs_alike(a.subject, b.subject)
    # Two requests for one matter may still want different papers of it.
    return 0.5 + graded / 2 if is_same_matter(one, other) else graded


def _topics_alike(a: Matter, b: Matter) -> float:
    shared = len(a.topics & b.topics)
    return shared / len(a.topics | b.topics) if shared else 0.0


def _pairs_alike(one: str, other: str) -> float:
    a, b = set(pairwise(folded_words(one))), set(pairwise(folded_words(other)))
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared else 0.0


def _of_library(desk: Desk, sought: str) -> Iterator[Precedent]:
    for entry in office_books.of_book(desk.store, GUIDANCE.name):
        form = GUIDANCE.form_of(entry)
        score = max(closeness(sought, form.name), closeness(sought, form.facts[:_LONGEST_FACTS]))
        if score >= _ENOUGH:
            yield Precedent(
                form.name, form.kind, form.reasoning, form.articles, form.fate, form.lesson,
                form.on, score, 0, entry.id,
            )  # fmt: skip


def _of_register(desk: Desk, request_id: int, sought: str) -> Iterator[Precedent]:
    decided: dict[int, list[StepRecord]] = {}
    for step in steps.latest(desk.store, StepKind.DECIDED.word, _LOOKED_THROUGH):
        if step.request_id != request_id:
            decided.setdefault(step.request_id, []).append(step)
    close: list[tuple[float, requests.RequestRow]] = []
    for row in requests.rows(desk.store, list(decided)):
        score = closeness(sought, row.matter)
        if score >= _ENOUGH:
            close.append((score, row))
    close.sort(key=lambda pair: -pair[0])
    nearest = close[: 4 * _SHOWN]
    results = _results_of(desk, [row.id for _, row in nearest])
    for score, row in nearest:
        until = date.max
        for step in decided[row.id]:
            # What was decided on an earlier reply says nothing of the one that followed it, and of
            # one that followed on the same day neither.
            ended = [one for one in results.get(row.id, ()) if step.on < _day(one) <= until]
            until = step.on
            yield Precedent(
                f"{row.register_number}　{row.matter}",
                _kind_of(step),
                reasons_of(step),
                "",
                _fate(ended),
                "",
                step.on,
                score,
                row.id,
            )


def _day(one: Happening) -> date:
    return date.fromisoformat(one.on)


def _kind_of(step: StepRecord) -> ReplyKind | None:
    told = noted(step)
    return None if told.is_by_items else next(iter(told.kinds), None)


def reasons_of(step: StepRecord) -> str:
    """Return the reasons a recorded reply gave; of a mixed one, those of its items."""
    if not noted(step).is_by_items:
        return entered(step, Reply).reasons.strip()
    items = entered(step, MixedReply).items
    return "\n".join(item.reasons.strip() for item in items if item.reasons)


_RESULTS = (StepKind.RECONSIDERATION_DECIDED.word, StepKind.JUDGED.word)


def _results_of(desk: Desk, request_ids: Iterable[int]) -> dict[int, list[Happening]]:
    """Return how the challenges of requests ended, those without one left out."""
    wanted = set(request_ids)
    if not wanted:
        return {}
    happened = report_facts.happenings(desk.store, _RESULTS)
    return {
        request_id: list(group)
        for request_id, group in groupby(happened, key=lambda one: one.request_id)
        if request_id in wanted
    }


def _fate(ended: list[Happening]) -> Fate:
    results = {str(one.result) for one in ended}
    if not results:
        return Fate.UNCHALLENGED
    if results & _LOST_RESULTS:
        return Fate.CORRECTED
    return Fate.UPHELD if results & _UPHELD_RESULTS else Fate.MEDIATED


def from_case(desk: Desk, number: str) -> GuidanceCase:
    """Return a decided case written up for the library, without who asked.

    Raises `ClerkError` where the register has no such case, or it is not decided.
    """
    number = number.strip()
    # 2026-1 is whole, though 2026-10 holds it.
    found = _numbered(desk, "=", number) or _numbered(desk, "contains", number)
    if len(found) != 1:
        raise ClerkError(
            f"没有找到编号“{number}”的申请，请填写完整的登记编号。"
            if not found
            else f"编号含“{number}”的申请不止一件，请填写完整的登记编号。"
        )
    file = load(desk, found[0])
    step = next((one for one in reversed(file.records) if one.kind == StepKind.DECIDED.word), None)
    if step is None:
        raise ClerkError(f"{file.register_number}还没有作出答复，答复以后再收入案例库。")
    kind = _kind_of(step)
    # An earlier reply that did not stand says nothing of the last one.
    ended = _results_of(desk, [found[0]]).get(found[0], [])
    fate = _fate([one for one in ended if step.on < _day(one)])
    return GuidanceCase(
        name=_without_names(file, file.registration.summary)[:60],
        authority=Authority.OWN,
        source=file.register_number,
        on=step.on,
        facts=f"申请公开：{_without_names(file, file.information_sought)}",
        kind=kind,
        reasoning=_without_names(file, reasons_of(step)),
        articles="" if kind is None else "、".join(str(one) for one in kind.bases),
        fate=fate,
        lesson="被纠正的原因和今后的办法待补写。" if fate is Fate.CORRECTED else "",
    )


def _numbered(desk: Desk, how: str, number: str) -> list[int]:
    where = (QueryCondition("register_number", how, number),)
    return list(requests.ids(desk.store, Query(where=where), 2)) if number else []


def _without_names(file: CaseFile, text: str) -> str:
    """Return a text without who asked or acts for her, nor anybody's number."""
    name = file.registration.applicant_name
    return without_persons(file, text.replace(name, "申请人") if name.strip() else text)


def questions_of(desk: Desk, limit: int = 5) -> str:
    """Return test questions out of the cases of the library, the answers at the end.

    Raises `ClerkError` where the library is empty.
    """
    chosen = [GUIDANCE.form_of(entry) for entry in entries(desk, GUIDANCE)]
    chosen = [form for form in chosen if form.kind is not None][:limit]
    if not chosen:
        raise ClerkError("案例库里还没有写明答复类型的案例，请先导入或者收入案例，再出题。")
    asked = [
        f"{at}．{form.facts}\n问：应当作出哪种答复？依据哪一条？怎样说理？"
        for at, form in enumerate(chosen, start=1)
    ]
    answered = [
        f"{at}．{form.kind.label if form.kind else ''}（{form.fate.value}）"
        f"{f'，{form.articles}' if form.articles else ''}。{form.lesson or form.reasoning}"
        for at, form in enumerate(chosen, start=1)
    ]
    return "\n".join([*asked, "参考答案：", *answered])


def guidance_words(found: Iterable[BookEntry]) -> str:
    """Return in a line how many cases the library holds, and how many did not stand."""
    rows = list(found)
    lost = sum(entry.state == CORRECTED for entry in rows)
    return f"共{len(rows)}例，其中被纠正{lost}例" if rows else ""
