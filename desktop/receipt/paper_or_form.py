"""The paper beside the form where there is room for both, and in its place where there is none."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.look import theme
from desktop.receipt.paper_desk import PaperDesk
from desktop.receipt.receipt_papers import ReceiptPapers

# The least of a paper and of a form beside each other.
_BOTH = 720


class PaperOrForm(QObject):
    """Decides which of the two shows on a screen: both, or the one that is asked for."""

    def __init__(self, screen: QWidget, papers: ReceiptPapers, desk_of_papers: PaperDesk) -> None:
        super().__init__(screen)
        self._screen, self._papers = screen, papers
        self._pane = desk_of_papers.pane
        self._form: QWidget | None = None
        papers.look_asked.connect(self.fit)
        self._pane.turned.connect(self.fit)
        # A place of the paper that is clicked leads to its field.
        self._pane.wanted.connect(lambda _: self.show_form())

    def attach(self, form: QWidget) -> None:
        """Let this be the form: a new one comes after each request, and has no place yet."""
        self._form = form
        self.show_form()

    def show_form(self) -> None:
        """Show the form, whatever was asked for before."""
        self._papers.look.setChecked(False)

    def fit(self) -> None:
        """Show what there is room for."""
        has_paper = bool(self._pane.shown)
        is_one = has_paper and self._screen.width() < theme.px(_BOTH)
        self._papers.look.setVisible(is_one)
        looks = is_one and self._papers.look.isChecked()
        # What goes goes first: both beside each other would make the window wider at once.
        if self._form is not None and looks:
            self._form.hide()
        self._pane.setVisible(has_paper and (looks or not is_one))
        if self._form is not None and self._form.parentWidget() is not None:
            # Shown before it has its place, it would be a window of its own.
            self._form.setVisible(not looks)
