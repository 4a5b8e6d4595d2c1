from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.desk.desk import Desk, open_desk
from desktop.base.remembered import Remembered
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from tests.desktop.conftest import clock


@pytest.fixture
def hers(connection_file: Path) -> Iterator[Desk]:
    """The desk of one clerk at the register on a server that a test names."""
    desk = open_desk(connection_file, clock=clock, clerk="张敏")
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, hers: Desk, tmp_path: Path) -> Iterator[MainWindow]:
    """Her window."""
    window = build_window(hers, Remembered(tmp_path / "她的窗口.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitSignal(window.furnished):
        window.show()
    yield window
    window.close()
