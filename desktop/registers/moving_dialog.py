"""Shows how far is what needs the register closed, lets it be stopped, says what came of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.base.application import before_the_window
from desktop.base.work import Progress
from desktop.look import theme
from desktop.widgets.work_strip import WorkStrip

_WIDTH, _STOP_WIDTH = 560, 88
_MOVING = (
    "正在移动登记簿，请不要关机。完成以前原来的登记簿没有改动，点“停止”就留在原处；"
    "完成后在新的位置打开。"
)
_RESTORING = (
    "正在恢复备份，请不要关闭电脑。现在的登记簿改名保留；放回文件的中途不能停止，完成后自动打开。"
)
_RESTORING_SHARED = (
    "正在恢复备份，请不要关闭电脑。现在的登记簿先存成一份备份；恢复完成以前别人看到的还是现在的，"
    "不能保存，完成后他们的窗口会请他们重新打开。中途不能停止。"
)
_STOPPED = "已停止，登记簿留在原处，没有改动。"


class MovingDialog(QDialog):
    """Moves while it stands; `is_moved` tells whether the register lies elsewhere now.

    What cannot be stopped half-way says so, and `leaves` by itself where nothing went wrong.
    """

    def __init__(
        self,
        title: str,
        act: Callable[[Progress], list[str]],
        *,
        words: str = _MOVING,
        can_stop: bool = True,
        leaves: bool = False,
    ) -> None:
        super().__init__()
        self._can_stop, self._leaves = can_stop, leaves
        self.setWindowTitle(title)
        self.is_moved = False
        self._act = act
        self.words = QLabel(words)
        self.words.setObjectName("movingWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(_WIDTH))
        self.strip = WorkStrip()
        self.strip.stop.setMaximumWidth(theme.px(_STOP_WIDTH))
        self.strip.stop.setVisible(can_stop)
        if isinstance(row := self.strip.layout(), QHBoxLayout):
            # Short words take no room of their own: bar and words stand at the left.
            row.insertStretch(row.count() - 1, 1)
        self.go = QPushButton("打开登记簿")
        self.go.setObjectName("openMoved")
        self.go.setProperty("kind", "primary")
        self.go.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(self.words)
        column.addWidget(self.strip)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        # What is said last is longer than what is said first.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.go.clicked.connect(self.accept)
        self.strip.failed.connect(self._say)
        self.strip.stopped.connect(lambda: self._say(_STOPPED))
        self.strip.ended.connect(self._ended)

    def begin(self) -> None:
        """Begin to move."""
        self.strip.run(self._act, "正在准备", self._moved)

    def run(self) -> None:
        """Stand until the clerk goes on."""
        with before_the_window():
            self.begin()
            self.exec()

    def reject(self) -> None:
        """Stop what goes on instead of leaving it; leave once it is over."""
        if self.strip.is_busy:
            if self._can_stop:
                self.strip.stop_work()
            return
        super().reject()

    def _moved(self, said: list[str]) -> None:
        self.is_moved = True
        self._say("\n".join(said))

    def _say(self, words: str) -> None:
        self.words.setText(words)

    def _ended(self) -> None:
        if self.is_moved and self._leaves:
            self.accept()
            return
        self.go.show()
        self.go.setFocus()


def restoring_dialog(
    act: Callable[[Callable[[int, int], None]], list[str]], *, is_shared: bool = False
) -> MovingDialog:
    """Return what shows a restore; `act` is given who hears how many files are in place.

    Of a shared register it stays until what was done is read: others are to be told of it.
    """

    def task(progress: Progress) -> list[str]:
        # Told and not asked: half-way through, a restore is worse than either end of it.
        return act(lambda done, of: progress.moved.emit(done * 100 // max(of, 1), "正在放回文件"))

    words = _RESTORING_SHARED if is_shared else _RESTORING
    return MovingDialog("恢复备份", task, words=words, can_stop=False, leaves=not is_shared)
