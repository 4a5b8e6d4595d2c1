"""The applicant of a case: what else she asked, under which names, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.pages.applicant_page import ApplicantPage, applicant_page
from desktop.look import icons, theme
from desktop.widgets.readable import reading_label
from desktop.widgets.reading_table import ReadingTable
from forms.masking import masked_by_label

_SAME = "相同内容"


class ApplicantTab(QWidget):
    """Names, contacts, the month, challenges, the other requests, and the four questions.

    `opened` carries the id of a request, `sheet_asked` asks for the sheet of a repeat,
    `number_shown` tells that the contacts are shown whole.
    """

    opened = Signal(object)
    sheet_asked = Signal()
    number_shown = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("applicantTab")
        self._desk = desk
        self._request_id = 0
        self.page: ApplicantPage | None = None
        self.head = reading_label("", kind="body2")
        self.head.setObjectName("applicantHead")
        self.head.setWordWrap(True)
        self.whole = QPushButton("显示完整的联系方式和证件号码")
        self.whole.setObjectName("showContacts")
        self.whole.setProperty("kind", "link")
        self.whole.clicked.connect(self._show_whole)
        self.requests = ReadingTable(
            "applicantRequests",
            "这个申请人的其他申请",
            ("编号|170", "收到|104", "内容", "同一人的依据|150", "结果|190", "与本件|84"),
        )
        self.requests.opened.connect(self.opened)
        self.questions = ReadingTable(
            "repeatQuestions", "重复申请的四个问题", ("核对事项|230", "结论|72", "登记簿的记载")
        )
        self.questions.setWordWrap(True)
        self.sheet = QPushButton(icons.icon("printer", "second"), "存入重复申请核对表")
        self.sheet.setObjectName("repeatSheet")
        self.sheet.clicked.connect(self.sheet_asked)
        self._asked = QLabel("作“重复申请，不予重复处理”答复之前，先核对这四个问题：")
        self._asked.setProperty("kind", "group")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.head)
        column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.requests, self._asked, self.questions):
            column.addWidget(part)
        column.addWidget(self.sheet)
        column.addStretch(1)

    def show_of(self, request_id: int, *, afresh: bool = False) -> None:
        """Show the applicant of a request; looked up once, or `afresh`."""
        if request_id == self._request_id and not afresh:
            return
        self._request_id = request_id
        self.page = page = applicant_page(self._desk, request_id)
        self.head.setText("\n".join(_head(page, is_whole=False)))
        self.whole.setVisible(bool(page.contacts))
        self.requests.show_rows(
            [
                (
                    one.number,
                    "" if one.received_on is None else one.received_on.isoformat(),
                    one.matter,
                    one.by,
                    one.fate,
                    _SAME if one.is_same_matter else "",
                )
                for one in page.requests
            ],
            [one.request_id for one in page.requests],
        )
        self.questions.show_rows([(one.asked, one.words, one.evidence) for one in page.questions])
        self.questions.resizeRowsToContents()
        self.requests.setVisible(bool(page.requests))
        for part in (self._asked, self.questions, self.sheet):
            part.setVisible(bool(page.questions))

    def _show_whole(self) -> None:
        if self.page is not None:
            self.head.setText("\n".join(_head(self.page, is_whole=True)))
            self.whole.hide()
            self.number_shown.emit(self._request_id, "这个申请人的联系方式和证件号码")

    def forget(self) -> None:
        """Look up anew when it is shown next."""
        self._request_id = 0


def _head(page: ApplicantPage, *, is_whole: bool) -> list[str]:
    lines = [f"申请人：{'、'.join(page.names)}"]
    for label, values in page.contacts:
        shown = [one if is_whole else masked_by_label(label, one) or one for one in values]
        lines.append(f"{label}：{'；'.join(shown)}")
    lines.append(f"本月件数：{page.month}")
    others = len(page.requests)
    same = f"，其中{page.repeats}件与本件内容相同" if page.repeats else ""
    lines.append(
        f"其他申请：{others}件{same}。" if others else "登记簿中没有这个申请人的其他申请。"
    )
    if page.challenges:
        lines.append(f"复议诉讼：{'；'.join(page.challenges)}。")
    return lines
