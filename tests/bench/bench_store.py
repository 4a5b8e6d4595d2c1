"""What the register costs: search, sort, page and entry, beside the bare SQL of the same run.

Run as a script for the figures as a table; `--million` adds a register of a million requests,
which takes some minutes to make.
"""

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from db import report_rows, requests, steps
from db.opening import open_store
from db.place import uri
from db.requests import Query
from db.store import Store
from tests.bench import synthetic

# What clerks type, letter by letter: names, pinyin, matters, numbers, telephones.
TYPED = (
    "王伟", "征收补偿", "规划许可证", "依申请〔2024〕12号", "信公复〔2023〕", "13812", "zhangwei",
    "lixm", "wf", "房屋 王", "2025 征收", "批准文件", "会议纪要", "199003", "0571", "太和镇",
    "村民小组", "公开",
)  # fmt: skip
SORTED_BY = ("watch_on", "received_on", "register_number", "applicant_name", "section", "handler")
LIMIT = 1000
PAGE = 200
ENTRIES = 60

_LIKE = (
    "register_number", "applicant_name", "matter", "information_sought", "document_number",
    "phone", "id_number", "pinyin",
)  # fmt: skip


def run(*, million: bool = False) -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit of each figure; times are milliseconds."""
    figures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for size, words in ((100_000, "10万件"), *(((1_000_000, "100万件"),) if million else ())):
            path = synthetic.make(Path(folder) / f"{size}.db", size)
            figures += of_register(path, words)
    return figures


def of_register(path: Path, words: str) -> list[dict[str, Any]]:
    """Return the figures of one register, beside a bare connection to the same file."""
    opened = _milliseconds(lambda: open_store(path).close(), 5)
    connected = _milliseconds(lambda: _bare_look(path), 5)
    figures = [_figure(f"打开登记簿（{words}）", opened, connected, _middle)]
    with open_store(path) as store, closing(_bare(path)) as bare:
        figures += [*_search(store, bare, words), *_list(store, bare, words)]
        figures.append(_report(store, bare, words))
    with open_store(path) as store:
        ours = [_timed(_enter, store) for _ in range(ENTRIES)]
    with closing(_bare(path, "rw")) as bare:
        base = [_timed(_enter_bare, bare) for _ in range(ENTRIES)]
    figures.append(_figure(f"登记一件并落盘（{words}）", ours, base, _middle))
    return figures


def keystrokes() -> list[str]:
    """Return what stands in the search field after each keystroke of the sample."""
    return [text[:length] for text in TYPED for length in range(1, len(text) + 1)]


def _search(store: Store, bare: sqlite3.Connection, words: str) -> Iterable[dict[str, Any]]:
    like = " or ".join(f"{column} like :like" for column in _LIKE)
    sql = f"select id from request where {like} order by watch_on limit {LIMIT}"
    texts = keystrokes()
    ours = [_timed(requests.ids, store, Query(text), LIMIT) for text in texts]
    # Scanning is even: a sample of the keystrokes tells its time.
    base = [
        _timed(lambda like: bare.execute(sql, {"like": like}).fetchall(), f"%{text}%")
        for text in texts[::4]
    ]
    yield _figure(f"检索每次按键 p95（{words}）", ours, base, _p95)
    yield _figure(f"检索每次按键 中位数（{words}）", ours, base, _middle)


def _list(store: Store, bare: sqlite3.Connection, words: str) -> Iterable[dict[str, Any]]:
    ours, base = [], []
    for column in SORTED_BY:
        for way in (False, True):
            ours.append(_timed(requests.ids, store, Query(order_by=column, descending=way)))
            sql = f"select id from request order by {column}{' desc' if way else ''}"
            base.append(_timed(_fetched, bare, sql))
    yield _figure(f"按任意列排序 最慢（{words}）", ours, base, max)
    ids = requests.ids(store, Query(order_by="received_on"))
    pages = [ids[start : start + PAGE] for start in range(0, len(ids), max(1, len(ids) // 20))]
    ours = [_timed(requests.rows, store, page) for page in pages]
    base = []
    for page in pages:
        sql = f"select * from request where id in ({','.join(map(str, page))})"
        base.append(_timed(_fetched, bare, sql))
    yield _figure(f"跳到任意处读一页{PAGE}行（{words}）", ours, base, _p95)


def _report(store: Store, bare: sqlite3.Connection, words: str) -> dict[str, Any]:
    sql = (
        "select applicant_kind, report_row, count(*) from request"
        " where closed_on between '2024-01-01' and '2024-12-31' group by 1, 2"
    )
    ours = _milliseconds(lambda: report_rows.counted(store, 2024), 5)
    base = _milliseconds(lambda: bare.execute(sql).fetchall(), 5)
    return _figure(f"年报表三全部格子（{words}）", ours, base, _middle)


def _enter(store: Store) -> None:
    with store.atomic():
        request_id = requests.insert(store, {"applicant_name": "周某", "matter": "规划许可证"})
        steps.append(
            store, request_id, kind="received", on=date(2026, 3, 2), details={},
            recorded_at="2026-03-02T09:00:00", recorded_by="经办人",
        )  # fmt: skip


def _enter_bare(bare: sqlite3.Connection) -> None:
    bare.execute("begin immediate")
    bare.execute("insert into request (applicant_name, matter) values ('周某', '规划许可证')")
    bare.execute("insert into draft (key, fields) values ('b', '') on conflict do nothing")
    bare.execute("commit")


def _bare(path: Path, mode: str = "ro") -> sqlite3.Connection:
    connection = sqlite3.connect(uri(path, mode), uri=True, isolation_level=None)
    connection.execute("pragma synchronous = full")
    return connection


def _bare_look(path: Path) -> None:
    with closing(_bare(path)) as bare:
        bare.execute("select count(*) from sqlite_master").fetchone()


def _fetched(bare: sqlite3.Connection, sql: str) -> list[Any]:
    return bare.execute(sql).fetchall()


def _timed(act: Callable[..., object], *given: object) -> float:
    start = perf_counter()
    act(*given)
    return (perf_counter() - start) * 1000


def _milliseconds(act: Callable[[], object], times: int) -> list[float]:
    return [_timed(act) for _ in range(times)]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _middle(times: list[float]) -> float:
    return statistics.median(times)


def _figure(
    name: str, ours: list[float], base: list[float], figure: Callable[[list[float]], float]
) -> dict[str, Any]:
    mine, theirs = figure(ours), figure(base)
    return {
        "name": name,
        "ours": round(mine, 3),
        "baseline": round(theirs, 3),
        "ratio": round(mine / theirs, 3),
        "unit": "毫秒",
    }


def main() -> None:
    """Print the figures."""
    for figure in run(million="--million" in sys.argv[1:]):
        print(  # noqa: T201 - a script.
            f"{figure['name']}：{figure['ours']} {figure['unit']}，"
            f"对照 {figure['baseline']} {figure['unit']}（{figure['ratio']} 倍）"
        )


if __name__ == "__main__":
    main()
