"""A paper of somebody else: whose is it? One line over the form, gone with its answer."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desktop.look import theme
from desktop.receipt.taking_in import TakenPaper

APART, ATTACHMENT, SAME = "apart", "attachment", "same"
_ANSWERS = ((APART, "另开一件"), (ATTACHMENT, "作为附件"), (SAME, "填入空着的栏"))


class QuestionBar(QFrame):
    """Asks whose a paper is. `answered` carries the answer and the paper."""

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("whosePaper")
        self._taken: TakenPaper | None = None
        self._label = QLabel()
        self._label.setObjectName("whosePaperWords")
        self._label.setAccessibleName("这份材料是谁的")
        self._label.setProperty("kind", "warning")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._label.linkActivated.connect(self.answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self._taken is not None

    def ask(self, taken: TakenPaper, theirs: str, now: str) -> None:
        """Ask whose a paper is that speaks of another than the form does."""
        self._taken = taken
        links = "&emsp;".join(
            f"<a href='{answer}' style='{theme.link_style()}'>{words}</a>"
            for answer, words in _ANSWERS
        )
        name, theirs, now = escape(taken.paper.name), escape(theirs), escape(now)
        self._label.setText(f"“{name}”写的是{theirs}，现在填的是{now}。&emsp;{links}")
        self.show()

    def answer(self, answer: str) -> None:
        """Take an answer."""
        taken, self._taken = self._taken, None
        self.hide()
        if taken is not None:
            self.answered.emit(answer, taken)
