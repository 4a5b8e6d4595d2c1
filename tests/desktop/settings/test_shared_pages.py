"""What the settings offer of a register on a server: nothing that is of a file alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casework.desk.desk import open_desk
from db.opening import check_pages
from desktop.settings.guard_page import GuardPage
from desktop.settings.safety_page import SafetyPage
from rules.errors import ClerkError
from tests import engines, server
from tests.desktop.conftest import clock

pytestmark = [server.needs_server, pytest.mark.timeout(120)]


@pytest.fixture
def shared(tmp_path: Path):
    path = tmp_path / "共用.djs"
    engines.connect(path, engines.fresh())
    desk = open_desk(path, clock=clock)
    yield desk
    desk.close()


def test_copies_are_the_servers(qtbot, shared, remembered) -> None:
    page = SafetyPage(shared, remembered)
    qtbot.addWidget(page)
    page.show()
    assert not page.findChild(QPushButton, "makeCopy").isEnabled()
    assert any("由管服务器的人备份" in one.text() for one in page.findChildren(QLabel))


def test_no_encryption_is_offered(qtbot, shared) -> None:
    page = GuardPage(shared)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.encryption.isVisible()
    assert page.lock.isVisible()


def test_pages_are_looked_at_in_files_alone(shared) -> None:
    with pytest.raises(ClerkError, match="只用于放在文件里的登记簿"):
        check_pages(shared.store)
