"""A published year is locked: what was published stays, and unlocking it needs a reason.

One mechanism for the office's own report and the one a county sums from its units. What is kept,
and the log of it, are entries of the register's settings and so of its chained history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import settings
from db.faults import read_as_written
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A publication or an unlocking of a year; `reason` is empty for a publication."""

    is_publication: bool
    on: date
    by: str
    reason: str

    @property
    def words(self) -> str:
        """What happened, in a sentence."""
        who = f"，{self.by}" if self.by else ""
        if self.is_publication:
            return f"{self.on}公布并锁定{who}。"
        return f"{self.on}解除锁定{who}，原因：{self.reason}。"


@dataclass(frozen=True, slots=True)
class YearLock:
    """What locks the years of one kind of report.

    `title` names it in sentences and `why` is a reason for unlocking it, as an example; the rest
    are the names it is kept under.
    """

    title: str
    why: str
    kept_as: str
    logged_as: str
    publish_act: str
    unlock_act: str

    def kept(self, desk: Desk, year: int) -> Mapping[str, Any] | None:
        """Return what a year was published as, with `on` and `by`; None while it is not locked."""
        found: Mapping[str, Any] | None = settings.value(desk.store, self._name(year), kind=dict)
        return found

    def must_be_open(self, desk: Desk, year: int) -> None:
        """Raise `ClerkError` where a year is locked."""
        if self.kept(desk, year) is not None:
            raise ClerkError(
                f"{year}年的{self.title}已经公布并锁定，需要改正的请先解除锁定并写明原因。"
            )

    def must_be_publishable(self, desk: Desk, year: int, on: date) -> None:
        """Raise `ClerkError` where a year is locked or not over, or the day lies ahead."""
        self.must_be_open(desk, year)
        if on.year <= year:
            raise ClerkError(
                f"{year}年还没有结束，数字还会变动，请在{year + 1}年1月1日以后公布。", None, "on"
            )
        if on > desk.today:
            raise ClerkError(f"公布日期{on}晚于今天{desk.today}，请核对日期。", None, "on")

    def lock(self, desk: Desk, year: int, on: date, published: Mapping[str, Any]) -> None:
        """Lock a year with what is published, as on a day; one act."""
        with writing(desk, self.publish_act, What.REPORT):
            what = {**published, "on": on.isoformat(), "by": desk.clerk}
            settings.put(desk.store, self._name(year), what)
            self._log(desk, year, {"act": "published", "on": on.isoformat(), "reason": ""})

    def unlock(self, desk: Desk, year: int, reason: str) -> None:
        """Unlock a year for a reason, which is kept with what was published.

        Raises `ClerkError` where no reason is given, or the year is not locked.
        """
        kept = self.kept(desk, year)
        if kept is None:
            raise ClerkError(f"{year}年的{self.title}没有锁定，不需要解除。")
        said = reason.strip().rstrip("。")
        if not said:
            raise ClerkError(f"请写明解除锁定的原因，例如：{self.why}。", None, "reason")
        with writing(desk, self.unlock_act, What.REPORT):
            settings.forget(desk.store, self._name(year))
            was = {name: kept[name] for name in kept if name not in ("on", "by")}
            now = {"act": "unlocked", "on": desk.today.isoformat(), "reason": said}
            self._log(desk, year, {**now, **was})

    def last_published(self, desk: Desk, year: int) -> Mapping[str, Any] | None:
        """Return what a year was last published as, unlocked since or not; None if it never was.

        While a year is unlocked to be put right, what the public has read is still the last one.
        """
        kept = self.kept(desk, year)
        with read_as_written(desk.store.path):
            unlocked = [entry for entry in self._entries(desk, year) if entry["act"] == "unlocked"]
        return kept if kept is not None else unlocked[-1] if unlocked else None

    def log(self, desk: Desk, year: int) -> list[LogEntry]:
        """Return when a year was published and unlocked, oldest first."""
        with read_as_written(desk.store.path):
            return [
                LogEntry(
                    entry["act"] == "published",
                    date.fromisoformat(entry["on"]),
                    entry["by"],
                    entry["reason"],
                )
                for entry in self._entries(desk, year)
            ]

    def _name(self, year: int) -> str:
        return f"{self.kept_as}_{year}"

    def _entries(self, desk: Desk, year: int) -> list[Mapping[str, Any]]:
        return list(settings.value(desk.store, f"{self.logged_as}_{year}", []))

    def _log(self, desk: Desk, year: int, entry: Mapping[str, Any]) -> None:
        entries = self._entries(desk, year)
        more = {**entry, "by": desk.clerk, "at": desk.now}
        settings.put(desk.store, f"{self.logged_as}_{year}", [*entries, more])


OWN_REPORT = YearLock(
    "年度报告",
    "收到更正通知，重新公布",
    kept_as="published",
    logged_as="publication_log",
    publish_act="publish_report",
    unlock_act="unlock_report",
)
COUNTY_REPORT = YearLock(
    "汇总报告",
    "某单位更正了数字",
    kept_as="county_published",
    logged_as="county_log",
    publish_act="publish_county",
    unlock_act="unlock_county",
)
