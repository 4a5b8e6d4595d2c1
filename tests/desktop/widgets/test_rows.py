import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.widgets.rows import fitted


@pytest.mark.parametrize("words", ["王小明", "关于征收补偿方案的批复" * 20, "Wm" * 80, "甲\n乙"])
@pytest.mark.parametrize("width", [0, 40, 200, 100_000])
def test_words_never_take_more_than_their_room(qapp, words, width):
    metrics = QFontMetrics(QApplication.font())
    shown = fitted(words, metrics, width)
    assert "\n" not in shown
    assert shown == words.replace("\n", " ") or shown.endswith("…") or not shown
    dots = metrics.horizontalAdvance("…")
    assert metrics.horizontalAdvance(shown) <= max(width, dots)


def test_words_that_have_room_are_whole(qapp):
    metrics = QFontMetrics(QApplication.font())
    words = "关于征收补偿方案的批复"
    assert fitted(words, metrics, metrics.horizontalAdvance(words)) == words
