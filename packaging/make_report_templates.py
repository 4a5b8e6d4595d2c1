"""Write templates_docx/reports/*.docx from the texts in packaging/reports/*.txt.

The notation is that of make_templates.py, with three styles a report needs besides:

    [级] heading of a part   [次] heading within a part   [表位] where the program puts a table
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import letter_styles
import make_templates

TEXTS = make_templates.HERE / "reports"
TEMPLATES = make_templates.TEMPLATES / "reports"

HEADING_FONT, SUBHEADING_FONT = "黑体", "楷体"
_INDENT = letter_styles.TWO_CHARACTERS
STYLES = {
    "级": ("PartHeading", "一级标题", HEADING_FONT, 32, 560, "left", _INDENT, "<w:keepNext/>"),
    "次": ("Subheading", "二级标题", SUBHEADING_FONT, 32, 560, "left", _INDENT, "<w:keepNext/>"),
    "表位": ("TablePlace", "表格位置", letter_styles.BODY_FONT, 24, 400, "center", "", ""),
}


@contextmanager
def _more_styles() -> Iterator[None]:
    """Lend the letters' maker the styles of reports, so that the letters keep to their own."""
    tables: tuple[dict[str, Any], ...] = (
        letter_styles.STYLES,
        letter_styles.IDS,
        letter_styles.ALTERNATIVES,
    )
    kept = [dict(table) for table in tables]
    letter_styles.STYLES.update(STYLES)
    letter_styles.IDS.update({mark: style[0] for mark, style in STYLES.items()})
    letter_styles.ALTERNATIVES.update(
        {HEADING_FONT: "SimHei", SUBHEADING_FONT: "KaiTi,楷体_GB2312,华文楷体"}
    )
    try:
        yield
    finally:
        for table, before in zip(tables, kept, strict=True):
            table.clear()
            table.update(before)


def templates() -> dict[str, bytes]:
    """Return every report template by its file name."""
    made = {}
    with _more_styles():
        for path in sorted(TEXTS.glob("*.txt")):
            text = path.read_text("utf-8")
            title = re.search(r"^%% (.*)", text, re.MULTILINE)
            made[f"{path.stem}.docx"] = make_templates.make(text, title[1] if title else path.stem)
    return made


def write(folder: Path) -> int:
    """Write the templates that differ from their texts; return how many."""
    stale = 0
    folder.mkdir(exist_ok=True)
    for name, content in templates().items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            stale += 1
    return stale


if __name__ == "__main__":
    sys.stdout.write(f"{write(TEMPLATES)} report templates written\n")
