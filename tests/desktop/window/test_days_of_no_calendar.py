"""Days that no notice has settled, in the real window: provisional, never a reason to fail.

A day of rest is never shown as a due day without 暂定; and whatever the clock of the computer
says, every screen opens and says what is missing.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest

from casework.cases.recount import refresh_the_day
from casework.desk.desk import Desk
from casework.pages.reminders import office_notices, reminder_words
from desktop.start.building import build_window
from desktop.tray.tray import Tray
from desktop.widgets.chip import Chip
from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES
from tests.desktop.said import said_by

OTHERS = (
    "receipt", "chase", "receipts", "letters_of_day", "import", "check", "retention", "as_of",
)  # fmt: skip
# A Saturday that a notice may have worked before the Spring Festival of 2027.
REST_DAY = date(2027, 1, 30)
RECEIVED_ON = "2027-01-04"
HOW_NAMED = ("1月30日", "2027-01-30")


@pytest.fixture
def on_day(desk: Desk, monkeypatch) -> Callable[[date], None]:
    def set_clock(day: date) -> None:
        now = datetime.combine(day, time(10))
        desk.clock = lambda: now
        monkeypatch.setattr("desktop.base.clock.now", lambda: now)

    return set_clock


@pytest.fixture
def opened(qtbot, desk: Desk, remembered) -> Callable[[], MainWindow]:
    def open_window() -> MainWindow:
        window = build_window(desk, remembered)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.is_furnished)
        return window

    return open_window


def settle(qtbot, window: MainWindow) -> None:
    """Let what a screen asks beside the window come in."""
    qtbot.wait(250)


def screens_of(qtbot, window: MainWindow, *places: str) -> Iterator[str]:
    """Turn to each place, and yield its name once it stands there."""
    for place in places:
        window.screens.show_place(place)
        settle(qtbot, window)
        yield place


@pytest.mark.parametrize("day", [date(2041, 1, 5), date(2071, 3, 2), date(1999, 12, 31)], ids=str)
def test_every_screen_opens_whatever_the_clock_says(qtbot, desk, registered, on_day, opened, day):
    earlier = registered()
    on_day(day)
    refresh_the_day(desk)
    window = opened()
    places = [place.name for place in PLACES]
    for place in screens_of(qtbot, window, *places, *OTHERS):
        assert window.screens.present.isVisible(), place
    window.screens.open_case(earlier)
    settle(qtbot, window)
    tray = Tray(desk, window, window)
    tray.refresh()
    tray.menu.aboutToShow.emit()


def test_past_the_last_year_known_it_is_said_what_is_missing(
    qtbot, desk, registered, on_day, opened
):
    on_day(date(2041, 1, 5))
    case = registered(arrived_on="2041-01-04", applicant_name="林知远")
    window = opened()
    missing = "2027年至2041年放假通知"
    notice = next(one for one in office_notices(desk) if one.chip == "待录入")
    assert notice.words == missing
    assert "都是暂定" in notice.reason
    assert "请录入各年的通知" in notice.reason
    assert "改正电脑的日期" in notice.reason
    said: dict[str, list[str]] = {}
    for place in screens_of(qtbot, window, "today", "worklist", "month", "receipt"):
        said[place] = list(said_by(window.screens.present))
    assert any(missing in words and "暂定" in words for words in said["today"])
    assert any("林知远" in words for words in said["worklist"])
    assert any("暂定" in words for words in said["worklist"])
    assert any("暂定" in words for words in said["month"])
    assert missing in reminder_words(desk)
    view = window.screens.present.panel.view
    view.set_values({"applicant_name": "王小明", "information_sought": "2040年政务公开工作要点"})
    settle(qtbot, window)
    assert any("暂定" in words for words in said_by(window.screens.present))
    window.screens.open_case(case)
    settle(qtbot, window)
    assert any("期限为暂定" in words for words in said_by(window.screens.present))


@pytest.fixture
def due_on_rest(desk, do, on_day) -> int:
    """A request whose safe due day is a Saturday that nobody has published anything of."""
    on_day(date(2027, 1, 4))
    request_id = do(
        "register",
        applicant_name="王小明",
        arrived_on=RECEIVED_ON,
        information_sought="申请公开2026年政务公开工作要点",
    ).request_id
    assert desk.store.value("select due_on from request where id = ?", (request_id,)) == str(
        REST_DAY
    )
    return request_id


def unsure_of(said: Iterator[str]) -> list[str]:
    """Return what is said of the due day without 暂定, the names of calendar days left out."""
    return [
        words
        for words in said
        if any(day in words for day in HOW_NAMED)
        and "暂定" not in words
        and any(word in words for word in ("期限", "到期", "最迟", "至", "前", "以前"))
    ]


CHIPS = ("工作日", "今天到期", "暂停", "暂定")


@pytest.mark.parametrize("today", [date(2027, 1, 4), date(2027, 1, 27), REST_DAY, date(2027, 2, 1)])
def test_a_day_of_rest_is_no_due_day_without_saying_provisional(
    qtbot, desk, due_on_rest, on_day, opened, today
):
    on_day(today)
    refresh_the_day(desk)
    window = opened()
    said: list[str] = []
    for _ in screens_of(qtbot, window, "today", "worklist", "chase"):
        said += said_by(window.screens.present)
    window.screens.show_place("month")
    window.screens.present.month.show_day(REST_DAY)
    settle(qtbot, window)
    in_month = list(said_by(window.screens.present))
    assert any("周六（暂定）" in words and "王小明" in words for words in in_month)
    window.screens.worklist.narrow()
    window.screens.open_case(due_on_rest)
    settle(qtbot, window)
    case = list(said_by(window.screens.present, hidden=True))
    every = [*said, *in_month, *case]
    assert unsure_of(iter(every)) == []
    chips = {
        chip.accessibleName()
        for chip in window.findChildren(Chip)
        if any(word in chip.accessibleName() for word in CHIPS)
    }
    assert chips
    assert all("暂定" in words for words in chips), chips
    row = window.screens.worklist.model.row_at(0)
    assert "暂定" in row.due_words
    assert row.unsure == "（暂定）"
