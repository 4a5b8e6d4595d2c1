"""A connection lost at the very moment of keeping: the program learns what the server did."""

from pathlib import Path

import psycopg
import pytest

from db import settings
from db.opening import open_store
from db.server.place import Server, write
from db.server.store import ServerStore
from rules.errors import ClerkError
from tests import server

pytestmark = server.needs_server


class _Cut:
    """A connection whose `commit` reaches the server or not, and whose answer never comes."""

    def __init__(self, real, *, arrives: bool) -> None:
        self._real, self._arrives = real, arrives

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    def execute(self, words: str, values=None):
        if words != "commit":
            return self._real.execute(words, values)
        if self._arrives:
            self._real.execute(words)
        self._real.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def store(tmp_path: Path):
    with server.database() as name:
        path = tmp_path / "共用 登记簿.djs"
        write(path, Server(server.LOOPBACK, server.cluster().port, name, server.SUPERUSER))
        opened = open_store(path)
        assert isinstance(opened, ServerStore)
        yield opened
        opened.close()


def test_what_the_server_kept_counts_as_kept(store: ServerStore) -> None:
    store.connection._pg = _Cut(store.connection._pg, arrives=True)
    settings.put(store, "clerk", "周敏")
    assert settings.value(store, "clerk", "") == "周敏"
    settings.put(store, "clerk", "吴涛")
    assert settings.value(store, "clerk", "") == "吴涛"


def test_what_it_did_not_keep_is_said(store: ServerStore) -> None:
    store.connection._pg = _Cut(store.connection._pg, arrives=False)
    with pytest.raises(ClerkError, match="没有保存"):
        settings.put(store, "clerk", "周敏")
    assert settings.value(store, "clerk", "") == ""


def test_where_nobody_can_tell_that_is_said(
    store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.server.connection._ASKED_AFTER", (0.0,))
    store.connection._pg = _Cut(store.connection._pg, arrives=True)
    name = store.server.database
    with pytest.raises(ClerkError, match="不知道登记簿“共用 登记簿.djs”有没有保存成功"):
        with store.atomic():
            settings.put(store, "clerk", "周敏")
            server.administrator().execute(f'alter database "{name}" allow_connections false')
    server.administrator().execute(f'alter database "{name}" allow_connections true')
    assert settings.value(store, "clerk", "") == "周敏"
