"""What is dropped on a screen or pasted into it: files, a picture, or words."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rules.errors import ClerkError

# What Qt calls the action in the menus of its fields.
_PASTE = "edit-paste"


class Handed(NamedTuple):
    """What was handed over: files by path, or a picture as PNG, or words; one of the three."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    words: str = ""


def holds_papers(mime: QMimeData) -> bool:
    """Tell whether there are files or a picture rather than words.

    Word and the sheet programs put a picture beside the words that were copied: the words count.
    """
    return has_files(mime) or (mime.hasImage() and not _words(mime))


def has_files(mime: QMimeData) -> bool:
    """Tell whether there is a file of this computer or its network."""
    return any(url.isLocalFile() for url in mime.urls())


def handed(mime: QMimeData) -> Handed:
    """Return what is dropped or copied.

    Raises `ClerkError` where there is nothing to take, or a picture that cannot be read.
    """
    if has_files(mime):
        local = (url.toLocalFile() for url in mime.urls() if url.isLocalFile())
        return Handed(paths=tuple(Path(path) for path in dict.fromkeys(local)))
    if holds_papers(mime):
        return Handed(picture=_as_png(mime.imageData()))
    words = _words(mime)
    if not words:
        raise ClerkError(
            "剪贴板里没有可以粘贴的文件、图片或者文字，请先复制再粘贴；"
            "压缩包和邮件里的文件，请先另存到文件夹再复制。"
        )
    return Handed(words=words)


def on_clipboard() -> Handed:
    """Return what was copied last; raises `ClerkError` as `handed` does."""
    return handed(copied())


def copied() -> QMimeData:
    """Return what the clipboard holds; where it is empty, nothing."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def is_paste(event: QKeyEvent) -> bool:
    """Tell whether a key is the one that pastes."""
    return event.matches(QKeySequence.StandardKey.Paste)


def pastes_papers(event: QKeyEvent) -> bool:
    """Tell whether a key pastes what no field of text can take: it is for what is around it."""
    return is_paste(event) and holds_papers(copied())


def watch_menu(field: QLineEdit | QPlainTextEdit) -> None:
    """Let the menu of a field of text paste files and pictures where the key would put them."""
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    field.customContextMenuRequested.connect(lambda at: _show_menu(field, at))


def _show_menu(field: QLineEdit | QPlainTextEdit, at: QPoint) -> None:
    menu = field.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    own = menu.findChild(QAction, _PASTE)
    if own is not None and holds_papers(copied()):
        paste = QAction(own.icon(), own.text(), menu)
        paste.setObjectName(_PASTE)
        paste.triggered.connect(lambda: _press_paste(field))
        menu.insertAction(own, paste)
        menu.removeAction(own)
        own.setObjectName("")
    menu.popup(field.mapToGlobal(at))


def _press_paste(field: QWidget) -> None:
    key, modifiers = Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
    around = field.parentWidget()
    # The line of a list to choose from has no keys of its own: the list takes them.
    takes = around if isinstance(around, QComboBox) else field
    QApplication.sendEvent(takes, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def _words(mime: QMimeData) -> str:
    return mime.text().strip() if mime.hasText() else ""


def _as_png(picture: object) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not isinstance(picture, QImage) or picture.isNull() or not writer.write(picture):
        raise ClerkError(
            "剪贴板里的图片无法读取，请重新截图后再粘贴，或者把图片存成文件再拖到这里。"
        )
    return bytes(content.data())
