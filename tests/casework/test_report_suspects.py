from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from casework.reports.evidence import DoubtKind, applicant_from_name, doubts, row_from_words
from casework.reports.request_facts import ReportedRequest
from casework.reports.suspects import difference, ledger_suspects, suspects
from rules.annual_report import table_3
from rules.replies import ReplyKind
from rules.report_rows import Applicant
from tests.bench.report_ledgers import YEAR, a_ledger, plant


def a_request(**changed):
    plain = ReportedRequest(
        request_id=1,
        register_number="〔2025〕1号",
        year=2025,
        serial=1,
        applicant_name="李娜",
        applicant=Applicant.NATURAL_PERSON,
        received_on=date(2025, 3, 5),
        matter="青石村征地批复",
        closed_on=date(2025, 4, 1),
        outcome_row=13,
    )
    return replace(plain, **changed)


OPEN = {"closed_on": None, "outcome_row": None}


def table(ledger):
    return table_3((request.counted for request in ledger), YEAR)


@pytest.mark.parametrize(
    ("name", "paper", "kind"),
    [
        ("李娜", "", Applicant.NATURAL_PERSON),
        ("李娜等5人", "", Applicant.NATURAL_PERSON),
        ("临江置业有限公司", "", Applicant.BUSINESS),
        ("临江律师事务所", "执业许可证", Applicant.LEGAL_SERVICES),
        ("青石村村民委员会", "", Applicant.OTHER_BODY),
        ("省农业研究所", "", Applicant.RESEARCH_BODY),
        ("绿水环保促进会", "", Applicant.CHARITY),
        ("阿依古丽·买买提江", "居民身份证", Applicant.NATURAL_PERSON),
        ("某某中心站", "", None),
    ],
)
def test_a_name_suggests_the_kind_of_applicant(name, paper, kind):
    assert applicant_from_name(a_request(applicant_name=name, id_type=paper))[0] is kind


@pytest.mark.parametrize("kind", ReplyKind)
def test_the_label_of_a_reply_suggests_its_own_row(kind):
    assert row_from_words(kind.label) == kind.outcome.row


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("信息不存在", 13),
        ("部分公开", 4),
        ("涉及商业秘密，不予公开", 8),
        ("申请人撤回", 23),
        ("逾期未补正", 21),
        ("已主动公开", 3),
        ("", None),
    ],
)
def test_the_words_of_a_reply_suggest_a_row(words, row):
    assert row_from_words(words) == row


def test_equal_figures_have_no_suspects():
    ledger = a_ledger(200, 1)
    assert suspects(ledger, table(ledger), YEAR) == []
    assert ledger_suspects(ledger, ledger, YEAR) == []
    assert difference(table(ledger), table(ledger)) == {}


def test_a_company_entered_as_a_person_is_the_first_suspect():
    ledger = a_ledger(500, 2)
    at = max(n for n, one in enumerate(ledger) if one.applicant is Applicant.BUSINESS)
    wrong = [*ledger]
    wrong[at] = replace(ledger[at], applicant=Applicant.NATURAL_PERSON)
    first = suspects(wrong, table(ledger), YEAR)[0]
    assert first.request_id == ledger[at].request_id
    assert first.kind is DoubtKind.APPLICANT
    assert first.explains
    assert "看像是“商业企业”" in first.sentence


def test_a_number_left_out_is_named():
    ledger = a_ledger(500, 3)
    gone = ledger.pop(250)
    first = suspects(ledger, table([*ledger, gone]), YEAR)[0]
    assert (first.request_id, first.kind) == (None, DoubtKind.MISSING)
    assert first.register_number == gone.register_number


@pytest.mark.parametrize(
    ("first", "gone"),
    [
        # The figure of a year is left as it is, and figures before it stay in front.
        ("依申请〔2025〕2号", "依申请〔2025〕1号"),
        ("2025-002", "2025-001"),
        ("2号（2025）", "1号（2025）"),
        ("临政2025", "2025年第1号"),
        ("", "2025年第1号"),
    ],
)
def test_a_number_left_out_is_named_as_the_others_are(first, gone):
    kept = a_request(request_id=2, serial=2, register_number=first)
    lost = a_request(request_id=1, serial=1, matter="规划许可", outcome_row=3)
    (found, *_) = suspects([kept], table([kept, lost]), YEAR)
    assert (found.register_number, found.kind, found.explains) == (gone, DoubtKind.MISSING, True)
    assert found.sentence == f"{gone}：2025年登记编号中缺少第1号，可能漏登，请核对漏登。"


def test_the_29th_of_february_of_another_year_is_doubted():
    """Neither of the years about 2026 has such a day; the row is put beside its neighbours."""
    around = [
        a_request(request_id=n, serial=n, year=2026, received_on=date(2026, 3, n), **OPEN)
        for n in range(1, 6)
    ]
    odd = replace(around[2], received_on=date(2024, 2, 29))
    (doubt,) = (one for one in doubts([*around[:2], odd, *around[3:]], 2024) if one.request is odd)
    assert doubt.sentence == (
        "〔2025〕1号：登记的收到日期2024-02-29与前后编号的日期（2026-03-02前后）不相连，请核对收到日期。"
    )
    early = a_request(received_on=date(2024, 2, 29), arrived_on=date(2022, 5, 1), **OPEN)
    assert "晚于2022-05-01的到达或者答复" in doubts([early], 2024)[0].why


