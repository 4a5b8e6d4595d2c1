import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.fields import LineField, MarksField
from forms.choices import Opinion


@pytest.fixture(params=[Scheme.LIGHT, Scheme.DARK])
def scheme(request, qapp):
    theme.current().apply(request.param, 100)
    yield request.param
    theme.current().apply(Scheme.LIGHT, 100)


def strongest(box: CheckBox) -> float:
    """Return the strongest contrast to the page within the box itself."""
    picture = box.grab().toImage()
    ground = theme.current().colour("panel")
    return max(
        theme.contrast(picture.pixelColor(x, y), ground)
        for x in range(theme.px(18))
        for y in range(picture.height())
    )


def test_an_empty_box_can_be_seen(qtbot: QtBot, scheme: Scheme):
    box = CheckBox("拟公开")
    qtbot.addWidget(box)
    assert strongest(box) >= 3


def test_a_tick_fills_the_box(qtbot: QtBot, scheme: Scheme):
    box = CheckBox("拟公开")
    qtbot.addWidget(box)
    empty = box.grab().toImage()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    full = box.grab().toImage()
    accent = theme.current().colour("accent")
    assert empty.pixelColor(5, empty.height() // 2 - 4) != accent
    assert full.pixelColor(5, full.height() // 2 - 4) == accent


def test_a_box_grows_with_the_zoom(qtbot: QtBot):
    box = CheckBox("拟公开")
    qtbot.addWidget(box)
    before = box.sizeHint()
    theme.current().apply(Scheme.LIGHT, 150)
    try:
        assert box.sizeHint().height() == before.height() * 3 // 2
    finally:
        theme.current().apply(Scheme.LIGHT, 100)


def test_marks_stand_in_one_column_where_there_is_no_room_for_two(qtbot: QtBot):
    marks = MarksField(Opinion)
    qtbot.addWidget(marks)
    first, second = marks.findChildren(CheckBox)[:2]
    marks.resize(600, 200)
    marks.show()
    assert first.y() == second.y()
    marks.resize(marks.minimumSizeHint().width(), 200)
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert second.x() == first.x()


def test_a_long_value_is_shown_from_its_beginning(qtbot: QtBot):
    field = LineField()
    qtbot.addWidget(field)
    field.set_value("青枫区澄湖街道桂苑社区居民委员会" * 4)
    assert field.cursorPosition() == 0
