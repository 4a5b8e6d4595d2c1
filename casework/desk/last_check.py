"""What the last look over the whole register found: kept, so that the board can say it.

Read before the first list is painted: what writes is imported when it does.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casework.desk.changes import What
from casework.desk.desk import Desk
from db import settings

_CHECKED = "register_checked"
_MOST_KEPT = 20
_OLD_AFTER = 7


class LastCheck(NamedTuple):
    """The day of the last check, how much it found, and the first sentences of it."""

    on: date
    number: int
    sentences: tuple[str, ...]


def last_check(desk: Desk) -> LastCheck | None:
    """Return what the last check found, or None where there was none yet."""
    kept = settings.value(desk.store, _CHECKED, None)
    try:
        return LastCheck(
            date.fromisoformat(kept["on"]), int(kept["number"]), tuple(map(str, kept["sentences"]))
        )
    except (ValueError, TypeError, KeyError):
        return None


def is_check_due(desk: Desk) -> bool:
    """Tell whether the register was not yet looked over today, and this account is to do so."""
    last = last_check(desk)
    if not desk.keeps_the_register:
        return False
    return last is None or last.on != desk.today


def note_check(desk: Desk, found: Sequence[str]) -> None:
    """Note that the register was looked over today, and what was found."""
    kept = {
        "on": desk.today.isoformat(),
        "number": len(found),
        "sentences": list(found[:_MOST_KEPT]),
    }
    from casework.desk.writing import writing

    with writing(desk, "checked", What.SETTINGS):
        settings.put(desk.store, _CHECKED, kept)


def check_words(desk: Desk) -> str:
    """Return what to say today of the last check; nothing where it is of late and found nothing."""
    last = last_check(desk)
    if last is None:
        return ""
    if last.number:
        return f"{last.on.month}月{last.on.day}日检查发现{last.number:,}处：{last.sentences[0]}"
    days = (desk.today - last.on).days
    return f"已有{days}天没有检查登记簿，请手动检查一次" if days > _OLD_AFTER else ""
