"""The papers a request came with: chosen, dropped or pasted, kept once the request is saved."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.base import pasting
from desktop.base.pasting import Handed
from desktop.look import icons, theme
from desktop.widgets.words import ElidedLabel
from rules.errors import ClerkError

_WITH_HINT = 860
# Narrower than this the buttons for papers say what they do in their tooltips alone.
_WITH_WORDS = 760
_SHORTEST = 420


class ReceiptPaper(NamedTuple):
    """A paper by its name: a file where it lies, or the content of what came without a file."""

    name: str
    path: Path | None = None
    content: bytes = b""
    is_words: bool = False

    @property
    def suffix(self) -> str:
        """What its name ends in, in small letters."""
        return Path(self.name).suffix.casefold()


class ReceiptPapers(QWidget):
    """The line above the form.

    `handed` carries what was chosen or pasted, `refused` why nothing was; `removed` tells that
    the papers were taken off again, `split_asked` the wish to register line by line,
    `look_asked` whether the paper is to stand in the place of the form.
    """

    handed = Signal(object)
    refused = Signal(str)
    removed = Signal()
    split_asked = Signal()
    look_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers: list[ReceiptPaper] = []
        title, self._number = QLabel("收件登记"), ElidedLabel()
        title.setProperty("kind", "title")
        self._number.setObjectName("nextNumber")
        self._number.setProperty("kind", "second")
        self._items = 0
        self._add = QPushButton(icons.icon("paperclip"), "")
        self._add.setObjectName("addPaper")
        self._add.setAccessibleName("添加申请材料")
        self._add.setToolTip(
            "申请表、来信、邮件（docx、pdf、txt、eml、msg 等）读入各栏，"
            "原件留作附件（Ctrl+O）" + _how_to_read_scans()
        )
        self._add.clicked.connect(self._choose)
        self._paste = QPushButton(icons.icon("clipboard-paste"), "")
        self._paste.setObjectName("pastePaper")
        self._paste.setAccessibleName("粘贴")
        self._paste.setToolTip(
            "复制的文件、截图留作附件，复制的申请表、邮件文字读入各栏"
            "（Ctrl+Shift+V；不在输入框里时 Ctrl+V 也可以）"
        )
        self._paste.clicked.connect(self.paste)
        self._words = ElidedLabel()
        self._words.setObjectName("papers")
        self._words.setProperty("kind", "second")
        self._remove = QPushButton("")
        self._remove.setObjectName("removePapers")
        self._remove.setAccessibleName("移除材料")
        self._remove.setProperty("kind", "quiet")
        self._remove.setToolTip("这些材料不随本次登记存为附件（Ctrl+Shift+O）")
        self._remove.clicked.connect(self._take_off)
        self._split = QPushButton("")
        self._split.setObjectName("splitItems")
        self._split.clicked.connect(self.split_asked)
        self._split.hide()
        self.look = QPushButton("看材料")
        self.look.setObjectName("lookAtPaper")
        self.look.setToolTip("看申请材料，再按回到填写")
        self.look.setProperty("kind", "filter")
        self.look.setCheckable(True)
        self.look.toggled.connect(self.look_asked)
        self.look.hide()
        for button in (self._add, self._paste, self._remove, self._split, self.look):
            # Each has its key; Tab stays in the form.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(title)
        row.addWidget(self._number)
        row.addWidget(self._words, 100)
        row.addStretch(1)
        row.addWidget(self.look)
        row.addWidget(self._remove)
        row.addWidget(self._add)
        row.addWidget(self._paste)
        row.addWidget(self._split, 0, Qt.AlignmentFlag.AlignRight)
        self._say()

    def say_number(self, number: str) -> None:
        """Say which number the request will have."""
        self._number.setText(f"将编为 {number}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave how papers come in to the tooltip where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_words = self.width() >= theme.px(_WITH_WORDS)
        has_hint = self.width() >= theme.px(_WITH_HINT)
        self._words.setVisible(has_hint or (has_words and bool(self.papers)))
        items = f"{self._items}件"
        for button, words, short, keys in (
            (self._add, "添加申请材料…", "", "Ctrl+O"),
            (self._paste, "粘贴", "", "Ctrl+Shift+V"),
            (self._remove, "移除材料", "移除", "Ctrl+Shift+O"),
            (self._split, f"按行拆分登记（{items}）", f"拆{items}", "Ctrl+Shift+Return"),
        ):
            wanted = words if has_words else short
            if button.text() != wanted or button.shortcut().isEmpty():
                button.setText(wanted)
                # A button forgets its key when its words change.
                button.setShortcut(QKeySequence(keys))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the row at its shortest: the words come back where they fit."""
        return QSize(theme.px(_SHORTEST), super().minimumSizeHint().height())

    def keep(self, paper: ReceiptPaper) -> bool:
        """Keep a paper for the request that is being typed in; tell whether it is a new one."""
        is_new = all((paper.path, paper.content) != (one.path, one.content) for one in self.papers)
        if is_new:
            self.papers.append(paper)
            self._say()
        return is_new

    def drop(self, name: str) -> None:
        """Take one paper off."""
        self.papers = [paper for paper in self.papers if paper.name != name]
        self._say()

    def clear(self) -> None:
        """Forget the papers: they are kept with their request now, or not wanted."""
        self.papers = []
        self._say()

    def paste(self) -> None:
        """Hand on what was copied last."""
        try:
            self.handed.emit(pasting.on_clipboard())
        except ClerkError as error:
            self.refused.emit(str(error))

    def offer_split(self, items: int) -> None:
        """Offer to register each of these items by itself; fewer than two are none."""
        self._items = items
        self._fit()
        self._split.setToolTip(
            "“所需政府信息”中每行一项，各登记一件，文书分别生成（Ctrl+Shift+Enter）"
        )
        self._split.setVisible(items > 1)

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "添加申请材料")
        if paths:
            self.handed.emit(Handed(paths=tuple(Path(path) for path in paths)))

    def _take_off(self) -> None:
        self.clear()
        self.removed.emit()

    def _say(self) -> None:
        names = "、".join(paper.name for paper in self.papers)
        self._remove.setVisible(bool(names))
        self._fit()
        self._words.setText(
            f"登记后存为附件：{names}"
            if names
            else "申请表、邮件或者照片也可以拖到、粘贴到这里，文字读入各栏，原件存为附件。"
        )


def _how_to_read_scans() -> str:
    from casework.receipt.component import HOW_TO_GET_IT, is_installed

    return "" if is_installed() else f"\n{HOW_TO_GET_IT}"
