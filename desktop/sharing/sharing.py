"""Keeps a window on a server in step with the others: what they wrote, and where they are."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from casework.desk.colleagues import SAID_EVERY_SECONDS, ColleaguePlace, Colleagues, listening
from casework.desk.seat import SharedSeat, another_words
from desktop.base.wishes import ReopenRegister
from desktop.registers.moving_question import ask_first
from desktop.sharing.listener import Listener
from desktop.window.whole import WholeWindow
from rules.errors import ClerkError

if TYPE_CHECKING:
    from desktop.case.case_screen import CaseScreen

_LOOK_MS, _AGAIN_MS = 300, 3_000
_LOST = "连不上服务器\n正在重新连接"
_ANOTHER = "登记簿已恢复\n请重新打开"


class Sharing(QObject):
    """Hears the other windows, shows what concerns this one, and tells them where it is."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window)
        self._window = window
        self._seat, self.colleagues = SharedSeat(window.desk), Colleagues(window.desk)
        self.listener = Listener(listening(window.desk))
        self.listener.written.connect(self._look)
        self.listener.heard.connect(self._hear)
        self.listener.lost.connect(self._lost)
        self.listener.regained.connect(self._regained)
        self._is_lost = self._is_another = False
        self._said, self._said_at = ColleaguePlace(), 0.0
        self._changed: dict[int, str] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._keep_up)

    def start(self) -> None:
        """Begin: say that this window is here, and ask who else is."""
        self.listener.start()
        self._say(self._place(), asks=True)
        self._clock.start()
        self._show()

    def end(self) -> None:
        """Tell the others that this window closes."""
        self._clock.stop()
        self.listener.end(self.colleagues.words_on_leaving())

    @property
    def _case(self) -> "CaseScreen | None":
        return self._window.open_case

    def _place(self) -> ColleaguePlace:
        case = self._case
        if case is None or not case.request_id:
            return ColleaguePlace()
        return ColleaguePlace(case.request_id, "" if case.panel is None else case.panel.act.label)

    def _say(self, place: ColleaguePlace, *, asks: bool = False) -> None:
        self._said, self._said_at = place, monotonic()
        self.listener.say(self.colleagues.words_for(place, asks=asks))

    def _keep_up(self) -> None:
        place = self._place()
        if place != self._said or monotonic() - self._said_at > SAID_EVERY_SECONDS:
            if not place.doing:
                # The form they were said over is closed.
                self._changed.pop(self._said.request_id, None)
            self._say(place)
        self._show()

    def _hear(self, words: str) -> None:
        if self.colleagues.hear(words, monotonic()):
            self._say(self._place())
        self._show()

    def _look(self) -> None:
        if not self._window.desk.is_open:
            return
        if self._window.desk.store.is_writing:
            QTimer.singleShot(_AGAIN_MS, self, self._look)
            return
        try:
            written = self._seat.look()
        except ClerkError as error:
            self._lost(str(error))
            QTimer.singleShot(_AGAIN_MS, self, self._look)
            return
        if self._is_lost:
            self._found_again()
        if written.is_another:
            self._tell_of_another()
            return
        case = self._case
        if case is None or not case.is_acting:
            return
        said = self._seat.by_others(written, case.request_id)
        if said is not None:
            self._changed[case.request_id] = changed_words(said.by, said.about)
            if case.place is not None:
                case.place.look_before()
            self._show()

    def _tell_of_another(self) -> None:
        """Say that a copy has taken the register's place: this window is of the one before."""
        self._is_another = True
        self._window.rail.show_copy(_ANOTHER, is_old=True)
        words = another_words(self._window.desk)
        self._window.outcome.say_problem(words)
        ask_first(
            self._window, "登记簿已恢复为备份", words, "重新打开窗口",
            lambda: self._window.granting.grant(ReopenRegister()),
        )  # fmt: skip

    def _show(self) -> None:
        if self._is_lost or self._is_another:
            return
        now = monotonic()
        words, rail = self.colleagues.seat_words(now), self._window.rail
        if words != rail.foot.text():
            rail.show_copy(words, is_old=False)
        case = self._case
        if case is not None:
            changed = self._changed.get(case.request_id, "") if case.is_acting else ""
            case.colleagues.show_words(
                changed or self.colleagues.at_case(case.request_id, now), is_urgent=bool(changed)
            )

    def _lost(self, words: str) -> None:
        if not self._is_lost:
            self._is_lost = True
            self._window.rail.show_copy(_LOST, is_old=True)
            self._window.outcome.say_problem(words)

    def _regained(self) -> None:
        self._say(self._place(), asks=True)
        # What was written while nothing was heard.
        self._look()

    def _found_again(self) -> None:
        self._is_lost = False
        self._window.outcome.say("已经重新连上服务器，可以继续办理。")
        self._show()


def changed_words(by: str, about: str) -> str:
    """Return what is said over a form whose case somebody else has just worked on."""
    from casework.acts import ACTS

    act = ACTS.get(about)
    what = f"（{act.label}）" if act is not None else ""
    return f"{by or '另一处'}刚办理过本件{what}。这里填写的内容还在，请按现在的情况核对后再保存。"
