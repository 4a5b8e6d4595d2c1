"""What stands in the way of a letter that is about to leave, before it does."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.base.screen import held
from desktop.letters.letter_text import LetterBeside
from desktop.look import icons, theme
from desktop.widgets.readable import reading_label
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from casework.papers.document_check import Examined
    from casework.papers.issuing import DocumentLine

_WIDEST = 1000
_AS_HIGH_AS_IT_IS = 100_000


class _Letter(NamedTuple):
    """A letter of the panel: what was found in it, and the list that says so."""

    line: "DocumentLine"
    examined: "Examined"
    findings: SentenceList


class LeavingPanel(QWidget):
    """Findings under their headings, and the choice to go on or to go back.

    Choosing a finding of a letter shows the letter's text beside it, at the paragraph it is
    about. `open_asked` carries the letter shown, to be put right in Word, `remaking_asked` the one
    to be made anew.
    """

    went_on = Signal()
    check_asked = Signal()
    left = Signal()
    open_asked = Signal(object)
    remaking_asked = Signal(object)

    def __init__(self, title: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        self._hint = QLabel()
        self._hint.setProperty("kind", "body2")
        self._hint.setWordWrap(True)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme.px(8))
        inner, findings = QWidget(), QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        around.addLayout(held(findings, _WIDEST))
        rows = QVBoxLayout(findings)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._groups)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.letters: list[_Letter] = []
        self._shown: _Letter | None = None
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(scroll, 2)
        self.beside = LetterBeside()
        across.addWidget(self.beside, 3)
        self.open = QPushButton(icons.icon("file-text"), "打开文书")
        self.open.setObjectName("leavingOpen")
        self.open.clicked.connect(self._open)
        self.open.hide()
        self.remaking = QPushButton(icons.icon("refresh-cw"), "重新制作…")
        self.remaking.setObjectName("leavingRemake")
        self.remaking.setToolTip("按现在的登记信息重新生成这份文书，须写明原因；原文件留存")
        self.remaking.clicked.connect(self._remake)
        self.remaking.hide()
        self.back = QPushButton(icons.icon("arrow-left"), "返回修改")
        self.back.setObjectName("leavingBack")
        self.back.clicked.connect(self.left)
        self.check = QPushButton("登记检查意见")
        self.check.setObjectName("leavingCheck")
        self.check.setProperty("kind", "primary")
        self.check.clicked.connect(self.check_asked)
        self.go = QPushButton(go_on)
        self.go.setObjectName("leavingGo")
        self.go.clicked.connect(self.went_on)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        foot.setSpacing(theme.px(8))
        for button in (self.back, self.check, self.open, self.remaking, self.go):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        column.setSpacing(theme.px(8))
        for part in (heading, self._hint):
            part.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
            column.addWidget(part)
        self.strip = WorkStrip()
        self.strip.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        # Files that were not looked through to the end do not go out: stopping goes back.
        self.strip.stopped.connect(self.left)
        column.addWidget(self.strip)
        column.addSpacing(theme.px(4))
        column.addLayout(across, 1)
        column.addLayout(foot)
        self.check.hide()
        self.go.setHidden(not go_on)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def say(self, hint: str) -> None:
        """Say under the title what this is about."""
        self._hint.setText(hint)

    def add_letter(self, line: "DocumentLine", examined: "Examined") -> None:
        """Add a letter with its findings; the first that has a place is shown in its text."""
        self._add_heading(line.title)
        findings = SentenceList("letterFindings", line.title, most_height=_AS_HIGH_AS_IT_IS)
        findings.show_sentences([(one.words, one) for one in examined.findings])
        letter = _Letter(line, examined, findings)
        findings.currentRowChanged.connect(lambda row: self._point(letter, row))
        findings.chosen.connect(lambda _: self._point(letter, findings.currentRow()))
        self.letters.append(letter)
        self._groups.addWidget(findings)
        if self._shown is None and examined.paragraphs:
            placed = (n for n, one in enumerate(examined.findings) if one.place is not None)
            findings.setCurrentRow(next(placed, 0))

    def choose(self, words: str) -> None:
        """Choose the finding that says this; where none does, what is chosen stays."""
        for letter in self.letters:
            sentences = letter.findings.sentences()
            if words in sentences:
                letter.findings.setCurrentRow(sentences.index(words))
                return

    def _point(self, letter: _Letter, row: int) -> None:
        if row < 0:
            return
        for other in self.letters:
            if other is not letter:
                other.findings.setCurrentRow(-1)
        self._shown = letter
        self.beside.show_finding(letter.line.title, letter.examined, row)
        self.open.setVisible(bool(letter.examined.paragraphs))
        self.remaking.show()

    def _open(self) -> None:
        if self._shown is not None:
            self.open_asked.emit(self._shown.line)

    def _remake(self) -> None:
        if self._shown is not None:
            self.remaking_asked.emit(self._shown.line)

    def add(self, heading: str, sentences: Sequence[str]) -> None:
        """Add what was found in a file; one without anything is said to be in order."""
        self._add_heading(heading)
        for sentence in sentences:
            self._groups.addWidget(reading_label(sentence, kind="warning"))
        if not sentences:
            fine = QLabel("没有发现个人信息或者隐藏内容。")
            fine.setProperty("kind", "body2")
            self._groups.addWidget(fine)

    def _add_heading(self, heading: str) -> None:
        title = reading_label(heading, kind="group")
        if self._groups.count():
            self._groups.addSpacing(theme.px(8))
        self._groups.addWidget(title)

    def take_focus(self) -> None:
        """Begin at the safe choice; where there is nothing to choose, at the findings."""
        if self.check.isVisibleTo(self):
            self.check.setFocus()
        elif self.letters and self.go.isHidden():
            self.letters[0].findings.setFocus()
        else:
            self.back.setFocus()
