"""Asks which register to open where the one last used is out of reach; none is begun unasked."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.base.application import application
from desktop.look import theme
from desktop.registers.registers import KIND, NAME, OutOfReachError, as_register, first_register
from rules.errors import ClerkError


class MissingRegister(QMessageBox):
    """Says which register is out of reach, and what can be done about it."""

    def __init__(self, missing: OutOfReachError) -> None:
        super().__init__(QMessageBox.Icon.Warning, NAME, missing.message)
        self.setInformativeText("没有改动任何登记簿，也没有新建。")
        self.again = self.addButton("再试一次", QMessageBox.ButtonRole.AcceptRole)
        self.other = self.addButton("打开其他登记簿…", QMessageBox.ButtonRole.ActionRole)
        self.fresh = self.addButton("新建登记簿…", QMessageBox.ButtonRole.ActionRole)
        self.leave = self.addButton("退出", QMessageBox.ButtonRole.RejectRole)
        for name in ("again", "other", "fresh", "leave"):
            getattr(self, name).setObjectName(name)
        self.setDefaultButton(self.again)
        self.setEscapeButton(self.leave)


def ask_which(missing: OutOfReachError) -> Path | None:
    """Return the register to open: the one missed once it is there, another, or a new one.

    None where the clerk leaves.
    """
    application()
    theme.current().apply(theme.Scheme.SYSTEM, 100)
    while True:
        box = MissingRegister(missing)
        box.exec()
        pressed = box.clickedButton()
        if pressed is box.again:
            path = missing.path if missing.path.is_file() else None
        elif pressed is box.other:
            path = _chosen(QFileDialog.getOpenFileName(None, "打开登记簿", _beginning(), KIND)[0])
        elif pressed is box.fresh:
            path = _new(QFileDialog.getSaveFileName(None, "新建登记簿", _beginning(), KIND)[0])
        else:
            return None
        if path is not None:
            return path


def _beginning() -> str:
    try:
        return str(first_register())
    except ClerkError:
        return ""


def _chosen(typed: str) -> Path | None:
    return Path(typed) if typed else None


def _new(typed: str) -> Path | None:
    """Return where a new register shall lie; one that is there already is opened as it is."""
    return as_register(typed) if typed else None
