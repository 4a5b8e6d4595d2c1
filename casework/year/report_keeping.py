"""What is kept of a year's report: its typed parts, its publication, and last year's report.

A published year is locked: its report stays as it was published, and what the register says
otherwise from then on is a difference. Unlocking needs a reason, and both stay in the log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.reports.annual import AnnualReport, Difference, differences, from_json, to_exchange
from casework.reports.handed_in import read_report
from casework.reports.narrative import drafts
from casework.year.year_report import year_report
from db import report_rows, settings
from db.faults import read_as_written
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, LABELS
from rules.report_rows import HEADINGS


@dataclass(frozen=True, slots=True)
class Published:
    """A year's report as it was published, when and by whom."""

    report: AnnualReport
    on: date
    by: str


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


def published(desk: Desk, year: int) -> Published | None:
    """Return the published report of a year, or None while it is not locked."""
    kept = settings.value(desk.store, f"published_{year}", kind=dict)
    if kept is None:
        return None
    with read_as_written(desk.store.path):
        return Published(
            from_json(json.loads(kept["report"])), date.fromisoformat(kept["on"]), kept["by"]
        )


def publish(desk: Desk, year: int, on: date) -> Published:
    """Lock a year with its report as it stands, as published on a day; one act.

    Raises `ClerkError` where the year is locked or not over, the day lies ahead, or a text names
    a figure there is not.
    """
    if published(desk, year) is not None:
        raise ClerkError(f"{year}年的年度报告已经公布并锁定，需要改正的请先解除锁定。")
    if on.year <= year:
        raise ClerkError(
            f"{year}年还没有结束，数字还会变动，请在{year + 1}年1月1日以后公布。", None, "on"
        )
    if on > desk.today:
        raise ClerkError(f"公布日期{on}晚于今天{desk.today}，请核对日期。", None, "on")
    report = settled(with_drafts(year_report(desk, year)))
    with writing(desk, "publish_report", What.REPORT):
        settings.put(
            desk.store,
            f"published_{year}",
            {"report": to_exchange(report), "on": on.isoformat(), "by": desk.clerk},
        )
        _log(desk, year, {"act": "published", "on": on.isoformat(), "reason": ""})
    return Published(report, on, desk.clerk)


def unlock(desk: Desk, year: int, reason: str) -> None:
    """Unlock a published year for a reason, which is kept with what was published.

    Raises `ClerkError` where no reason is given, or the year is not locked.
    """
    kept = settings.value(desk.store, f"published_{year}", kind=dict)
    if kept is None:
        raise ClerkError(f"{year}年的年度报告没有锁定，不需要解除。")
    if not reason.strip():
        raise ClerkError("请写明解除锁定的原因，例如：收到更正通知，重新公布。", None, "reason")
    with writing(desk, "unlock_report", What.REPORT):
        settings.forget(desk.store, f"published_{year}")
        _log(
            desk,
            year,
            {
                "act": "unlocked",
                "on": desk.today.isoformat(),
                "reason": reason.strip().rstrip("。"),
                "report": kept["report"],
            },
        )


def log_of(desk: Desk, year: int) -> list[LogEntry]:
    """Return when a year was published and unlocked, oldest first."""
    return [
        LogEntry(
            entry["act"] == "published",
            date.fromisoformat(entry["on"]),
            entry["by"],
            entry["reason"],
        )
        for entry in settings.value(desk.store, f"publication_log_{year}", [])
    ]


def _log(desk: Desk, year: int, entry: Mapping[str, Any]) -> None:
    name = f"publication_log_{year}"
    entries = settings.value(desk.store, name, [])
    settings.put(desk.store, name, [*entries, {**entry, "by": desk.clerk, "at": desk.now}])


def last_published(desk: Desk, year: int) -> AnnualReport | None:
    """Return a year's report as it was last published, unlocked since or not; None if it never was.

    While a year is unlocked to be put right, what the public has read is still the last one.
    """
    kept = published(desk, year)
    if kept is not None:
        return kept.report
    unlocked = [
        entry
        for entry in settings.value(desk.store, f"publication_log_{year}", [])
        if entry["act"] == "unlocked"
    ]
    return from_json(json.loads(unlocked[-1]["report"])) if unlocked else None


