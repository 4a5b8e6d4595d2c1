"""What every act does and says, in every state of a case, held against what was approved."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from casework.acts import ACTS, offers, preview, undo
from casework.cases.case_file import load
from casework.desk.desk import Desk, open_desk
from casework.pages.timeline import timeline_of
from casework.papers.document_check import document_findings
from casework.papers.issuing import documents_of
from casework.papers.services import services_of
from db import requests, settings, steps
from forms.fields import Form, FormField, fields_of, read, row_form
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.conftest import OFFICE, Clock, doing
from tests.casework.test_every_act import COURSES, REVIEW, SERVED, Doing

ASKED = "1.《2023年工作要点》；2.某村征地补偿安置方案"
COMPANY, BUREAU = "青枫建材有限公司", "青枫区住建局"
ASSIGNED: Doing = ("assign", "2026-03-06", {"section": "规划科", "handler": "李文"})
CONSULTED: Doing = (
    "consult_third_party", "2026-03-09", {"ref": COMPANY, "content": "施工合同", "delivered_on": "2026-03-10"},
)  # fmt: skip
REFUSED_BY_THIRD: Doing = (
    "third_party_answered", "2026-03-16", {"ref": COMPANY, "opinion": "REFUSE", "reasons": "商业秘密"},
)  # fmt: skip
PARTLY: Doing = (
    "decide", "2026-03-20",
    {"kind": "PARTLY", "provided": "《工作要点》", "withheld": "附件中的联系电话——属于个人隐私", "grounds": ("THIRD_PARTY_RIGHTS",),
     "public_interest": "不公开不会对公共利益造成重大影响", "reasons": "第三方不同意公开"},
)  # fmt: skip
SENT: Doing = ("serve", "2026-03-23", {"mail_number": "1000000000002"})
NOT_FOUND: Doing = (
    "search", "2026-03-10", {"searched_by": "李文", "scope": "档案室", "keywords": "工作要点", "result": "NOT_FOUND"},
)  # fmt: skip
CORRECTION: Doing = (
    "ask_correction",
    "2026-03-09",
    {"items": "请说明所需信息的名称", "days": 15},
)

LONGER: dict[str, tuple[Doing, ...]] = {
    "third party, extension, partly": (
        ASSIGNED, CONSULTED, REFUSED_BY_THIRD,
        ("extend", "2026-03-18", {"reason": "需要征求多个科室意见", "days": 10, "approved_by": "吴处长"}),
        REVIEW, PARTLY, ("approve", "2026-03-20", {"approved_by": "吴处长"}), SENT,
        ("file", "2026-04-20", {"file_number": "2026-C-1"}),
    ),
    "correction in time": (CORRECTION, ("receive_correction", "2026-03-16", {"information_sought": "工作要点全文"}), REVIEW,
                           ("decide", "2026-03-20", {"kind": "PROVIDED", "provided": "《工作要点》"}), SENT),
    "correction lapsed": (CORRECTION, ("decide", "2026-04-17", {"kind": "CORRECTION_LAPSED"})),
    "agency asked": (
        ("consult_agency", "2026-03-09", {"ref": BUREAU, "content": "能否公开"}),
        ("agency_answered", "2026-03-13", {"ref": BUREAU, "opinion": "CONSENT"}),
        REVIEW, ("decide", "2026-03-20", {"kind": "PROVIDED", "provided": "《工作要点》"}),
    ),
    "searched in vain": (NOT_FOUND, REVIEW, ("decide", "2026-03-20", {"kind": "NOT_EXISTING", "reasons": "未制作"}), SENT),
    "fee and lapse": (
        ("notice_fee", "2026-03-10", {"method": "BY_PAGE", "units": 45, "delivered_on": "2026-03-12"}),
        ("decide", "2026-06-01", {"kind": "FEE_LAPSED"}),
    ),
    "withdrawn": (ASSIGNED, ("withdraw", "2026-03-11", {"note": "已自行取得"})),
    "reconsidered": (
        REVIEW, ("decide", "2026-03-11", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"}), SERVED,
        ("receive_reconsideration", "2026-04-01", {"body": "青枫区人民政府", "procedure": "ORDINARY"}),
        ("answer_reconsideration", "2026-04-09", {"grounds": "过程性信息", "request": "维持", "evidence": "答复书"}),
        ("decide_reconsideration", "2026-05-20", {"result": "CORRECTED", "number": "青府复〔2026〕3号"}),
    ),
    "wrong order": (
        ("serve", "2026-03-10", {}), ("pay_fee", "2026-03-10", {"yuan": 10}), ("judge", "2026-03-10", {"result": "UPHELD"}),
        ("third_party_answered", "2026-03-10", {"ref": COMPANY, "opinion": "CONSENT"}),
        ("extend", "2026-04-30", {"reason": "工作量大", "days": 20, "approved_by": "吴处长"}),
        ("extend", "2026-03-30", {"reason": "工作量大", "days": 21, "approved_by": "吴处长"}),
        ("file", "2026-03-10", {"file_number": "x"}), ("decide", "2026-03-01", {"kind": "PROVIDED", "provided": "x"}),
    ),
}  # fmt: skip
EVERY = {**COURSES, **LONGER}


class Case:
    """A register of its own with one request in it, and what was done to it."""

    def __init__(self, folder: Path, asked: str = ASKED) -> None:
        folder.mkdir(parents=True)
        self.clock = Clock()
        self.desk: Desk = open_desk(folder / "登记簿.db", clock=self.clock, clerk="周敏")
        settings.put(self.desk.store, "office", OFFICE)
        self.desk.forget_settings()
        self.do = doing(self.desk, self.clock)
        self.id = self.do(
            "register", None, "2026-03-06", applicant_name="林一帆", phone="13800138000",
            address="青枫区梧桐里6号", information_sought=asked,
        ).request_id  # fmt: skip

    def tried(self, course: tuple[Doing, ...]) -> Iterator[str]:
        """Do a course; yield what each act says, or why it is refused."""
        for act, on, values in course:
            yield f" {on} {act}"
            try:
                done = self.do(act, self.id, on, **values)
            except ClerkError as refusal:
                yield f"  refused: {refusal} [{refusal.field}]"
            except AssertionError as problems:
                yield f"  not filled: {str(problems).splitlines()[0]}"
            else:
                yield f"  {done.message} {[(one.title, one.number) for one in done.documents]}"
                yield from (f"  ! {one}" for one in done.warnings)


@pytest.fixture
def case_of(tmp_path: Path) -> Iterator[Any]:
    made: list[Case] = []

    def case(asked: str = ASKED) -> Case:
        made.append(Case(tmp_path / str(len(made)), asked))
        return made[-1]

    yield case
    for one in made:
        one.desk.close()


def taken_back(case: Case) -> Iterator[str]:
    """Take the last act back; yield what is left of it."""
    desk = case.desk
    last = steps.of_request(desk.store, case.id)[-1]
    yield f" taken back: {last.kind}"
    try:
        yield f"  {undo(desk, case.id, last.id)}"
    except ClerkError as refusal:
        yield f"  refused: {refusal} [{refusal.field}]"
        return
    row = requests.one(desk.store, case.id)
    yield f"  {row.stage} {row.status} {row.due_on} {row.closed_on} {row.used_days}"
    yield from (f"  {one.title} {one.number} {one.status}" for one in documents_of(desk, case.id))
    yield f"  offered: {[one.act.name for one in offers(load(desk, case.id))]}"


def test_what_every_act_does(approved, case_of) -> None:
    def tell() -> Iterator[str]:
        for name, course in EVERY.items():
            case = case_of()
            desk = case.desk
            yield f"==== {name}"
            yield from case.tried(course)
            file = load(desk, case.id)
            yield from (
                f"  offered: {one.act.name}{' likely' if one.likely else ''}"
                for one in offers(file)
            )
            yield from (
                f"  {one.on} {one.kind} {one.details}"
                for one in steps.of_request(desk.store, case.id)
            )
            yield from told(requests.one(desk.store, case.id), "  ")
            yield from told(timeline_of(file, {}), "  ")
            yield from told(services_of(desk, file), "  ")
            for letter in documents_of(desk, case.id):
                yield f"  == {letter.title} {letter.number} {letter.status} {Path(letter.path).name}"
                yield from (f"   {line}" for line in letter.text.splitlines())
                yield from (f"   ? {one}" for one in document_findings(desk, letter))
            yield from taken_back(case)

    approved("acts_done", tell())


PLAIN: Mapping[str, Any] = {
    "information_sought": "2023年工作要点", "applicant_name": "林一帆", "phone": "13800138000", "mail_number": "1000000000009",
    "id_number": "", "email": "lin@example.org", "postcode": "330000", "ref": COMPANY, "documents": "", "earlier": "公开答〔2024〕3号，2024年5月6日",
}  # fmt: skip


def filled(field: FormField, today: date, how: int) -> Any:
    """Return what a clerk may type into a field: of choices the first, the last or one between."""
    kind = field.type
    form = row_form(field)
    if form is not None:
        return [values_of(form, today, how)]
    if field.name in PLAIN:
        return PLAIN[field.name]
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
        return (list(kind)[how % len(kind)].name,) if issubclass(kind, Enum) else ()
    if not isinstance(kind, type):
        return ""
    if issubclass(kind, Enum):
        return list(kind)[how % len(kind)].name
    if issubclass(kind, bool):
        return how % 2 == 0
    if issubclass(kind, date):
        return today + timedelta(days=20) if field.label.ahead else today
    if issubclass(kind, int | Decimal):
        return 10 + how
    return f"{field.label.text}{how}"


def values_of(form: type[Form], today: date, how: int) -> dict[str, Any]:
    return {
        one.name: filled(one, today, how)
        for one in fields_of(form)
        if how or one.required or one.default is MISSING
    }


STATES = {
    "new": (), "assigned": (ASSIGNED,), "reviewed": (ASSIGNED, REVIEW), "waiting": (CONSULTED, CORRECTION),
    "decided": LONGER["third party, extension, partly"][:6], "served": LONGER["third party, extension, partly"][:8],
    "filed": LONGER["third party, extension, partly"], "sued": COURSES["defend"][:4], "fee": COURSES["refund_fee"][:1],
    "reconsidered": LONGER["reconsidered"][:4], "withdrawn": LONGER["withdrawn"],
}  # fmt: skip


def test_what_every_act_would_do_in_every_state(approved, case_of) -> None:
    def tell() -> Iterator[str]:
        for number, (state, course) in enumerate(STATES.items()):
            case = case_of()
            for _ in case.tried(course):
                pass
            desk, today = case.desk, case.clock.day
            yield f"==== {state} on {today}"
            for at, (name, act) in enumerate(ACTS.items()):
                how = (number + at) % 4
                values = values_of(act.form, today, how)
                if "on" in act.form.__dataclass_fields__:
                    values["on"] = today
                form = read(act.form, values, today=today)
                if isinstance(form, list):
                    yield f" {name} {how}: not filled {[(one.field, one.message) for one in form][:3]}"
                    continue
                try:
                    shown = preview(desk, act, case.id, form)
                except ClerkError as refusal:
                    yield f" {name} {how}: refused {refusal} [{refusal.field}]"
                    continue
                yield f" {name} {how}:"
                length = len("".join(shown.letter))
                yield from told(shown._replace(letter=()), "   ")
                yield f"   a letter of {len(shown.letter)} lines, {length} characters"

    approved("acts_foreseen", tell())
