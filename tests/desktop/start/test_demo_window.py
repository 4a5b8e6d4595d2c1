"""`demo` takes pictures where somebody works: its window shows without taking the keys."""

from PySide6.QtCore import Qt

from desktop.start import screenshots


def test_the_window_of_the_pictures_takes_no_focus(monkeypatch, tmp_path, desk, qapp):
    seen = []

    def shown_in_turn(window):
        seen.append(window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating))
        others = [one for one in qapp.topLevelWidgets() if one.isVisible() and one is not window]
        assert others == []
        yield "今日"

    monkeypatch.setattr(screenshots, "_shown_in_turn", shown_in_turn)
    made = screenshots.take(desk, tmp_path)
    assert seen == [True, True]
    assert [path.name for path in made] == ["01 今日.png", "02 今日（深色）.png"]
