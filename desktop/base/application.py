"""This process's application, speaking Chinese throughout."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.look import theme

NAME = "依申请公开办件台"


def application() -> QApplication:
    """Return this process's application, speaking Chinese."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], *theme.STYLE_WORDS])
    app.setApplicationName(NAME)
    app.setQuitOnLastWindowClosed(True)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name in ("qtbase_zh_CN", "qt_zh_CN"):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    return app


@contextmanager
def before_the_window() -> Iterator[None]:
    """Let a dialog come and go before the window of the register, without ending the program."""
    app = application()
    stays = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)
    theme.current().apply(theme.Scheme.SYSTEM, 100)
    try:
        yield
    finally:
        app.setQuitOnLastWindowClosed(stays)
