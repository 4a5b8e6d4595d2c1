"""Used, paused and late days have one source, the fold: what is shown is what the proof counts."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from casework.acts import Done
from casework.cases.case_file import CaseFile, assembled, load
from casework.cases.projection import columns
from casework.desk.desk import Desk
from casework.year.ledger_lines import lines_of_year
from casework.year.year_facts import reported_requests
from casework.year.year_report import why_counted, year_report
from db import requests, settings, steps
from rules import time_limits as limits
from rules.practice import Practice
from rules.time_limits import ReplyClock

Do = Callable[..., Done]
REPLY = {"kind": "PROVIDED", "provided": "文件"}


def on_the_register(desk: Desk) -> tuple[int | None, int | None, int | None]:
    """Return used, paused and late days as analysis and ledger show them."""
    (request,) = reported_requests(desk)
    (line,) = lines_of_year(desk, 2026)
    return request.used_days, line.stopped_days, line.late_days


class TestTheCoursesThatWereCountedWrongly:
    """Each received on Friday 6 March 2026."""

    def settle(self, desk: Desk, **practice: bool) -> None:
        settings.put(desk.store, "practice", practice)
        desk.forget_settings()

    def answer(self, do: Do, request_id: int, on: str) -> None:
        do("decide", request_id, on, **REPLY)
        do("serve", request_id, on, mail_number="1000000000001")

    def test_a_referral_that_pauses_leaves_three_days_used(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        self.settle(desk, secrecy_referral_pauses=True)
        do("refer", registered, "2026-03-09", body="青枫区国家保密局", content="能否公开")
        do("referral_answered", registered, "2026-03-23", answer="可以公开")
        self.answer(do, registered, "2026-03-25")
        # 9, 24 and 25 March; 10 to 23 March, ten working days, were not counted.
        assert on_the_register(desk) == (3, 10, 0)

    def test_a_payment_that_opens_no_fresh_period_leaves_eight_days_used(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        self.settle(desk, payment_opens_fresh_period=False)
        do("notice_fee", registered, "2026-03-11", method="BY_PAGE", units=50, account="国库")
        do("pay_fee", registered, "2026-03-18", yuan=200)
        self.answer(do, registered, "2026-03-25")
        # 9 to 11 and 19 to 25 March.
        assert on_the_register(desk) == (8, 5, 0)

    def test_a_late_correction_notice_that_stops_nothing_leaves_eighteen_days_used(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        self.settle(desk, late_correction_notice_stops=False)
        do("ask_correction", registered, "2026-03-20", items="请写明文号")
        do("receive_correction", registered, "2026-03-24")
        self.answer(do, registered, "2026-04-01")
        assert on_the_register(desk) == (18, None, 0)

    def test_a_consultation_nobody_waited_for_paused_until_the_reply_only(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
        do("decide", registered, "2026-03-13", kind="ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-03-13", mail_number="1000000000001")
        clock.day = date(2026, 6, 30)
        # 12 and 13 March.
        assert on_the_register(desk) == (3, 2, 0)

    def test_an_answer_whose_day_counts_paused_for_four_days(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        self.settle(desk, answer_day_counts=True)
        do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
        do("third_party_answered", registered, "2026-03-18", ref="某某公司", opinion="CONSENT")
        # 12, 13, 16 and 17 March; open yet, and so out of the fold.
        (line,) = lines_of_year(desk, 2026)
        assert line.stopped_days == 4
        self.answer(do, registered, "2026-03-20")
        assert on_the_register(desk) == (6, 4, 0)


class TestLateDays:
    def test_run_from_the_day_that_was_missed_whatever_came_after(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("notice_fee", registered, "2026-04-08", method="BY_PAGE", units=50, account="国库")
        do("pay_fee", registered, "2026-04-09", yuan=200)
        do("decide", registered, "2026-04-10", **REPLY)
        do("serve", registered, "2026-04-10", mail_number="1000000000001")
        # Due on Friday 3 April; 7 to 10 April are working days, the 6th a holiday.
        assert on_the_register(desk) == (1, None, 4)
        row = requests.one(desk.store, registered)
        assert (row.in_time, row.reported_in_time, row.missed_on) == (
            False,
            False,
            date(2026, 4, 3),
        )

    def test_a_reply_on_the_day_of_rest_after_the_last_is_a_day_late(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-04-03", **REPLY)
        do("serve", registered, "2026-04-04", method="BY_HAND", received_by="林一帆")
        assert on_the_register(desk) == (20, None, 1)

    def test_the_first_reply_is_what_the_report_counts(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-20", **REPLY)
        do("serve", registered, "2026-03-20", mail_number="1000000000001")
        do("order_reply", registered, "2026-05-18", by="OFFICE", days=5)
        do(
            "review",
            registered,
            "2026-06-10",
            disclosure_opinion="同意",
            disclosure_reviewer="周敏",
            secrecy_opinion="不涉密",
            secrecy_reviewer="吴涛",
        )
        do("decide", registered, "2026-06-10", kind="ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-06-10", mail_number="1000000000002")
        row = requests.one(desk.store, registered)
        assert (row.report_row, row.reported_on, row.reported_in_time, row.late_days) == (
            3,
            date(2026, 3, 20),
            True,
            0,
        )
        assert (row.closed_on, row.in_time, row.missed_on, row.rounds) == (
            date(2026, 6, 10),
            False,
            date(2026, 5, 25),
            2,
        )
        (request,) = reported_requests(desk)
        assert (request.closed_on, request.outcome_row) == (date(2026, 3, 20), 3)
        assert "2026年3月20日办结" in why_counted(desk, 2026, [registered])[registered]

    def test_a_request_opened_again_stays_counted_where_it_was(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("decide", registered, "2026-03-20", **REPLY)
        do("serve", registered, "2026-03-20", mail_number="1000000000001")
        before = year_report(desk, 2026).table3
        do("order_reply", registered, "2026-05-18", by="OFFICE")
        assert year_report(desk, 2026).table3 == before
        assert why_counted(desk, 2026, [registered])[registered]

    def test_an_office_that_counts_the_last_reply_has_it_open_until_then(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        settings.put(desk.store, "practice", {"reopened_keeps_first_closing": False})
        desk.forget_settings()
        do("decide", registered, "2026-03-20", **REPLY)
        do("serve", registered, "2026-03-20", mail_number="1000000000001")
        do("order_reply", registered, "2026-05-18", by="OFFICE", days=5)
        row = requests.one(desk.store, registered)
        assert (row.reported_on, row.report_row, row.closed_on) == (None, None, None)


_SWITCHES = (
    "sent_day_counts",
    "answer_day_counts",
    "secrecy_referral_pauses",
    "reasons_asked_stops",
    "late_correction_notice_stops",
    "late_correction_presumed_excused",
    "payment_opens_fresh_period",
    "extension_after_payment",
)


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, sample_office: Callable[..., Desk]
) -> Iterator[Desk]:
    desk = sample_office(tmp_path_factory.mktemp("样例"))
    yield desk
    desk.close()


@pytest.mark.parametrize("chosen", list(product((False, True), repeat=4)))
def test_every_practice_makes_every_course_of_the_sample_agree_with_its_proof(
    sample: Desk, chosen: tuple[bool, ...]
) -> None:
    closed = 0
    for request_id in requests.ids(sample.store, requests.Query()):
        row = requests.one(sample.store, request_id)
        records = steps.of_request(sample.store, request_id)
        for rest in product((False, True), repeat=4):
            switched: dict[str, Any] = dict(zip(_SWITCHES, (*chosen, *rest), strict=True))
            practice = Practice(**switched)
            file = assembled(
                request_id, row.register_number, records, sample.outlook, practice, sample.today
            )
            shown = columns(file, practice)
            if shown["reported_on"] is None:
                assert (shown["used_days"], shown["paused_days"], shown["late_days"]) == (
                    None,
                    None,
                    None,
                )
                continue
            closed += 1
            assert (shown["used_days"], shown["paused_days"]) == _proved(file), practice
            missed_on, ended_on = file.case.missed_on, shown["reported_on"]
            assert bool(shown["late_days"]) == (missed_on is not None)
            if missed_on is not None:
                assert missed_on < ended_on
    assert closed > 16 * 20


def _proved(file: CaseFile) -> tuple[int, int]:
    """Count the days of the ledgers one by one: those numbered, and those left out."""
    one = file.case.rounds[0]
    end = one.ended_on
    assert end is not None
    ledgers = [
        _ledger(file, clock, end if clock.stopped_on is None else min(end, clock.stopped_on))
        for clock in (*one.openings, one.reply)
    ]
    used = sum(day.counted for day in ledgers[-1])
    calendar = file.case.outlook.safe
    paused = sum(
        not day.counted and calendar.is_working_day(day.on)
        for ledger in ledgers
        for day in ledger[1:]
    )
    return used, paused


def _ledger(file: CaseFile, clock: ReplyClock, until: date) -> list[limits.LedgerDay]:
    return list(
        limits.ledger(
            clock.opened_on,
            until,
            file.case.outlook.safe,
            opening_why="",
            spells=file.case.rounds[0].spells,
            practice=file.case.practice,
        )
    )


def test_a_request_that_is_open_is_counted_by_the_fold_alone(
    desk: Desk, do: Do, registered: int
) -> None:
    do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
    file = load(desk, registered)
    assert columns(file, desk.practice)["paused_days"] is None


_ROOT = Path(__file__).parents[3]
# Days are asked of the desk, which asks `rules/`; the sample office and the benches invent theirs.
_MAY_COUNT = {"casework/desk/desk.py", "casework/sample_office.py"}
_COUNTING = {"nth_after", "next_working_day"}
_LAW_OF_DAYS = {"Spell", "pauses", "reply_due", "natural_due", "days_between"}


def _counts_days(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in (
            "rules.time_limits",
            "rules.working_days",
        ):
            yield from (name.name for name in node.names if name.name in _LAW_OF_DAYS)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        # Counting days takes two of them; counting anything else takes one thing or none.
        two_days = name == "count" and len(node.args) == 2 and _is_calendar(node.func.value)
        if name in _COUNTING or two_days:
            yield f"{name}()"


def _is_calendar(value: ast.expr) -> bool:
    return ast.unparse(value).rsplit(".", 1)[-1] in {"calendar", "safe", "expected", "settled"}


def test_days_are_counted_in_rules_and_nowhere_else() -> None:
    found = {
        str(path.relative_to(_ROOT)).replace("\\", "/"): list(
            _counts_days(ast.parse(path.read_text(encoding="utf-8")))
        )
        for floor in ("casework", "desktop", "forms", "db")
        for path in (_ROOT / floor).rglob("*.py")
    }
    assert len(found) > 200
    assert {name: said for name, said in found.items() if said and name not in _MAY_COUNT} == {}


@pytest.mark.parametrize(
    "line",
    [
        "left = calendar.count(today, due_on)",
        "day = desk.outlook.safe.nth_after(day, 20)",
        "from rules.time_limits import Spell",
        "from rules.working_days import days_between",
    ],
)
def test_the_check_finds_what_it_looks_for(line: str) -> None:
    assert list(_counts_days(ast.parse(line)))
