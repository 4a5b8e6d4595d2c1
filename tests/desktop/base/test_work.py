import gc
import weakref
from threading import Event

import pytest
from PySide6.QtCore import QObject, QThreadPool
from shiboken6 import delete

from desktop.base.work import Progress, Work
from rules.errors import ClerkError


def test_the_result_comes_back_to_the_window(qtbot):
    work = Work(lambda progress: 7)
    with qtbot.waitSignal(work.done) as done:
        work.start()
    assert done.args == [7]


def test_a_clerks_error_is_a_sentence(qtbot):
    def task(progress: Progress) -> None:
        raise ClerkError("磁盘已满，请清理后再试。")

    work = Work(task)
    with qtbot.waitSignal(work.failed) as failed:
        work.start()
    assert failed.args == ["磁盘已满，请清理后再试。"]


def test_work_stops_when_told(qtbot):
    told = Event()

    def task(progress: Progress) -> None:
        told.wait(5)
        progress.say(50, "正在写出")
        raise AssertionError("it went on")

    work = Work(task)
    with qtbot.waitSignal(work.stopped):
        work.start()
        work.stop()
        told.set()


def test_a_bug_is_raised_on_the_windows_thread(qtbot):
    def task(progress: Progress) -> None:
        raise KeyError("x")

    work = Work(task)
    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(work.ended):
        work.start()
    qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is KeyError


@pytest.mark.parametrize("per_cent", [-1, 0, 100])
def test_progress_is_told(qtbot, per_cent):
    work = Work(lambda progress: progress.say(per_cent, "正在读取"))
    with qtbot.waitSignal(work.progress.moved) as moved:
        work.start()
    assert moved.args == [per_cent, "正在读取"]


def test_nothing_is_looked_for_as_garbage_while_work_is_under_way(qtbot):
    seen = []
    works = [Work(lambda _: seen.append(gc.isenabled())) for _ in range(3)]
    for work in works:
        with qtbot.waitSignal(work.ended):
            work.start()
    assert seen == [False] * 3
    assert gc.isenabled()


def test_work_whose_asker_is_gone_stops_and_says_nothing_more(qtbot):
    asker, begun, told, heard = QObject(), Event(), Event(), []

    def task(progress: Progress) -> None:
        begun.set()
        told.wait(5)
        progress.say(50, "正在读取")
        heard.append("it went on")

    work = Work(task, asker)
    for signal in (work.done, work.stopped, work.ended, work.progress.moved):
        signal.connect(lambda *_: heard.append("it spoke"))
    gone = weakref.ref(work)
    work.start()
    del work
    assert begun.wait(5)
    delete(asker)
    told.set()
    qtbot.waitUntil(lambda: gone() is None)
    assert heard == []


def test_what_was_said_before_the_asker_went_is_not_heard_after(qtbot):
    asker = QObject()
    heard: list[object] = []

    def task(progress: Progress) -> int:
        progress.say(50, "正在读取")
        return 7

    work = Work(task, asker)
    work.done.connect(lambda _: heard.append(asker))
    work.ended.connect(lambda: heard.append(asker))
    work.progress.moved.connect(lambda *_: heard.append(asker))
    with qtbot.waitSignal(work.over.said):
        work.start()
        # Its thread is through before the window's own hears of it.
        assert QThreadPool.globalInstance().waitForDone(5000)
        delete(asker)
    assert heard == []


@pytest.mark.parametrize("which", ["work", "progress"])
def test_at_the_end_of_the_program_it_may_be_gone_before_who_asked(qtbot, which):
    asker = QObject()
    work = Work(lambda _: 7, asker)
    with qtbot.capture_exceptions() as caught:
        delete(work if which == "work" else work.progress)
        delete(asker)
    assert caught == []
