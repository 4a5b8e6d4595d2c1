"""Benchmarks of the annual report: a whole report of 100,000 requests, a roll-up of 500 units."""

import gc
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from casework.desk.desk import Desk
from casework.reports.analysis import analyse
from casework.reports.annual import AnnualReport, to_exchange
from casework.reports.excel import write_excel
from casework.reports.rollup import roll_up
from casework.reports.suspects import ledger_suspects, suspects
from casework.reports.word import write_word
from casework.year.year_facts import reported_requests, year_analysis
from casework.year.year_report import all_challenges, year_report
from db import steps
from db.opening import open_store
from db.store import Store
from rules.annual_report import Counted, table_3
from rules.challenges import Table4
from rules.proactive import Table2
from tests.bench import synthetic
from tests.bench.report_ledgers import YEAR, a_ledger, plant

Measured = dict[str, object]
_REQUESTS, _UNITS = 100_000, 500


def _fastest(action: Callable[[], object], times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best


def _measured(name: str, ours: float, baseline: float | None) -> Measured:
    return {
        "name": name,
        "ours": round(ours * 1000, 2),
        "baseline": None if baseline is None else round(baseline * 1000, 2),
        "ratio": None if not baseline else round(ours / baseline, 3),
        "unit": "毫秒",
    }


def _whole_report() -> list[Measured]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = synthetic.make(Path(folder) / "100000.db", _REQUESTS, with_steps=True)
        with open_store(path) as store:
            _challenge(store)
            desk = Desk(store, lambda: datetime.fromisoformat(f"{YEAR + 1}-01-20T09:00"))
            ours = _fastest(lambda: _report(desk))
            # As in the window, where no search for garbage runs beside long work.
            gc.disable()
            analysis = _fastest(lambda: year_analysis(desk, YEAR), 3)
            every = _fastest(lambda: _analysis_of_every_request(desk), 1)
            gc.enable()
        with closing(sqlite3.connect(path)) as bare:
            baseline = _fastest(lambda: _bare(bare))
    counted = [one.counted for one in a_ledger(5000, 1)] * (_REQUESTS // 5000)
    return [
        _measured("10万件登记簿的整份年报（对照：直接用 SQL 统计）", ours, baseline),
        _measured("10万件逐件归入表三", _count(counted), None),
        _measured("10万件登记簿的全部研判（对照：逐件读出全部申请）", analysis, every),
    ]


def _analysis_of_every_request(desk: Desk) -> object:
    requests = reported_requests(desk, date(YEAR, 12, 31))
    return analyse(requests, all_challenges(desk), YEAR, desk.today)


def _report(desk: Desk) -> str:
    answer = year_report(desk, YEAR).as_json()
    if answer["problems"]:
        raise AssertionError(answer["problems"])
    return json.dumps(answer, ensure_ascii=False)


def _challenge(store: Store) -> None:
    """Give one closed request in twenty a reconsideration, some a suit, some a fee."""
    dice = random.Random(3)

    def add(request_id: int, kind: str, on: date, **details: object) -> None:
        steps.append(
            store, request_id, kind=kind, on=on, details=details,
            recorded_at=f"{on}T09:00:00", recorded_by="经办人",
        )  # fmt: skip

    with store.atomic():
        for request_id, closed in store.rows(
            "select id, closed_on from request where closed_on is not null"
        ):
            on = date.fromisoformat(closed)
            if dice.random() < 0.05:
                add(request_id, "reconsidered", on + timedelta(20), body="复议机关")
                add(request_id, "reconsideration_decided", on + timedelta(70), result="UPHELD")
            if dice.random() < 0.015:
                add(request_id, "sued", on + timedelta(30), stage="DIRECT")
            if dice.random() < 0.02:
                add(request_id, "fee_noticed", on, decided_yuan=100)
                add(request_id, "fee_paid", on, yuan=100)


# What the report counts, written by hand with nothing around it.
_COUNTED = """
select applicant_kind, case when closed_on between :first and :last then report_row end,
    sum(coalesce(received_on, arrived_on) between :first and :last),
    sum(coalesce(received_on, arrived_on) < :first),
    sum(closed_on is null or closed_on > :last), count(*)
from request
where status <> 'annulled' and coalesce(received_on, arrived_on) <= :last
    and (closed_on is null or closed_on >= :first)
group by 1, 2
"""
_STEPS = """
select request_id, kind, happened_on, details ->> 'result', details ->> 'stage',
    details ->> 'decided_yuan', details ->> 'yuan'
from step
where kind in ('reconsidered', 'reconsideration_decided', 'sued', 'judged', 'fee_noticed',
    'fee_paid', 'fee_refunded') and happened_on <= :last
order by request_id, happened_on
"""


def _bare(bare: sqlite3.Connection) -> int:
    days = {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
    return len(bare.execute(_COUNTED, days).fetchall()) + len(bare.execute(_STEPS, days).fetchall())


def _count(counted: list[Counted]) -> float:
    return _fastest(lambda: table_3(counted, YEAR), 3)


def _roll_up() -> Measured:
    table3 = table_3((one.counted for one in a_ledger(80, 2)), YEAR)
    report = AnnualReport(YEAR, "单位", Table2(), table3, Table4((0,) * 15))
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(_UNITS):
            one = replace(report, unit=f"第{number}单位")
            path = Path(folder) / f"{number}.{('xlsx', 'docx', 'json')[number % 3]}"
            if path.suffix == ".xlsx":
                write_excel(one, path)
            elif path.suffix == ".docx":
                write_word(one, path)
            else:
                path.write_text(to_exchange(one), encoding="utf-8")
            paths.append(path)
        ours = _fastest(lambda: roll_up(paths, year=YEAR, unit="临江县"), 1)
    return _measured("汇总500个单位的报表文件（Excel、Word、交换文件；不超过30秒）", ours, None)


def _guesses() -> list[Measured]:
    """Return the share of ledgers of 5,000 whose culprit is among the first three guesses."""
    found: list[Measured] = []
    ways: tuple[tuple[str, float, bool], ...] = (
        ("有本机关台账", 1.0, True),
        ("只有表格，答复都有文字", 1.0, False),
        ("只有表格，半数答复有文字", 0.5, False),
    )
    for name, labelled, has_ledger in ways:
        hits = tries = 0
        for seed in range(60):
            truth = a_ledger(5000, seed // 10, labelled=labelled)
            wrong, culprits = plant(truth, 1 + seed % 3, 7000 + seed)
            theirs = table_3((one.counted for one in truth), YEAR)
            if theirs == table_3((one.counted for one in wrong), YEAR):
                continue
            tries += 1
            guesses = (
                ledger_suspects(truth, wrong, YEAR) if has_ledger else suspects(wrong, theirs, YEAR)
            )
            hits += bool({guess.register_number for guess in guesses[:3]} & set(culprits))
        found.append(
            {
                "name": f"差错申请列在前三个怀疑中：{name}",
                "ours": round(100 * hits / tries, 1),
                "baseline": 95.0,
                "ratio": round(hits / tries / 0.95, 3),
                "unit": "%",
            }
        )
    return found


def run() -> list[Measured]:
    """Return what was measured, one mapping a benchmark."""
    return [*_whole_report(), _roll_up(), *_guesses()]


if __name__ == "__main__":
    for measured in run():
        print(json.dumps(measured, ensure_ascii=False))  # noqa: T201
