from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import delete

from desktop.widgets.work_strip import WorkStrip


class Asker(QObject):
    taken = Signal(object)


def test_the_result_comes_to_who_asked(qtbot):
    strip, heard = WorkStrip(), []
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.ended):
        strip.run(lambda _: 7, "正在读取", heard.append)
    assert heard == [7]
    assert not strip.is_busy


def test_a_strip_that_is_gone_hands_nothing_to_who_is_gone(qtbot):
    """The work of a screen built anew meanwhile goes on, and its end troubles nobody."""
    strip, asker, told, done = WorkStrip(), Asker(), Event(), []

    def task(_: object) -> None:
        told.wait(5)
        done.append("written")

    strip.run(task, "正在写出", asker.taken.emit)
    delete(strip)
    delete(asker)
    told.set()
    QThreadPool.globalInstance().waitForDone()
    with qtbot.captureExceptions() as caught:
        qtbot.wait(20)
    assert (done, caught) == (["written"], [])
