"""What the clerk sees when the program is at fault: what to do, and a report she may pass on."""

import platform
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.base.version import version
from desktop.look import theme

_ROOT = Path(__file__).resolve().parents[2]
_REPORTS_KEPT = 20
reports: list[str] = []
"""The faults since the start, the oldest first, without what was in them."""


def surroundings() -> str:
    """Return what the program runs on."""
    system = f"{platform.system()} {platform.release()}"
    return f"{system}，Python {platform.python_version()}，Qt {qVersion()}"


def place(filename: str) -> str:
    """Return the file of a frame by its whole module path, and nothing of whose folder it is in.

    Modules of a packed program name themselves by a relative path.
    """
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        path = path.relative_to(_ROOT)
    for library in ("site-packages", "dist-packages"):
        if library in path.parts:
            path = Path(*path.parts[path.parts.index(library) + 1 :])
    # On Windows a path of another system has a root and no drive.
    return path.name if path.is_absolute() or path.root else path.as_posix()


def fault_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where the program broke. The exception's message is left out: it may hold a name."""
    lines = [
        f"依申请公开办件台 {version()}",
        surroundings(),
        f"错误类型：{kind.__module__}.{kind.__qualname__}",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"{place(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class CrashDialog(QDialog):
    """Says that the last act was not done, and goes on or quits."""

    def __init__(
        self,
        kind: type[BaseException],
        trace: TracebackType | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle("程序出现故障")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        words = QLabel(
            "刚才的操作没有完成，登记簿里已保存的内容不受影响。"
            "可以继续使用；如果再次出现，请把下面的故障信息交给维护人员，其中不含申请人信息。"
        )
        words.setWordWrap(True)
        found = fault_report(kind, trace)
        reports[:] = [*reports, found][-_REPORTS_KEPT:]
        self.report = QPlainTextEdit(found)
        self.report.setObjectName("faultReport")
        self.report.setAccessibleName("故障信息")
        self.report.setReadOnly(True)
        copy, quit_now, go_on = (
            QPushButton("复制故障信息"),
            QPushButton("退出"),
            QPushButton("继续使用"),
        )
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        quit_now.clicked.connect(QApplication.quit)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(quit_now)
        row.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(words)
        column.addWidget(self.report)
        column.addLayout(row)
        self.resize(theme.px(560), theme.px(320))
        go_on.setFocus()
