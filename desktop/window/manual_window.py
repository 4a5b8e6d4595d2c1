"""The manual beside the work: what F1 is asked for first, its chapters, and a search in them."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from casework.programs import handbook
from casework.programs.handbook import Chapter, Help
from desktop.base.documents import open_path
from desktop.base.own_papers import manual_page
from desktop.base.screen import rule
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.window.manual_text import page_of_chapter, page_of_help
from desktop.window.whole import WholeWindow

_WIDTH, _HEIGHT, _LIST = 760, 700, 208
_CHAPTER = Qt.ItemDataRole.UserRole
# The bar beside the text comes only when the text is long.
_BAR = 16


@runtime_checkable
class Helped(Protocol):
    """A part of the window that knows what F1 is asked for within it."""

    def help_at(self, focused: QWidget) -> Help | None:
        """Return what is asked for where the focus stands."""


class _Text(QTextBrowser):
    """Shows a chapter; its pictures come from beside the manual, as wide as there is room."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401
        """Return a picture of the manual."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(str(handbook.picture(address)))
        margins = 2 * round(self.document().documentMargin())
        width = self.viewport().width() - margins - theme.px(_BAR)
        if image.width() <= width:
            return image
        return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


class ManualWindow(QDialog):
    """Stands beside the window and keeps nothing from being typed there; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setWindowTitle("使用手册")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.search = QLineEdit()
        self.search.setObjectName("manualSearch")
        self.search.setPlaceholderText("在手册中查找")
        self.search.setAccessibleName("在手册中查找")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("manualChapters")
        self.list.setAccessibleName("手册目录")
        self.list.setFixedWidth(theme.px(_LIST))
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.px(2))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = _Text()
        self.text.setObjectName("manualText")
        self.text.setAccessibleName("手册正文")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._go)
        self._none = QLabel("没有找到，请换一个词。")
        self._none.setProperty("kind", "second")
        self._none.hide()
        self.shown: Chapter | None = None
        self._assemble()
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._take_first)
        self.list.currentItemChanged.connect(self._chosen)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.search.setFocus)
        self._list_chapters()

    def _assemble(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
        left.setSpacing(theme.px(8))
        self.search.setFixedWidth(theme.px(_LIST))
        for part in (self.search, self._none):
            left.addWidget(part)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        edge = rule()
        edge.setFixedSize(1, 1)
        edge.setMaximumHeight(16_777_215)
        edge.setMinimumHeight(0)
        row.addWidget(edge)
        row.addWidget(self.text, 1)

    def _list_chapters(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for chapter in handbook.chapters():
            item = QListWidgetItem(chapter.title if chapter.rank == 2 else f"　{chapter.title}")
            font = theme.current().font(13, bold=chapter.rank == 2)
            item.setFont(font)
            item.setData(_CHAPTER, chapter)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._none.hide()

    def _searched(self, words: str) -> None:
        if not words.strip():
            self._list_chapters()
            self._mark(self.shown)
            return
        hits = handbook.search(words)
        self.list.blockSignals(True)
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.chapter.title}\n{hit.line}")
            item.setData(_CHAPTER, hit.chapter)
            item.setToolTip(plain_tip(hit.line))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._none.setVisible(not hits)

    def _take_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_chapter(item.data(_CHAPTER))

    def _mark(self, chapter: Chapter | None) -> None:
        """Put the cursor of the list on a chapter."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_CHAPTER) == chapter:
                self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter, with the words searched for marked."""
        self.shown = chapter
        page_of_chapter(self.text.document(), chapter)
        self._begin()
        words = self.search.text().split()
        if words:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0])

    def show_help(self, asked: Help) -> None:
        """Show the provision and the chapter behind what F1 is asked for."""
        chapter = handbook.chapter_about(asked.about)
        self.search.clear()
        self.shown = chapter
        self._mark(chapter)
        page_of_help(self.text.document(), asked, chapter)
        self._begin()

    def _begin(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0)

    def _go(self, url: QUrl) -> None:
        """Follow a link to another page that comes with the program."""
        page = manual_page()
        if page is not None and not url.isRelative():
            open_path(page)

    def stand_beside(self, window: QWidget) -> None:
        """Stand at the right of the window's own right half, wholly on its display."""
        room = window.screen().availableGeometry()
        width = min(theme.px(_WIDTH), room.width())
        height = min(theme.px(_HEIGHT), room.height() - theme.px(40))
        frame = window.frameGeometry()
        left = min(frame.right() + 1, room.right() - width + 1)
        top = min(max(frame.top() + theme.px(44), room.top()), room.bottom() - height + 1)
        self.setGeometry(QRect(max(left, room.left()), top, width, height))


def show_manual(window: WholeWindow) -> None:
    """Open the manual at what the focus is on, or bring it to the front there."""
    focused = QApplication.focusWidget()
    shown = window.findChild(ManualWindow)
    if shown is None:
        shown = ManualWindow(window)
        shown.stand_beside(window)
    shown.show_help(_asked(window, focused))
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.search.setFocus()


def _asked(window: WholeWindow, focused: QWidget | None) -> Help:
    """Return what is asked for: by the form the focus is in, else by the place one looks at."""
    part = focused
    while part is not None and focused is not None:
        asked = part.help_at(focused) if isinstance(part, Helped) else None
        if asked is not None:
            return asked
        part = part.parentWidget()
    return Help(about=window.screens.name)
