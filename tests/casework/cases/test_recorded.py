"""A recorded step comes back as the form it was entered with, and nobody reads its JSON beside."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import run
from casework.acts import ACTS
from casework.cases.case_file import CaseFile, assembled
from casework.cases.recorded import FORMS, Noted, as_step, entered, form_of, noted
from casework.desk.office_calendar import built_in_outlook
from db.steps import StepRecord
from forms.choices import SearchResult, ServiceMethod
from forms.handling import Note, PhoneCall, Review, SearchRecord
from forms.procedure import FeeNotice
from forms.reply import MixedReply, Reply, Service
from rules.errors import ClerkError
from rules.fees import Method
from rules.practice import Practice
from rules.replies import ReplyKind
from rules.steps import StepKind

ROOT = Path(run.__file__).resolve().parent
ON = date(2026, 3, 10)
# Who may touch the details of a step as they lie in the register, and why.
READERS = {
    "casework/cases/recorded.py": "the one reader",
    "casework/cases/recount.py": "hands the raw text of many steps to the reader",
    "casework/importing/entering_cases.py": "hands what it made to the register unread",
    "casework/desk/access.py": "the details of a look, which is no step",
    "casework/safekeeping/retention.py": "walks through every text, whatever it is called",
}


def record(kind: StepKind, /, **details: object) -> StepRecord:
    return StepRecord(7, 1, kind.word, ON, details, "2026-03-10T09:00:00", "经办人")


def test_a_step_comes_back_as_its_form() -> None:
    step = record(StepKind.SEARCHED, on="2026-03-10", scope="档案室", result="NOT_FOUND")
    form = entered(step, SearchRecord)
    assert form.on == ON
    assert form.scope == "档案室"
    assert form.result is SearchResult.NOT_FOUND
    assert entered(as_step(step), SearchRecord) == form


def test_what_an_older_step_does_not_say_is_empty_and_no_default() -> None:
    served = entered(record(StepKind.SERVED, mail_number="EMS1"), Service)
    assert (served.on, served.mail_number, served.method, served.place) == (ON, "EMS1", None, "")
    assert entered(record(StepKind.SERVED, method="POST"), Service).method is ServiceMethod.POST


@pytest.mark.parametrize("spoilt", [{"units": "许多"}, {"units": [1]}, {"units": {}}])
def test_what_cannot_be_read_is_empty_and_the_rest_stands(spoilt: dict[str, object]) -> None:
    form = entered(record(StepKind.FEE_NOTICED, method="BY_PAGE", **spoilt), FeeNotice)
    assert (form.method, form.units) == (Method.BY_PAGE, None)


def test_a_step_is_read_with_no_other_form() -> None:
    with pytest.raises(TypeError, match="searched is not entered with Review"):
        entered(record(StepKind.SEARCHED), Review)


def test_one_kind_of_step_may_have_two_forms() -> None:
    assert form_of(record(StepKind.DECIDED, kind="PARTLY")) is Reply
    assert form_of(record(StepKind.DECIDED, items=[])) is MixedReply
    assert form_of(record(StepKind.NOTED, text="来电")) is Note
    assert form_of(record(StepKind.NOTED, text="来电", subject="补正")) is PhoneCall


def test_what_an_act_noted_has_its_types() -> None:
    told = noted(record(StepKind.DECIDED, kinds=["PARTLY", "NOT_EXISTING"], number="3号"))
    assert told.kinds == (ReplyKind.PARTLY, ReplyKind.NOT_EXISTING)
    assert told.number == "3号"
    assert noted(record(StepKind.DECIDED, kind="NO_SUCH_KIND")).kinds == ()
    assert noted(None).document_id is None
    assert noted(record(StepKind.DISPATCHED, document_id="7")).document_id is None


def test_every_step_an_act_records_is_read_with_its_form() -> None:
    assert set(FORMS) == set(StepKind)
    for act in ACTS.values():
        assert act.form in FORMS[act.step], act.name


def keyed(text: str) -> list[str]:
    """Return where a module touches the details of a step as they lie."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr == "details" and not _is_of_a_book(node)
    ]


def _is_of_a_book(node: ast.Attribute) -> bool:
    # An entry of a book of the office has a form of its own and is no step.
    return isinstance(node.value, ast.Name) and node.value.id == "entry"


