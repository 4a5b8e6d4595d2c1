import re

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop import icons, theme
from desktop.theme import DARK, LIGHT, STYLE_SHEET, Scheme, Tokens, style_sheet
from desktop.widgets.chip import LOOKS


def luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    red, green, blue = (channel(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
    *((look.text, look.ground) for look in LOOKS.values()),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_can_be_read_on_their_ground(tokens: Tokens, text: str, ground: str):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("zoom", theme.ZOOM_STEPS)
def test_the_style_sheet_leaves_no_token_unfilled(zoom: int):
    assert "$" not in style_sheet(LIGHT, zoom)


def test_the_style_sheet_names_only_tokens_there_are():
    named = set(re.findall(r"\$([a-z_]+)\b(?<!\$p)", STYLE_SHEET.read_text(encoding="utf-8")))
    assert named - {"p"} <= set(Tokens._fields)


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


def test_high_contrast_takes_no_colour_but_the_systems():
    system = QPalette(QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#00ffff"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("#000001"))
    assert set(theme.system_tokens(system)) == {"#000000", "#ffff00", "#00ffff", "#000001"}
