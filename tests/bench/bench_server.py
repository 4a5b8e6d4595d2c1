"""What a register on a server costs, on loopback: beside its bare transactions, a file, a window.

Each act is done by the program and then once more by the bare driver: the same rows, statement
after statement, in a copy of the database beside it. The server has the settings it comes with, so
that both wait for the disk; roles and guards are in place, and a clerk's account is logged in, for
acts as for lists, searches and the first paint.
Run as a script for the figures as a table.
"""

import os
import statistics
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from casework.acts import ACTS, perform
from casework.desk.accounts import give_account
from casework.desk.desk import Desk, open_desk
from casework.pages.office_settings import set_office
from db import moving, requests
from db.integrity import problems
from db.opening import open_store
from db.requests import Query
from db.server import component, place
from db.server.cluster import LOOPBACK, SUPERUSER
from db.server.schema_name import SCHEMA
from db.store import Store
from forms.fields import read
from forms.office import Office
from rules.people import OfficePart
from tests import server
from tests.bench import bench_store, bench_window, synthetic
from tests.faults.at_server import DATABASE, ServedOffice, served
from tests.faults.clerks import account_of, now

ROUNDS = 40
SIZE = 100_000
MOVED = 20_000
_COPY, _MANY, _MOVED = "copy", "many", "moved"
# What each act is typed with; letters are made with the first and the last but one.
_COURSE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("register", {"applicant_name": "周某某", "information_sought": "某路改造工程的批准文件"}),
    ("note", {"text": "已与科室核对，材料齐全。"}),
    (
        "review",
        dict.fromkeys(
            (
                "disclosure_opinion", "disclosure_reviewer",
                "secrecy_opinion", "secrecy_reviewer",
            ),
            "可以公开",
        ),
    ),
    ("decide", {"kind": "ALREADY_PUBLIC", "access": "区政府网站"}),
    ("serve", {"note": "当面领取"}),
)  # fmt: skip
_WITH_LETTER = ("register", "decide")


