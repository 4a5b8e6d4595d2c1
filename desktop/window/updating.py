"""Looks once for a version the IT department laid ready, and offers it; asks nothing of a net."""

from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from casework.programs import own_program
from casework.programs.updates import Update, folder_of_updates, offered
from desktop.base.version import version
from desktop.base.work import Progress, Work
from desktop.window.whole import WholeWindow

_NAME = "依申请公开办件台"


def notes_folder() -> Path:
    """Return the folder of the program's own notes."""
    return user_config_path(_NAME, appauthor=False)


def look(window: WholeWindow, *, asked: bool) -> None:
    """Look for a newer version off the window's thread; unasked, only a newer one is told."""
    folder = folder_of_updates(notes_folder())
    if folder is None:
        if asked:
            window.outcome.say(
                f"现在是{version()}版。没有设置更新文件夹；新版本由信息技术部门发放，程序不联网查找。"
            )
        return

    def task(_: Progress) -> Update | None:
        return offered(folder, version())

    def found(update: Update | None) -> None:
        if update is not None:
            offer(window, update, asked=asked)
        elif asked:
            window.outcome.say(f"现在是{version()}版，更新文件夹里没有更新的版本。")

    work = Work(task, window)
    work.done.connect(found)
    work.failed.connect(window.outcome.say_problem)
    work.start()


def offer(window: WholeWindow, update: Update, *, asked: bool) -> None:
    """Tell of a newer version: in the line below, or where it was asked for, with what is new."""
    if not asked:
        window.outcome.say(
            f"有新版本{update.version}（现在是{version()}），空闲时点“帮助—检查更新…”安装。"
        )
        return
    box = QMessageBox(window)
    box.setObjectName("update")
    box.setWindowTitle("安装新版本")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"新版本{update.version}，校验值相符。安装前办件台会关闭，登记簿不改动。")
    box.setInformativeText("\n".join(f"· {one}" for one in update.news))
    install = box.addButton("关闭办件台并安装", QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton("以后再说", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(later)
    box.setEscapeButton(later)
    install.clicked.connect(lambda: begin(window, update))
    box.open()


def begin(window: WholeWindow, update: Update) -> None:
    """Start the installer and close the window; the installer waits until it is closed."""
    try:
        own_program.begin([str(update.installer)])
    except OSError:
        window.outcome.say_problem(
            f"“{update.installer.name}”没有运行起来，可能被安全软件拦截，请告诉信息技术部门。"
        )
        return
    window.close()
