"""Two windows on one register on a server: each shows what the other does, and keeps its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from pytestqt.qtbot import QtBot

from casework import acts
from casework.acts import ACTS
from casework.cases.case_file import plain
from casework.desk.colleagues import ColleaguePlace, Colleagues, listening
from casework.desk.desk import Desk, open_desk
from db import settings
from db.server.place import Server, write
from db.server.store import ServerStore
from desktop.sharing.listener import Listener
from desktop.sharing.sharing import Sharing, changed_words
from desktop.window.main_window import MainWindow
from forms.fields import read
from rules.errors import ClerkError
from tests import server
from tests.desktop.conftest import OFFICE, clock

pytestmark = server.needs_server


@pytest.fixture
def connection_file(tmp_path: Path) -> Iterator[Path]:
    with server.database() as name:
        path = tmp_path / "共用 登记簿.djs"
        write(path, Server(server.LOOPBACK, server.cluster().port, name, server.SUPERUSER))
        desk = open_desk(path, clock=clock)
        settings.put(desk.store, "office", plain(OFFICE))
        desk.close()
        yield path


@pytest.fixture
def his(connection_file: Path) -> Iterator[Desk]:
    desk = open_desk(connection_file, clock=clock, clerk="李强")
    yield desk
    desk.close()


@pytest.fixture
def sharing(window: MainWindow) -> Iterator[Sharing]:
    sharing = Sharing(window)
    sharing.start()
    yield sharing
    sharing.end()


def register(desk: Desk, name: str = "王小明") -> int:
    return do(
        desk,
        "register",
        None,
        applicant_name=name,
        arrived_on="2026-11-10",
        information_sought="申请公开2023年政务公开工作要点",
    )


def do(desk: Desk, name: str, request_id: int | None, **values: object) -> int:
    act = ACTS[name]
    start = acts.starting_values(desk, act, request_id)
    form = read(act.form, {**start, **values}, today=desk.today)
    assert not isinstance(form, list), form
    return acts.perform(desk, act, request_id, form).request_id


def test_what_a_colleague_registers_is_listed_within_a_second(
    window: MainWindow, sharing: Sharing, his: Desk, qtbot: QtBot
) -> None:
    window.screens.show_place("worklist")
    rows = window.screens.worklist.table.model()
    assert rows.rowCount() == 0
    register(his)
    qtbot.waitUntil(lambda: rows.rowCount() == 1)


def test_a_form_stays_as_typed_and_says_who_worked_on_its_case(
    window: MainWindow, sharing: Sharing, hers: Desk, his: Desk, qtbot: QtBot
) -> None:
    case = register(hers)
    window.screens.open_case(case)
    shown = window.screens.worklist.case
    shown.begin("extend")
    assert shown.panel is not None
    shown.panel.view.set_values({"reason": "需要向档案馆核对原件"})
    do(his, "amend", case, applicant_name="王小明", contact_phone="13800000000")
    qtbot.waitUntil(lambda: "李强刚办理过本件" in shown.colleagues.text())
    assert shown.colleagues.property("kind") == "warning"
    assert shown.panel.view.values()["reason"] == "需要向档案馆核对原件"
    assert shown.colleagues.isVisible()


def test_who_else_is_at_a_case_is_said_there_and_in_the_rail(
    window: MainWindow, sharing: Sharing, hers: Desk, his: Desk, qtbot: QtBot
) -> None:
    case = register(hers)
    window.screens.open_case(case)
    shown = window.screens.worklist.case.colleagues
    other, ear = Colleagues(his), listening(his)()
    ear.say(other.words_for(ColleaguePlace(case, "作出答复")))
    qtbot.waitUntil(lambda: shown.text() == "李强正在填写“作出答复”。")
    assert window.rail.foot.text() == "共用登记簿\n李强也在"
    ear.say(other.words_for(ColleaguePlace(case)))
    qtbot.waitUntil(lambda: shown.text() == "李强也打开了本件。")
    ear.say(other.words_on_leaving())
    qtbot.waitUntil(lambda: not shown.text())
    assert shown.isHidden()
    assert window.rail.foot.text() == "共用登记簿\n只有这一处打开"
    ear.close()


def test_this_window_says_where_it_is(
    window: MainWindow,
    sharing: Sharing,
    hers: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = []
    monkeypatch.setattr(sharing.listener, "say", said.append)
    case = register(hers)
    window.screens.open_case(case)
    window.screens.worklist.case.begin("extend")
    qtbot.waitUntil(lambda: any(json.loads(one)["doing"] for one in said))
    last = json.loads(said[-1])
    assert (last["name"], last["case"], last["asks"]) == ("张敏", case, False)


def test_a_server_that_is_gone_is_said_once_and_once_it_is_back(
    window: MainWindow, sharing: Sharing, hers: Desk, qtbot: QtBot
) -> None:
    assert isinstance(hers.store, ServerStore)
    name = hers.store.server.database
    qtbot.waitUntil(lambda: window.rail.foot.text().startswith("共用登记簿"))
    qtbot.wait(500)
    server.administrator().execute(f'alter database "{name}" allow_connections false')
    server.administrator().execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,)
    )
    qtbot.waitUntil(lambda: window.rail.foot.text().startswith("连不上服务器"))
    server.administrator().execute(f'alter database "{name}" allow_connections true')
    qtbot.waitUntil(lambda: window.rail.foot.text().startswith("共用登记簿"))
    assert "重新连上" in window.outcome.words.text()
    assert register(hers)


def test_a_listener_ends_where_no_server_answers(qtbot: QtBot) -> None:
    def deaf() -> NoReturn:
        raise ClerkError("连不上")

    listener = Listener(deaf)
    with qtbot.waitSignal(listener.lost) as lost:
        listener.start()
    assert lost.args == ["连不上"]
    listener.end()
    assert not listener._thread.is_alive()


def test_what_was_done_is_called_by_the_name_of_its_act() -> None:
    assert "李强刚办理过本件（延长答复期限）" in changed_words("李强", "extend")
    assert changed_words("", "an act of a newer program").startswith("另一处刚办理过本件。")
