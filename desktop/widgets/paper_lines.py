"""The lines of a letter as Qt lays them out: their faces, their paragraphs, their tables."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat

from casework.acts.drafting import GAP_BEGINS, GAP_ENDS
from casework.word import PageLine

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "justify": Qt.AlignmentFlag.AlignJustify,
}
# What Windows, WPS and a plain Linux call the faces of official letters, the wanted one first.
_FACES = {
    "仿宋": ("仿宋", "FangSong", "仿宋_GB2312", "FandolFang", "Noto Serif CJK SC", "宋体"),
    "黑体": ("黑体", "SimHei", "Noto Sans CJK SC", "Microsoft YaHei"),
    "楷体": ("楷体", "KaiTi", "AR PL UKai CN", "Noto Serif CJK SC"),
}
_SONG = ("宋体", "SimSun", "Noto Serif CJK SC", "AR PL SungtiL GB", "WenQuanYi Micro Hei")


def faces_for(font: str) -> list[str]:
    """Return the faces to try for a font of a template, the wanted one first."""
    return [*_FACES.get(font, (font, *_SONG) if font else _SONG)]


def block_format(line: PageLine, scale: float) -> QTextBlockFormat:
    """Return how a paragraph stands, `scale` pixels a point."""
    form = QTextBlockFormat()
    form.setAlignment(_ALIGN.get(line.align, Qt.AlignmentFlag.AlignJustify))
    form.setTextIndent(line.first * scale)
    form.setLeftMargin(line.left * scale)
    form.setRightMargin(line.right * scale)
    form.setTopMargin(line.before * scale)
    form.setBottomMargin(line.after * scale)
    form.setLineHeight(line.line * scale, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    return form


def table_from(lines: Sequence[PageLine], place: int) -> list[PageLine]:
    """Return the rows of the table that begins at a place; none where no table does."""
    rows = list[PageLine]()
    for line in lines[place:]:
        if not line.cells or (rows and line.widths != rows[0].widths):
            break
        rows.append(line)
    return rows


def plain_words(text: str, names: Mapping[str, str]) -> str:
    """Return a text with the names of its gaps in the places of their marks."""
    while GAP_BEGINS in text:
        before, _, rest = text.partition(GAP_BEGINS)
        field, _, rest = rest.partition(GAP_ENDS)
        text = f"{before}【{names.get(field, '')}】{rest}"
    return text
