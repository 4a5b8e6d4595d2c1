"""A form stays as it was typed while the server is gone, and is saved once it is back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casework.acts import ACTS
from casework.desk.desk import Desk, open_desk
from casework.desk.half_filled import half_filled
from db import steps
from db.server.place import Server, write
from db.server.store import ServerStore
from desktop.acting.act_panel import ActPanel
from rules.errors import ClerkError
from tests import engines, server
from tests.desktop.conftest import clock

pytestmark = server.needs_server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "共用.djs"
    with engines.taken_back():
        write(path, Server(server.LOOPBACK, server.cluster().port, engines.fresh(), "postgres"))
        opened = open_desk(path, clock=clock, clerk="张敏")
        yield opened
        opened.close()


def gone(desk: Desk) -> Callable[[], object]:
    """Let nobody reach the register, as a network does that is cut; return what lets them again."""
    assert isinstance(desk.store, ServerStore)
    name = desk.store.server.database

    def say(words: str) -> None:
        server.administrator().execute(f'alter database "{name}" allow_connections {words}')

    say("false")
    server.administrator().execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s", (name,)
    )
    return lambda: say("true")


def test_what_was_typed_is_saved_once_the_server_is_back(qtbot, desk, registered) -> None:
    case = registered()
    panel = ActPanel(desk, ACTS["assign"], case)
    qtbot.addWidget(panel)
    panel.show()
    back = gone(desk)
    panel.view.set_values({"section": "政务公开科"})
    save = panel.findChild(QPushButton, "save")
    save.click()
    note = panel.findChild(QLabel, "panelNote")
    assert "没有保存" in note.text() or "存不了" in note.text()
    assert note.isVisible()
    assert panel.view.rows["section"].editor.value() == "政务公开科"
    back()
    with qtbot.waitSignal(panel.performed):
        save.click()
    assert steps.of_request(desk.store, case)[-1].kind == "assigned"


def test_what_is_half_filled_is_kept_once_the_server_is_back(qtbot, desk, registered) -> None:
    case = registered()
    panel = ActPanel(desk, ACTS["assign"], case)
    qtbot.addWidget(panel)
    panel.show()
    panel.view.set_values({"section": "政务公开科"})
    panel._again.setInterval(100)
    back = gone(desk)
    with pytest.raises(ClerkError):
        panel.keep_draft()
    back()
    # Nothing more is typed, and it is kept all the same.
    qtbot.waitUntil(lambda: half_filled(desk, panel.draft_key) is not None)
    assert half_filled(desk, panel.draft_key)["section"] == "政务公开科"
