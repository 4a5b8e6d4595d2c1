"""Which cases must go to the legal adviser before the reply leaves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.desk.counsel_rules import counsel_rules, keep_counsel_rules
from casework.desk.desk import Desk
from desktop.look import theme
from desktop.widgets.form_view import FormView
from desktop.widgets.key_button import KeyButton
from forms.reviewing import CounselRulesForm
from rules.errors import ClerkError

_HINT = (
    "符合下面任一项的，没有登记法律意见就不能登记送达。都不选，由经办人自己决定要不要送审。"
    "从保存之日起作出的答复适用。"
)


class CounselPage(QWidget):
    """The form of the office's rules."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        hint.setProperty("kind", "body2")
        self.view = FormView(CounselRulesForm, today=desk.today)
        for row in self.view.rows.values():
            row.spread()
        self.view.set_values(
            {name: value or None for name, value in counsel_rules(desk)._asdict().items()}
        )
        self.save = KeyButton("保存", "Ctrl+Enter", kind="primary")
        self.save.setObjectName("saveCounselRules")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(hint)
        column.addWidget(self.view)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.save.clicked.connect(self.view.submit)
        self.view.submitted.connect(self._keep)
        self.view.problem_found.connect(self.failed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.view.submit)

    def _keep(self, form: CounselRulesForm) -> None:
        try:
            keep_counsel_rules(self._desk, form)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.said.emit("已保存必须送法律审核的情形。")
