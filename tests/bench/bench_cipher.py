"""What encryption costs: the same work on an encrypted register and on the plain one beside it."""

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any

from casework.acts import ACTS, perform
from casework.desk.desk import Desk, open_desk
from casework.pages.case_page import case_page
from casework.pages.day_board import day_board
from casework.papers.issuing import file_of
from casework.safekeeping.encrypting import seal_papers
from casework.word.codes import code_png
from db import cipher, documents, keys, requests
from db.files import write_whole
from db.requests import Query
from db.sealed_papers import bring_out, seal
from forms.fields import read
from tests.bench import synthetic
from tests.bench.bench_desk import prepare

REQUESTS = 20_000
ROUNDS = 25
TYPED = ("王伟", "征收补偿", "规划许可证", "zhangwei", "199003", "会议纪要")
TODAY = date(2026, 11, 20)
MOST = 1.5


def run() -> list[dict[str, Any]]:
    """Return name, ours (encrypted), baseline (plain), ratio and unit of each figure."""
    if not cipher.is_available():
        return []
    before = os.environ.get("DISCLOSURE_DESK_KEYS")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["DISCLOSURE_DESK_KEYS"] = str(Path(folder) / "密钥.json")
        keys.forget_held()
        try:
            return list(_figures(Path(folder)))
        finally:
            os.environ.pop("DISCLOSURE_DESK_KEYS")
            if before is not None:
                os.environ["DISCLOSURE_DESK_KEYS"] = before
            keys.forget_held()


def _figures(folder: Path) -> Iterator[dict[str, Any]]:
    plain = synthetic.make(folder / "plain.db", REQUESTS, with_steps=True)
    key = keys.fresh()
    keys.keep(key)
    locked = folder / "locked.db"
    cipher.convert(plain, locked, key=key, lock=True)
    words = f"（{REQUESTS // 10_000}万件，加密比不加密，要求{MOST}倍以内）"
    ours, base = _both(lambda: _look(locked), lambda: _look(plain))
    yield _figure(f"打开登记簿，读出今日待办和第一页{words}", ours, base)
    doings: tuple[tuple[str, Callable[[Desk], Callable[[], object]]], ...] = (
        ("今日待办", lambda desk: lambda: day_board(desk)),
        ("检索六次按键", _search),
        ("读一页200行", _page),
        ("收件登记一件，连同回执", _register),
    )
    with closing(_desk(locked)) as one, closing(_desk(plain)) as other:
        for name, doing in doings:
            ours, base = _both(doing(one), doing(other))
            yield _figure(f"{name}{words}", ours, base)
        seal_papers(one)
        ours, base = _both(_open_a_paper(one), _open_a_paper(other))
        yield _figure(f"打开一件并打开它的文书，不计Word启动{words}", ours, base)
    paper = folder / "回执.docx"
    content = os.urandom(40_000)
    copied = folder / "另一份.docx"

    def sealed() -> None:
        seal(paper, key)
        bring_out(paper)

    def plainly() -> None:
        write_whole(copied, [content])
        shutil.copyfile(copied, paper)

    write_whole(paper, [content])
    yield _figure("一份文书加密再取出（对照：写一份并复制）", _middle(sealed), _middle(plainly))


def _desk(path: Path) -> Desk:
    return open_desk(path, clock=lambda: datetime.combine(TODAY, time(9)), clerk="周敏")


def _look(path: Path) -> None:
    """Do what a start does until the first list stands."""
    with closing(_desk(path)) as desk:
        day_board(desk)
        requests.rows(desk.store, list(requests.ids(desk.store, Query(order_by="watch_on"), 200)))


def _both(ours: Callable[[], object], base: Callable[[], object]) -> tuple[float, float]:
    """Measure both in turn, so that a busy machine slows both alike, and neither always first.

    What one has drawn the other draws again: their requests bear the same numbers.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS):
        both = ((ours, times[0]), (base, times[1]))
        for run_one, into in both if turn % 2 else reversed(both):
            code_png.cache_clear()
            began = perf_counter()
            run_one()
            into.append(perf_counter() - began)
    return statistics.median(times[0]) * 1000, statistics.median(times[1]) * 1000


def _search(desk: Desk) -> Callable[[], object]:
    return lambda: [requests.ids(desk.store, Query(text), 1000) for text in TYPED]


def _page(desk: Desk) -> Callable[[], object]:
    ids = requests.ids(desk.store, Query(order_by="received_on"))
    places = iter(range(0, len(ids), 600))
    return lambda: requests.rows(desk.store, list(ids[(at := next(places)) : at + 200]))


def _open_a_paper(desk: Desk) -> Callable[[], object]:
    """Return the act of the clerk: a case opened, and a letter of it that lay sealed."""
    waiting = iter([one for one in documents.everything(desk.store) if one.path][-ROUNDS:])

    def open_a_paper() -> None:
        letter = next(waiting)
        case_page(desk, letter.request_id)
        assert file_of(desk, letter).read_bytes().startswith(b"PK")

    return open_a_paper


def _register(desk: Desk) -> Callable[[], object]:
    """Return the act of the clerk, with its letter and all."""
    prepare(desk)

    def register() -> None:
        values = {
            "applicant_name": "林一帆", "arrived_on": TODAY, "information_sought": "工作要点",
        }  # fmt: skip
        form = read(ACTS["register"].form, values, today=TODAY)
        assert not isinstance(form, list)
        perform(desk, ACTS["register"], None, form)

    return register


def _middle(doing: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        doing()
        times.append(perf_counter() - began)
    return statistics.median(times) * 1000


def _figure(name: str, ours: float, base: float) -> dict[str, Any]:
    return {
        "name": name, "ours": ours, "baseline": base, "ratio": ours / base, "unit": "毫秒",
    }  # fmt: skip
