"""Colours, type and sizes: the tokens of the window, made into a palette and a style sheet.

Sizes are written in pixels at 100 % zoom; `px` scales them. Where the system asks for high
contrast its own palette is kept and the style sheet sets sizes only.
"""

import sys
from enum import Enum
from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

STYLE_SHEET = Path(__file__).with_name("theme.qss")
HIGH_CONTRAST_SHEET = Path(__file__).with_name("theme_high_contrast.qss")
READABLE = 4.5
"""The contrast below which words are not set."""
# Said to Qt as it starts: a running application asked for its style makes all styles known first.
STYLE_WORDS = ("-style", "fusion")
NARROW, TWO_PANES, THREE_PANES = 1000, 1240, 1700
"""From which width at 100 % a window shows its rail in words, two panes, and three."""
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_WINDOWS_FONTS = ["Microsoft YaHei UI", "Microsoft YaHei"]
_LINUX_FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
]


class Scheme(Enum):
    """Which colours the clerk chose."""

    SYSTEM = "跟随系统"
    LIGHT = "浅色"
    DARK = "深色"


class Tokens(NamedTuple):
    """The colours of one scheme. `faint` is for lines and shapes only: it is too pale for words.

    `on_selected` is for the words of a selected row, `chosen` for those of a checked button;
    `strong` parts days and panes; `counted` and `rest` are days of a course, `gap` what a letter
    still lacks, `paper`, `ink` and `desk` the page it is printed on, in the dark as by day.
    """

    text: str
    second: str
    faint: str
    ground: str
    panel: str
    line: str
    strong: str
    field_line: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_ground: str
    selected: str
    on_selected: str
    chosen: str
    hover: str
    disabled: str
    overdue: str
    overdue_ground: str
    soon: str
    soon_ground: str
    in_time: str
    in_time_ground: str
    paused: str
    paused_ground: str
    counted: str
    rest: str
    gap: str
    gap_ground: str
    gap_line: str
    paper: str
    ink: str
    desk: str
    mark_band: str
    mark_bar: str


LIGHT = Tokens(
    text="#1A1C1E",
    second="#5A6068",
    faint="#8A9099",
    ground="#F5F6F8",
    panel="#FFFFFF",
    line="#E1E4E8",
    strong="#C4C9D0",
    field_line="#868C95",
    accent="#1F5FBF",
    on_accent="#FFFFFF",
    accent_hover="#194E9E",
    accent_ground="#EEF4FD",
    selected="#E4EDFA",
    on_selected="#1A1C1E",
    chosen="#1F5FBF",
    hover="#F0F3F7",
    disabled="#8A9099",
    overdue="#B3261E",
    overdue_ground="#FDECEA",
    soon="#8A5A00",
    soon_ground="#FFF4DB",
    in_time="#1B6E3C",
    in_time_ground="#E7F5EC",
    paused="#5B4FA3",
    paused_ground="#EFECFA",
    counted="#BFD5F4",
    rest="#EDEFF2",
    gap="#6B4500",
    gap_ground="#FFE9B3",
    gap_line="#B57A00",
    paper="#FFFFFF",
    ink="#1A1C1E",
    desk="#E9ECF0",
    mark_band="#E4EDFA",
    mark_bar="#1F5FBF",
)
DARK = Tokens(
    text="#E6E8EA",
    second="#A9AFB7",
    faint="#7C828A",
    ground="#1B1D20",
    panel="#24272B",
    line="#373B41",
    strong="#4C525A",
    field_line="#7C828A",
    accent="#7FB0FF",
    on_accent="#0F1B2D",
    accent_hover="#A3C6FF",
    accent_ground="#263348",
    selected="#2A3A52",
    on_selected="#E6E8EA",
    chosen="#7FB0FF",
    hover="#2C3036",
    disabled="#7C828A",
    overdue="#FFB4AB",
    overdue_ground="#44201D",
    soon="#FFD48A",
    soon_ground="#3D2E0E",
    in_time="#8FD9A8",
    in_time_ground="#15331F",
    paused="#C9C0FF",
    paused_ground="#2C2750",
    counted="#34507A",
    rest="#2C3036",
    gap="#4A3000",
    gap_ground="#FFD98A",
    gap_line="#B57A00",
    paper="#DCDDE0",
    ink="#16181A",
    desk="#17191C",
    mark_band="#BFCDE6",
    mark_bar="#1F5FBF",
)


class _Substitutions(dict[str, str]):
    """Colours by name, and `p30` for 30 px at the present zoom."""

    def __init__(self, tokens: Tokens, zoom: int) -> None:
        super().__init__(tokens._asdict())
        self._zoom = zoom

    def __missing__(self, name: str) -> str:
        return f"{round(int(name.removeprefix('p')) * self._zoom / 100)}px"