@pytest.mark.parametrize("labelled", [1.0, 0.5])
def test_a_culprit_is_among_the_first_three_guesses_from_the_table_alone(labelled):
    hits = Counter()
    for seed in range(20):
        truth = a_ledger(5000 if seed < 1 else 700, seed, labelled=labelled)
        told = table(truth)
        for count in (1, 2, 3):
            wrong, culprits = plant(truth, count, seed)
            guessed = {one.register_number for one in suspects(wrong, told, YEAR)[:3]}
            hits[count] += bool(guessed & set(culprits))
    assert min(hits[count] for count in (1, 2, 3)) >= 18


def test_every_culprit_is_among_the_first_three_where_the_ledger_is_at_hand():
    for seed in range(6):
        truth = a_ledger(2000, seed)
        for count in (1, 2, 3):
            wrong, culprits = plant(truth, count, seed)
            guessed = {one.register_number for one in ledger_suspects(truth, wrong, YEAR)[:3]}
            assert set(culprits) <= guessed


def test_rows_without_numbers_are_matched_by_applicant_and_subject():
    truth = a_ledger(800, 5)
    wrong, culprits = plant(truth, 1, 11)
    bare = [replace(one, register_number="") for one in wrong]
    found = ledger_suspects(truth, bare, YEAR)
    assert 1 <= len(found) <= 2
    spoilt = set(wrong) ^ set(truth)
    ids = {one.request_id for one in spoilt}
    assert found[0].request_id in ids or found[0].register_number in {
        f"台账第{number}行" for number in ids
    }
    assert culprits


def test_a_difference_nothing_speaks_for_is_still_narrowed_down():
    ledger = [
        a_request(request_id=n, serial=n, matter=f"材料{n}", outcome="") for n in range(1, 40)
    ]
    moved = [replace(ledger[0], outcome_row=3), *ledger[1:]]
    found = suspects(ledger, table(moved), YEAR)
    assert found
    assert found[0].kind is DoubtKind.OUTCOME
    assert "共有39件" in found[0].sentence


def test_of_two_rows_with_one_number_the_nearer_is_the_same_request():
    """The nearer by days; another outcome weighs ten of them."""
    mine = a_request(received_on=date(2025, 3, 5))
    near = replace(mine, request_id=2, received_on=date(2025, 3, 14))
    far = replace(mine, request_id=3, received_on=date(2025, 3, 15))
    other = replace(mine, request_id=4, outcome_row=4)
    for rows in ([near, far], [far, near], [other, near], [near, other]):
        (found,) = ledger_suspects([mine], rows, YEAR)
        assert (found.request_id, found.kind) == (None, DoubtKind.DUPLICATE)
        assert found.sentence == (
            "〔2025〕1号：台账里有，登记簿里没有（或者台账重复登记），请核对。"
        )
    (found,) = ledger_suspects([mine], [other], YEAR)
    assert (found.request_id, found.kind) == (1, DoubtKind.OUTCOME)
    assert len(ledger_suspects([mine] * 12, [], YEAR)) == 10


def test_of_many_alike_those_at_the_edges_of_the_year_come_first():
    days = [date(2025, 6, 1), date(2025, 1, 9), date(2025, 12, 20), date(2025, 3, 1)]
    ledger = [
        a_request(request_id=n, serial=n, matter=f"材料{n}", received_on=day, closed_on=day)
        for n, day in enumerate(days, start=1)
    ]
    moved = [replace(ledger[0], outcome_row=3), *ledger[1:]]
    found = suspects(ledger, table(moved), YEAR)
    assert [one.request_id for one in found] == [2, 3, 4]
    assert all("共有4件" in one.sentence for one in found)


def test_a_day_45_days_from_its_neighbours_is_not_far():
    near = [
        a_request(request_id=n, serial=n, matter=f"材料{n}", received_on=date(2025, 12, 1), **OPEN)
        for n in range(2, 7)
    ]
    told = {
        day: [one.sentence for one in doubts([a_request(received_on=day, **OPEN), *near], 2026)]
        for day in (date(2026, 1, 15), date(2026, 1, 16))
    }
    assert list(told.values()) == [
        [],
        [
            "〔2025〕1号：登记的收到日期2026-01-16与前后编号的日期（2025-12-01前后）不相连，请核对收到日期。"
        ],
    ]


