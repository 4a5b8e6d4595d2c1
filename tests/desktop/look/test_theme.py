import dataclasses
import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casework.acts import ACTS
from desktop.look import icons, theme
from desktop.look.theme import DARK, LIGHT, STYLE_SHEET, Scheme, Tokens, style_sheet
from desktop.widgets.chip import LOOKS, Chip
from desktop.widgets.key_button import KEY_OPACITY
from forms.office import Office
from forms.people import PersonForm, SectionForm


def contrast(one: str, other: str) -> float:
    return theme.contrast(QColor(one), QColor(other))


PAIRS = [
    *(
        (text, ground)
        for text in ("text", "second", "accent")
        for ground in ("panel", "ground", "hover", "selected")
    ),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("overdue", "panel"),
    ("soon", "panel"),
    ("in_time", "panel"),
    ("overdue", "ground"),
    ("soon", "ground"),
    ("on_selected", "selected"),
    ("chosen", "selected"),
    *((look.text, look.ground or "panel") for look in LOOKS.values()),
    *((look.text, "selected") for look in LOOKS.values() if not look.ground),
    *((text, "accent_ground") for text in ("text", "second", "accent")),
    *((text, "rest") for text in ("text", "second")),
    ("text", "counted"),
    ("gap", "gap_ground"),
    ("ink", "mark_band"),
    ("ink", "paper"),
]
EDGES = [("field_line", "panel"), ("field_line", "ground"), ("accent", "panel")]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_can_be_read_on_their_ground(tokens: Tokens, text: str, ground: str):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_a_field_can_be_seen(tokens: Tokens, edge: str, ground: str):
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_key_in_a_button_can_be_read(tokens: Tokens):
    for text, ground in (("on_accent", "accent"), ("text", "panel")):
        ink: Any = QColor(getattr(tokens, text))
        under: Any = QColor(getattr(tokens, ground))
        mixed = [
            KEY_OPACITY * one + (1 - KEY_OPACITY) * other
            for one, other in zip(ink.getRgbF()[:3], under.getRgbF()[:3], strict=True)
        ]
        assert theme.contrast(QColor.fromRgbF(*mixed), under) >= 4.5


@pytest.mark.parametrize("zoom", theme.ZOOM_STEPS)
def test_the_style_sheet_leaves_no_token_unfilled(zoom: int):
    assert "$" not in style_sheet(LIGHT, zoom)


def test_the_style_sheet_names_only_tokens_there_are():
    named = set(re.findall(r"\$([a-z_]+)\b(?<!\$p)", STYLE_SHEET.read_text(encoding="utf-8")))
    assert named - {"p"} <= set(Tokens._fields)


def test_no_field_of_a_form_bears_a_name_the_sheet_gives_a_look():
    # A field is called as its form calls it: the section of a person was painted as a section of
    # a page, grey and without an edge.
    sheets = STYLE_SHEET.read_text(encoding="utf-8") + theme.HIGH_CONTRAST_SHEET.read_text(
        encoding="utf-8"
    )
    named = set(re.findall(r"#([A-Za-z_]\w*)[^;{]*{", sheets)) | set(
        re.findall(r"#([A-Za-z_]\w*)\s*,", sheets)
    )
    forms = {act.form for act in ACTS.values()} | {PersonForm, SectionForm, Office}
    fields = {field.name for form in forms for field in dataclasses.fields(form)}
    assert {"section", "ground"} <= fields
    assert named & fields == set()


def test_zoom_scales_sizes(qapp):
    try:
        theme.current().apply(Scheme.DARK, 150)
        assert theme.px(32) == 48
        assert qapp.font().pixelSize() == 20
        assert theme.current().is_dark
    finally:
        theme.current().apply(Scheme.LIGHT, 100)


