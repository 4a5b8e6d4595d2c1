"""A request among the sections: what each act says, warns of and begins with, and the notices."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casework.acts import ACTS, offers, perform, preview, starting_values
from casework.cases.attachments import add_content, mark_to_disclose, of_case
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.desk.people import keep_absence, keep_person, keep_section
from forms.fields import read
from forms.people import AbsenceForm, PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import OfficePart
from tests.casework.approved.plain import short
from tests.casework.conftest import Clock
from tests.casework.doings import Do, letter_text
from tests.casework.test_every_act import Doing

BY_12 = {"answer_by": "2026-03-12"}
TWICE: tuple[Doing, ...] = (
    ("section_answered", "2026-03-09", {"ref": "规划科", "answer": "可以公开"}),
    ("assign", "2026-03-09", {"section": "规划科", "handler": "李文", **BY_12, "note": "查图纸",
     "others": [{"section": "法规科", "handler": "孙悦"}, {"section": "档案室", "answer_by": "2026-03-11"}]}),
    ("section_accepted", "2026-03-06", {"ref": "规划科"}),
    ("section_accepted", "2026-03-09", {"ref": " 规划科 ", "by_name": "李文"}),
    ("section_accepted", "2026-03-09", {"ref": "财务科"}),
    ("urge_section", "2026-03-11", {"ref": "规划科", "note": "尽快"}),
    ("urge_section", "2026-03-13", {"ref": "规划科", "answer_by": "2026-03-17"}),
    ("section_returned", "2026-03-13", {"ref": "法规科", "reason": "不属本科"}),
    ("section_accepted", "2026-03-13", {"ref": "法规科"}),
    ("section_answered", "2026-03-13", {"ref": "法规科", "answer": "补充意见", "by_name": "孙悦"}),
    ("section_answered", "2026-03-13", {"ref": "档案室", "answer": "没有", "by_name": "何清"}),
    ("section_answered", "2026-03-16", {"ref": "档案室", "answer": "再说"}),
    ("assign", "2026-03-16", {"section": "规划科", "handler": "李文"}),
    ("assign", "2026-03-16", {"section": "办公室", "handler": "周敏", "instead": True, "answer_by": "2026-03-18"}),
    ("section_answered", "2026-03-17", {"ref": "规划科", "answer": "可以"}),
    ("section_answered", "2026-03-18", {"ref": "规划科（2）", "answer": "可以"}),
    ("urge_section", "2026-03-19", {"ref": "办公室"}),
    ("section_returned", "2026-03-19", {"ref": "办公室", "reason": "无此职责"}),
    ("section_answered", "2026-03-20", {"ref": "办公室", "answer": "还是答了", "sheet": "签字.pdf"}),
)  # fmt: skip
_OF_SECTIONS = (
    "assign",
    "section_answered",
    "urge_section",
    "section_accepted",
    "section_returned",
)


def begun(desk: Desk, case: int) -> Iterator[str]:
    file = load(desk, case)
    likely = {one.act.name: one.act.likelihood(file) for one in offers(file)}
    for name in _OF_SECTIONS:
        values = starting_values(desk, ACTS[name], case)
        shown = " ".join(f"{key}={short(value)}" for key, value in values.items())
        yield f"   {name}:{likely.get(name)} begins {shown}"


def done(desk: Desk, clock: Clock, case: int, doing: Doing) -> Iterator[str]:
    name, on, typed = doing
    clock.day = date.fromisoformat(on)
    yield f"== {on} {name} {typed['ref'] if 'ref' in typed else typed['section']}"
    values: dict[str, Any] = {"on": clock.day, **typed}
    form = read(ACTS[name].form, values, today=clock.day)
    if isinstance(form, list):
        yield f"  not filled: {[(one.field, one.message) for one in form]}"
        return
    try:
        foreseen = preview(desk, ACTS[name], case, form)
        made = perform(desk, ACTS[name], case, form)
    except ClerkError as refused:
        yield f"  refused: {refused.message} [{refused.field}]"
        return
    yield f"  {made.message}"
    yield from (f"  reason: {one}" for one in foreseen.reasons)
    yield from (f"  ! {one}" for one in made.warnings)
    if made.documents:
        yield from (f"   | {line}" for line in letter_text(made).splitlines())
    yield from begun(desk, case)


def test_sections_asked_urged_and_asked_again(
    approved, desk: Desk, clock: Clock, registered: int
) -> None:
    def tell() -> Iterator[str]:
        yield from begun(desk, registered)
        yield from done(desk, clock, registered, TWICE[0])
        for section in ("规划科", "法规科"):
            keep_section(desk, SectionForm(name=section))
        for name, phone in (("李文", "86000001"), ("孙悦", ""), ("周敏", "")):
            keep_person(desk, PersonForm(name=name, phone=phone, parts=(OfficePart.CLERK,)))
        for first, last in (
            (date(2026, 3, 16), date(2026, 3, 16)),
            (date(2026, 3, 20), date(2026, 3, 24)),
        ):
            keep_absence(
                desk, AbsenceForm(who="李文", first_on=first, last_on=last, stand_in="孙悦")
            )
        for doing in TWICE[1:]:
            yield from done(desk, clock, registered, doing)

    approved("sections_asked", tell())


def test_pages_that_are_disclosed_begin_the_notice_of_the_fee(
    desk: Desk, do: Do, registered: int
) -> None:
    notice = ACTS["notice_fee"]
    assert "units" not in starting_values(desk, notice, registered)
    for name in ("图纸.pdf", "公开件.pdf", "名单.pdf", "名单公开件.pdf"):
        add_content(desk, registered, name, name.encode())
    for file, copy, pages in (("图纸.pdf", "公开件.pdf", 7), ("名单.pdf", "名单公开件.pdf", 4)):
        done_ = do("redact", registered, "2026-03-09", file=file, copy=copy, pages=pages, places=1,
                   grounds=("THIRD_PARTY_RIGHTS",), covered="电话")  # fmt: skip
        assert done_.message == f"已生成公开件“{copy}”，{pages}页，遮盖1处；原件没有改动。"
    assert "units" not in starting_values(desk, notice, registered)
    for one in of_case(desk, registered):
        if one.name == "公开件.pdf":
            mark_to_disclose(desk, one, to_disclose=True)
    begins = starting_values(desk, notice, registered)
    assert (begins["method"].name, begins["units"]) == ("BY_PAGE", 7)