def run() -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit of each figure; nothing without a server."""
    if server.why_none():
        return []
    with served(1) as office:
        office.start()
        office.furnish()
        figures = [*_acts(office)]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            figures += _moved(office, Path(folder))
            figures += _many(office, Path(folder))
    return figures


@contextmanager
def _plain(office: ServedOffice, database: str, account: str) -> Iterator[Any]:
    """Lend the bare driver's connection, whose tables note what is touched, as the program's do."""
    # Asked for where there is a driver.
    from psycopg.types.numeric import Int8Dumper
    from psycopg.types.string import StrDumper

    from db.server.connection import _TOUCHED

    with component.driver().connect(
        host=LOOPBACK, port=office.port, user=account, dbname=database, autocommit=True,
        options=f"-c search_path={SCHEMA}",
    ) as plain:  # fmt: skip
        plain.adapters.register_dumper(int, Int8Dumper)
        plain.adapters.register_dumper(str, StrDumper)
        plain.execute(_TOUCHED)
        yield plain


def _database(office: ServedOffice, name: str, template: str = "template0") -> None:
    with component.driver().connect(
        host=LOOPBACK, port=office.port, user=SUPERUSER, dbname="postgres", autocommit=True
    ) as plain:
        plain.execute(f'create database {name} template "{template}"')


def _acts(office: ServedOffice) -> Iterator[dict[str, Any]]:
    # In the copy its roles bear the name of the first database: owners are held to nothing there.
    _database(office, _COPY, DATABASE)
    os.environ["PGUSER"] = account_of(0)
    desk = open_desk(office.placed(LOOPBACK, office.port), clock=now)
    os.environ["PGUSER"] = SUPERUSER
    own_file = open_desk(office.folder / "对照.db", clock=now)
    set_office(own_file, desk.office, "周敏")
    said = _listened_to(desk)
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name, _ in _COURSE}
    with _plain(office, _COPY, SUPERUSER) as plain:
        cases: tuple[int | None, int | None] = (None, None)
        for turn in range(ROUNDS * len(_COURSE)):
            name, typed = _COURSE[turn % len(_COURSE)]
            here, there = (None, None) if name == "register" else cases
            said.clear()
            mine, case = _acted(desk, name, here, typed)
            plainly = bench_store._timed(_said_again, plain, said)
            in_file, other = _acted(own_file, name, there, typed)
            cases = (case, other)
            times[name].append((mine, plainly, in_file))
    desk.close()
    own_file.close()
    for words, names in (
        ("不带文书：记事、审查、送达", [one for one in times if one not in _WITH_LETTER]),
        ("带文书：登记、答复", list(_WITH_LETTER)),
    ):
        # The first of each kind reads what later ones find read.
        taken = [one for name in names for one in times[name][3:]]
        ours, bare, of_file = ([one[at] for one in taken] for at in range(3))
        middle = statistics.median
        if names != list(_WITH_LETTER):
            yield _figure(
                f"办理一步（{words}；对照：它写的各行由驱动逐句写入）", ours, bare, middle
            )
        yield _figure(f"办理一步（{words}；对照：同一步写进文件）", ours, of_file, middle)


def _listened_to(desk: Desk) -> list[tuple[str, Any]]:
    """Return where what the program writes is noted, statement by statement."""
    said: list[tuple[str, Any]] = []
    held: Any = desk.store.connection
    put_off = held._put_off

    def noted(words: str, values: Any) -> Any:
        if words.startswith(("insert", "update", "delete", "with")) and "touched" not in words:
            said.append((words, values))
        return put_off(words, values)

    held._put_off = noted
    return said


def _said_again(plain: Any, said: list[tuple[str, Any]]) -> None:
    plain.execute("begin isolation level serializable")
    plain.execute("lock table entry_head in exclusive mode")
    for words, values in said:
        plain.execute(words, values)
    plain.execute("commit")


def _acted(desk: Desk, name: str, case: int | None, typed: dict[str, Any]) -> tuple[float, int]:
    act = ACTS[name]
    day = "arrived_on" if case is None else "on"
    form = read(act.form, {day: desk.today, **typed}, today=desk.today)
    assert not isinstance(form, list), form
    began = perf_counter()
    done = perform(desk, act, case, form)
    return (perf_counter() - began) * 1000, done.request_id


def _placed(office: ServedOffice, path: Path, database: str) -> Path:
    _database(office, database)
    place.write(path, place.Server(LOOPBACK, office.port, database, SUPERUSER))
    return path


def _moved(office: ServedOffice, folder: Path) -> Iterator[dict[str, Any]]:
    path = synthetic.make(folder / "要移的.db", MOVED, with_steps=True)
    there = _placed(office, folder / "移去.djs", _MOVED)
    with open_store(path) as source, open_store(there) as target:
        checked = bench_store._timed(problems, source)
        moved = bench_store._timed(moving.carry, source, target)
        assert problems(target) == []
    words = f"移到服务器（{MOVED // 10_000}万件；对照：检查一遍文件）"
    yield _figure(words, [moved], [checked], max)


def _many(office: ServedOffice, folder: Path) -> Iterator[dict[str, Any]]:
    path = synthetic.make(folder / "很多.db", SIZE)
    there = _placed(office, folder / "很多.djs", _MANY)
    # As whoever kept it has opened it before: the calendar is in it.
    desk = open_desk(path, clock=now)
    set_office(desk, Office(name="青枫区政务公开局"), "")
    with open_store(there) as target:
        moving.carry(desk.store, target)
    desk.close()
    # As whoever works there reads it, and not its owner: the server looks whose rows they are.
    with open_store(there) as target:
        give_account(_desk_of(target), account_of(0), "周零", [OfficePart.CLERK])
    place.write(there, place.Server(LOOPBACK, office.port, _MANY, account_of(0)))
    with open_store(path) as source, open_store(there) as target:
        yield from _lists(target, source)
        yield from _searches(target, source)
    ours, empty = [], []
    bench_window._first_paint(bench_window._OURS, str(there))
    for _ in range(bench_window.ROUNDS):
        empty.append(bench_window._first_paint(bench_window._EMPTY)[0])
        ours.append(bench_window._first_paint(bench_window._OURS, str(there))[0])
    yield _figure(
        "首次画出服务器上的列表（10万件；对照：空的窗口）", ours, empty, statistics.median
    )


def _desk_of(store: Store) -> Desk:
    return Desk(store, now)


def _lists(target: Store, source: Store) -> Iterator[dict[str, Any]]:
    ours, base = [], []
    for column in bench_store.SORTED_BY:
        for way in (False, True):
            query = Query(order_by=column, descending=way)
            mine, theirs = _in_turn(partial(_all, query), target, source)
            ours += mine
            base += theirs
    yield _figure("按任意列排序 p95（10万件；对照：文件）", ours, base, bench_store._p95)
    ids = requests.ids(source, Query(order_by="received_on"))
    pages = [ids[at : at + bench_store.PAGE] for at in range(0, len(ids), len(ids) // 20)]
    ours, base = [], []
    for page in pages:
        mine, theirs = _in_turn(partial(_page, page), target, source)
        ours += mine
        base += theirs
    yield _figure("跳到任意处读一页 p95（10万件；对照：文件）", ours, base, bench_store._p95)


def _searches(target: Store, source: Store) -> Iterator[dict[str, Any]]:
    ours, base = [], []
    for asked_for in map(Query, bench_store.keystrokes()):
        mine, theirs = _in_turn(
            partial(_typed, asked_for),
            target, source, times=1,
        )  # fmt: skip
        ours += mine
        base += theirs
    yield _figure("检索每次按键 p95（10万件；对照：文件）", ours, base, bench_store._p95)
    yield _figure("检索每次按键 中位数（10万件；对照：文件）", ours, base, statistics.median)


def _all(asked: Query, store: Store) -> object:
    return requests.ids(store, asked)


def _typed(asked: Query, store: Store) -> object:
    return requests.ids(store, asked, bench_store.LIMIT)


def _page(page: "array[int]", store: Store) -> object:
    return requests.rows(store, page)


def _in_turn(asked: Callable[[Store], object], *stores: Store, times: int = 3) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in stores]
    for _ in range(times):
        for store, times_of_it in zip(stores, taken, strict=True):
            times_of_it.append(bench_store._timed(asked, store))
    return taken


def _figure(
    name: str, ours: list[float], base: list[float], figure: Callable[[list[float]], float]
) -> dict[str, Any]:
    return bench_store._figure(name, ours, base, figure)


def main() -> None:
    """Print the figures."""
    for figure in run():
        print(  # noqa: T201 - a script.
            f"{figure['name']}：{figure['ours']} {figure['unit']}，"
            f"对照 {figure['baseline']} {figure['unit']}（{figure['ratio']} 倍）"
        )


if __name__ == "__main__":
    main()
