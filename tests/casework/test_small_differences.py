"""What one sign less or more in the program would change, found by mutation (docs/mutation.md)."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from casework.acts import Done
from casework.cases.attachments import add_file
from casework.cases.case_file import load
from casework.cases.review_course import findings_of
from casework.desk.desk import Desk
from casework.importing.columns import _may_stand
from casework.importing.published_list import documents_in
from casework.importing.vocabulary import BY_NAME
from casework.letters import values_of
from casework.letters.facts import Consulted
from casework.letters.registered import Item, words_of
from casework.letters.sample import CASE, SAID
from casework.pages.case_page import case_page
from casework.pages.worklist import _bears
from casework.papers.proofs import bases_of, proof_letters
from casework.receipt.forwarded import day_said
from casework.receipt.marks import options_in
from casework.receipt.web_form import web_rows
from casework.redaction.characters import Chunk, Flow
from casework.redaction.places import Box
from casework.redaction.secret_kinds import SecretKind
from casework.redaction.tables import TableColumn, _ends_the_table
from db import history
from db.migrations import migrations, step_names
from db.opening import open_store
from db.pinyin import pinyin_key
from rules.errors import ClerkError
from rules.item_review import SecrecyResult
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind


def test_one_circle_is_no_list_of_options_and_two_are() -> None:
    assert options_in("○ 请于当日答复") is None
    found = options_in("○纸质 √电子")
    assert found is not None
    assert found.ticked == ("电子",)


@pytest.mark.parametrize("typed", ["linyi", "LYF", "一帆"])
def test_a_name_is_found_by_its_sound_or_its_first_letters(typed: str) -> None:
    assert _bears("林一帆", typed)
    assert not _bears("林一帆", "wang")


def test_only_a_refusal_for_a_third_party_tells_what_the_third_party_said() -> None:
    asked = Consulted(sent_on=date(2026, 2, 3), consents=False)
    case = replace(CASE, consultations=(asked,))
    secret = words_of(Item(kind=ReplyKind.REFUSED_STATE_SECRET, text="方案", said=SAID), case)
    third = words_of(Item(kind=ReplyKind.REFUSED_THIRD_PARTY_RIGHTS, text="合同", said=SAID), case)
    assert "第三方不同意公开" not in secret.finding
    assert "第三方不同意公开" in third.finding


def test_a_file_is_added_in_an_entry_of_that_name(
    desk: Desk, registered: int, tmp_path: Path
) -> None:
    path = tmp_path / "附件.txt"
    path.write_text("内容", encoding="utf-8")
    add_file(desk, registered, path)
    assert len(history.noted(desk.store, "attach")) == 1


def test_a_list_on_a_page_without_html_around_it_is_read(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    page.write_text(
        "<!doctype html><ul><li><a href='https://example.org/a.html'>2025年工作要点</a>"
        "<span>2025-01-02</span></li></ul>",
        encoding="utf-8",
    )
    assert [one.title for one in documents_in(page)] == ["2025年工作要点"]


def test_a_head_of_a_table_on_a_page_is_a_cell_as_well() -> None:
    (row,) = web_rows("<table><tr><th>申请人姓名</th><td>周敏</td></tr></table>")
    assert [cell.text for cell in row.cells] == ["申请人姓名", "周敏"]


@pytest.mark.parametrize(
    ("kept", "found"),
    [({}, SecrecyResult.CLEAR), ({"secrecy": "SECRET"}, SecrecyResult.SECRET)],
)
def test_what_the_secrecy_review_found_stays_with_its_item(
    kept: dict[str, str], found: SecrecyResult
) -> None:
    item = {"content": "工作方案", "result": "RELEASE", **kept}
    step = Step(StepKind.REVIEWED, date(2026, 3, 10), details={"items": [item]})
    assert [one.secrecy for one in findings_of([step])] == [found]


@pytest.mark.parametrize(("served_on", "words"), [("2026-04-03", "按期"), ("2026-04-07", "逾期")])
def test_a_clock_that_ended_says_whether_in_time(
    desk: Desk, clock: Any, registered: int, do: Callable[..., Done], served_on: str, words: str
) -> None:
    clock.day = date(2026, 4, 8)
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="方案，纸质1份")
    do("serve", registered, served_on, method="POST", mail_number="EMS1")
    (line,) = [one for one in case_page(desk, registered).clocks if one.label == "答复期限"]
    assert line.words.startswith(words)


@pytest.mark.parametrize("month", ["January", "May", "December"])
def test_an_english_month_of_a_mail_passed_on_is_understood(month: str) -> None:
    number = {"January": "01", "May": "05", "December": "12"}[month]
    assert day_said(f"Monday, {month} 4, 2026 9:20 AM") == f"2026-{number}-04"


@pytest.mark.parametrize(
    ("kind", "ground", "refused"),
    [
        ("NATURAL_PERSON", "DIED", False),
        ("NATURAL_PERSON", "DISSOLVED", True),
        ("BUSINESS", "DIED", True),
        ("BUSINESS", "DISSOLVED", False),
    ],
)
def test_a_person_dies_and_a_body_is_dissolved(
    do: Callable[..., Done], kind: str, ground: str, refused: bool
) -> None:
    one = do(
        "register",
        None,
        "2026-03-06",
        applicant_name="某某",
        applicant_kind=kind,
        information_sought="方案",
    ).request_id
    told = {"ground": ground, "note": "证明材料已核实"}
    if refused:
        with pytest.raises(ClerkError, match="请改选原因"):
            do("withdraw", one, "2026-03-10", **told)
    else:
        assert do("withdraw", one, "2026-03-10", **told).step_id


def test_a_surname_of_several_readings_has_its_own() -> None:
    assert pinyin_key("黎明") == "liming lm"


def test_a_column_below_a_heading_of_suits_is_one_of_suits() -> None:
    suit, reply = BY_NAME["suit_result"], BY_NAME["served_on"]
    assert _may_stand("结果", "结果", "行政诉讼", suit)
    assert not _may_stand("结果", "结果", "行政诉讼", reply)


def test_a_line_with_a_label_ends_a_table_and_a_row_does_not() -> None:
    last = Box(100, 100, 400, 112)
    columns = [TableColumn(SecretKind.PERSON, 0, 300)]

    def line(*words: str) -> list[Chunk]:
        return [
            Chunk(Flow(one, range(len(one))), Box(100 + 150 * at, 114, 200 + 150 * at, 126))
            for at, one in enumerate(words)
        ]

    assert _ends_the_table(line("合计 :", "3"), columns, last)
    assert not _ends_the_table(line("周敏", "3"), columns, last)


def test_the_proof_of_a_period_that_opened_anew_cites_why(
    desk: Desk, registered: int, do: Callable[..., Done]
) -> None:
    do("ask_correction", registered, "2026-03-09", items="请写明文件名称", days=15)
    do("receive_correction", registered, "2026-03-16", information_sought="2025年工作要点")
    file = load(desk, registered)
    (clock,) = [one for one in file.case.clocks if one.kind is ClockKind.REPLY and not one.ended_on]
    assert bases_of(file, clock) == [
        Provision.REPLY_PERIOD, Provision.CORRECTION, Provision.FIRST_DAY,
    ]  # fmt: skip
    proof = next(letter for title, letter in proof_letters(desk, file) if "答复期限" in title)
    assert values_of(proof)["起算事实"] == "2026年3月16日收到补正申请（条例第30条）"


@pytest.mark.of_file("older registers are files")
def test_an_older_register_that_is_only_read_shows_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.apply(Database(connection), stop_before=step_names()[-1])
        connection.execute("insert into request (register_number) values ('依申请〔2025〕1号')")
    before = path.read_bytes()
    with open_store(path, read_only=True) as store:
        assert store.value("select register_number from request") == "依申请〔2025〕1号"
    assert path.read_bytes() == before
