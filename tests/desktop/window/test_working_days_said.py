"""Whoever counts working days says so: every word of every screen of the sample office is read."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from casework.cases.recount import refresh_the_day
from casework.desk.desk import Desk, open_desk
from casework.pages.reminders import reminder_words
from casework.sample_office import TODAY, make_sample_office
from db import requests
from desktop.base.remembered import Remembered
from desktop.start.building import build_window
from desktop.window.main_window import MainWindow
from desktop.worklist.list_print import list_page, rows_of
from desktop.window.places import PLACES
from tests.desktop.said import said_by

OTHERS = ("receipt", "chase", "receipts", "letters_of_day", "import", "check", "retention", "as_of")
# So many days, and no day of a month; a working day is said in full.
COUNT = re.compile(r"(?<![月年\d.—-])(?<!第)(\d+|[两三五七十]+)\s?个?(天|日)(?![期历报程常子])")


def sentences(words: str) -> Iterator[str]:
    """Yield the parts of a text between its stops."""
    yield from filter(None, re.split(r"[。；;\n]", words))


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("office") / "样例.db"
    make_sample_office(path).close()
    return path.parent


@pytest.fixture
def sample(office, tmp_path) -> Iterator[Desk]:
    copytree(office, tmp_path / "office")
    now = datetime.combine(TODAY, datetime.min.time()).replace(hour=9)
    desk = open_desk(tmp_path / "office/样例.db", clock=lambda: now, clerk="周敏")
    refresh_the_day(desk)
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, sample, tmp_path) -> MainWindow:
    window = build_window(sample, Remembered(tmp_path / "窗口.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    return window


@pytest.mark.timeout(400)
def test_x(qtbot, window, sample):
    hits = {}
    def look(where):
        for words in set(said_by(window.screens.present, hidden=True)):
            for s in sentences(words):
                if COUNT.search(s):
                    hits.setdefault(s, where)
    for place in [*(p.name for p in PLACES), *OTHERS]:
        window.screens.show_place(place)
        qtbot.wait(150)
        look(place)
    for tabs in ("settings","analysis","report","affairs"):
        window.screens.show_place(tabs)
        t = window.screens.present.findChildren(__import__("PySide6.QtWidgets").QtWidgets.QTabWidget)
        for one in t:
            for i in range(one.count()):
                one.setCurrentIndex(i); qtbot.wait(60)
        look(tabs)
    from casework.acts import offers
    from casework.cases.case_file import load
    done=set()
    for row in requests.every(sample.store):
        window.screens.open_case(row.id)
        case = window.screens.worklist.case
        case.show_deadline(); 
        look(row.register_number)
        for act in case.page.offers if hasattr(case.page,"offers") else []:
            name=act.act.name
            if name in done or act.refusal if hasattr(act,"refusal") else name in done: continue
            done.add(name)
            case.begin(name); 
            if case.panel is not None: case.panel.preview
            look(name); case.leave_act()
    with open("/tmp/wa/hits.txt","w") as f:
        for s,w in sorted(hits.items(), key=lambda x:x[1]): f.write(f"{w}\t{s}\n")
        f.write(str(done))