class Theme(QObject):
    """The theme of the running application; `changed` tells painted widgets to look again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.SYSTEM
        self.zoom = 100
        self.tokens = LIGHT
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self.high_contrast = False

    @property
    def is_dark(self) -> bool:
        """Whether light words stand on a dark ground."""
        return self.tokens is DARK

    def px(self, pixels: float) -> int:
        """Return a size given at 100 % at the present zoom."""
        return round(pixels * self.zoom / 100)

    def font(self, pixels: int = 13, *, bold: bool = False) -> QFont:
        """Return the window's font at a size, with digits of one width: the caller's own.

        Whoever sets it to another size changes no words but those drawn with it.
        """
        made = self._fonts.get((pixels, bold))
        if made is None:
            made = self._fonts[pixels, bold] = QFont(QApplication.font())
            made.setPixelSize(self.px(pixels))
            made.setBold(bold)
        return QFont(made)

    def colour(self, name: str) -> QColor:
        """Return the colour of a token."""
        made = self._colours.get(name)
        if made is None:
            made = self._colours[name] = QColor(getattr(self.tokens, name))
        return made

    def ink(self, name: str, *, is_selected: bool) -> QColor:
        """Return the colour of a token for words in a row that may be selected."""
        # The system's highlight bears no colour but the one that belongs to it.
        return self.colour("on_selected" if is_selected and self.high_contrast else name)

    def is_as_wanted(self) -> bool:
        """Tell whether these colours are what the clerk and the system ask for."""
        if self.high_contrast != system_is_high_contrast():
            return False
        if self.high_contrast:
            return self.tokens == system_tokens(QGuiApplication.palette())
        return self.scheme is not Scheme.SYSTEM or self.is_dark == system_is_dark()

    def apply(self, scheme: Scheme, zoom: int) -> None:
        """Give the whole application these colours and sizes."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scheme, self.zoom = scheme, zoom
        hints = QGuiApplication.styleHints()
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
        }[scheme]
        self.high_contrast = system_is_high_contrast()
        hints.setColorScheme(Qt.ColorScheme.Unknown if self.high_contrast else wanted)
        dark = scheme is Scheme.DARK or (scheme is Scheme.SYSTEM and system_is_dark())
        self.tokens = DARK if dark else LIGHT
        if self.high_contrast:
            # With no palette of our own, the application has the system's and follows it.
            app.setPalette(QPalette())
            self.tokens = system_tokens(app.palette())
        else:
            app.setPalette(palette(self.tokens))
        app.setFont(_font(self.px(13)))
        self._colours.clear()
        self._fonts.clear()
        app.setStyleSheet(style_sheet(self.tokens, zoom, high_contrast=self.high_contrast))
        self.changed.emit()


def link_style() -> str:
    """Return the style of a link among rich words.

    Its colour is said there: the system's own, under a contrast theme, may not be readable.
    """
    return f"text-decoration:none;color:{current().tokens.accent}"


def system_is_dark() -> bool:
    """Tell whether the system asks for light words on a dark ground."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_is_high_contrast() -> bool:
    """Tell whether the system's high contrast is on."""
    # Named, because what they hand out goes with them.
    hints = QGuiApplication.styleHints()
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(tokens: Tokens) -> QPalette:
    """Return the Qt palette of a scheme."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, colour in (
        (role.Window, tokens.ground),
        (role.WindowText, tokens.text),
        (role.Base, tokens.panel),
        (role.AlternateBase, tokens.ground),
        (role.Text, tokens.text),
        (role.Button, tokens.panel),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.overdue),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.second),
        (role.Light, tokens.panel),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.strong),
        (role.Shadow, tokens.line),
    ):
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    return made


def style_sheet(tokens: Tokens, zoom: int, *, high_contrast: bool = False) -> str:
    """Return the style sheet of a scheme at a zoom in per cent."""
    text = STYLE_SHEET.read_text(encoding="utf-8")
    if high_contrast:
        text += HIGH_CONTRAST_SHEET.read_text(encoding="utf-8")
    return Template(text).substitute(_Substitutions(tokens, zoom))


def system_tokens(system: QPalette) -> Tokens:
    """Return tokens made of the system's high-contrast palette: its colours, nothing of ours."""
    text, ground = system.windowText().color(), system.window().color()
    highlight, on_highlight = system.highlight().color(), system.highlightedText().color()
    disabled = system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    # A highlight made to lie under words may be too close to the ground to be words itself.
    is_ink = contrast(highlight, ground) >= READABLE
    accent, on_accent = (highlight, on_highlight) if is_ink else (text, ground)
    words = dict.fromkeys(
        (
            "text", "second", "faint", "line", "strong", "field_line", "overdue", "soon",
            "in_time", "paused", "gap", "gap_line", "ink", "mark_bar",
        ),
        text.name(),
    )  # fmt: skip
    grounds = dict.fromkeys(
        (
            "ground", "panel", "hover", "overdue_ground", "soon_ground", "in_time_ground",
            "paused_ground", "accent_ground", "counted", "rest", "gap_ground", "paper", "desk",
            "mark_band",
        ),
        ground.name(),
    )  # fmt: skip
    return Tokens(
        **words,
        **grounds,
        accent=accent.name(),
        on_accent=on_accent.name(),
        accent_hover=accent.name(),
        selected=highlight.name(),
        on_selected=on_highlight.name(),
        chosen=on_highlight.name(),
        disabled=disabled.name(),
    )


def _font(pixels: int) -> QFont:
    font = QFont()
    font.setFamilies(_WINDOWS_FONTS if sys.platform == "win32" else _LINUX_FONTS)
    font.setPixelSize(max(pixels, 9))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


_current: Theme | None = None


def current() -> Theme:
    """Return the theme of this process: there is one application, so there is one theme."""
    global _current
    if _current is None:
        _current = Theme()
    return _current


def px(pixels: float) -> int:
    """Return a size given at 100 % at the present zoom."""
    return current().px(pixels)
