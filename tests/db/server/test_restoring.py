"""A copy takes the place of a register on a server, and all that gives way is kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from casework.desk.accounts import give_account
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.desk.half_filled import half_filled, keep_half_filled
from casework.pages.register_check import problems
from casework.safekeeping.paper_place import keep_in_database
from casework.safekeeping.restoring import put_back, the_copy, told_before
from db import documents, history, newly, numbers, requests, settings
from db.copies import chosen_copy
from db.server.store import ServerStore
from rules.errors import ClerkError
from rules.people import OfficePart as P
from tests import server
from tests.casework.conftest import OFFICE, Clock, doing

pytestmark = [server.needs_server, pytest.mark.timeout(180)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with server.database() as name:
        path = tmp_path / "登记簿.djs"
        server.opened(path, name).close()
        desk = open_desk(path, clock=clock, clerk="周敏")
        settings.put(desk.store, "office", OFFICE)
        desk.forget_settings()
        yield desk
        desk.close()
    server.drop_roles(name, f"{name}.head")


def registered(desk: Desk, clock: Clock, name: str) -> int:
    do = doing(desk, clock)
    return do(
        "register", None, "2026-03-06", applicant_name=name, information_sought=f"{name}要的批文"
    ).request_id


def decided(desk: Desk, clock: Clock, name: str) -> int:
    case = registered(desk, clock, name)
    doing(desk, clock)(
        "decide", case, "2026-03-20", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录"
    )
    return case


def names(desk: Desk) -> list[str]:
    return [row.applicant_name for row in requests.every(desk.store)]


@pytest.mark.parametrize("keeps_papers", [False, True])
def test_a_copy_takes_the_place_and_what_was_there_comes_back(
    desk: Desk, clock: Clock, *, keeps_papers: bool
) -> None:
    if keeps_papers:
        (desk.folder / "一").mkdir(parents=True)
        (desk.folder / "一" / "旧.docx").write_bytes(b"PK1")
        keep_in_database(desk)
    path = desk.store.path
    decided(desk, clock, "先来")
    copy = back_up(desk)
    kept_anchor = history.anchor(desk.store)
    decided(desk, clock, "后来")
    until = history.anchor(desk.store)
    letter = documents.of_request(desk.store, 2)[0]
    text = desk.beside.at(letter.path).read_bytes()

    told = told_before(the_copy(copy, path), path)
    assert told[:2] == [
        told[0],
        "现在的登记簿：2件申请，4条办理记录。",
    ]
    assert any("后来" in one and "文书：" in one for one in told)
    said = put_back(the_copy(copy, path), path, clock, "周敏")
    assert any("恢复前" in one for one in said)

    with closing(open_desk(path, clock=clock, clerk="李强")) as again:
        assert names(again) == ["先来"]
        assert list(problems(again)) == []
        (entry,) = history.noted(again.store, "restored")
        assert entry.by == "周敏"
        assert entry.id == kept_anchor.entries + 1
        assert entry.notes[0]["until"] == until.entries
        # Its number is not given again, and the anchor printed meanwhile is no sign of a rewriting.
        assert ["登记", 2026, 2] in entry.notes[0]["numbers"]
        assert numbers.peek(again.store, "登记", 2026) == 3
        assert list(history.differing(again.store, [("卷内目录", until)])) == []

    before = chosen_copy(next(copy.parent.glob("*恢复前.djb")))
    put_back(before, path, clock, "周敏")
    with closing(open_desk(path, clock=clock)) as back:
        assert names(back) == ["先来", "后来"]
        assert list(problems(back)) == []
        assert back.beside.at(letter.path).read_bytes() == text


class Broken(Exception):  # noqa: N818 - a disk that ends
    """What a disk does."""


@pytest.mark.parametrize("at", ["carry_rows", "must_agree", "note_restored", "_unnamed"])
def test_where_it_breaks_nothing_has_changed(
    desk: Desk, clock: Clock, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.store.path
    registered(desk, clock, "先来")
    copy = back_up(desk)
    registered(desk, clock, "后来")
    head = history.anchor(desk.store)

    def broken(*_: object, **__: object) -> None:
        raise Broken

    monkeypatch.setattr(f"db.server.restoring.{at}", broken)
    with pytest.raises(Broken):
        put_back(the_copy(copy, path), path, clock, "周敏")
    assert history.anchor(desk.store) == head
    assert names(desk) == ["先来", "后来"]
    assert list(problems(desk)) == []
    # The guards are on their tables again.
    with pytest.raises(sqlite3.IntegrityError), desk.store.atomic():
        desk.store.run("delete from step")


def test_only_who_owns_it_puts_a_copy_back(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    registered(desk, clock, "先来")
    copy = back_up(desk)
    name = desk.store.value("select current_database()")
    account = f"{name}.head"
    give_account(desk, account, "何主任", (P.HEAD,))
    hers = tmp_path / "主任.djs"
    server.opened(hers, name, account).close()
    with pytest.raises(ClerkError, match="只有建库账号能做"):
        put_back(chosen_copy(copy), hers, clock)
    assert names(desk) == ["先来"]
    desk.close()
    with closing(open_desk(tmp_path / "登记簿.djs", clock=clock)) as owner:
        # Nobody in the copy has that account: it could not write a word.
        said = put_back(chosen_copy(copy), owner.store.path, clock)
        assert any(account in one for one in said)


def test_half_filled_forms_stay_but_those_of_cases_that_go(desk: Desk, clock: Clock) -> None:
    path = desk.store.path
    first = registered(desk, clock, "先来")
    copy = back_up(desk)
    second = registered(desk, clock, "后来")
    keys = (f"extend:{first}", f"extend:{second}", f"redact:{second}:0123456789abcdef",
            f"extend:{second}:next", "register:0", "book:complaints")  # fmt: skip
    for key in keys:
        keep_half_filled(desk, key, {"reason": key})
    said = put_back(the_copy(copy, path), path, clock)
    with closing(open_desk(path, clock=clock)) as again:
        stay = [key for key in keys if half_filled(again, key) is not None]
        assert stay == [keys[0], "register:0", "book:complaints"]
        assert list(problems(again)) == []
    assert any("3张" in one for one in said)


def test_a_window_of_before_writes_nothing_into_what_was_put_back(desk: Desk, clock: Clock) -> None:
    registered(desk, clock, "先来")
    copy = back_up(desk)
    registered(desk, clock, "后来")
    path = desk.store.path
    with closing(open_desk(path, clock=clock, clerk="李强")) as other:
        assert isinstance(other.store, ServerStore)
        mark = newly.mark(other.store)
        other.store.saw(mark.entries, mark.hash)
        put_back(the_copy(copy, path), path, clock, "周敏")
        # As many entries as before, so that their number tells nothing.
        with closing(open_desk(path, clock=clock, clerk="王")) as third:
            registered(third, clock, "第三人")
        written = newly.since(other.store, mark)
        assert written.requests is None
        with pytest.raises(ClerkError, match=r"周敏.*恢复为一份备份.*没有保存"):
            registered(other, clock, "晚了")
        assert names(other) == ["先来", "第三人"]


def test_the_order_of_copies_goes_on_over_a_restore(desk: Desk, clock: Clock) -> None:
    path = desk.store.path
    registered(desk, clock, "先来")
    copy = back_up(desk)
    for name in ("一", "二", "三"):
        registered(desk, clock, name)
    later = datetime(2026, 3, 7, 9, 0)  # noqa: DTZ001 - the office's own clock
    clock.day = later.date()
    put_back(the_copy(copy, path), path, clock)
    with closing(open_desk(path, clock=clock)) as again:
        clock.day = clock.day.replace(day=8)
        latest = back_up(again)
        assert chosen_copy(latest.parent, "登记簿").path == latest
