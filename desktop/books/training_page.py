"""Trainings: what was taught, who came, what they were asked; printed as a record."""

from casework.books.book_papers import write_training
from casework.books.guidance import questions_of
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from desktop.books.book_page import BookPage
from desktop.widgets.fields import Suggest
from rules.errors import ClerkError


class TrainingPage(BookPage):
    """The book of trainings."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, TRAININGS, suggest)
        self.fresh.setText("新的培训")
        self.add_tool("ask", "从案例出题", self._ask, icon="circle-help")
        self.add_tool("print", "打印培训记录", self._print, icon="printer")

    def _ask(self) -> None:
        """Put questions out of the library into the training being written."""
        try:
            questions = questions_of(self._desk)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.view.set_values({"questions": questions})
        self.said.emit("已从案例库出题，参考答案在最后，打印前可以删改。")

    def _print(self) -> None:
        entry = self.chosen()
        if entry is None:
            self.failed.emit("请先在左边选一次培训。")
            return
        self.write_and_open(lambda: write_training(self._desk, entry))
