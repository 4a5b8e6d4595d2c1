"""The row of days of a clock: the number of its last day is never cut."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetrics

from desktop.look import theme
from desktop.widgets.clock_strip import ClockStrip


@pytest.mark.parametrize("days", [7, 20, 40, 60])
@pytest.mark.parametrize("width", [240, 480, 655])
def test_the_number_of_the_last_day_has_its_room(qtbot, days, width):
    strip = ClockStrip(days, 3, "accent")
    qtbot.addWidget(strip)
    strip.resize(width, 20)
    number = QFontMetrics(theme.current().font(12, bold=True)).horizontalAdvance(str(days))
    assert strip.cell(days).width() >= number + 4
    cells = [strip.cell(day) for day in range(1, days + 1)]
    assert all(one.right() <= other.left() for one, other in pairwise(cells))
    assert cells[-1].right() == pytest.approx(width)