@pytest.mark.parametrize("path", sorted(icons.FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_painted(path):
    assert not icons.pixmap(path.stem, 16).isNull()


def contrast_theme(ground: str, text: str, highlight: str, on_highlight: str) -> QPalette:
    """Return the palette the system has under one of its contrast themes."""
    role, made = QPalette.ColorRole, QPalette()
    for name in (role.Window, role.Base, role.Button, role.ToolTipBase):
        made.setColor(name, QColor(ground))
    for name in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        made.setColor(name, QColor(text))
    made.setColor(role.Highlight, QColor(highlight))
    made.setColor(role.HighlightedText, QColor(on_highlight))
    return made


WATER = contrast_theme("#202020", "#FFFFFF", "#8EE3F0", "#263B50")
DESERT = contrast_theme("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3")
DUSK = contrast_theme("#2D3236", "#FFFFFF", "#A1BFDE", "#212D3B")
NIGHT = contrast_theme("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B")
OLD_GREEN = contrast_theme("#000000", "#FFFF00", "#008000", "#FFFFFF")
CONTRAST_THEMES = [WATER, DESERT, DUSK, NIGHT, OLD_GREEN]


@pytest.mark.parametrize("system", CONTRAST_THEMES)
def test_high_contrast_takes_no_colour_but_the_systems(system: QPalette):
    roles = [system.windowText(), system.window(), system.highlight(), system.highlightedText()]
    disabled = system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    own = {brush.color().name() for brush in roles} | {disabled.name()}
    assert set(theme.system_tokens(system)) <= own


@pytest.mark.parametrize("system", CONTRAST_THEMES)
def test_high_contrast_shows_what_is_selected_in_the_systems_pair(system: QPalette):
    tokens = theme.system_tokens(system)
    pair = (system.highlight().color().name(), system.highlightedText().color().name())
    assert (tokens.selected, tokens.on_selected) == pair
    assert tokens.chosen == tokens.on_selected
    assert tokens.selected not in (tokens.panel, tokens.ground)


@pytest.mark.parametrize("system", CONTRAST_THEMES)
def test_high_contrast_words_can_be_read_on_their_ground(system: QPalette):
    tokens = theme.system_tokens(system)
    for text, ground in PAIRS:
        if ground != "selected" or text in ("on_selected", "chosen"):
            assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5, (text, ground)


def test_the_high_contrast_sheet_names_only_tokens_there_are():
    sheet = theme.HIGH_CONTRAST_SHEET.read_text(encoding="utf-8")
    assert set(re.findall(r"\$([a-z_]+)", sheet)) <= set(Tokens._fields)
    assert "$" not in style_sheet(theme.system_tokens(WATER), 100, high_contrast=True)


@pytest.fixture
def system(qapp, monkeypatch):
    """The system's own colours, to be changed under the running program."""
    asked = SimpleNamespace(palette=QPalette(), wants=False)
    monkeypatch.setattr(theme, "system_is_high_contrast", lambda: asked.wants)
    real = QApplication.setPalette

    def given(palette: QPalette) -> None:
        # An empty palette stands for the system's own.
        real(asked.palette if palette == QPalette() else palette)

    monkeypatch.setattr(qapp, "setPalette", given)

    def put(palette: QPalette) -> None:
        asked.palette, asked.wants = palette, True
        if theme.current().high_contrast:
            real(palette)
            # An application that runs says so by itself.
            qapp.paletteChanged.emit(palette)
        else:
            hints = qapp.styleHints()
            hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)

    def leave() -> None:
        asked.wants = False
        hints = qapp.styleHints()
        hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)

    yield SimpleNamespace(put=put, leave=leave)
    asked.wants = False
    theme.current().apply(Scheme.LIGHT, 100)


def test_high_contrast_is_followed_while_the_program_runs(qtbot, window, system, registered):
    registered()
    window.screens.show_place("worklist")
    system.put(WATER)
    qtbot.waitUntil(lambda: theme.current().high_contrast)
    assert theme.current().tokens.selected == "#8ee3f0"
    system.put(DESERT)
    qtbot.waitUntil(lambda: theme.current().tokens.selected == "#903909")
    system.leave()
    qtbot.waitUntil(lambda: theme.current().tokens is LIGHT)
    assert not theme.current().high_contrast


def colours_of(widget: QWidget) -> Counter[str]:
    picture = widget.grab().toImage()
    return Counter(
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_what_is_chosen_can_be_seen_in_high_contrast(qtbot, window, system, registered):
    registered()
    before = window.screens.present
    system.put(NIGHT)
    # The screens are made anew in the new look.
    qtbot.waitUntil(lambda: window.screens.present is not before)
    assert theme.current().high_contrast
    window.screens.show_place("worklist")
    qtbot.waitUntil(lambda: window.screens.worklist.table.chosen_row == 0)
    table = window.screens.worklist.list.view
    qtbot.waitUntil(table.isVisible)
    row = table.visualRect(table.currentIndex())
    assert QColor(table.viewport().grab(row).toImage().pixelColor(8, 4)).name() == "#d6b4fd"
    for button in (
        window.rail.findChild(QPushButton, "rail_worklist"),
        window.screens.worklist.findChild(QPushButton, "filter_open"),
    ):
        found = colours_of(button)
        assert found["#d6b4fd"] > 200
        assert sum(count for name, count in found.items() if QColor(name).lightness() < 90) > 30


def test_a_chip_has_a_line_around_it_in_high_contrast(qtbot, system, window):
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show_words("OVERDUE", "逾期 2 个工作日")
    system.put(NIGHT)
    qtbot.waitUntil(lambda: theme.current().high_contrast)
    picture = chip.grab().toImage()
    middle = picture.width() // 2
    assert picture.pixelColor(middle, 0).lightness() > 128
    assert picture.pixelColor(middle, 3).lightness() < 64


def test_the_number_of_a_chosen_place_can_be_read_in_high_contrast(qtbot, system, window):
    system.put(WATER)
    qtbot.waitUntil(lambda: theme.current().high_contrast)
    window.rail.show_count("today", 2, is_alarming=True)
    button = window.rail.findChild(QPushButton, "rail_today")
    assert button.isChecked()
    found = colours_of(button)
    assert found["#8ee3f0"] > 200
    # White, in which the others stand, could not be read on the light ground of what is chosen.
    assert found["#ffffff"] == 0
    assert found["#263b50"] > 20
