"""The pictures of README and manual: each that the program takes comes to be."""

from desktop.settings.settings_screen import SettingsScreen
from desktop.start import intake_pictures
from desktop.window.main_window import MainWindow


def test_what_comes_in_is_pictured(window: MainWindow):
    taken = []
    for name in intake_pictures.shown_in_turn(window):
        taken.append(name)
        present = window.screens.present
        assert present.isVisible()
        if name == "设置—放假通知":
            assert isinstance(present, SettingsScreen)
            assert present.calendar.isVisible()
    assert taken == ["收件—申请表在旁", "导入台账", "设置—放假通知"]
