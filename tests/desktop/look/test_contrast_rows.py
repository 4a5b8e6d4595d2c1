"""Under a contrast theme the system's highlight bears its own words and no others."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casework.redaction.deciding import MarkDecision
from desktop.look import theme
from desktop.redaction.mark_list import WIDTH, MarkDelegate, MarkLine, MarkModel
from tests.desktop.look.test_theme import DESERT, DUSK, NIGHT, WATER

GROUP: Any = SimpleNamespace(label="方可", marks=(1, 2), ground=2, reason="申请人本人")
_RULE = re.compile(r"([^{}]+)\{([^}]*)\}")


def rules(sheet: Path) -> list[tuple[list[str], str]]:
    """Return the selectors of each rule of a sheet, and what it says."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    return [
        ([one.strip() for one in match[1].split(",")], match[2]) for match in _RULE.finditer(text)
    ]


def test_no_rule_lays_the_highlight_under_words_of_another_colour():
    mended = {one for heads, _ in rules(theme.HIGH_CONTRAST_SHEET) for one in heads}
    for heads, says in (*rules(theme.STYLE_SHEET), *rules(theme.HIGH_CONTRAST_SHEET)):
        if re.search(r"(?<!selection-)background(-color)?: \$selected", says):
            has_words = re.search(r"(?<![\w-])color: \$(on_selected|chosen)", says)
            for head in heads:
                plain = head.replace(":hover", "")
                assert has_words or head in mended or plain in _CHECKED, head


_CHECKED = {"#rail QPushButton:checked"}
"""Says its colour in the rule of the state itself, which a hover keeps."""


def near(one: QColor, other: str) -> bool:
    wanted = QColor(other)
    pairs = ((one.red(), wanted.red()), (one.green(), wanted.green()), (one.blue(), wanted.blue()))
    return all(abs(mine - theirs) <= 6 for mine, theirs in pairs)


@pytest.mark.parametrize("system", [WATER, DESERT, DUSK, NIGHT])
@pytest.mark.parametrize("state", list(MarkDecision))
def test_a_chosen_mark_can_be_read(qapp, monkeypatch, system, state):
    colours = theme.current()
    monkeypatch.setattr(colours, "high_contrast", True)
    monkeypatch.setattr(colours, "tokens", theme.system_tokens(system))
    monkeypatch.setattr(colours, "_colours", {})
    model = MarkModel()
    model.lines = [MarkLine(state, "", GROUP)]
    size = QSize(WIDTH, 34)
    image = QImage(size, QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)
    option.state = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Enabled
    painter = QPainter(image)
    MarkDelegate().paint(painter, option, model.index(0))
    painter.end()
    # The line below a row is the system's own; the row itself lies above it.
    seen = [image.pixelColor(x, y) for x in range(4, WIDTH) for y in range(1, 32)]
    tokens = colours.tokens
    assert any(near(one, tokens.on_selected) for one in seen)
    for name in ("text", "accent"):
        token = getattr(tokens, name)
        if token not in (tokens.on_selected, tokens.selected):
            assert not any(near(one, token) for one in seen), name