def test_a_day_of_closing_a_year_off_is_told_forwards():
    told = {
        closed: [
            (one.why, one.effect)
            for one in doubts([a_request(received_on=date(2025, 3, 5), closed_on=closed)], YEAR)
            if one.kind is DoubtKind.CLOSED
        ]
        for closed in (
            date(2024, 4, 1), date(2025, 8, 3), date(2026, 3, 4), date(2026, 3, 5),
            date(2026, 4, 1),
        )
    }  # fmt: skip
    assert told == {
        date(2024, 4, 1): [],
        # However long it took, a year less would lie before the request itself.
        date(2025, 8, 3): [],
        date(2026, 3, 4): [],
        date(2026, 3, 5): [
            (
                "2025-03-05收到，2026-03-05办结，相隔365天，不合常情",
                {(13, 1): 1, (25, 1): -1},
            )
        ],
        date(2026, 4, 1): [
            (
                "2025-03-05收到，2026-04-01办结，相隔392天，不合常情",
                {(13, 1): 1, (25, 1): -1},
            )
        ],
    }
    early = a_request(received_on=date(2025, 12, 20), closed_on=date(2025, 1, 10))
    (why,) = (one.why for one in doubts([early], YEAR) if one.kind is DoubtKind.CLOSED)
    assert why == "2025-12-20收到，2025-01-10办结，办结早了344天，不合常情"


def test_what_does_not_go_with_an_outcome_says_where_it_may_belong():
    """Each row with what the course of the case leaves open, the likelier ones with more weight."""
    every = set(range(3, 24))
    again = a_request(request_id=2, outcome_row=17, received_on=date(2025, 3, 20))
    asked_twice, first_asked = [a_request(), again], [a_request(), replace(again, matter="另一件")]
    told = [
        ([a_request(outcome_row=21)], "没有补正的记录", dict.fromkeys(every - {15, 21}, 2.0)),
        ([a_request(outcome_row=15)], "没有补正的记录", dict.fromkeys(every - {15, 21}, 2.0)),
        ([a_request(outcome_row=22)], "没有收费的记录", dict.fromkeys(every - {22}, 2.0)),
        (first_asked, "没有同一申请人更早的相同申请", dict.fromkeys(every - {16, 17, 19, 20}, 1.5)),
        ([a_request(consultations=1)], "办理中征求过意见", {8: 1.5, 4: 0.8, 3: 0.5}),
        ([a_request(corrected=True)], "办理中要求过补正", {21: 1.0, 15: 0.8}),
        ([a_request(fee_yuan=1)], "办理中发出过收费通知", {22: 1.0}),
        # What its course bears out is not doubted, nor what says nothing.
        (asked_twice, "", {}),
        ([a_request()], "", {}),
        ([a_request(outcome_row=21, corrected=True)], "", {}),
        ([a_request(outcome_row=22, fee_yuan=1)], "", {}),
        ([a_request(outcome_row=8, consultations=1)], "", {}),
        ([a_request(outcome_row=4, consultations=2)], "", {}),
        ([a_request(corrected=True, used_days=3)], "", {}),
    ]
    for requests, why, rows in told:
        found = [one for one in doubts(requests, YEAR) if one.kind is DoubtKind.OUTCOME]
        # The row its own would give way to, and the sums it stays in.
        offered = {
            row: one.weight for one in found for (row, _), by in one.effect.items() if by > 0
        }
        assert offered == rows, (requests[-1].outcome_row, why)
        assert {one.why.partition("，但")[2] for one in found} == ({why} if why else set())


@pytest.mark.parametrize(("companies", "explains"), [(2, True), (3, False)])
def test_no_difference_is_explained_by_more_than_three_errors(companies, explains):
    """Companies entered as persons, and one outcome that nothing speaks against."""
    ledger = [
        a_request(request_id=n, serial=n, matter=f"材料{n}", applicant_name=name)
        for n, name in enumerate(["青枫建材有限公司"] * companies + ["李娜"], start=1)
    ]
    truth = [replace(one, applicant=Applicant.BUSINESS) for one in ledger[:-1]]
    truth.append(replace(ledger[-1], outcome_row=3))
    found = suspects(ledger, table(truth), YEAR)
    assert [one.request_id for one in found if one.explains] == (
        [one.request_id for one in ledger] if explains else []
    )
    assert {one.request_id for one in found} >= {one.request_id for one in ledger[:-1]}


EVERY_ROW = set(range(3, 24))


@pytest.mark.parametrize(
    ("row", "course", "offered"),
    [
        # What is closed for want of a correction or of a fee needs its notice before it.
        (15, {}, EVERY_ROW - {15, 21}),
        (21, {}, EVERY_ROW - {15, 21}),
        (21, {"corrected": True}, set()),
        (22, {}, EVERY_ROW - {22}),
        (22, {"fee_yuan": 100}, set()),
        # A first request is no repeated one, nor any of the others that come again and again.
        (17, {}, EVERY_ROW - {16, 17, 19, 20}),
        # What was asked of others, corrected or charged for speaks for what comes of that.
        (13, {"consultations": 1}, {3, 4, 8}),
        (8, {"consultations": 1}, set()),
        (13, {"corrected": True, "used_days": 0}, {15, 21}),
        (13, {"corrected": True, "used_days": 5}, set()),
        (13, {"fee_yuan": 100}, {22}),
        (13, {}, set()),
    ],
)
def test_a_course_without_what_its_outcome_needs_is_doubted(row, course, offered):
    found = doubts([a_request(outcome_row=row, **course)], YEAR)
    assert {at for one in found for (at, _), by in one.effect.items() if by > 0} == offered
    assert {one.kind for one in found} <= {DoubtKind.OUTCOME}
