"""Whose mail it was before somebody passed it on, as mail programs write it into the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.receipt.blocks import ReadRow
from casework.receipt.mail import CHINA, sender_of
from forms.labels import folded

_RULE = re.compile(
    r"^[\W_]*(?:-{2,}|_{5,}|={5,}|\*{3,})?\s*(?:原始邮件|转发的?邮件(?:信息)?|原邮件|"
    r"以下是转发的邮件|Forwarded message|"
    r"Original Message|Begin forwarded message|Original|回复的原邮件|邮件原件)\s*[:：]?\s*[\W_]*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^[>\s*]*(发件人|发送人|寄件人|From|发送时间|发送日期|日期|时间|Sent|Date|收件人|To|抄送|"
    r"Cc|主题|标题|Subject|附件|重要性)"
    r"\s*[*]?\s*[:：]\s*[*]?\s*(.*)$",
    re.IGNORECASE,
)
_FROM = frozenset(("发件人", "发送人", "寄件人", "from"))
_WHEN = frozenset(("发送时间", "发送日期", "日期", "时间", "sent", "date"))
_ABOUT = frozenset(("主题", "标题", "subject"))
_QUOTED = re.compile(r"^(?:在|于|On)\s*.{6,60}(?:写道|wrote)\s*[:：]?\s*$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[年/\-.]\s*(\d{1,2})\s*[月/\-.]\s*(\d{1,2})\s*日?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    r"(?:(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})|"
    r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4}))"
)


@dataclass(slots=True)
class Passed:
    """A mail that another one carries in its text."""

    sender_name: str
    sender_address: str
    subject: str
    sent_on: str
    above: list[ReadRow]
    below: list[ReadRow]


def passed_on(rows: Sequence[ReadRow]) -> Passed | None:
    """Return the mail whose head stands in the text, None where there is none.

    A head is a sender's line with at least one more of its kind within the lines that follow.
    """
    for at, row in enumerate(rows):
        text = row.cells[0].text if row.cells else ""
        found = _HEAD.match(folded(_joined(row)))
        if found is None or found[1].casefold() not in _FROM:
            continue
        if len(text) > 300:
            continue
        head, end = _head(rows, at)
        if len(head) < 2:
            continue
        start = at
        while start and (not rows[start - 1].text.strip() or _RULE.match(rows[start - 1].text)):
            start -= 1
        name, address = sender_of(head["from"])
        return Passed(
            name, address, head.get("about", ""), day_said(head.get("when", "")),
            list(rows[:start]), list(rows[end:]),
        )  # fmt: skip
    return None


def quoted_from(rows: Sequence[ReadRow]) -> int | None:
    """Return the row from which an answer quotes what it answers, None where it quotes nothing."""
    for at, row in enumerate(rows):
        text = row.text.strip()
        if _QUOTED.match(text) or _RULE.match(text):
            return at
        if text.startswith(">") and at:
            return at
    return None


def _joined(row: ReadRow) -> str:
    if row.in_table and len(row.cells) > 1:
        return f"{row.cells[0].text.strip().rstrip(':：')}：{row.cells[1].text.strip()}"
    return row.cells[0].text if row.cells else ""


def _head(rows: Sequence[ReadRow], at: int) -> tuple[dict[str, str], int]:
    head: dict[str, str] = {}
    end = at
    blank = False
    while end < len(rows) and end < at + 14:
        text = folded(_joined(rows[end])).strip()
        found = _HEAD.match(text)
        if found is None:
            if text or blank or len(head) >= 2:
                break
            blank = True
            end += 1
            continue
        key = found[1].casefold()
        kind = (
            "from"
            if key in _FROM
            else "when"
            if key in _WHEN
            else "about"
            if key in _ABOUT
            else key
        )
        head.setdefault(kind, found[2].strip())
        end += 1
    return head, end


def day_said(words: str) -> str:
    """Return the day a mail program wrote, in ISO form, empty where it wrote none."""
    text = folded(words)
    found = _DAY.search(text)
    if found is not None:
        parts = int(found[1]), int(found[2]), int(found[3])
    else:
        english = _ENGLISH.search(text)
        if english is None:
            return ""
        day, month, year = (
            (english[1], english[2], english[3])
            if english[1]
            else (english[5], english[4], english[6])
        )
        if month.casefold() not in _MONTHS:
            return ""
        parts = int(year), _MONTHS.index(month.casefold()) + 1, int(day)
    try:
        return datetime(*parts, tzinfo=CHINA).date().isoformat()
    except ValueError:
        return ""
