"""Grants what screens wish for, says what was done, and offers to take it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from casework.desk.changes import Changed, What
from casework.pages import worklist
from desktop.base.screen import Screen
from desktop.base.wishes import (
    BeginAct,
    BeginEnquiry,
    BeginReceipt,
    CaseClosed,
    GoBack,
    GoTo,
    Hold,
    ImportLedger,
    OfferBack,
    OpenCase,
    PrintLatest,
    ShowDay,
    ShowSearch,
    ShowView,
    Wish,
)
from desktop.window.whole import WholeWindow
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.acts import Done


class Granting(QObject):
    """Listens to every screen of a window."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: Done | None = None
        self._told_of = 0
        registers, outcome = window.registers, window.outcome
        registers.said.connect(outcome.say)
        registers.failed.connect(outcome.say_problem)
        registers.copied.connect(self._copied)
        window.desk.changes.follow(self._changed)
        registers.closing.connect(lambda: window.screens.present.put_by())

    def listen_to(self, screen: Screen) -> None:
        """Hear what a new screen did, says and wishes."""
        screen.acted.connect(self.acted)
        screen.said.connect(self._window.outcome.say)
        screen.failed.connect(self._window.outcome.say_problem)
        screen.remarked.connect(self._window.outcome.say_check)
        screen.mended.connect(self._window.outcome.leave_problem)
        screen.wished.connect(self.grant)
        screen.looked_at.connect(self._window.outcome.show_case)
        screen.looked_at.connect(self._note_look)

    def grant(self, wish: Wish) -> None:
        """Do what is wished for."""
        screens = self._window.screens
        match wish:
            case OpenCase(request_id):
                screens.open_case(request_id)
            case GoBack():
                screens.go_back_whence()
            case BeginAct(request_id, act_name):
                screens.open_case(request_id)
                screens.worklist.case.begin(act_name)
            case GoTo(place):
                self._go_to(place)
            case ShowDay(None):
                screens.show_place("worklist")
                screens.worklist.narrow()
                screens.worklist.use_filter("overdue")
            case ShowDay(day):
                screens.show_place("month")
                screens.present.take(day)
            case ShowView(view):
                screens.show_place("worklist")
                screens.worklist.narrow()
                screens.worklist.use_view(view)
            case ShowSearch(text):
                self._window.bar.search.show_text(text)
            case CaseClosed():
                screens.go_back()
            case ImportLedger(path):
                screens.show_place("import")
                screens.present.take(path)
            case BeginReceipt():
                screens.show_place("receipt")
                screens.present.take(wish)
            case BeginEnquiry():
                screens.show_place("affairs")
                screens.present.take("enquiry")
            case OfferBack(words, undo):
                self.done_at_large(words, undo)
            case PrintLatest():
                screens.present.print_now()
            case Hold(is_held):
                self._hold(is_held)
            case _:
                self._window.registers.grant(wish)

    def _changed(self, changed: Changed) -> None:
        """Let the screens and the rail follow what any writer of this register changed."""
        # A window that is gone may leave its register open behind it.
        if changed.what is What.VIEW or not isValid(self):
            return
        screens = self._window.screens
        screens.follow(changed)
        if not screens.reads_later:
            self._window.count()

    def _note_look(self, request_id: int) -> None:
        if request_id:
            self._window.desk.looked("CASE", request_id)

    def _go_to(self, place: str) -> None:
        screens = self._window.screens
        if place in ("calendar", "guard", "people", "safety", "sharing"):
            place = f"settings:{place}"
        place, _, within = place.partition(":")
        if within:
            screens.show_place(place)
            screens.present.take(within)
        else:
            screens.open_place(place)

    def _hold(self, is_held: bool) -> None:
        window = self._window
        window.screens.hold(is_held)
        for part in (window.rail, window.bar, *window.menus.values()):
            part.setEnabled(not is_held)

    def _copied(self, words: str) -> None:
        if self._window.screens.name == "settings":
            self._window.screens.present.refresh()
        self._window.outcome.say(words)

    def done_at_large(self, words: str, undo: Callable[[], None]) -> None:
        """Say what was done to the register, and offer to take it back."""
        self._window.screens.catch_up()
        self._window.count()
        self._window.outcome.say(words, undo)

    def acted(self, done: "Done") -> None:
        """Say what was done, offer to undo it, and show the case it was done to."""
        window = self._window
        if window.screens.name == "receipt":
            window.screens.open_case(done.request_id)
        self._last, self._told_of = done, 0
        undo = (lambda: self._undo(done)) if done.can_be_undone else None
        said = "".join((done.message, *_printed(done), *done.warnings))
        who = worklist.who_is(window.desk, done.request_id)
        window.outcome.say(f"{who}　{said}", undo, about=done.request_id)

    def undo(self) -> None:
        """Take back the last step of the case one looks at, and the one before with the next key.

        Where the last act was done to another case, that is said first. Without a case before
        one's eyes what the line below offers is taken back.
        """
        window, case, last = self._window, self._window.open_case, self._last
        if case is None or case.page is None:
            window.outcome.undo()
            return
        if case.is_acting:
            window.outcome.say_check(
                "正在填写，撤销的是办理步骤；请先保存，或者按 Esc 返回后再撤销。"
            )
            return
        is_undoable = last is not None and last.can_be_undone
        if last is not None and is_undoable and last.request_id == case.request_id:
            window.outcome.leave()
            self._undo(last)
            return
        if last is not None and is_undoable and self._told_of != case.request_id:
            self._told_of = case.request_id
            other, own = (
                worklist.who_is(window.desk, one) for one in (last.request_id, case.request_id)
            )
            step = f"最近一步“{case.page.undo_label}”"
            window.outcome.say_check(
                f"刚才办理的是{other}，不是这一件。再按 Ctrl+Z，撤销的是{own}的{step}。",
                about=case.request_id,
            )
            return
        if case.page.undo_step_id is None:
            window.outcome.say_check("本件没有可以撤销的办理步骤。", about=case.request_id)
            return
        case.undo_last()

    def _undo(self, done: "Done") -> None:
        from casework import acts

        window, self._last = self._window, None
        try:
            undone = acts.take_back(window.desk, done)
        except ClerkError as error:
            window.outcome.say_problem(str(error))
            return
        window.screens.catch_up()
        window.count()
        who = worklist.who_is(window.desk, undone.request_id)
        window.outcome.say(f"{who}　{undone.message}", about=undone.request_id)


def _printed(done: "Done") -> list[str]:
    return [f"已生成“{done.documents[0].title}”，按 P 打印。"] if done.documents else []
