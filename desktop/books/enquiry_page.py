"""Enquiries: typed while the caller waits, counted, printed, turned into a request by one key."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from casework.books.book import BookEntry
from casework.books.book_papers import write_enquiries
from casework.books.enquiries import ANSWERED, ENQUIRIES, OPEN, enquiry_figures, receipt_values
from casework.desk.desk import Desk
from desktop.base.wishes import BeginReceipt, OpenCase
from desktop.books.book_page import BookPage
from desktop.widgets.fields import Suggest
from forms.enquiry import Enquiry
from forms.fields import Form
from rules.errors import ClerkError

_SUBJECTS_SAID = 3


class EnquiryPage(BookPage):
    """The book of enquiries."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, ENQUIRIES, suggest)
        self.fresh.setText("新的咨询")
        self.add_tool("turn", "转为申请", self.turn, key="F8", icon="plus")
        self.add_tool("month", "打印本月台账", self._print_month, icon="printer")
        self.add_tool("year", "打印本年台账", self._print_year, icon="printer")

    def figure_words(self, found: Sequence[BookEntry]) -> str:
        """Return this month's and this year's number, what waits, and what was asked most."""
        del found
        today = self._desk.today
        year = enquiry_figures(self._desk, date(today.year, 1, 1), date(today.year, 12, 31))
        if not year.total:
            return ""
        month = year.by_month.get(f"{today:%Y-%m}", 0)
        subjects = "、".join(f"{name} {n}" for name, n in year.by_subject[:_SUBJECTS_SAID])
        waiting = year.by_state.get(OPEN, 0)
        waits = f"，待答复 {waiting} 件" if waiting else ""
        return f"本月 {month} 件，本年 {year.total} 件{waits}。问得最多的：{subjects}"

    def kept_words(self, form: Form, *, is_new: bool) -> str:
        """Say what was kept, and what it waits for."""
        assert isinstance(form, Enquiry)
        state = ANSWERED if form.is_answered else OPEN
        return f"已{'登记' if is_new else '改正'}咨询，{state}。要转为申请的按F8。"

    def turn(self) -> None:
        """Begin a receipt with the enquiry being typed, shown, or stood upon."""
        entry_id = self._of_form()
        if entry_id is None:
            return
        try:
            values = receipt_values(self._desk, entry_id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.wished.emit(BeginReceipt(values, entry_id))

    def _of_form(self) -> int | None:
        """Return the enquiry that is meant, entered first where it is still being typed."""
        if self.entry is None and str(self.view.values()["question"] or "").strip():
            form = self.view.read()
            if isinstance(form, list):
                self.view.show_problems(form)
                return None
            return self.keep(form)
        entry = self.chosen()
        if entry is None:
            self.failed.emit("还没有咨询可以转为申请，请先登记。")
            return None
        if entry.request_id is not None:
            self.wished.emit(OpenCase(entry.request_id))
            return None
        return entry.id

    def _print_month(self) -> None:
        today = self._desk.today
        last = monthrange(today.year, today.month)[1]
        self.write_and_open(
            lambda: write_enquiries(self._desk, today.replace(day=1), today.replace(day=last))
        )

    def _print_year(self) -> None:
        year = self._desk.today.year
        self.write_and_open(
            lambda: write_enquiries(self._desk, date(year, 1, 1), date(year, 12, 31))
        )