def changed_since(desk: Desk, today: AnnualReport) -> list[Difference]:
    """Return where a report counted today differs from the one last published for its year."""
    last = last_published(desk, today.year)
    return [] if last is None else differences(last, today)


def with_drafts(report: AnnualReport) -> AnnualReport:
    """Return the report with a first draft for each written part that was not typed yet."""
    return replace(report, texts={**drafts(report), **report.texts})


def settled(report: AnnualReport) -> AnnualReport:
    """Return the report with the figures in its texts written out."""
    return replace(
        report, texts={heading: "\n".join(report.paragraphs(heading)) for heading in report.texts}
    )


def keep_text(desk: Desk, year: int, heading: str, text: str) -> None:
    """Keep a written part of the report; raises `ClerkError` where the year is locked."""
    _must_be_open(desk, year)
    if heading not in HEADINGS:
        raise KeyError(heading)
    name = f"report_texts_{year}"
    with writing(desk, "report_text", What.REPORT):
        settings.put(desk.store, name, {**settings.value(desk.store, name, {}), heading: text})


def keep_table_2(desk: Desk, year: int, typed: Mapping[str, str]) -> None:
    """Keep the numbers of table 2 as typed; raises `ClerkError` for what is no number."""
    _must_be_open(desk, year)
    for name, text in typed.items():
        whole, point, parts = text.partition(".")
        is_number = whole.isdecimal() and (parts.isdecimal() if point else True)
        if not is_number or (point and name != FEES) or name not in (*COUNTS, FEES):
            what = "应为万元数" if name == FEES else "应为0或者正整数"
            raise ClerkError(f"{LABELS[name]}填的“{text}”不是数字，{what}，请重新填写。")
    with writing(desk, "report_table_2", What.REPORT):
        settings.put(desk.store, f"table_2_{year}", dict(typed))


def _must_be_open(desk: Desk, year: int) -> None:
    if settings.value(desk.store, f"published_{year}", kind=dict) is not None:
        raise ClerkError(f"{year}年的年度报告已经公布并锁定，需要改正的请先解除锁定并写明原因。")


def take_last_year(desk: Desk, year: int, path: Path) -> AnnualReport:
    """Read last year's published report from a file and keep it for this year's identities.

    Raises `ClerkError` where the file holds no report, or that of another year.
    """
    report = report_before(path, year)
    with writing(desk, "report_of_last_year", What.REPORT):
        settings.put(desk.store, f"handed_in_{year - 1}", to_exchange(report))
    return report


def report_before(path: Path, year: int) -> AnnualReport:
    """Return the report of the year before `year` that a file holds.

    Raises `ClerkError` where it holds none, or that of another year.
    """
    report = read_report(path)
    if report.year not in (0, year - 1):
        raise ClerkError(
            f"“{path.name}”是{report.year}年的年度报告，这里需要{year - 1}年的，请另选文件。"
        )
    return replace(report, year=year - 1)


def last_year_of(desk: Desk, year: int) -> AnnualReport | None:
    """Return last year's report: as published here, else as read in, else as the register has it.

    None where the register knows nothing of last year. Table 2 of a year never typed is unknown.
    """
    kept = published(desk, year - 1)
    if kept is not None:
        return kept.report
    handed_in = settings.value(desk.store, f"handed_in_{year - 1}", kind=str)
    if handed_in is not None:
        return from_json(json.loads(handed_in))
    first = report_rows.first_year(desk.store)
    if first is None or first > year - 1:
        return None
    report = year_report(desk, year - 1)
    if settings.value(desk.store, f"table_2_{year - 1}", None) is None:
        report = replace(report, table2=None)
    return report


def source_of_last_year(desk: Desk, year: int) -> str:
    """Return where last year's report comes from, in words."""
    last = year - 1
    if settings.value(desk.store, f"published_{last}", kind=dict) is not None:
        return f"{last}年已公布的年度报告"
    if settings.value(desk.store, f"handed_in_{last}", kind=str) is not None:
        return f"从文件读入的{last}年年度报告"
    first = report_rows.first_year(desk.store)
    return "" if first is None or first > last else f"{last}年登记簿的数字（未公布）"
