from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework import acts
from casework.acts import ACTS, Done
from casework.cases.case_file import load, plain
from casework.desk.desk import Desk, open_desk
from desktop.base.remembered import Remembered
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from forms.fields import read
from forms.office import Office
from rules.steps import StepKind

TODAY = date(2026, 11, 20)
OFFICE = Office(
    name="青枫区政务公开局",
    reconsideration_body="青枫区人民政府",
    court="青枫区人民法院",
)


class PatientBot(QtBot):
    """Waits for what happens as long as a busy machine needs; only what never comes fails."""

    _patience_ms = 60_000
    waitUntil = partialmethod(QtBot.waitUntil, timeout=_patience_ms)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=_patience_ms)  # noqa: N815


def clock() -> datetime:
    return datetime.combine(TODAY, time(10))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # The offscreen platform says the first each time a window's smallest size changes, the
        # second of each icon in the notification area, which it has not.
        words = ("does not support", "systemTrayWindowChanged")
        item.add_marker(pytest.mark.qt_log_ignore(*words, extend=True))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether scans can be read must not depend on what is installed where the tests run."""
    monkeypatch.setattr("casework.receipt.component._folders", list)


@pytest.fixture
def desk(begun_register: Callable[..., None], tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "登记簿.db"
    begun_register(path, plain(OFFICE), clock)
    desk = open_desk(path, clock=clock, clerk="张敏")
    yield desk
    desk.close()


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    # The windows of the tests before are still to be deleted: a new look is not for them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if theme.current().zoom != 100 or not qapp.styleSheet():
        theme.current().apply(Scheme.LIGHT, 100)


REVIEW = {
    "disclosure_opinion": "可以公开",
    "disclosure_reviewer": "周敏",
    "secrecy_opinion": "不涉密",
    "secrecy_reviewer": "吴涛",
}


@pytest.fixture
def do(desk: Desk) -> Callable[..., Done]:
    """Do an act as a clerk would, beginning with what its form begins with."""

    def act(name: str, request_id: int | None = None, **values: object) -> Done:
        chosen = ACTS[name]
        # What leaves was reviewed (条例17②).
        is_service = name == "serve" and request_id is not None
        if is_service and not load(desk, request_id or 0).case.has(StepKind.REVIEWED):
            act("review", request_id, **REVIEW, on=values.get("on", desk.today))
        start = acts.starting_values(desk, chosen, request_id)
        form = read(chosen.form, {**start, **values}, today=desk.today)
        assert not isinstance(form, list), form
        return acts.perform(desk, chosen, request_id, form)

    return act


@pytest.fixture
def registered(do: Callable[..., Done]) -> Callable[..., int]:
    """Register a request and return its id."""

    def register(**changed: object) -> int:
        values = {
            "applicant_name": "王小明",
            "arrived_on": "2026-11-10",
            "information_sought": "申请公开2023年政务公开工作要点",
        }
        return do("register", **(values | changed)).request_id

    return register


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "窗口.ini")


@pytest.fixture
def copied(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Put files, a picture and words on the clipboard, as another program would."""
    clipboard = QApplication.clipboard()

    def copy(*paths: Path, picture: QImage | None = None, words: str = "") -> None:
        mime = QMimeData()
        if paths:
            mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        if picture is not None:
            mime.setImageData(picture)
        if words:
            mime.setText(words)
        clipboard.setMimeData(mime)

    yield copy
    clipboard.clear()


@pytest.fixture
def window(qtbot, desk: Desk, remembered: Remembered) -> MainWindow:
    window = build_window(desk, remembered)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    return window
