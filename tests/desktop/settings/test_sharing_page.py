"""Sharing from the window: this computer's own database, a server's, the accounts, and back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from docx import Document
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from casework.desk.accounts import give_account
from casework.desk.desk import open_desk
from casework.desk.people import keep_section, people_of
from casework.pages.register_check import problems
from db import keys
from db.beside import Beside
from db.server import component, local, login, outward, shared_folder
from db.server.place import Server, read
from desktop.base.wishes import MoveRegister, ShareRegister
from desktop.registers import other_registers
from desktop.registers.moving_dialog import MovingDialog
from desktop.settings import server_parts
from desktop.settings.settings_screen import SettingsScreen
from desktop.settings.sharing_page import SharingPage
from desktop.window.main_window import MainWindow
from forms.people import SectionForm
from rules.people import OfficePart as P
from tests import server
from tests.desktop.conftest import clock

pytestmark = [
    server.needs_server,
    pytest.mark.timeout(180),
    pytest.mark.of_file("begins with a register in a file"),
]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    begun: list[Path] = []
    monkeypatch.setattr(other_registers, "start", lambda path: begun.append(path) or True)
    return begun


@pytest.fixture
def own_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this computer have a database of its own, with a store for passwords."""
    above = Path(mkdtemp(dir=server.cluster().folder.parent))
    above.chmod(0o755)
    kept: dict[str, str] = {}
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(above / "共用"))
    monkeypatch.setenv("XDG_DATA_HOME", str(above / "本机"))
    monkeypatch.setattr(login, "_held", {})
    monkeypatch.setattr(keys, "secret", lambda what: kept.get(what, ""))
    monkeypatch.setattr(keys, "keep_secret", lambda what, text: kept.update({what: text}) or True)
    yield
    local.stop()


def answer(qtbot: QtBot, word: str) -> None:
    """Answer the question that is asked, by its button."""
    qtbot.waitUntil(lambda: bool(_boxes()))
    (box,) = _boxes()
    next(one for one in box.buttons() if one.text() == word).click()


def _boxes() -> list[QMessageBox]:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    return [one for one in found if one.objectName() == "confirmMove" and one.isVisible()]


class Onlooker:
    """Looks at the dialog that moves a register, which holds everything else up."""

    def __init__(self, does: Callable[[MovingDialog], None] = lambda _: None) -> None:
        self.said = ""
        self._does = does
        self._clock = QTimer()
        self._clock.timeout.connect(self._look)
        self._clock.start(20)

    def _look(self) -> None:
        for one in QApplication.topLevelWidgets():
            if isinstance(one, MovingDialog) and one.isVisible():
                if one.go.isVisible():
                    self.said = one.words.text()
                    self._clock.stop()
                    one.go.click()
                else:
                    self._does(one)


def sharing(window: MainWindow) -> SharingPage:
    window.screens.show_place("settings")
    screen = window.screens.present
    assert isinstance(screen, SettingsScreen)
    screen.take("sharing")
    return screen.sharing


