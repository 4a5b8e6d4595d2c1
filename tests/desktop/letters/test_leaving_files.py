"""Files to be disclosed are looked through while the window lives, and can be stopped."""

from threading import Event, get_ident

import pytest
from PySide6.QtWidgets import QWidget

from casework.acts import outgoing
from casework.cases.attachments import add_file
from casework.outgoing import Remark
from desktop.letters.case_letters import CHECK_ACT, CaseLetters
from desktop.widgets.work_strip import WorkStrip


@pytest.fixture
def asked(qtbot, desk, registered, tmp_path):
    """Return the panel of a case with a file to look through, and the threads it is read on."""
    request_id = registered()
    path = tmp_path / "拟公开.txt"
    path.write_text("经办人电话13800138000", encoding="utf-8")
    add_file(desk, request_id, path, to_disclose=True)
    window = QWidget()
    qtbot.addWidget(window)
    letters = CaseLetters(desk, WorkStrip(window), window)
    panels = []
    letters.panel_asked.connect(panels.append)

    def ask():
        assert letters.before_act(request_id, CHECK_ACT)
        qtbot.addWidget(panels[-1])
        panels[-1].show()
        return panels[-1]

    return ask


def test_what_is_found_is_shown_when_the_last_file_is_read(qtbot, asked, monkeypatch):
    here, threads = get_ident(), []

    def look(_path, check=None):
        threads.append(get_ident())
        return [Remark("第1行", "有手机号码")]

    monkeypatch.setattr(outgoing, "look_through", look)
    panel = asked()
    qtbot.waitUntil(panel.check.isVisible)
    assert len(threads) == 1
    assert here not in threads
    # What was looked through is known to the act: it does not read again on the window's thread.
    panel.close()
    again = asked()
    qtbot.waitUntil(again.check.isVisible)
    assert len(threads) == 1


def test_stopping_goes_back_and_records_nothing(qtbot, asked, monkeypatch):
    begun = Event()

    def look(_path, check=None):
        begun.set()
        while True:
            check()

    monkeypatch.setattr(outgoing, "look_through", look)
    panel = asked()
    qtbot.waitUntil(begun.is_set)
    assert panel.strip.isVisible()
    assert not panel.check.isVisible()
    with qtbot.waitSignal(panel.left):
        panel.strip.stop.click()
    qtbot.waitUntil(lambda: not panel.strip.is_busy)
    assert not panel.check.isVisible()
