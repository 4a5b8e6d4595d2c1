"""The files of a case: what came with it and what is to be disclosed.

Added by button, dropped, or pasted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.base import pasting
from desktop.look import icons, theme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.words import Words
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.bundles.again import Released
    from casework.cases.attachments import Attachment

_KIB = 1024
BUNDLES = {
    "archive": "归档案卷（一案一卷）…",
    "answer": "复议、应诉案卷…",
    "share": "送申请人的文件包…",
    "locked_share": "送申请人的文件包，加密码…",
    "section": "送科室的办理包…",
}


def size_words(size: int) -> str:
    """Return a size in bytes as a person reads it."""
    if size < _KIB * _KIB:
        return f"{max(size / _KIB, 0.1):.1f} KB"
    return f"{size / _KIB / _KIB:.1f} MB"


class FileList(QWidget):
    """Files with their sizes.

    `added` carries a path and whether it is to be disclosed, `handed` what was dropped or pasted,
    `refused` why there was nothing to paste, `removal_asked` the file to be taken off the case.
    """

    added = Signal(str, bool)
    handed = Signal(object)
    refused = Signal(str)
    opened = Signal(object)
    marked = Signal(object, bool)
    removal_asked = Signal(object)
    redaction_asked = Signal(object)
    bundle_asked = Signal(str)
    again_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        heading = QLabel("附件")
        heading.setProperty("kind", "group")
        hint = QLabel(
            "把文件拖到这里，或者复制后按 Ctrl+V，或者点右侧添加。"
            "拟公开的文件会先查看有无个人信息。"
        )
        hint.setProperty("kind", "second")
        hint.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(heading)
        head.addStretch(1)
        for name, words, to_disclose in (
            ("addFile", "添加附件…", False),
            ("addDisclosed", "添加拟公开文件…", True),
        ):
            button = QPushButton(icons.icon("paperclip"), words)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, flag=to_disclose: self._choose(flag))
            head.addWidget(button)
        paste = QPushButton(icons.icon("clipboard-paste"), "粘贴")
        paste.setObjectName("pasteFile")
        paste.setShortcut(QKeySequence("Ctrl+V"))
        paste.setToolTip("复制的文件、截图存为附件（Ctrl+V）")
        paste.clicked.connect(self._paste)
        head.addWidget(paste)
        head.addWidget(self._bundles())
        self._again = QVBoxLayout()
        self._again.setSpacing(theme.px(4))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(hint)
        column.addLayout(self._again)
        column.addLayout(self._rows)

    def _bundles(self) -> QPushButton:
        """Return the button that puts the case together, for whom is in its menu."""
        button = MenuButton("打包")
        button.setObjectName("bundle")
        button.setToolTip("把本件的材料编页、编目，打成一卷")
        menu = QMenu(button)
        for name, words in BUNDLES.items():
            action = menu.addAction(words)
            action.setObjectName(f"bundle_{name}")
            action.triggered.connect(lambda _=False, one=name: self.bundle_asked.emit(one))
        button.setMenu(menu)
        return button

    def show_released(self, released: Sequence["Released"]) -> None:
        """Offer what was released before to a request like this one."""
        while (item := self._again.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, one in enumerate(released):
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            words = Words(f"{one.words}。")
            words.setObjectName("releasedBefore")
            take = QPushButton("用这一份")
            take.setObjectName("releaseAgain")
            take.setAccessibleName(f"用{one.register_number}公开过的{one.copy.name}")
            if not place:
                take.setShortcut(QKeySequence("Alt+D"))
                take.setToolTip("连同遮盖的依据带入本件（Alt+D）")
            take.clicked.connect(lambda _=False, chosen=one: self.again_asked.emit(chosen))
            across.addWidget(words, 1)
            across.addWidget(take)
            self._again.addWidget(row)

    def show_files(
        self, files: Sequence["Attachment"], removed: Sequence[tuple["Attachment", str]] = ()
    ) -> None:
        """Show these files, and beneath them those taken off the case with the reason."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._rows.addWidget(self._row(file))
        for file, reason in removed:
            self._rows.addWidget(self._removed_row(file, reason))

    def _removed_row(self, file: "Attachment", reason: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        name = Words(f"{file.name}（已移除：{reason}）")
        name.setObjectName("removedFile")
        name.setProperty("kind", "second")
        across.addWidget(name, 1)
        across.addWidget(self._open_button(file))
        return row

    def _open_button(self, file: "Attachment") -> QPushButton:
        opened = QPushButton(icons.icon("file-text"), "打开")
        opened.setAccessibleName(f"打开{file.name}")
        opened.clicked.connect(lambda: self.opened.emit(file))
        return opened

    def _row(self, file: "Attachment") -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        name = Words(file.name)
        about = QLabel(size_words(file.size))
        about.setProperty("kind", "body2")
        redaction = QPushButton(icons.icon("pencil-line"), "遮盖…")
        redaction.setObjectName("redactFile")
        redaction.setAccessibleName(f"遮盖{file.name}")
        redaction.setToolTip("遮盖不予公开的内容，另存为公开件；原件不动")
        redaction.clicked.connect(lambda: self.redaction_asked.emit(file))
        removal = QPushButton(icons.icon("x"), "移除…")
        removal.setObjectName("removeFile")
        removal.setAccessibleName(f"移除{file.name}")
        removal.setToolTip("从本件移除，须写明原因；原件和原因保留在经过中")
        removal.clicked.connect(lambda: self.removal_asked.emit(file))
        mark = CheckBox("拟公开")
        mark.setAccessibleName(f"拟公开{file.name}")
        mark.setChecked(file.to_disclose)
        mark.toggled.connect(lambda checked: self.marked.emit(file, checked))
        across.addWidget(name, 1)
        across.addWidget(about)
        across.addWidget(mark)
        across.addWidget(self._open_button(file))
        across.addWidget(redaction)
        across.addWidget(removal)
        return row

    def _choose(self, to_disclose: bool) -> None:
        title = "选择拟公开的文件" if to_disclose else "选择附件"
        paths, _ = QFileDialog.getOpenFileNames(self, title)
        for path in paths:
            self.added.emit(path, to_disclose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if pasting.has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.handed.emit(pasting.handed(event.mimeData()))

    def _paste(self) -> None:
        try:
            self.handed.emit(pasting.on_clipboard())
        except ClerkError as error:
            self.refused.emit(str(error))