def test_a_register_is_shared_from_its_window_and_moved_back(
    qtbot: QtBot, window, registered, started: list[Path], own_place: None, tmp_path, monkeypatch
) -> None:
    registered()
    file = window.desk.store.path
    page = sharing(window)
    assert page.share is not None
    page.share.share.click()
    onlooker = Onlooker()
    answer(qtbot, "共用")
    qtbot.waitUntil(lambda: bool(started))
    assert "1件申请" in onlooker.said
    assert "共用说明.docx" in onlooker.said
    shared = file.with_suffix(".djs")
    assert started == [shared]
    assert not file.exists()

    desk = open_desk(shared, clock=clock, clerk="张敏")
    after = SharingPage(desk)
    qtbot.addWidget(after)
    after.show()
    part, accounts = after.shared, after.accounts
    assert part is not None
    assert accounts is not None
    assert "在这台电脑的数据库里" in part.words.text()

    # An account with a password shown once, by which its person gets in.
    accounts.add.click()
    assert accounts.view is not None
    accounts.view.set_values(
        {"person": "周敏", "account": "zhoumin", "parts": ["CLERK"], "section": "办公室"}
    )
    accounts.save.click()
    first = shown_password(after)
    assert rows_of(accounts.table) == [["zhoumin", "周敏", "经办人", ""]]
    assert may_log_in(shared, "zhoumin", first)

    # Another part, and the password stays.
    qtbot.keyClick(accounts.table, Qt.Key.Key_Return)
    accounts.view.set_values({"parts": ["CLERK", "REVIEWER"]})
    accounts.save.click()
    assert rows_of(accounts.table) == [["zhoumin", "周敏", "经办人、审核人", ""]]
    assert not accounts.password.isVisible()
    assert may_log_in(shared, "zhoumin", first)

    qtbot.keyClick(accounts.table, Qt.Key.Key_Return)
    accounts.reset.click()
    second = shown_password(after)
    assert second != first
    assert not may_log_in(shared, "zhoumin", first)
    assert may_log_in(shared, "zhoumin", second)

    opened: list[Path] = []
    monkeypatch.setattr(server_parts, "open_path", opened.append)
    part.sheet.click()
    (sheet,) = opened
    said = "\n".join(
        cell.text
        for table in Document(str(sheet)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert f"端口{shared_folder.heard_at()}" in said
    assert "zhoumin" in said
    assert second not in said

    qtbot.keyClick(accounts.table, Qt.Key.Key_Return)
    accounts.lock.click()
    assert rows_of(accounts.table) == [["zhoumin", "周敏", "", "已停用"]]
    assert not may_log_in(shared, "zhoumin", second)
    assert people_of(desk).named("周敏") is not None

    # Other computers are let in, and out again.
    if not outward.why_not():
        assert part.address.isVisible()
        assert part.address.text() == outward.own_address()
        part.address.setText("10.1.2.3")
        part.others.click()
        with qtbot.waitSignal(after.said) as told:
            answer(qtbot, "连接")
        assert "地址10.1.2.3" in told.args[0]
        qtbot.waitUntil(lambda: part.alone.isVisible())
        assert read(file.with_name(f"{file.stem} 其他电脑.djs")).host == "10.1.2.3"
        part.alone.click()
        assert part.others.isVisible()
        assert outward.heard_outward() == 0

    # The papers go to a folder, and back.
    part.papers.click()
    with qtbot.waitSignal(after.said) as told:
        answer(qtbot, "移动")
    assert "逐份核对一致" in told.args[0]
    qtbot.waitUntil(lambda: part.papers.text() == "改存进数据库…")
    assert Beside(shared).letters.is_dir()

    # Stopped and started by the page; the register is met again.
    part.stop.click()
    answer(qtbot, "停止")
    qtbot.waitUntil(lambda: part.start.isVisible())
    assert not local.is_running()
    part.start.click()
    qtbot.waitUntil(lambda: part.stop.isVisible())
    qtbot.waitUntil(lambda: part.back.isEnabled())

    back = tmp_path / "移回.djb"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))
    part.back.click()
    with qtbot.waitSignal(after.move_asked) as asked:
        answer(qtbot, "移回")
    assert asked.args == [str(back), False]
    desk.close()


def rows_of(table) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def shown_password(page: SharingPage) -> str:
    label = page.findChild(QLabel, "freshPassword")
    assert label.isVisible()
    return label.text().partition("口令：")[2].partition("　")[0]


def may_log_in(register: Path, account: str, password: str) -> bool:
    at = read(register)
    try:
        component.driver().connect(
            host=at.host, port=at.port, dbname=at.database, user=account, password=password
        ).close()
    except component.driver().OperationalError:
        return False
    return True


def test_moved_to_a_server_it_opens_there(
    qtbot: QtBot, window, registered, started: list[Path], tmp_path
) -> None:
    registered()
    file = window.desk.store.path
    with server.database() as name:
        at = Server(server.LOOPBACK, server.cluster().port, name)
        onlooker = Onlooker()
        window.granting.grant(MoveRegister(f"postgresql://postgres@{at.words}"))
        assert "两边逐行核对一致" in onlooker.said
        shared = file.with_suffix(".djs")
        assert started == [shared]
        login.use(at, login.Login("postgres"))
        desk = open_desk(shared, clock=clock, clerk="张敏")
        assert list(problems(desk)) == []
        desk.close()


