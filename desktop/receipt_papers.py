"""The papers a request came with: chosen or dropped, read into the form, kept once it is saved."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from desktop import icons, theme
from desktop.widgets.words import Words


class ReceiptPapers(QWidget):
    """The line above the form; `added` carries the path of a paper, `split_asked` the wish."""

    added = Signal(object)
    split_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self._add = QPushButton(icons.icon("paperclip"), "添加申请材料…")
        self._add.setObjectName("addPaper")
        self._add.setShortcut(QKeySequence("Ctrl+O"))
        self._add.setToolTip("申请表、来信（docx、txt、eml）读入各栏，照片留作附件（Ctrl+O）")
        self._add.clicked.connect(self._choose)
        self._words = Words()
        self._words.setObjectName("papers")
        self._words.setProperty("kind", "second")
        self._split = QPushButton("")
        self._split.setObjectName("splitItems")
        self._split.setShortcut(QKeySequence("Ctrl+Shift+Return"))
        self._split.clicked.connect(self.split_asked)
        self._split.hide()
        for button in (self._add, self._split):
            # Each has its key; Tab stays in the form.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(self._add)
        row.addWidget(self._words, 1)
        row.addWidget(self._split, 0, Qt.AlignmentFlag.AlignRight)
        self._say()

    def take(self, path: Path) -> None:
        """Keep a paper for the request that is being typed in."""
        if path not in self.paths:
            self.paths.append(path)
        self._say()
        self.added.emit(path)

    def clear(self) -> None:
        """Forget the papers: they are kept with their request now."""
        self.paths = []
        self._say()

    def offer_split(self, items: int) -> None:
        """Offer to register each of these items by itself; fewer than two are none."""
        self._split.setText(f"按行拆分登记（{items}件）")
        self._split.setToolTip(
            "“所需政府信息”中每行一项，各登记一件，文书分别生成（Ctrl+Shift+Enter）"
        )
        self._split.setVisible(items > 1)

    def _choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "添加申请材料")
        for path in paths:
            self.take(Path(path))

    def _say(self) -> None:
        names = "、".join(path.name for path in self.paths)
        self._words.setText(
            f"登记后存为附件：{names}"
            if names
            else "也可以把申请表、邮件或者照片拖到这里，文字读入各栏，原件存为附件。"
        )
