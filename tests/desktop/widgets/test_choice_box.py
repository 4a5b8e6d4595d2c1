"""A list to choose from shows each of its lines whole."""

import pytest
from PySide6.QtWidgets import QStyle, QStyleFactory, QStyleOptionComboBox

from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.widgets.choice_box import ChoiceBox


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_list_opens_as_a_list_and_not_as_a_menu(qtbot, scheme):
    # As a menu, in the style the program runs with, it is too low for its lines by the height of
    # the arrows it scrolls with: the last one stood there cut in half.
    theme.current().apply(scheme, 100)
    style = QStyleFactory.create("fusion")
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.setStyle(style)
    box.addItems(["2026年", "2025年"])
    box.show()
    option = QStyleOptionComboBox()
    option.initFrom(box)
    assert box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, box) == 0
