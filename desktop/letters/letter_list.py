"""The letters of a case: each with what an examination found, opened and printed by one click."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.look import icons, theme
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.words import ElidedLabel
from desktop.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from casework.papers.case_papers import PaperOffer
    from casework.papers.issuing import DocumentLine

_STATUS = {"drafted": "草稿", "withdrawn": "已撤回"}
_MOST = 100_000
Examine = Callable[["DocumentLine"], list[str] | None]


class LetterList(QWidget):
    """Letters with their numbers.

    `examine` returns the findings of a letter, or None for one that is not examined; `offers`
    what papers go with a letter, with None for the case itself. `finding_asked` carries a letter
    and the finding of it that was chosen.
    """

    document_opened = Signal(object)
    document_printed = Signal(object)
    printer_asked = Signal(object)
    pdf_asked = Signal(object)
    mail_asked = Signal(object)
    revision_asked = Signal(object)
    remaking_asked = Signal(object)
    paper_asked = Signal(object)
    finding_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.examine: Examine = lambda _document: None
        self.offers: Callable[[DocumentLine | None], list[PaperOffer]] = lambda _document: []
        self._documents: Sequence[DocumentLine] = ()
        self._examined = False
        self._rows: list[tuple[DocumentLine, QLabel, QPushButton, QVBoxLayout]] = []
        heading = QLabel("文书")
        heading.setProperty("kind", "group")
        self.more = MenuButton("更多文书", "plus")
        self.more.setObjectName("morePapers")
        self.more.setToolTip("按经过生成登记表、检索记录、呈批单、卷内目录等内部文书")
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill(menu, None))
        self.more.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.more)
        self.strip = WorkStrip()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addLayout(self._column)

    def show_documents(self, documents: "Sequence[DocumentLine]") -> None:
        """Show these letters; they are examined once they are seen."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._documents, self._examined, self._rows = documents, False, []
        if not documents:
            hint = "发出告知书、征求意见书或者作出答复后，文书列在这里。"
            empty = QLabel(hint)
            empty.setProperty("kind", "body2")
            self._column.addWidget(empty)
            return
        for document in documents:
            self._column.addWidget(self._row(document))
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Examine the letters now that they are seen."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Examine the letters shown, once."""
        if self._examined:
            return
        self._examined = True
        for document, fine, button, under in self._rows:
            found = self.examine(document)
            if found is not None:
                self._show_findings(document, (fine, button, under), found)

    def _row(self, document: "DocumentLine") -> QWidget:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(4))
        across = QHBoxLayout()
        across.setSpacing(theme.px(8))
        title = QLabel(document.title)
        title.setWordWrap(True)
        title.setMinimumWidth(theme.px(176))
        status = _STATUS.get(document.status, "")
        number = ElidedLabel("　".join(part for part in (document.number, status) if part))
        number.setProperty("kind", "body2")
        across.addWidget(title, 1)
        across.addWidget(number)
        examined = QPushButton("体检")
        examined.setProperty("kind", "quiet")
        examined.setCheckable(True)
        examined.hide()
        fine = QLabel()
        fine.setProperty("kind", "second")
        across.addWidget(fine)
        across.addWidget(examined)
        for words, icon, signal in (
            ("打开", "file-text", self.document_opened),
            ("打印", "printer", self.document_printed),
        ):
            button = QPushButton(icons.icon(icon), words)
            button.setAccessibleName(f"{words}{document.title}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(document))
            across.addWidget(button)
            if document.status == "withdrawn" and signal is self.document_printed:
                button.setEnabled(False)
                button.setToolTip("文书已撤回，不再打印。")
        across.addWidget(self._others(document))
        rows.addLayout(across)
        under = QVBoxLayout()
        under.setSpacing(theme.px(4))
        rows.addLayout(under)
        self._rows.append((document, fine, examined, under))
        return whole

    def _others(self, document: "DocumentLine") -> QPushButton:
        button = MenuButton("更多")
        button.setAccessibleName(f"{document.title}的其他操作")
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, document))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu, document: "DocumentLine | None") -> None:
        menu.clear()
        offers = self.offers(document)
        for offer in offers:
            action = menu.addAction(f"生成{offer.label}")
            action.triggered.connect(lambda _=False, one=offer: self.paper_asked.emit(one))
        if document is None:
            if not offers:
                menu.addAction("现在没有可以生成的文书").setEnabled(False)
            return
        menu.addSeparator()
        for words, signal in (
            ("选择打印机打印…", self.printer_asked),
            ("存为PDF…", self.pdf_asked),
            ("复制电子邮件正文", self.mail_asked),
        ):
            if signal is not self.mail_asked or offers:
                action = menu.addAction(words)
                action.triggered.connect(lambda _=False, one=signal: one.emit(document))
        if document.status != "withdrawn":
            revise = menu.addAction("登记改稿")
            revise.setToolTip("在Word或者WPS里改过这份文书的，登记以后以改后的内容为准")
            revise.triggered.connect(lambda: self.revision_asked.emit(document))
            remake = menu.addAction("重新制作…")
            remake.setToolTip("按现在的登记信息重新生成这份文书，须写明原因；原文件留存")
            remake.triggered.connect(lambda: self.remaking_asked.emit(document))

    def _show_findings(
        self,
        document: "DocumentLine",
        row: tuple[QLabel, QPushButton, QVBoxLayout],
        found: list[str],
    ) -> None:
        fine, button, under = row
        if not found:
            fine.setText("体检无问题")
            return
        button.show()
        button.setIcon(icons.icon("triangle-alert", "overdue"))
        button.setText(f"体检：{len(found)}处")
        button.setToolTip("显示或者收起体检的发现")
        findings = SentenceList("foundInLetter", f"{document.title}的体检发现", most_height=_MOST)
        findings.setToolTip("选中一处，显示它在文书中的段落")
        findings.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        findings.show_sentences([(sentence, sentence) for sentence in found])
        findings.chosen.connect(lambda words: self.finding_asked.emit(document, words))
        under.addWidget(findings)
        button.toggled.connect(findings.setVisible)
        button.setChecked(True)
