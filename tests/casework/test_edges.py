"""Orders, edges and what is left as it was: each found by a mutant that nothing noticed."""

import base64
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from casework.cases.case_file import load
from casework.cases.repeats_found import earlier_requests, of_same_person
from casework.cases.reply_course import course_of
from casework.commands.json_input import shown
from casework.importing.left_out_file import _name
from casework.importing.words import outcome_of_row
from casework.letters.tokens import near_misses
from casework.outgoing import look_into
from casework.pages.phrases import keep_phrase, phrases_for
from casework.pages.reminders import _has_year
from casework.receipt.values import address_value
from casework.reports.rollup import RollUp, UnitReport
from casework.safekeeping.retention import _going
from casework.word.office_program import windows_command
from casework.year.county import assess, publish_county
from casework.year.ledger_lines import lines_of_year
from casework.year.year_report import year_report
from forms.choices import AgencyRole
from forms.likeness import Who
from rules.outcomes import Outcome

SOUGHT = "青枫路改造工程立项批复"


def test_earlier_requests_stand_latest_first(desk, do) -> None:
    one, two, three = (
        do("register", None, on, applicant_name="林一帆", information_sought=SOUGHT).request_id
        for on in ("2026-03-02", "2026-03-03", "2026-03-04")
    )
    who = Who("林一帆")
    assert [found.row.id for found in earlier_requests(desk, who, SOUGHT)] == [three, two, one]
    assert [found.row.id for found in of_same_person(desk, who)] == [three, two, one]


@pytest.mark.parametrize(
    ("said", "postcode"), [("青枫区330000", ""), ("青枫区路330000", "330000"), ("330000", "")]
)
def test_a_postcode_stands_behind_an_address_and_not_behind_next_to_nothing(
    said: str, postcode: str
) -> None:
    assert address_value(said)[1] == postcode


def test_near_misses_are_looked_for_in_names_of_three_to_sixty_signs() -> None:
    assert near_misses("青枫", "青县") == set()
    assert near_misses("青枫区", "青县区的青枫区") == {"青县区"}
    assert near_misses("青" * 60, "县" + "青" * 59) == {"县" + "青" * 59}
    assert near_misses("青" * 61, "县" + "青" * 60) == set()


def test_sheets_of_one_name_are_told_apart() -> None:
    taken: set[str] = set()
    assert [_name(one, taken) for one in ("台账", "台账", "台账", "")] == [
        "台账", "台账（2）", "台账（3）", "台账（4）",
    ]  # fmt: skip
    long = "很长的名字" * 9
    assert len(_name(long, taken)) <= 31
    assert _name(long, taken).endswith("（2）")


@pytest.mark.parametrize("extra", [{}, {"xl/pivotCache/pivotCacheDefinition1.xml": "<x/>"}])
def test_a_pivot_table_is_told_where_there_is_one(tmp_path: Path, extra: dict[str, str]) -> None:
    book, stream = openpyxl.Workbook(), BytesIO()
    book.save(stream)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    with zipfile.ZipFile(path, "a") as packed:
        for name, content in extra.items():
            packed.writestr(name, content)
    assert any("数据透视表" in str(one) for one in look_into(path)) is bool(extra)


@pytest.mark.parametrize("role", AgencyRole)
def test_only_who_made_it_too_is_asked_as_a_maker(desk, do, registered, role: AgencyRole) -> None:
    told = {"ref": "区财政局", "role": role.name, "content": "2023年工作要点"}
    do("consult_agency", registered, "2026-03-10", **told)
    (asked,) = course_of(load(desk, registered), desk.today).consultations
    assert asked.is_joint_maker is (role is AgencyRole.JOINT_MAKER)


def test_the_ledger_gives_the_number_of_the_mail_it_came_with(desk, do) -> None:
    do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought=SOUGHT,
        channel="SIGNED_POST", mail_number="EA100000001CN",
    )  # fmt: skip
    (line,) = lines_of_year(desk, 2026)
    assert line.incoming_mail_number == "EA100000001CN"


def test_words_shown_of_a_wrong_value_end_at_forty_signs() -> None:
    assert shown("字" * 38).endswith("字”") or shown("字" * 38).endswith('"')
    assert shown("字" * 200).endswith("……")
    assert len(shown("字" * 200)) == 42


def test_rows_3_to_23_of_table_3_are_outcomes() -> None:
    assert outcome_of_row("3") is Outcome.of_row(3)
    assert outcome_of_row("23") is Outcome.of_row(23)
    assert outcome_of_row("2") is None
    assert outcome_of_row("24") is None


def test_a_reason_kept_is_offered_again(desk, registered) -> None:
    keep_phrase(desk, "REFUSED_WORKING_PAPERS", "讨论记录")
    keep_phrase(desk, "REFUSED_WORKING_PAPERS", "会议草稿")
    keep_phrase(desk, "REFUSED_WORKING_PAPERS", "讨论记录")
    offered = phrases_for(desk, registered, "REFUSED_WORKING_PAPERS")
    assert [one.text for one in offered] == ["讨论记录", "会议草稿"]
    assert phrases_for(desk, registered, "REFUSED_STATE_SECRET") == []


@pytest.mark.parametrize("on", ["2026-01-01", "2026-12-31"])
def test_a_year_has_requests_from_its_first_day_to_its_last(desk, do, on: str) -> None:
    do("register", None, on, applicant_name="林一帆", information_sought=SOUGHT)
    assert [_has_year(desk, year) for year in (2025, 2026, 2027)] == [False, True, False]


def test_what_goes_when_a_request_is_erased() -> None:
    words = frozenset({"林一帆"})
    assert list(_going("received.phone", "13800138000", words)) == ["13800138000"]
    assert list(_going("noted.text", "已电话告知林一帆", words)) == ["林一帆"]
    assert list(_going("noted.text", "已电话告知", words)) == []


def test_word_is_told_both_files_by_name() -> None:
    command = windows_command(Path("申请 表.docx"), Path("申请 表.pdf"))
    script = base64.b64decode(command[-1]).decode("utf-16-le")
    for name in ("申请 表.docx", "申请 表.pdf"):
        assert base64.b64encode(name.encode()).decode() in script


def test_a_county_compares_with_the_year_before(desk, registered) -> None:
    report = year_report(desk, 2026)
    unit = UnitReport(Path("甲.xlsx"), report, ())
    earlier = year_report(desk, 2025)
    before = RollUp(earlier, [UnitReport(Path("甲.xlsx"), earlier, ())])
    now = RollUp(report, [unit])

    def why() -> list[str]:
        (unit_assessed,) = assess(desk, now)
        return [one.why for one in unit_assessed.lines if one.item == "与上年衔接"]

    assert why() == ["上年没有可比的报告"]
    publish_county(desk, before, desk.today)
    assert why() != ["上年没有可比的报告"]
