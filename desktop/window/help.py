"""The card of keys, and what this program is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from casework.desk.engine import engine_words
from desktop.base.version import version
from desktop.look import theme
from desktop.window import crash
from desktop.window.commands import Command
from desktop.window.crash import surroundings
from rules.errors import ClerkError

_MORE_KEYS = (
    ("↑ ↓", "在列表中移动"),
    ("Enter", "打开案件，或者办理今日待办的下一步"),
    ("Esc", "返回；填写中的内容留作草稿"),
    ("R C E B F V S", "答复、征求、延期、补正、收费、审查、送达（焦点不在输入框时）"),
    ("G", "七问判断：逐问记录理由，得出建议的答复类型"),
    ("P", "打印本件最近的文书"),
    ("Ctrl+P", "收件时登记并打印接收回执"),
    ("Ctrl+O", "收件时添加申请材料"),
    ("Ctrl+Shift+V", "收件时粘贴复制的文件、截图、申请表或者邮件文字"),
    ("Ctrl+Shift+O", "收件时移除已添加的申请材料"),
    ("Ctrl+V", "在“文书与附件”中粘贴复制的文件、截图"),
    ("Ctrl+Shift+Enter", "收件时按行拆分登记"),
    ("Enter", "填表时到下一个还空着的必填项"),
    ("Ctrl+Enter", "保存"),
    ("F1", "打开使用手册；填表时先看当前项目的条文"),
    ("F4", "打开日期项目的日历"),
    ("F8", "在“事务”中把咨询转为申请，把任务标记完成"),
    ("T", "登记与申请人的沟通（焦点不在输入框时）"),
)
_LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("sqlite-utils", "Apache-2.0"),
    ("python-docx", "MIT"),
    ("python-dateutil", "Apache-2.0、BSD-3"),
    ("chinesecalendar", "MIT"),
    ("xlsxwriter", "BSD-2"),
    ("python-calamine", "MIT"),
    ("pypinyin", "MIT"),
    ("platformdirs", "MIT"),
    ("pypdfium2", "BSD-3、Apache-2.0"),
    ("segno", "BSD-3"),
)


class _Card(QDialog):
    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner, scroll = QWidget(), QScrollArea()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(*(theme.px(24),) * 4)
        self.column.setSpacing(theme.px(12))
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, theme.px(16))
        self._outer.addWidget(scroll, 1)

    def table(self, rows: Sequence[tuple[str, str]], into: QBoxLayout | None = None) -> None:
        """Add two columns of words."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(4))
        for number, (left, right) in enumerate(rows):
            words = QLabel(left)
            words.setProperty("kind", "body2")
            grid.addWidget(words, number, 0)
            grid.addWidget(QLabel(right), number, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(rows), 1)
        (into or self.column).addLayout(grid)

    def close_row(self) -> None:
        """Add the button that closes the card, and take the room the words need, if there is."""
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), 0)
        foot.addWidget(buttons)
        self._outer.addLayout(foot)
        wanted, screen = self._inner.sizeHint(), self.screen().availableSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        high = wanted.height() + foot.sizeHint().height() + theme.px(24)
        self.resize(
            min(wanted.width() + bar, screen.width() - theme.px(32)),
            min(high, screen.height() - theme.px(64)),
        )


class KeysDialog(_Card):
    """Every key of the window."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__("快捷键", parent)
        self.setObjectName("keys")
        across = QHBoxLayout()
        across.setSpacing(theme.px(40))
        self.table([(command.keys, command.words) for command in commands if command.keys], across)
        self.table(_MORE_KEYS, across)
        self.column.addLayout(across)
        self.close_row()


class AboutDialog(_Card):
    """The program, its version, its parts and their licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("关于", parent)
        self.setObjectName("about")
        title = QLabel("依申请公开办件台")
        title.setProperty("kind", "heading")
        self.column.addWidget(title)
        words = QLabel(
            "从收件登记到答复送达，按《中华人民共和国政府信息公开条例》逐日推算期限、生成文书、汇总年报。"
            "本程序以 Apache-2.0 许可发布，图标取自 Lucide（ISC 许可）。"
        )
        words.setWordWrap(True)
        words.setFixedWidth(theme.px(460))
        self.column.addWidget(words)
        self.table([("版本", version()), ("运行环境", surroundings()), ("登记簿", engine_words())])
        self.table([(f"{name} {_version(name)}", licence) for name, licence in _LIBRARIES])
        copied = QPushButton("复制运行信息")
        copied.setObjectName("copySurroundings")
        copied.setToolTip("报告故障时附上，其中不含申请人信息")
        copied.clicked.connect(lambda: QGuiApplication.clipboard().setText(running_words()))
        saved = QPushButton("保存故障报告…")
        saved.setObjectName("saveReport")
        saved.setToolTip("把运行信息和最近的故障存成一个文本文件，其中不含申请人信息")
        saved.clicked.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(copied)
        row.addWidget(saved)
        row.addStretch(1)
        self.column.addLayout(row)
        self.close_row()

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "保存故障报告", "故障报告.txt", "文本文件 (*.txt)"
        )
        if path:
            save_report(Path(path))


def save_report(path: Path) -> None:
    """Write what a fault report needs to know; raises `ClerkError` where it cannot be written."""
    text = "\n\n".join([running_words(), *(crash.reports or ["本次启动以来没有故障。"])])
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise ClerkError(f"不能写入“{path.name}”，请换一个文件夹再保存。") from error


def running_words() -> str:
    """Return what a fault report needs to know of this installation, and nothing of its cases."""
    lines = [f"依申请公开办件台 {version()}", surroundings(), engine_words()]
    return "\n".join([*lines, *(f"{name} {_version(name)}" for name, _ in _LIBRARIES)])


def _version(name: str) -> str:
    # Read with the window's other parts, it would be its longest pause.
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "未安装"
