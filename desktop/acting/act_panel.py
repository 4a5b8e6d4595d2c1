"""An act in the case's own space: its form on the left, what saving it will do on the right."""

from collections.abc import Callable
from dataclasses import MISSING
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casework import acts
from casework.acts import Act
from casework.acts.drafting import draft_letter, gaps_in
from casework.cases.as_seen import CaseChangedError, seen
from casework.desk.desk import Desk
from casework.desk.half_filled import drop_half_filled, half_filled, keep_half_filled
from desktop.acting.act_parts import ActParts, back_and_save
from desktop.acting.form_views import view_for
from desktop.acting.preview import PreviewPane
from desktop.acting.reasoning import Reasoning
from desktop.acting.suggestions import FieldSuggestions
from desktop.base.pause import Pause
from desktop.base.screen import rule
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.widgets.key_button import KeyButton
from desktop.widgets.rows_field import RowsField
from forms.fields import Form, Problem
from forms.reply import Reply
from rules.errors import ClerkError

PREVIEW_PAUSE_MS = 150
_AGAIN_MS = 20_000


class ActPanel(QWidget):
    """One act on one request, or on none yet (receipt).

    `performed` carries what the act did; `left` that the clerk went back, her draft kept.
    """

    performed = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, act: Act[Any], request_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("actPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # A click beside the fields would else go to the case around, whose keys are other ones.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._desk, self.act, self._request_id = desk, act, request_id
        self.parts = ActParts(self)
        # A form that has just been opened takes a key before its letter is laid out.
        self._first_look = Pause(self, desk, 0, self.look_ahead)
        self._scroll, self._inner = QScrollArea(self.parts.form), QWidget()
        self._scroll.setWidget(self._inner)
        self.view = view_for(
            act.form,
            today=desk.today,
            outlook=desk.outlook,
            suggest=FieldSuggestions(desk, request_id),
            parent=self._inner,
        )
        self.reasoning = (
            Reasoning(desk, request_id, self.view)
            if request_id is not None and issubclass(act.form, Reply)
            else None
        )
        self._keeps_apart = False
        self._on_fresh: Callable[[], None] = self._start_afresh
        self._note = QLabel(self)
        self._note.setObjectName("panelNote")
        self._note.setProperty("kind", "problem")
        self._note.setWordWrap(True)
        self._note.hide()
        self._pause = Pause(self, desk, PREVIEW_PAUSE_MS, self.look_ahead)
        self._keeping = Pause(self, desk, PREVIEW_PAUSE_MS, self.keep_draft)
        self._again = Pause(self, desk, _AGAIN_MS, self.keep_draft)
        self._assemble()
        self._begin()
        self.parts.preview.paper.gap_chosen.connect(self._go_to)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.view.changed.connect(self._typed)
        self.view.submitted.connect(self._perform)
        self.view.problem_found.connect(self._say)
        self._first_look.start()

    @property
    def preview(self) -> PreviewPane:
        """What saving would do, as of what stands in the form."""
        if self._first_look.isActive():
            self.look_ahead()
        return self.parts.preview

    def put_over_foot(self, part: QWidget) -> None:
        """Let something stand across the panel, over what saves."""
        self._outer.insertWidget(self._outer.indexOf(self._note), part)

    def offer_beside_save(self, button: QWidget) -> None:
        """Let another way to save stand beside the first."""
        row = self._foot.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, button)

    def hide_title(self) -> None:
        """Leave the title to the head of the case that stands over this act."""
        self._title.hide()

    @property
    def draft_key(self) -> str:
        """The key under which the half-filled form is kept, apart from one that is offered."""
        key = f"{self.act.name}:{self._request_id or 0}"
        return f"{key}:next" if self._keeps_apart else key

    def _assemble(self) -> None:
        self._title = title = QLabel(self.act.title)
        title.setProperty("kind", "heading")
        self._kept = QLabel()
        self._kept.setObjectName("draftNote")
        self._kept.setProperty("kind", "second")
        self._fresh = QPushButton("清空重填")
        self._fresh.setProperty("kind", "quiet")
        self._fresh.setObjectName("draftButton")
        self._fresh.clicked.connect(lambda: self._on_fresh())
        self._later = QPushButton("存着")
        self._later.setProperty("kind", "quiet")
        self._later.setObjectName("draftLater")
        self._later.setToolTip("先办这一件，没有登记完的那件留到下次")
        self._later.clicked.connect(self._put_draft_by)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._kept)
        head.addWidget(self._fresh)
        head.addWidget(self._later)
        self._put_draft_by()

        rows, scroll, left = QVBoxLayout(self._inner), self._scroll, self.parts.form
        rows.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        rows.addWidget(self.view)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        save = KeyButton(self.act.label, "Ctrl+Enter", kind="primary")
        save.setObjectName("save")
        save.setToolTip("保存（Ctrl+Enter）")
        save.clicked.connect(self.submit)
        back = KeyButton("返回", "Esc")
        back.setObjectName("back")
        back.setToolTip("返回，已填内容留作草稿（Esc）")
        back.clicked.connect(self.left)
        self._gaps = QLabel()
        self._gaps.setObjectName("gaps")
        self._gaps.setProperty("kind", "second")
        # Its words come from the form's own labels, escaped; what is typed never stands here.
        self._gaps.setTextFormat(Qt.TextFormat.RichText)
        self._gaps.setMinimumWidth(0)
        self._gaps.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._gaps.linkActivated.connect(self._go_to)

        left.setMinimumWidth(theme.px(420))
        # A display that is narrower still, much enlarged, must not be outgrown.
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        head.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self._note.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if any(isinstance(row.editor, RowsField) for row in self.view.rows.values()):
            self.parts.give_a_table_room()
        outer.addWidget(self.parts, 1)
        outer.addWidget(rule())
        outer.addWidget(self._note)
        self._outer, self._foot = outer, back_and_save(save, back, self._gaps)
        outer.addWidget(self._foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on(keys, self.submit)
        self._on("Esc", self.left.emit)

    def submit(self) -> None:
        """Do the act, or go to the first thing that is missing."""
        # What is missing takes the focus in the form, which may be out of sight.
        self.parts.show_form()
        self.view.submit()

    def _go_to(self, field: str) -> None:
        self.parts.show_form()
        self.view.go_to(field)

    def _on(self, keys: str, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)

    def _begin(self) -> None:
        self._starting = acts.starting_values(self._desk, self.act, self._request_id)
        self._seen = seen(self._desk, self._request_id)
        self.view.set_values(self._starting, unfolds=False)
        kept = half_filled(self._desk, self.draft_key)
        later = half_filled(self._desk, f"{self.draft_key}:next")
        if not kept and later:
            # The one it stood behind has been registered meanwhile.
            keep_half_filled(self._desk, self.draft_key, later)
            drop_half_filled(self._desk, f"{self.draft_key}:next")
            kept = later
        if kept and self._request_id is None:
            # The next paper is another person's: what was not finished is offered, not poured in.
            who = str(kept.get("applicant_name") or "").strip() or "没有填姓名的一件"
            self._offer(f"上次没有登记完：{who}", "接着填", self.resume)
            self._keeps_apart = True
        elif kept:
            self.view.set_values(kept)
            self._offer("已恢复上次未保存的草稿", "清空重填", self._start_afresh)
        else:
            self._offer_undone()

    def _offer_undone(self) -> None:
        # It was taken back for a reason, so it is offered, and not poured in.
        if acts.undone_values(self._desk, self.act, self._request_id):
            self._offer("撤销前填的还在", "接着填", self._take_undone)

    def _take_undone(self) -> None:
        undone = acts.undone_values(self._desk, self.act, self._request_id)
        self.view.set_values({**self._defaults(), **undone})
        self._offer("已填入撤销前的内容", "清空重填", self._start_afresh)
        self.view.focus_first()

    def _offer(self, words: str, doing: str, run: Callable[[], None]) -> None:
        self._kept.setText(words)
        self._fresh.setText(doing)
        self._on_fresh = run
        self._kept.show()
        self._fresh.show()
        # Only what is offered, and not poured in, can be left for later.
        self._later.setVisible(run == self.resume)

    def _put_draft_by(self) -> None:
        for part in (self._kept, self._fresh, self._later):
            part.hide()

    def resume(self) -> None:
        """Go on with what was not finished the last time."""
        kept = half_filled(self._desk, f"{self.act.name}:{self._request_id or 0}")
        apart = half_filled(self._desk, self.draft_key) if self._keeps_apart else None
        if kept or apart:
            if self._keeps_apart:
                drop_half_filled(self._desk, self.draft_key)
            self._keeps_apart = False
            self.view.set_values({**self._defaults(), **(apart or kept or {})})
            self._offer("已恢复上次未保存的草稿", "清空重填", self._start_afresh)

    def _defaults(self) -> dict[str, Any]:
        """Return what every field holds before anything is typed."""
        known = {name: row.field.default for name, row in self.view.rows.items()}
        empty = {name: None if value is MISSING else value for name, value in known.items()}
        return empty | dict(self._starting)

    def _start_afresh(self) -> None:
        self.view.set_values(self._defaults(), unfolds=False)
        self._keeping.stop()
        self._again.stop()
        drop_half_filled(self._desk, self.draft_key)
        self._put_draft_by()
        self._offer_undone()
        self.view.focus_first()

    def _typed(self) -> None:
        self._note.hide()
        self._pause.start()
        # Not restarted by the next key: what is typed is on the disk after this pause at most,
        # and a slow disk is not asked to write for every letter.
        if not self._keeping.isActive():
            self._keeping.start()

    def keep_draft(self) -> None:
        """Keep what stands in the form, later where it cannot be now.

        Raises `ClerkError` where it cannot.
        """
        self._keeping.stop()
        try:
            keep_half_filled(self._desk, self.draft_key, self.view.values())
        except ClerkError:
            # A server that is gone comes back, and perhaps nothing more is typed until then.
            self._again.start()
            raise
        self._again.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what was taken back since the form was laid out, as of a receipt."""
        super().showEvent(event)
        if self._request_id is None and self._kept.isHidden():
            self._offer_undone()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed last before the form goes out of sight."""
        self._pause.stop()
        self.flush_draft()
        super().hideEvent(event)

    def flush_draft(self) -> None:
        """Keep what was typed last, if it is not kept yet."""
        if self._keeping.isActive():
            self.keep_draft()

    def look_ahead(self) -> None:
        """Show what saving would do; where the form is not whole yet, what it waits for."""
        self._first_look.stop()
        form = self.view.read()
        self.preview.show_letter(
            draft_letter(self._desk, self.act, self._request_id, self.view.values_in_sight())
        )
        self._show_gaps(form if isinstance(form, list) else [])
        if isinstance(form, list):
            self.preview.show_waiting([problem.message for problem in form])
            return
        try:
            self.preview.show_preview(acts.preview(self._desk, self.act, self._request_id, form))
        except ClerkError as error:
            is_missing = not self.view.says(error.field)
            problem = Problem(error.field, error.message, error.basis)
            self._show_gaps([problem] if is_missing else [])
            self.preview.show_waiting([str(error)])

    def _show_gaps(self, problems: list[Problem]) -> None:
        """Say at the foot what is still missing, each a way to its field."""
        gaps = gaps_in(self.act, problems)
        look = theme.link_style()
        links = "、".join(
            f'<a style="{look}" href="{gap.field}">{escape(gap.words)}</a>' for gap in gaps
        )
        self._gaps.setText(f"还缺 {len(gaps)} 处：{links}" if gaps else "")
        self.parts.say_missing(len(gaps))
        self._gaps.setToolTip(plain_tip("、".join(gap.words for gap in gaps)))

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self and before is not None and before.isVisible() and self.isAncestorOf(before):
            # Nothing is there to be chosen: she goes on where she was.
            before.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.isVisible():
            self.parts.preview.paper.mark_gap(self.view.field_of(now))

    def _perform(self, form: Form) -> None:
        self._pause.stop()
        try:
            done = acts.perform(self._desk, self.act, self._request_id, form, seen_until=self._seen)
        except CaseChangedError as error:
            # Said once: who saves again has been told.
            self._seen = error.seen
            self._fail(error)
            return
        except ClerkError as error:
            self._fail(error)
            return
        self._keeping.stop()
        self._again.stop()
        drop_half_filled(self._desk, self.draft_key)
        self.performed.emit(done)

    def _fail(self, error: ClerkError) -> None:
        if error.field.partition(".")[0] in self.view.rows:
            self.view.tell(Problem(error.field, error.message, error.basis))
        else:
            self._say(str(error))

    def _say(self, message: str) -> None:
        self._note.setText(message)
        self._note.show()

    def take_focus(self) -> None:
        """Begin at the first field that waits for something."""
        self.view.focus_first()
