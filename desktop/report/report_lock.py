"""The strip under the report's head: publishing a year locks it, unlocking needs a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.reports.locked_years import OWN_REPORT
from casework.year import report_keeping
from desktop.look import theme
from desktop.widgets.date_field import DateField
from rules.errors import ClerkError


class LockStrip(QFrame):
    """Tells that a year is locked, or who unlocked it and why; asks for the day or the reason."""

    moved = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lockStrip")
        self._desk, self._year, self._problems, self._changes = desk, 0, 0, 0
        self._asks = ""
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.on = DateField(today=desk.today, outlook=desk.outlook)
        self.on.setAccessibleName("公布日期")
        self.reason = QLineEdit()
        self.reason.setObjectName("unlockReason")
        self.reason.setAccessibleName("解除锁定的原因")
        self.reason.setPlaceholderText("解除锁定的原因，将与公布时的数字一起留存")
        self.go, self.back = QPushButton("公布并锁定"), QPushButton("取消")
        self.go.setObjectName("lockGo")
        self.back.setObjectName("lockBack")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        row.setSpacing(theme.px(8))
        self._day_label = QLabel("公布日期")
        self._day_label.setBuddy(self.on)
        row.addWidget(self._words, 1)
        row.addWidget(self._day_label)
        row.addWidget(self.on)
        row.addWidget(self.reason, 1)
        row.addWidget(self.go)
        row.addWidget(self.back)
        self.go.clicked.connect(self._go)
        self.back.clicked.connect(self._leave)
        self.reason.returnPressed.connect(self._go)
        # Until a year is read there is nothing to lock or to unlock.
        self.hide()

    @property
    def is_locked(self) -> bool:
        """Whether the year shown is locked."""
        return report_keeping.published(self._desk, self._year) is not None

    def show_year(self, year: int, problems: int, changes: int) -> None:
        """Show how a year stands: what is to be looked at before, what changed since."""
        if year != self._year:
            self._asks = ""
        self._year, self._problems, self._changes = year, problems, changes
        self._look()

    def ask_day(self) -> None:
        """Ask for the day of publication."""
        self._asks = "day"
        if not self.on.value():
            self.on.set_value(self._desk.today)
        self._look()
        self.on.setFocus()

    def _look(self) -> None:
        kept = report_keeping.published(self._desk, self._year)
        if kept is not None and self._asks == "day":
            self._asks = ""
        log = OWN_REPORT.log(self._desk, self._year)
        before = "".join(entry.words for entry in (log if kept is None else log[:-1]))
        self.setVisible(kept is not None or bool(self._asks) or bool(before))
        self.go.setVisible(kept is not None or bool(self._asks))
        for part in (self._day_label, self.on):
            part.setVisible(self._asks == "day")
        self.reason.setVisible(self._asks == "reason")
        self.back.setVisible(bool(self._asks))
        self.go.setProperty("kind", "primary" if self._asks else "")
        self.go.style().unpolish(self.go)
        self.go.style().polish(self.go)
        if self._asks == "day":
            left = f"还有{self._problems}处需要核对。" if self._problems else ""
            self._words.setText(
                f"{left}公布后{self._year}年的数字和文字锁定，以后的更正显示为差异。"
            )
            self.go.setText("公布并锁定")
        elif kept is not None:
            self.go.setText("解除锁定" if self._asks else "解除锁定…")
            by = f"，经办人{kept.by}" if kept.by else ""
            since = f"此后登记簿有{self._changes}个数字变动，见右侧。" if self._changes else ""
            earlier = f"此前：{before}" if before else ""
            self._words.setText(
                f"本年度报告已于{long_day(kept.on)}公布并锁定{by}。{since}{earlier}"
            )
        else:
            self._words.setText(f"本年度报告公布过，现在没有锁定：{before}")

    def _leave(self) -> None:
        self._asks = ""
        self._look()

    def _go(self) -> None:
        if not self._asks:
            self._asks = "reason"
            self._look()
            self.reason.setFocus()
            return
        try:
            if self._asks == "day":
                day = self.on.day()
                if day is None:
                    raise ClerkError("请填写公布日期，如 2027-01-20。")
                report_keeping.publish(self._desk, self._year, day)
                message = f"{self._year}年的年度报告已公布并锁定。"
            else:
                OWN_REPORT.unlock(self._desk, self._year, self.reason.text())
                self.reason.clear()
                message = f"{self._year}年的年度报告已解除锁定，原因和公布时的数字已留存。"
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self._asks = ""
        self.moved.emit()
        self.said.emit(message)
