"""Doubts of a ledger settled for all rows that have them, and remembered for the office's next.

A doubt is some words that say too little: a reply nobody knows, a way of receipt, an applicant's
kind, a day that contradicts its weekday, a register number that is another request's already.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from casework.desk.desk import Desk
from casework.importing.row_places import lines_words
from db import settings
from rules.errors import ClerkError
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant

_SETTING = "import_answers"
_COLUMNS = "columns"
# What belongs to one file only and is not remembered for the next.
_OF_ONE_FILE = frozenset({"conflict"})
_MOST_REMEMBERED = 2_000

ALIKE = {
    "reply": "办理结果",
    "channel": "接收渠道",
    "applicant": "申请人类别",
    "weekday": "日期和星期",
    "conflict": "登记编号",
}
_CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "reply": tuple((kind.name, kind.label) for kind in ReplyKind),
    "channel": tuple((channel.name, channel.label) for channel in Channel),
    "applicant": tuple((applicant.name, applicant.label) for applicant in Applicant),
    "weekday": (("AS_DATED", "按日期登记"),),
    "conflict": (("NEW_NUMBER", "另编新号导入，原编号记入备注"),),
}


class Doubt(NamedTuple):
    """Words in doubt, the rows that have them, and what was answered; empty while open."""

    kind: str
    words: str
    rows: tuple[tuple[str, int], ...]
    answer: str

    @property
    def label(self) -> str:
        """What the doubt is about, in the clerk's words."""
        return ALIKE[self.kind]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What may be answered: the name, and the words to choose by."""
        return _CHOICES[self.kind]

    @property
    def rows_words(self) -> str:
        """Where the doubt stands, the first rows by their numbers."""
        sheets = {sheet for sheet, _ in self.rows}
        sheet = sheets.pop() if len(sheets) == 1 else ""
        more = len(self.rows) if len(self.rows) > 8 else 0
        told = lines_words(sheet, [row for _, row in self.rows[:8]], more)
        return (f"《{sheet}》" if sheet else "") + told


Answers = Mapping[str, Mapping[str, str]]


def remembered(desk: Desk) -> dict[str, dict[str, str]]:
    """Return what the office settled in earlier files, by the kind of doubt and its words."""
    kept = settings.value(desk.store, _SETTING, None)
    if not isinstance(kept, dict):
        return {}
    return {
        str(kind): {str(words): str(answer) for words, answer in answers.items()}
        for kind, answers in kept.items()
        if isinstance(answers, dict)
    }


def columns_remembered(desk: Desk) -> dict[str, str]:
    """Return what the office said its columns mean, by their headers."""
    return remembered(desk).get(_COLUMNS, {})


def remember(desk: Desk, answers: Answers, mapping: Mapping[str, str]) -> None:
    """Keep what was settled for the office's next file. Part of the caller's transaction."""
    kept = remembered(desk)
    for kind, said in {**answers, _COLUMNS: mapping}.items():
        if kind in _OF_ONE_FILE:
            continue
        of_kind = {**kept.get(kind, {}), **said}
        kept[kind] = dict(list(of_kind.items())[-_MOST_REMEMBERED:])
    if any(kept.values()):
        settings.put(desk.store, _SETTING, kept)


def all_answers(desk: Desk, given: Answers | None) -> dict[str, dict[str, str]]:
    """Return what is settled: what the office did earlier, and what is given now over it.

    Raises `ClerkError` for an answer that is none.
    """
    answers = {kind: dict(said) for kind, said in remembered(desk).items() if kind in _CHOICES}
    for kind, said in (given or {}).items():
        for words, answer in said.items():
            if answer not in (name for name, _ in _CHOICES.get(kind, ())):
                raise ClerkError(f"“{answer}”不是可以选择的处理方式，请重新选择“{words}”怎样登记。")
        answers.setdefault(kind, {}).update(said)
    # An answer of an older version of the program is no answer.
    for kind, said in answers.items():
        names = {name for name, _ in _CHOICES[kind]}
        answers[kind] = {words: answer for words, answer in said.items() if answer in names}
    return answers


def doubts_of(
    found: Iterable[tuple[tuple[str, str], list[tuple[str, int]]]], answers: Answers
) -> tuple[Doubt, ...]:
    """Return the doubts with the rows that have them, those of most rows first."""
    doubts = [
        Doubt(kind, words, tuple(dict.fromkeys(rows)), answers.get(kind, {}).get(words, ""))
        for (kind, words), rows in found
    ]
    return tuple(sorted(doubts, key=lambda one: -len(one.rows)))
