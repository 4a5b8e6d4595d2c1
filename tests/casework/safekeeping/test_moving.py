"""A register goes to a server and comes back, and is the same one at every station."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.acts import Done
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import problems
from casework.safekeeping.moving import move_register
from casework.safekeeping.restoring import kept_of, put_back, the_copy
from db import drafts, history, sealing, settings, steps
from db.opening import is_on_server, open_store
from db.server import place
from rules.errors import ClerkError
from tests import server
from tests.casework.conftest import OFFICE, Clock, doing

pytestmark = [
    server.needs_server,
    pytest.mark.of_file("it opens its files as files and its servers as servers, in every run"),
    pytest.mark.timeout(180),
]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    folder = tmp_path / "办件 登记"
    folder.mkdir()
    opened = open_desk(folder / "登记簿.djb", clock=clock, clerk="周敏")
    settings.put(opened.store, "office", OFFICE)
    opened.forget_settings()
    do = doing(opened, clock)
    for name in ("林一帆", "陈思远", "何\U00020000"):
        _course(do, name)
    drafts.keep(opened.store, "register", {"applicant_name": "半份"})
    templates = opened.beside.templates
    templates.mkdir()
    (templates / "回执.docx").write_bytes(b"PK own")
    return opened


def _course(do: Callable[..., Done], name: str) -> None:
    request = do(
        "register", None, "2026-03-06", applicant_name=name,
        information_sought="关于印发2023年政务公开工作要点的通知\n“引号”、\\反斜线、\t制表符",
    ).request_id  # fmt: skip
    do("assign", request, "2026-03-09", section="规划科", handler="孙悦")


@pytest.fixture
def database() -> Iterator[str]:
    with server.database() as name:
        yield name


def address(database: str) -> str:
    return f"postgresql://postgres@127.0.0.1:{server.cluster().port}/{database}"


def _all(path: Path) -> tuple[Any, ...]:
    with open_store(path) as store:
        return (
            sealing.stock(store.connection),
            store.rows("select * from step order by id"),
            drafts.draft(store, "register"),
            drafts.altered(store),
            store.value("select count(*) from entry"),
        )


def test_there_and_back_it_is_the_same_register(desk: Desk, database: str, clock: Clock) -> None:
    file = desk.store.path
    anchors = [history.anchor(desk.store)]
    cases = desk.store.value("select count(*) from request")
    desk.close()
    before = _all(file)

    said = move_register(file, address(database), clock)
    assert f"已移到“登记簿.djs”：{cases}件申请" in said[0]
    on_server = file.with_suffix(".djs")
    assert is_on_server(on_server)
    assert not file.exists()
    moved = _all(on_server)
    # One entry more says where it came from; everything else is as it was.
    assert moved[1:4] == before[1:4]
    assert moved[4] == before[4] + 1
    assert moved[0] == before[0]
    opened = open_desk(on_server, clock=clock, clerk="周敏")
    assert list(problems(opened)) == []
    assert list(history.differing(opened.store, [("纸", one) for one in anchors])) == []
    assert opened.beside.letters.is_dir()
    assert (opened.beside.templates / "回执.docx").read_bytes() == b"PK own"
    done = doing(opened, clock)(
        "register", None, "2026-03-10", applicant_name="服务器上登记", information_sought="甲"
    )
    anchors.append(history.anchor(opened.store))
    numbers = opened.store.rows("select register_number from request order by id")
    opened.close()

    said = move_register(on_server, str(file.with_name("回来.djb")), clock)
    assert f"已移到“回来.djb”：{cases + 1}件申请" in said[0]
    assert "文书、附件和模板" in said[1]
    back = open_desk(file.with_name("回来.djb"), clock=clock, clerk="周敏")
    assert back.store.rows("select register_number from request order by id") == numbers
    assert list(problems(back)) == []
    assert list(history.differing(back.store, [("纸", one) for one in anchors])) == []
    assert drafts.draft(back.store, "register") == {"applicant_name": "半份"}
    assert done.request_id == cases + 1
    assert doing(back, clock)(
        "register", None, "2026-03-11", applicant_name="又回来", information_sought="乙"
    ).request_id
    back.close()


def test_a_register_altered_from_outside_is_not_moved(
    desk: Desk, database: str, clock: Clock
) -> None:
    file = desk.store.path
    desk.store.file.execute("update setting set value = '{}' where name = 'office'")
    desk.close()
    with pytest.raises(ClerkError, match="与写入时不一致"):
        move_register(file, address(database), clock)
    assert file.exists()
    assert not file.with_suffix(".djs").exists()
    with server.opened(file.with_name("看.djs"), database) as store:
        assert store.value("select count(*) from request") == 0


def test_a_database_with_a_register_takes_no_second(
    desk: Desk, database: str, clock: Clock, tmp_path: Path
) -> None:
    file = desk.store.path
    desk.close()
    open_desk(_named(tmp_path / "已有.djs", database), clock=clock).close()
    with pytest.raises(ClerkError, match="里已经有登记簿"):
        move_register(file, address(database), clock)
    assert file.exists()


def _named(path: Path, database: str) -> Path:
    place.write(path, place.of_address(address(database)))
    return path


def test_what_breaks_off_half_way_leaves_both_as_they_were(
    desk: Desk, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.store.path
    desk.close()
    before = _all(file)
    monkeypatch.setattr("db.moving.must_agree", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move_register(file, address(database), clock)
    assert _all(file) == before
    with server.opened(file.with_name("看.djs"), database) as store:
        assert store.value("select count(*) from request") == 0
        assert steps.count(store) == 0
        assert store.value("select count(*) from entry") == 0


@pytest.mark.parametrize("table", ["step", "request_text", "clock"])
def test_a_row_that_did_not_arrive_as_it_left_stops_it(
    desk: Desk, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    from db import moving

    file = desk.store.path
    desk.close()
    carried = moving._carry_heads

    def and_one_is_lost(source: Any, target: Any) -> None:
        carried(source, target)
        if table == "step":
            target.connection.execute("alter table step disable trigger step_stays_as_it_is")
            target.connection.execute("update step set details = '{}' where id = 1")
        else:
            target.connection.execute(f"delete from {table}")

    monkeypatch.setattr(moving, "_carry_heads", and_one_is_lost)
    with pytest.raises(ClerkError, match="没有移动"):
        move_register(file, address(database), clock)
    assert file.exists()


def test_half_filled_forms_go_to_the_account_named(desk: Desk, database: str, clock: Clock) -> None:
    file = desk.store.path
    desk.close()
    move_register(file, address(database), clock, drafts_of="zhoumin")
    with open_store(file.with_suffix(".djs")) as store:
        assert store.rows("select key from draft") == [("zhoumin/register",)]
        assert drafts.draft(store, "register") is None
        assert drafts.altered(store) == []


def test_two_files_are_not_moved_into_each_other(desk: Desk, clock: Clock) -> None:
    file = desk.store.path
    desk.close()
    with pytest.raises(ClerkError, match="请用备份和恢复"):
        move_register(file, str(file.with_name("另一.djb")), clock)
    with pytest.raises(ClerkError, match="就是这个登记簿"):
        move_register(file, str(file), clock)
    file.with_name("别的.djb").write_bytes(b"SQLite format 3")
    with pytest.raises(ClerkError, match="已经有了"):
        move_register(file, str(file.with_name("别的.djb")), clock)


def test_a_register_on_a_server_is_copied_whole_and_put_back_as_a_file(
    desk: Desk, database: str, clock: Clock, tmp_path: Path
) -> None:
    file = desk.store.path
    desk.close()
    move_register(file, address(database), clock)
    opened = open_desk(file.with_suffix(".djs"), clock=clock, clerk="周敏")
    copy = back_up(opened, tmp_path / "备份处")
    head = history.anchor(opened.store)
    cases = opened.store.value("select count(*) from request")
    opened.close()
    kept = kept_of(copy)
    assert (kept.anchor, kept.cases, kept.missing) == (head, cases, ())
    assert copy.suffix == ".djb"
    back = file.with_name("找回.djb")
    put_back(the_copy(copy, back), back, clock)
    restored = open_desk(back, clock=clock, clerk="周敏")
    assert list(problems(restored)) == []
    assert list(history.differing(restored.store, [("清单", head)])) == []
    assert (restored.beside.templates / "回执.docx").read_bytes() == b"PK own"
    restored.close()
