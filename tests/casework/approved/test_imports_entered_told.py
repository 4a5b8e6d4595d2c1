"""A ledger planned, entered and planned again: what becomes of each row, held against what was
approved."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.acts.registering import SERIES
from casework.desk.desk import Desk
from casework.importing import import_ledger, read_ledger
from casework.importing.planning import import_planned, plan_import, row_cells
from casework.importing.settling_doubts import all_answers, remember
from casework.pages.register_check import problems
from db import numbers, requests, steps
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.importing.ledger_samples import FULL_HEADER, a_row, write

D = date
CLOSED = {"reply": "予以公开", "decided": D(2025, 3, 20), "served": D(2025, 3, 21)}
ROWS: Sequence[Any] = [
    a_row(),
    a_row(number="2", name="江晓舟", sought="规划许可证"),
    a_row(number="2", name="周小舟", sought="名单"),
    a_row(number="第9件", name="王小明", sought="合同"),
    a_row(number=None, name="赵六", sought="公告"),
    a_row(number="2025-001", name="吴用", sought="图纸"),
    a_row(number="依申请〔2025〕1号", name="钱七", sought="另一批复"),
    a_row(number="依申请〔2025〕3号", name="孙八", sought="纪要"),
    a_row(number="信公开〔2025〕3号", name="郑十", sought="预算"),
    a_row(number="依申请〔2025〕4号", received="2025.2.30", name="冯一", sought="决算"),
    a_row(number="依申请〔2025〕0号", name="陈二", sought="零号"),
    a_row(number="依申请〔2025〕10号", name="褚三", sought="延长过久", extended="是", days="30", extended_on="2025.3.28", **CLOSED),
    a_row(number="依申请〔2025〕11号", name="卫四", sought="只有补正收到", corrected="2025.3.10", **CLOSED),
    a_row(number="依申请〔2025〕12号", name="蒋五", sought="先送达后落款", reply="予以公开", decided=D(2025, 3, 20), served=D(2025, 3, 10)),
    a_row(number="依申请〔2025〕13号", name="沈六", sought="延长未写日期", extended="是", reply="予以公开", decided=D(2025, 4, 20), served=D(2025, 4, 21)),
    a_row(number="依申请〔2025〕14号", name="韩七", sought="延长未办结", extended="是", days=10),
    a_row(number="依申请〔2025〕15号", name="杨八", sought="写逾期而未逾期", late="是", **CLOSED),
    a_row(number="依申请〔2025〕16号", name="朱九", sought="写按期而逾期", late="否", reply="予以公开", decided=D(2025, 5, 20), served=D(2025, 5, 21)),
    a_row(number="依申请〔2025〕17号", name="秦一", sought="到期日不同", due=D(2025, 4, 4), **CLOSED),
    a_row(number="依申请〔2025〕18号", name="尤二", sought="首次期限", due=D(2025, 4, 2), noticed="2025.3.10", corrected="2025.3.17", **CLOSED),
    a_row(number="依申请〔2025〕19号", name="许三", sought="补正未收到", noticed="2025.3.10", period="7", **CLOSED),
    a_row(number="依申请〔2025〕20号", name="何四", sought="逾期未补正", noticed="2025.3.10", reply="逾期未补正", decided=D(2025, 4, 1), served=D(2025, 4, 1)),
    a_row(number="依申请〔2025〕21号", name="吕五", sought="缴费未到", fee_noticed="2025.3.10", yuan=100, units=3, method="按件", **CLOSED),
    a_row(number="依申请〔2025〕22号", name="施六", sought="逾期未缴费", fee_noticed="2025.3.10", yuan=100, reply="逾期未缴费", decided=D(2025, 5, 1), served=D(2025, 5, 1)),
    a_row(number="依申请〔2025〕23号", name="张七", sought="归类不同", row="第18行", reply="信息不存在", decided=D(2025, 3, 20), served=D(2025, 3, 21), filed="2025.4.1", file="2025-1"),
    a_row(number="依申请〔2025〕24号", name="孔八", sought="撤回", noticed="2025.3.10", reply="撤回", served=D(2025, 3, 12)),
    a_row(number="依申请〔2025〕25号", name="曹九", sought="分办和复议", section="规划科", assigned="2025.3.6", reconsidered="2025.4.10/区政府/维持/2025.6.3", sued="2025.6.20 青枫区人民法院（2025）赣0100行初7号 驳回起诉 2025.9.1", **CLOSED),
    a_row(number="依申请〔2025〕26号", name="严一", sought="看不出", reply="区别处理", decided=D(2025, 3, 20), served=D(2025, 3, 21)),
    a_row(number="依申请〔2026〕1号", received=D(2026, 3, 2), channel="微信", name="华二", sought="今年的"),
    a_row(number="依申请〔2025〕28号", name="魏四", sought="延长而早已答复", extended="是", **CLOSED),
    a_row(number="依申请〔2025〕27号", name="金三", sought="同一件"),
    a_row(number="依申请〔2025〕27号", name="金三", sought="同一件"),
]  # fmt: skip


def what_is_there(desk: Desk) -> Iterator[str]:
    for row in sorted(requests.every(desk.store), key=lambda one: one.id):
        yield f"{row.id} {row.register_number} {row.year} {row.serial} {row.applicant_name} {row.information_sought}: {row.status} due {row.due_on}"
        for step in steps.of_request(desk.store, row.id)[1:]:
            yield f"   {step.on} {step.kind} {step.details}"
        remark = steps.of_request(desk.store, row.id)[0].details.get("remark")
        if remark:
            yield f"   remark {remark}"
    taken = numbers.Series(desk.store, SERIES)
    yield f"taken {[(year, n) for year in (2025, 2026) for n in range(40) if taken.is_taken(year, n)]}"


def plan_lines(plan: Any) -> Iterator[str]:
    yield plan.words
    yield f"{plan.rows} rows, {plan.entering} entering"
    yield from (f"{one.kind.name} {one.place} {one.told}: {one.reason}" for one in plan.left)
    yield from (f"! {one}" for one in plan.warnings)
    yield from (f"note {one}" for one in plan.notes)
    yield from told(plan.doubts)
    for one in plan.examples:
        yield f"example {one.number} {one.applicant} {one.stands} {[entry.on.isoformat() for entry in one.course]}"


def test_a_ledger_planned_and_entered(approved, desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", [FULL_HEADER, *ROWS])

    def tell() -> Iterator[str]:
        preview = read_ledger(path)
        yield preview.words
        yield from told([preview.outcomes, preview.notes])
        yield f"{preview.rows} {preview.importable} {preview.closed} {preview.problem_count} {preview.warning_count}"
        yield from (
            f"{one.letter} {one.header}: {one.field} {one.label} {one.match.name} {list(one.samples)}"
            for one in preview.columns
        )
        asked: list[tuple[int, int]] = []
        plan = plan_import(desk, path, on_progress=lambda *at: asked.append(at))
        yield "== planned"
        yield from plan_lines(plan)
        yield f"cells {row_cells(plan, '台账', 13)} {row_cells(plan, '台账', 99)} {row_cells(plan, '别的', 3)}"
        outcome = import_planned(desk, plan, on_progress=lambda *at: asked.append(at))
        yield f"== entered {asked} {outcome.ids} {outcome.is_fine}"
        yield from outcome.words.splitlines()
        yield from what_is_there(desk)
        yield from (f"broken: {one}" for one in problems(desk))
        yield "== planned again"
        yield from plan_lines(plan_import(desk, path))

    approved("import_entered", tell())


def test_a_ledger_that_meets_another_register(approved, desk: Desk, tmp_path: Path) -> None:
    first = [
        a_row(),
        a_row(number="依申请〔2025〕2号", name="江晓舟", matter="规划许可证"),
        a_row(number="依申请〔2025〕7号", name="王小明"),
    ]
    second = [
        a_row(sought="别的内容"), a_row(number="2025-2", name="别人", received=D(2025, 3, 6)), a_row(number="依申请〔2025〕2号", name="江晓舟", received=D(2025, 4, 1), sought="规划许可证"),
        a_row(number="2025-007", received=D(2025, 3, 6), name="王小明"), a_row(number="依申请〔2025〕7号", name="别人", received=D(2025, 3, 6), sought="另一内容"), a_row(number="7", name="小王", sought="没有年份"),
        a_row(number="依申请〔2025〕8号", name="江晓", sought="没有冲突"), a_row(number=None, channel="微信", name="明月公司", reply="区别处理", decided="2025.3.20（周五）", served=D(2025, 3, 21)),
        a_row(number=None, channel="微信", name="某建材", kind="单位", sought="不认识的申请人"),
    ]  # fmt: skip
    answers = {"conflict": {"依申请〔2025〕7号": "NEW_NUMBER"}, "channel": {"微信": "INTERNET"}, "reply": {"区别处理": "PARTLY"}, "weekday": {"2025.3.20(周五)": "AS_DATED"}, "applicant": {"某建材": "BUSINESS"}}  # fmt: skip

    def tell() -> Iterator[str]:
        yield import_ledger(desk, write(tmp_path / "甲.xlsx", [FULL_HEADER, *first])).words
        path = write(tmp_path / "乙.xlsx", [FULL_HEADER, *second])
        yield "== planned"
        yield from plan_lines(plan_import(desk, path))
        yield "== answered"
        plan = plan_import(desk, path, answers=answers)
        yield from plan_lines(plan)
        yield from import_planned(desk, plan).words.splitlines()
        yield from what_is_there(desk)
        yield from (f"broken: {one}" for one in problems(desk))
        yield "== another file of the same office"
        again = [
            a_row(
                number="依申请〔2025〕9号",
                channel="微信",
                name="某建材",
                kind="单位",
                sought="再来",
            ),
            a_row(
                number="依申请〔2025〕7号", name="又一人", received=D(2025, 3, 9), sought="又一内容"
            ),
        ]
        yield from plan_lines(plan_import(desk, write(tmp_path / "丙.xlsx", [FULL_HEADER, *again])))
        yield f"{all_answers(desk, None)}"

    approved("import_met_another", tell())


def test_answers_are_kept_up_to_a_bound_and_checked(desk: Desk) -> None:
    many = {f"词{number}": "INTERNET" for number in range(2_001)}
    remember(desk, {"channel": many, "conflict": {"甲": "NEW_NUMBER"}}, {"来源": "channel"})
    kept = all_answers(desk, {"applicant": {"某": "BUSINESS"}})
    assert "词0" not in kept["channel"]
    assert len(kept["channel"]) == 2_000
    assert set(kept) == {"channel", "applicant"}
    for given in ({"channel": {"词": "BY_PIGEON"}}, {"colour": {"词": "RED"}}):
        with pytest.raises(ClerkError, match=r"不是可以选择的处理方式，请重新选择“词”怎样登记。$"):
            all_answers(desk, given)


def test_an_import_is_cancelled_wherever_it_is(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(number=f"依申请〔2025〕{one}号", name=f"甲{one}") for one in range(1, 4)]
    path = write(tmp_path / "台账.xlsx", [FULL_HEADER, *rows])
    stop: Callable[[], bool] = lambda: True  # noqa: E731
    with pytest.raises(ClerkError, match="已取消导入，登记簿没有改动；需要时请重新导入。"):
        import_ledger(desk, path, is_cancelled=stop)
    assert list(requests.every(desk.store)) == []
    told_so_far: list[tuple[int, int]] = []
    outcome = import_ledger(desk, path, on_progress=lambda *at: told_so_far.append(at))
    assert (outcome.ids, told_so_far) == (range(1, 4), [(3, 3)])