def test_a_move_that_is_stopped_leaves_everything_where_it_was(
    qtbot: QtBot, window, registered, started: list[Path]
) -> None:
    registered()
    file = window.desk.store.path
    onlooker = Onlooker(lambda dialog: dialog.strip.stop.click())
    window.registers._move(
        "移动", file.with_suffix(".djs"), lambda progress: endless(progress.check)
    )
    assert "没有改动" in onlooker.said
    assert started == [file]


def endless(check: Callable[[], None]) -> list[str]:
    while True:
        check()


def test_a_server_is_looked_at_before_the_window_closes(qtbot: QtBot, desk) -> None:
    page = SharingPage(desk)
    qtbot.addWidget(page)
    page.show()
    part = page.share
    assert part is not None
    part.begin.click()
    part.view.set_values({"host": "127.0.0.1", "port": "1", "account": "postgres"})
    with qtbot.waitSignal(page.failed) as failed:
        part.check.click()
    assert "连不上登记簿所在的服务器" in failed.args[0]
    qtbot.waitUntil(lambda: part.check.isEnabled())
    with server.database() as name:
        port = str(server.cluster().port)
        part.view.set_values({"port": port, "database": name})
        part.papers.click()
        part.check.click()
        with qtbot.waitSignal(page.move_asked) as asked:
            answer(qtbot, "移动")
        assert asked.args == [f"postgresql://postgres@127.0.0.1:{port}/{name}", True]
        # A database that holds a register is refused before anything is closed.
        other = desk.store.path.with_name("有了.djs")
        server.opened(other, name).close()
        opened = open_desk(other, clock=clock)
        keep_section(opened, SectionForm(name="规划科"))
        opened.close()
        qtbot.waitUntil(lambda: part.check.isEnabled())
        with qtbot.waitSignal(page.failed) as failed:
            part.check.click()
        assert "里已经有登记簿" in failed.args[0]


def test_what_is_missing_is_said(qtbot: QtBot, desk, monkeypatch) -> None:
    monkeypatch.setattr(component, "lies_here", lambda: False)
    page = SharingPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.share is not None
    assert not page.share.share.isEnabled()
    assert not page.share.begin.isEnabled()
    assert any("服务器-安装.exe" in one.text() for one in page.findChildren(QLabel))


def test_who_is_not_the_owner_sees_the_accounts_and_changes_none(qtbot: QtBot, tmp_path) -> None:
    with server.database() as name:
        path = tmp_path / "共用.djs"
        server.opened(path, name).close()
        owner = open_desk(path, clock=clock)
        accounts = {f"{name}.zhou": ("周敏", P.CLERK), f"{name}.he": ("何清", P.LEADER)}
        for account, (person, part) in accounts.items():
            give_account(owner, account, person, (part,))
        owner.close()
        server.opened(path, name, f"{name}.he").close()
        desk = open_desk(path, clock=clock)
        page = SharingPage(desk)
        qtbot.addWidget(page)
        page.show()
        assert page.accounts is not None
        assert page.shared is not None
        assert rows_of(page.accounts.table) == [
            [f"{name}.he", "何清", "负责人", ""],
            [f"{name}.zhou", "周敏", "经办人", ""],
        ]
        assert not page.accounts.add.isEnabled()
        assert not page.shared.back.isEnabled()
        assert not page.shared.papers.isEnabled()
        desk.close()
    server.drop_roles(name, *accounts)


def test_the_wishes_are_the_windows(qtbot: QtBot, window, monkeypatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(window.registers, "share", lambda: done.append("share"))
    monkeypatch.setattr(
        window.registers, "move", lambda to, *, keeps_papers: done.append((to, keeps_papers))
    )
    page = sharing(window)
    page.share_asked.emit()
    page.move_asked.emit("某处", True)
    assert done == ["share", ("某处", True)]
    assert window.registers.grant(ShareRegister())
