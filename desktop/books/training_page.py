"""Trainings: what was taught, who came, what they were asked; printed as a record."""

from casework.books.papers import write_training
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from desktop.books.book_page import BookPage
from desktop.widgets.fields import Suggest


class TrainingPage(BookPage):
    """The book of trainings."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, TRAININGS, suggest)
        self.fresh.setText("新的培训")
        self.add_tool("print", "打印培训记录", self._print, icon="printer")

    def _print(self) -> None:
        entry = self.chosen()
        if entry is None:
            self.failed.emit("请先在左边选一次培训。")
            return
        self.write_and_open(lambda: write_training(self._desk, entry))
