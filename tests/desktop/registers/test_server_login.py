"""The window asks who logs in, and keeps the password where the system keeps passwords."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from casework.desk.server_login import LoginNeededError, log_in, login_known
from db import keys
from db.opening import open_store
from db.server import login, place, roles
from db.server.cluster import LOOPBACK, Cluster
from desktop.registers.server_login import ServerLoginDialog
from rules.errors import ClerkError
from rules.people import OfficePart
from tests import server

if TYPE_CHECKING:
    from db.server.connection import ServerConnection

pytestmark = [server.needs_server, pytest.mark.timeout(180)]

PASSWORD = "一个不短的口令"


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A server that lets nobody in without a password."""
    shared = server.cluster()
    folder = Path(mkdtemp(dir=shared.folder.parent))
    folder.chmod(0o755)
    made = Cluster(folder=folder, programs=shared.programs, account=shared.account)
    made.make(PASSWORD)
    made.start(server.free_port(), said=server.FAST)
    yield made
    made.stop(at_once=True)


@pytest.fixture
def register(own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(login, "_held", {})
    path = tmp_path / "某局.djs"
    at = place.Server(LOOPBACK, own_cluster.port, "postgres", "postgres")
    place.write(path, at)
    login.use(at, login.Login("postgres", PASSWORD))
    with open_store(path) as store:
        store.connection.execute("begin")
        connection = cast("ServerConnection", store.connection)
        roles.put_in_place(connection)
        roles.keep_account(connection, "zhoumin", (OfficePart.CLERK,), "zhou-Secret 1")
        store.connection.execute("commit")
    place.write(path, place.Server(LOOPBACK, own_cluster.port, "postgres"))
    login._held.clear()
    return path


@pytest.fixture
def store_of_account(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    kept: dict[str, str] = {}
    monkeypatch.setattr(keys, "secret", lambda what: kept.get(what, ""))
    monkeypatch.setattr(keys, "keep_secret", lambda what, text: kept.update({what: text}) or True)
    return kept


def _dialog(qtbot: QtBot, register: Path, sentence: str = "请登录。") -> ServerLoginDialog:
    dialog = ServerLoginDialog(register, sentence)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _type(qtbot: QtBot, dialog: ServerLoginDialog, account: str, password: str) -> None:
    for name, words in (("serverAccount", account), ("serverPassword", password)):
        field = dialog.findChild(QLineEdit, name)
        field.selectAll()
        qtbot.keyClicks(field, words)
    go = dialog.findChild(QDialogButtonBox).buttons()[0]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)


def test_without_a_password_the_clerk_is_asked(register: Path) -> None:
    with pytest.raises(LoginNeededError, match="没有接受账号或者口令"):
        open_store(register)


def test_a_wrong_password_is_said_and_a_right_one_opens(
    qtbot: QtBot, register: Path, store_of_account: dict[str, str]
) -> None:
    dialog = _dialog(qtbot, register)
    _type(qtbot, dialog, "zhoumin", "wrong")
    assert "没有接受账号或者口令" in dialog.findChild(QLabel, "loginWords").text()
    assert dialog.isVisible()
    _type(qtbot, dialog, "zhoumin", "zhou-Secret 1")
    assert not dialog.isVisible()
    with open_store(register) as store:
        assert store.account == "zhoumin"
        assert store.parts == {"CLERK"}
    assert store_of_account == {}
    assert "zhou-Secret 1" not in register.read_text(encoding="utf-8")


def test_a_password_is_kept_only_where_asked_and_in_the_store(
    qtbot: QtBot, register: Path, store_of_account: dict[str, str]
) -> None:
    dialog = _dialog(qtbot, register)
    dialog.findChild(QCheckBox, "keepPassword").setChecked(True)
    _type(qtbot, dialog, "zhoumin", "zhou-Secret 1")
    (kept,) = store_of_account.values()
    assert "zhoumin" in kept
    # At the next start nobody is asked.
    login._held.clear()
    open_store(register).close()
    assert login_known(register) == "zhoumin"


def test_a_computer_without_a_store_says_so_and_keeps_nothing(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_has_keyring", lambda: False)
    with pytest.raises(ClerkError, match="没有能保存口令"):
        log_in(register, "zhoumin", "zhou-Secret 1", keep=True)
    folder = register.parent
    assert [one for one in folder.rglob("*") if one.is_file() and one != register] == []


def test_the_password_never_reaches_the_servers_log_or_catalogue(
    register: Path, own_cluster: Cluster
) -> None:
    with open_store_as_owner(register) as store:
        (kept,) = store.row("select rolpassword from pg_authid where rolname = 'zhoumin'")
    assert kept.startswith("SCRAM-SHA-256$")
    assert "zhou-Secret 1" not in own_cluster.log.read_text(encoding="utf-8", errors="replace")


def open_store_as_owner(register: Path):
    login.use(place.read(register), login.Login("postgres", PASSWORD))
    return open_store(register)
