"""What the commands answer to lines of JSON, right and wrong, held against what was approved."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from casework.commands.due import MOST_STEPS, due_line
from casework.commands.fee import fee_line
from casework.commands.json_input import shown
from casework.commands.lines import answer_lines
from casework.commands.notice import given_text, notice_json
from rules.errors import ClerkError

CASE: Mapping[str, Any] = {"received_on": "2026-03-06"}
STEP: Mapping[str, Any] = {"step": "decided", "on": "2026-03-20"}


def step(**named: object) -> dict[str, object]:
    return {**CASE, "steps": [{**STEP, **named}]}


COURSES: Mapping[str, Sequence[Mapping[str, object]]] = {
    "a correction with an end of its own": [{"step": "correction_noticed", "on": "2026-03-09", "delivered_on": "2026-03-10", "until": "2026-03-20"}, {"step": "correction_received", "on": "2026-03-18"}],
    "a correction of so many days": [{"step": "correction_noticed", "on": "2026-03-09", "delivered_on": "2026-03-10", "days": 7}],
    "not delivered": [{"step": "correction_noticed", "on": "2026-03-09"}],
    "a third party with good reason": [{"step": "third_party_consulted", "on": "2026-03-10", "ref": "甲公司", "delivered_on": "2026-03-12"}, {"step": "third_party_answered", "on": "2026-04-20", "ref": "甲公司", "good_reason": True}],
    "a third party without": [{"step": "third_party_consulted", "on": "2026-03-10", "ref": "甲公司", "delivered_on": "2026-03-12"}, {"step": "third_party_answered", "on": "2026-04-20", "ref": "甲公司", "good_reason": False}],
    "extended and served": [{"step": "extended", "on": "2026-03-30", "days": 20}, {"step": "decided", "on": "2026-04-20"}, {"step": "served", "on": "2026-04-21"}],
    "too late": [{"step": "decided", "on": "2026-05-20"}, {"step": "served", "on": "2026-05-21"}],
    "reconsidered, the simple procedure": [{"step": "decided", "on": "2026-03-20"}, {"step": "served", "on": "2026-03-23"}, {"step": "reconsidered", "on": "2026-04-10", "simple_procedure": True}],
    "reconsidered, the ordinary one": [{"step": "decided", "on": "2026-03-20"}, {"step": "served", "on": "2026-03-23"}, {"step": "reconsidered", "on": "2026-04-10", "simple_procedure": False}],
    "ordered anew in working days": [{"step": "decided", "on": "2026-03-20"}, {"step": "served", "on": "2026-03-23"}, {"step": "reply_ordered", "on": "2026-06-01", "working_days": 15, "by": "reconsideration"}],
    "ordered anew in days": [{"step": "decided", "on": "2026-03-20"}, {"step": "served", "on": "2026-03-23"}, {"step": "reply_ordered", "on": "2026-06-01", "days": 15, "by": "court"}],
    "withdrawn": [{"step": "withdrawn", "on": "2026-03-16"}],
}  # fmt: skip
WRONG: Sequence[object] = (
    [], "甲", 7, {}, {"received_on": None}, {"received_on": "2026-3-6"}, {"received_on": "2026-02-30"}, {"received_on": "2026-W01-1"}, {"received_on": 20260306}, {"from": "2026-03-06"}, {"working_days": 5}, {"from": None, "working_days": 5}, {"from": "2026-03-06", "working_days": "五"}, {"from": "2026-03-06", "working_days": True},
    {"from": "2026-03-06", "working_days": -1}, {"from": "2026-03-06", "working_days": 2.5}, {"from": "2026-03-06", "working_days": {"甲": 1}}, {"from": "2026-03-06", "working_days": [1]}, {**CASE, "steps": {}}, {**CASE, "steps": [7]}, {**CASE, "steps": [STEP] * (MOST_STEPS + 1)}, {**CASE, "as_of": "明天"}, {**CASE, "calendar_known_until": "甲" * 50},
    step(step="received"), step(step="好"), step(step=7), step(on=None), step(colour="red"), step(working_days=5), step(by="court"), step(step="reply_ordered", by="甲"), step(good_reason="是"), step(simple_procedure=1), step(ref=7), step(days=-1), step(until="2026"), step(delivered_on=3),
)  # fmt: skip
FEES: Sequence[object] = (
    {"pages": 0}, {"pages": 30}, {"pages": 31}, {"pages": 100}, {"pages": 101}, {"pages": 200}, {"pages": 201}, {"nth_in_month": 1}, {"nth_in_month": 10}, {"nth_in_month": 11}, {"nth_in_month": 30}, {"nth_in_month": 31}, {"nth_in_month": 0}, {"pages": -1}, {"pages": 1, "nth_in_month": 1}, {}, [], {"pages": None, "nth_in_month": None}, {"pages": "30"},
)  # fmt: skip


def test_what_due_answers(approved) -> None:
    def tell() -> Iterator[str]:
        for name, steps in COURSES.items():
            for as_of in (None, "2026-06-30"):
                given = {**CASE, "steps": steps, **({"as_of": as_of} if as_of else {})}
                ((answer, good),) = answer_lines([json.dumps(given)], due_line)
                told = json.loads(answer)
                ledger = [
                    f"{one['date']}{'*' if one['counted'] else ''}"
                    for one in told.pop("ledger", [])
                ]
                yield f"== {name} {as_of} {good} {ledger[:1]}–{ledger[-1:]} {len(ledger)}"
                for clock in told.get("clocks", []):
                    own = clock.pop("ledger", [])
                    clock["proof"] = [own[0], own[-1]] if own else []
                yield from (
                    f"  {key}: {value}"
                    for key, value in told.items()
                    if not isinstance(value, list)
                )
                yield from (
                    f"  {key} {one}"
                    for key, value in told.items()
                    if isinstance(value, list)
                    for one in value
                )
        for given in (
            {"from": "2026-12-20", "working_days": 20, "calendar_known_until": "2026-12-31"},
            {"from": "2026-03-06", "working_days": 0},
            {**CASE, "calendar_known_until": "2026-03-10"},
        ):
            counted = due_line(given)
            yield f"{given}: { {key: value for key, value in counted.items() if not isinstance(value, list)} }"

    approved("due_answered", tell())


def test_what_is_wrong_with_a_line_of_due(approved) -> None:
    def tell() -> Iterator[str]:
        lines = [
            *(json.dumps(one, ensure_ascii=False) for one in WRONG),
            "",
            "\ufeff",
            "{",
            '{"pages": 1, "pages": 2}',
            "[" * 100_000,
            "9" * 5_000,
        ]
        for line, (answer, good) in zip(
            [one for one in lines if one.strip("\ufeff")],
            answer_lines(lines, due_line),
            strict=True,
        ):
            yield f"{line[:80]} {good}: {json.loads(answer)['error']}"
        for value in (None, True, 1.5, "甲" * 38, "甲" * 39, [1], {"甲": 1}):
            yield shown(value)

    approved("due_refused", tell())


def test_what_fee_answers(approved) -> None:
    def tell() -> Iterator[str]:
        for given in FEES:
            ((answer, good),) = answer_lines(
                [json.dumps(given)], lambda one: fee_line(one, date(2026, 3, 6))
            )
            yield f"{given} {good}: {json.loads(answer)}"

    approved("fee_answered", tell())


def test_what_notice_answers(approved) -> None:
    whole = "2026年部分节假日安排：一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
    texts = {"a notice": whole, "another year": whole.replace("2026", "2025"), "no notice": "今天天气很好。", "in part": whole + "二、某节：某日放假。", "a page": f"<html><p>{whole}</p>"}  # fmt: skip

    def tell() -> Iterator[str]:
        for name, text in texts.items():
            for code in ("utf-8", "gb18030") if name != "a page" else ():
                assert given_text(text.encode(code)) == text
            try:
                days, said = notice_json(text, 2026)
                yield f"{name}: {days} {said}"
            except ClerkError as error:
                yield f"{name}: {error}"

    approved("notice_answered", tell())