def test_details_are_looked_up_in_one_place() -> None:
    found = {}
    for floor in ("rules", "forms", "casework", "desktop"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in READERS and (places := keyed(path.read_text("utf-8"))):
                found[name] = places
    assert found == {}
    assert all(keyed((ROOT / name).read_text("utf-8")) for name in READERS)
    assert keyed('x = step.details["yuan"]') == ["step.details"]


REGISTERED = {"applicant_name": "林一帆", "arrived_on": "2026-03-06", "information_sought": "图"}


@pytest.mark.parametrize(
    "said",
    [
        {}, {**REGISTERED, "arrived_on": ""}, {**REGISTERED, "arrived_on": "哪天"},
        {**REGISTERED, "applicant_kind": "NOBODY"},
    ],
)  # fmt: skip
def test_a_registration_nobody_can_read_is_refused_in_a_sentence(said: dict[str, object]) -> None:
    def file_of(**details: object) -> CaseFile:
        records = [record(StepKind.RECEIVED, **details)]
        return assembled(1, "依申请〔2026〕1号", records, built_in_outlook(), Practice(), ON)

    with pytest.raises(ClerkError) as refused:
        file_of(**said)
    assert refused.value.message == (
        "依申请〔2026〕1号的登记内容无法读取，登记簿可能被改动过，请用“检查登记簿”核对。"
    )
    assert file_of(**REGISTERED).registration.applicant_name == "林一帆"


@pytest.mark.parametrize(
    ("last_on", "today", "as_of"),
    [(10, 12, 12), (12, 10, 12), (10, 1, 10)],
)
def test_a_case_is_looked_at_on_no_day_before_its_last_step(
    last_on: int, today: int, as_of: int
) -> None:
    records = [
        record(StepKind.RECEIVED, **REGISTERED),
        replace(record(StepKind.NOTED, text="来电"), id=8, on=date(2026, 3, last_on)),
    ]
    day = date(2026, 3, today)
    case = assembled(1, "1号", records, built_in_outlook(), Practice(), day).case
    assert case.as_of == date(2026, 3, as_of)


# What is noted beside a form, in the order of its names: as it is kept, and as it is read.
NOTED: dict[str, tuple[dict[str, object], object, object]] = {
    "number": ({"number": "3号"}, "3号", ""),
    "target": ({"target": 4}, 4, None),
    "document_id": ({"document_id": 5}, 5, None),
    "replaced": (
        {"replaced": 6, "replaced_status": "issued", "had_left": True},
        (6, "issued", True), (0, "", False),
    ),
    "attachment": ({"attachment": 7}, 7, None),
    "original_id": ({"original_id": 8}, 8, None),
    "copy_id": ({"copy_id": 9}, 9, None),
    "copy_sha256": ({"copy_sha256": "ab"}, "ab", ""),
    "contents": ({"contents": ["ab", "cd"]}, ("ab", "cd"), ()),
    "kinds": ({"kind": "PARTLY"}, (ReplyKind.PARTLY,), ()),
    "is_by_items": ({"items": []}, True, False),
    "reviews_items": ({"items": []}, True, False),
    "names_kinds": ({"kinds": ["PARTLY"]}, True, False),
    "in_spite_of": ({"in_spite_of": ["searched"]}, ("searched",), ()),
    "reason": ({"reason": "写错"}, "写错", ""),
    "suggested": ({"suggested": "PROVIDED"}, ReplyKind.PROVIDED, None),
    "split_from": ({"split_from": 2}, 2, None),
    "ref": ({"ref": "甲公司"}, "甲公司", ""),
    "ref_address": ({"ref_address": "澄湖路1号"}, "澄湖路1号", ""),
    "presumed_from": ({"presumed_from": "回执"}, "回执", ""),
    "delivered_on": ({"delivered_on": "2026-03-10"}, ON, None),
    "voided": ({"voided": ["3号"]}, ("3号",), ()),
}  # fmt: skip


def test_what_is_noted_is_read_by_its_name_and_empty_where_it_is_not() -> None:
    assert set(NOTED) | {"words"} == {name for name in dir(Noted) if not name.startswith("_")}
    for name, (kept, value, empty) in NOTED.items():
        assert getattr(noted(record(StepKind.DECIDED, **kept)), name) == value, name
        for nothing in (None, record(StepKind.DECIDED)):
            assert getattr(noted(nothing), name) == empty, name
