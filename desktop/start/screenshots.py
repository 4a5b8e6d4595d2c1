"""Pictures of each screen of a register, for the manual and for whoever wants to look first."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTabWidget

from casework.desk.desk import Desk
from casework.desk.half_filled import drop_half_filled, half_filled_forms
from casework.desk.questions import Query, QueryCondition
from casework.pages import worklist
from casework.programs.aside import aside
from desktop.base.application import application
from desktop.base.remembered import Remembered
from desktop.day.today_screen import TodayScreen
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.start import intake_pictures
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow

SIZE = QSize(1366, 768)
# What is laid out within what is laid out comes to rest at the third look.
_LOOKS = 4


def take(desk: Desk, out: Path) -> list[Path]:
    """Save a picture of each screen of this register under `out`; return the files."""
    app = application()
    before = qInstallMessageHandler(_without_size_hints)
    try:
        return _taken(desk, out, app)
    finally:
        qInstallMessageHandler(before)


def _without_size_hints(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    # The platform without a screen says this at every change of a window's smallest size.
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{kind.name}: {words}\n")


def _taken(desk: Desk, out: Path, app: QApplication) -> list[Path]:
    kept = set(half_filled_forms(desk))
    made: list[Path] = []
    with aside("pictures") as folder:
        remembered = Remembered(folder / "窗口.ini")
        for scheme, mark in ((Scheme.LIGHT, ""), (Scheme.DARK, "（深色）")):
            theme.current().apply(scheme, 100)
            window = build_window(desk, remembered)
            if QGuiApplication.platformName() != "offscreen":
                # Whoever works at the display keeps it, and the keys.
                window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            window.resize(SIZE)
            window.show()
            # What stands on no display is painted when somebody asks for it.
            window.grab()
            while not window.is_furnished:
                app.processEvents()
            for name in _shown_in_turn(window):
                for _ in range(_LOOKS):
                    app.processEvents()
                path = out / f"{len(made) + 1:02d} {name}{mark}.png"
                window.grab().save(str(path))
                made.append(path)
            window.close()
            window.deleteLater()
            app.processEvents()
            for key in set(half_filled_forms(desk)) - kept:
                # A form that is looked at keeps a draft; nobody typed these.
                drop_half_filled(desk, key)
    return made


def _shown_in_turn(window: MainWindow) -> Iterator[str]:
    """Yield the name of each screen once the window shows it."""
    window.screens.show_place("today")
    board = window.screens.present
    assert isinstance(board, TodayScreen)
    board.add_peek()
    yield "今日"
    window.screens.show_place("worklist")
    window.screens.worklist.show_chosen()
    yield "办件"
    case = window.screens.worklist.case
    for name, where, act in (
        ("作出答复", QueryCondition("decided_on", "empty"), "decide"),
        ("案件期限", QueryCondition("extended_days", ">", 0), ""),
        ("征求意见", QueryCondition("waiting_for", "contains", "征求"), ""),
    ):
        request_id = _one(window.desk, where)
        if not request_id:
            continue
        window.screens.open_case(request_id)
        if act:
            yield "案件"
            case.begin(act)
            _choose_reply(window)
        else:
            case.show_deadline()
        yield name
        case.leave_act()
        window.screens.worklist.narrow()
    for place, name in (
        ("receipt", "收件"),
        ("month", "月历"),
        ("report", "年报"),
        ("analysis", "研判"),
        ("templates", "模板"),
        ("affairs", "事务"),
    ):
        window.screens.show_place(place)
        yield name
    yield from intake_pictures.shown_in_turn(window)
    window.screens.show_place("settings")
    tabs = cast(QTabWidget, window.screens.present.findChild(QTabWidget, "settingsTabs"))
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        yield f"设置—{tabs.tabText(index)}"


def _choose_reply(window: MainWindow) -> None:
    panel = window.screens.worklist.case.panel
    if panel is not None:
        panel.view.set_values({"kind": "PROVIDED", "provided": "纸质复印件一份，共12页"})
        panel.look_ahead()


def _one(desk: Desk, where: QueryCondition) -> int:
    query = Query(where=(where, QueryCondition("closed_on", "empty")), order_by="id")
    found = worklist.find(desk, query, limit=1)
    return int(found[0]) if found else 0
