"""`demo` takes pictures where somebody works: nothing of it shows there, and it takes no keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.start import screenshots


def test_the_window_of_the_pictures_stands_on_no_display(monkeypatch, tmp_path, desk, qapp):
    seen = []

    def shown_in_turn(window):
        seen.append(window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen))
        others = [one for one in qapp.topLevelWidgets() if one.isVisible() and one is not window]
        assert others == []
        assert not window.isActiveWindow()
        yield "今日"

    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    monkeypatch.setattr(screenshots, "_shown_in_turn", shown_in_turn)
    made = screenshots.take(desk, tmp_path)
    assert seen == [True, True]
    assert [path.name for path in made] == ["01 今日.png", "02 今日（深色）.png"]
    assert all(path.stat().st_size > 10_000 for path in made)
