"""Builds the screen of a place, each imported at its first use."""

from PySide6.QtWidgets import QWidget

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen


def build(name: str, desk: Desk, remembered: Remembered, parent: QWidget) -> Screen:
    """Return a new screen for a place, made where it will stand.

    What is moved to another widget once it is made is dressed anew, part by part.

    Raises `KeyError` for a place that has no screen.
    """
    if name == "today":
        from desktop.day.today_screen import TodayScreen

        return TodayScreen(desk, parent)
    if name == "worklist":
        from desktop.worklist.worklist_screen import WorklistScreen

        return WorklistScreen(desk, remembered, parent)
    if name == "receipt":
        from desktop.receipt.receipt_screen import ReceiptScreen

        return ReceiptScreen(desk, parent)
    if name == "first_run":
        from desktop.settings.first_run import FirstRunScreen

        return FirstRunScreen(desk, parent)
    if name == "import":
        from desktop.importing.import_screen import ImportScreen

        return ImportScreen(desk, parent)
    if name == "month":
        from desktop.day.month_screen import MonthScreen

        return MonthScreen(desk, parent)
    if name == "report":
        from desktop.report.report_screen import ReportScreen

        return ReportScreen(desk, parent)
    if name == "analysis":
        from desktop.analysis.analysis_screen import AnalysisScreen

        return AnalysisScreen(desk, parent)
    if name == "affairs":
        from desktop.books.books_screen import BooksScreen

        return BooksScreen(desk, parent)
    if name == "templates":
        from desktop.templates.templates_screen import TemplatesScreen

        return TemplatesScreen(desk, parent)
    if name == "chase":
        from desktop.day.chase_screen import ChaseScreen

        return ChaseScreen(desk, parent)
    if name == "receipts":
        from desktop.letters.receipts_screen import ReceiptsScreen

        return ReceiptsScreen(desk, parent)
    if name == "letters_of_day":
        from desktop.letters.day_letters_screen import DayLettersScreen

        return DayLettersScreen(desk, parent)
    if name == "settings":
        from desktop.settings.settings_screen import SettingsScreen

        return SettingsScreen(desk, remembered, parent)
    if name == "check":
        from desktop.registers.check_screen import CheckScreen

        return CheckScreen(desk, parent)
    if name == "retention":
        from desktop.registers.retention_screen import RetentionScreen

        return RetentionScreen(desk, parent)
    if name == "as_of":
        from desktop.registers.as_of_screen import AsOfScreen

        return AsOfScreen(desk, parent)
    raise KeyError(name)
