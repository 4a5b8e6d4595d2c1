"""A connection lost, a statement refused, an end unheard: what is kept then, and what is not."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from db import ahead, requests, sealing, settings, steps
from db.faults import ServerError, UnsureError
from db.integrity import problems
from db.opening import open_store
from db.server.store import ServerStore
from rules.errors import ClerkError
from tests import server
from tests.db.server.entering import a_step, end_of, register

pytestmark = [server.needs_server, pytest.mark.timeout(120)]
_SECONDS = "lock_timeout = '15s'"


def test_a_connection_that_went_between_two_acts_is_made_anew(shared: Path) -> None:
    with open_store(shared) as store:
        register(store)
        end_of(store)()
        assert requests.how_many(store) == 1
        end_of(store)()
        register(store)
        assert requests.how_many(store) == 2
        assert problems(store) == []


def test_an_act_cut_off_leaves_nothing_and_goes_the_second_time(shared: Path) -> None:
    with open_store(shared) as store:
        register(store)
        cut = end_of(store)

        def cut_within() -> None:
            with store.atomic():
                request_id = requests.insert(store, {"applicant_name": "孙某"})
                cut()
                a_step(store, request_id)

        with pytest.raises(ClerkError, match="没有保存"):
            cut_within()
        assert not store.is_writing
        assert requests.how_many(store) == 1
        assert register(store, "孙某") == 2
        assert problems(store) == []


def test_what_catches_a_cut_within_an_act_writes_nothing_outside_it(shared: Path) -> None:
    with open_store(shared) as store:
        cut = end_of(store)

        def caught() -> None:
            with store.atomic():
                settings.put(store, "office", {})
                cut()
                with pytest.raises(ClerkError, match="断了，刚才的操作没有保存"):
                    settings.everything(store)
                settings.put(store, "clerk", "周敏")

        with pytest.raises(ClerkError):
            caught()
        assert settings.everything(store) == {}


def test_what_was_refused_within_an_act_refuses_all_of_it(shared: Path) -> None:
    taken = "insert into number values ('登记', 2026, 1, 1)"
    with open_store(shared) as store:
        register(store)

        def is_refused() -> None:
            with store.atomic():
                store.run(taken)
                settings.put(store, "practice", {})
                settings.everything(store)

        def goes_on() -> None:
            with store.atomic():
                settings.put(store, "office", {})
                with pytest.raises(sqlite3.IntegrityError):
                    is_refused()
                # What was said before the refusal is not taken for said, whatever caught it.
                settings.put(store, "clerk", "周敏")

        with pytest.raises(sqlite3.IntegrityError):
            goes_on()
        assert settings.everything(store) == {}
        settings.put(store, "clerk", "周敏")
        assert problems(store) == []


def test_what_only_writes_goes_to_the_server_with_the_next_question(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(shared) as store:
        register(store)
        assert isinstance(store, ServerStore)
        connection = store.connection
        said, say = [], connection.say_what_waits

        def counted() -> None:
            said.append(len(connection._waiting))
            say()

        monkeypatch.setattr(connection, "say_what_waits", counted)
        with store.atomic():
            a_step(store, 1)
            requests.update(store, 1, {"matter": "另一批文"})
        assert len(said) <= 6
        assert sum(said) >= 3 * len(said)
        assert problems(store) == []


def test_a_register_upgraded_meanwhile_is_not_written_to_by_the_older_program(
    shared: Path,
) -> None:
    with open_store(shared) as store, open_store(shared) as newer:
        register(store)
        newer.run(
            f"insert into {sealing.MIGRATIONS} (migration_set, name, applied_at)"
            " values ('disclosure-desk', 'm9999', '')"
        )
        with pytest.raises(ClerkError, match=r"更新版本的程序.*没有保存"):
            register(store)
        assert not store.is_writing
        assert requests.how_many(store) == 1
        with pytest.raises(ClerkError, match=r"更新版本的程序.*没有打开"):
            open_store(shared)


def test_what_was_asked_for_ahead_is_forgotten_with_its_act(shared: Path) -> None:
    with open_store(shared) as store, open_store(shared) as other:
        register(store)
        with store.atomic():
            ahead.read_case(store, 1)
            assert [one.kind for one in steps.of_request(store, 1)] == ["noted"]
            # The head of the chain was answered with it, and is not what the next act finds.
            settings.put(store, "clerk", "周敏")
        a_step(other, 1)
        a_step(store, 1)
        assert steps.count(store) == 3
        ahead.read_case(store, 1)
        a_step(other, 1)
        assert len(steps.of_request(store, 1)) == 4
        assert problems(store) == []


@pytest.mark.parametrize("looks", [(), (0,), (1,), (0, 1), (2,), (0, 1, 2)])
def test_a_block_that_fails_within_an_act_is_undone_alone(
    shared: Path, looks: tuple[int, ...]
) -> None:
    with open_store(shared) as store:
        register(store)

        def put(turn: int, words: str) -> None:
            settings.put(store, words, words)
            if turn in looks:
                # What waits is said: a savepoint too, where one is open.
                assert settings.value(store, words, "") == words

        with store.atomic():
            put(0, "甲")
            with suppress(KeyError), store.atomic():
                put(1, "乙")
                raise KeyError
            with store.atomic():
                put(2, "丙")
        assert [settings.value(store, one, "没有") for one in "甲乙丙"] == ["甲", "没有", "丙"]
        assert problems(store) == []


def test_what_an_act_has_read_is_read_anew_once_it_has_written(shared: Path) -> None:
    with open_store(shared) as store, open_store(shared) as other:
        settings.put(store, "clerk", "甲")
        for name in ("乙", "丙", "丁"):
            with store.atomic():
                before = settings.value(store, "clerk", "")
                assert settings.value(store, "clerk", "") == before != name
                settings.put(store, "clerk", name)
                assert settings.value(store, "clerk", "") == name
            settings.put(other, "clerk", "别人")
            assert settings.value(store, "clerk", "") == "别人"


@pytest.mark.parametrize("was_kept", [True, False])
def test_an_end_nobody_heard_of_is_asked_for(
    shared: Path, monkeypatch: pytest.MonkeyPatch, was_kept: bool
) -> None:
    with open_store(shared) as store:
        register(store)
        cut = end_of(store)
        commit = store.connection.execute

        def unheard(sql: str, parameters: object = ()) -> object:
            if sql.endswith("commit"):
                monkeypatch.undo()
                if was_kept:
                    assert commit(sql).rowcount == -1
                cut()
                raise ServerError("08006", "断开")
            return commit(sql, parameters)

        monkeypatch.setattr(store.connection, "execute", unheard)
        if was_kept:
            register(store, "孙某")
        else:
            with pytest.raises(ClerkError):
                register(store, "孙某")
        assert requests.how_many(store) == 1 + was_kept
        assert problems(store) == []


def test_an_end_that_cannot_be_asked_for_is_said(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.server import store as stores

    with open_store(shared) as store:
        monkeypatch.setattr(stores, "_ASK_SECONDS", 0.0)
        gone = ServerError("08006", "断开")

        def unheard(**_: object) -> None:
            raise gone

        def ends_unheard() -> None:
            with store.atomic():
                settings.put(store, "office", {})
                monkeypatch.setattr(store.connection, "begin", unheard)

        monkeypatch.setattr(store.connection, "commit", unheard)
        with pytest.raises(UnsureError, match="不知道这一步是否已经保存"):
            ends_unheard()


def test_a_writer_that_waits_too_long_is_told_and_nothing_is_lost(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.server.connection import _BEGIN

    begin = _BEGIN.replace(_SECONDS, "lock_timeout = '100ms'")
    assert begin != _BEGIN
    monkeypatch.setattr("db.server.connection._BEGIN", begin)
    with open_store(shared) as one, open_store(shared) as other, one.atomic():
        settings.put(one, "office", {})
        with pytest.raises(ClerkError, match="正由别人写入"):
            settings.put(other, "clerk", "周敏")
        assert not other.is_writing
    with open_store(shared) as store:
        assert list(settings.everything(store)) == ["office"]
