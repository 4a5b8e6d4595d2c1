"""From a ledger's row to the reconsideration and the suit over a request."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from casework.importing.cells import without_days
from casework.importing.row import LedgerRow
from casework.importing.words import court_stage_of
from forms.choices import ChallengeResult as Reported
from forms.choices import CourtStage
from rules.challenges import Result, result_of
from rules.steps import StepKind

Told = tuple[StepKind, date | None, dict[str, Any]]
_BODY = re.compile(r"[^/，,；;、\s]*(?:政府|局|厅|部|委员会|复议机构|司法)[^/，,；;、\s]*")
_COURT = re.compile(r"[^/，,；;、\s]*法院")
_CASE = re.compile(r"[(（〔\[]20\d\d[)）〕\]][^/，,；;、\s]*号")


def challenge_steps(row: LedgerRow) -> Iterator[Told]:
    """Yield what a row tells of reconsideration and litigation; what lacks a day is remarked."""
    brought = list(_reconsideration(row))
    yield from brought
    yield from _suit(row, was_reconsidered=bool(brought))


def _reconsideration(row: LedgerRow) -> Iterator[Told]:
    on, ended = row.day("reconsidered_on"), row.day("reconsideration_decided_on")
    answered = row.day("reconsideration_answered_on")
    words, body = row.text("reconsideration_result"), row.text("reconsideration_body")
    whole = "" if row.says_yes("reconsideration") else row.text("reconsideration")
    if whole:
        days = row.days("reconsideration", 2)
        on = on or (days[0] if days else None)
        ended = ended or (days[1] if len(days) > 1 else None)
        if words:
            row.keep("reconsideration")
        words = words or without_days(whole)
        body = body or _found(_BODY, without_days(whole))
    elif not (on or ended or words) and row.says_yes("reconsideration"):
        row.warn("只写了复议，没有日期，没有登记，请补登。", "reconsideration")
    if on is None:
        if words or ended or body or answered:
            row.warn(
                "复议没有提出的日期，没有登记，内容记入备注，请补登。", "reconsideration_result"
            )
            _keep(row, "reconsider")
        return
    yield StepKind.RECONSIDERED, on, {"body": body, "procedure": "ORDINARY"}
    yield StepKind.RECONSIDERATION_ANSWERED, answered, {}
    result = _result(row, words, ended, "reconsideration_result", "reconsider")
    if result is not None:
        details = {"result": result.name, "note": words}
        yield StepKind.RECONSIDERATION_DECIDED, ended, details
    else:
        _keep_what_else(row, words, body, "reconsideration_result", "reconsideration")


def _suit(row: LedgerRow, *, was_reconsidered: bool) -> Iterator[Told]:
    on, ended = row.day("sued_on"), row.day("judged_on")
    words, court = row.text("suit_result"), row.text("court")
    number = row.text("suit_number")
    whole = "" if row.says_yes("suit") else row.text("suit")
    if whole:
        days = row.days("suit", 2)
        on = on or (days[0] if days else None)
        ended = ended or (days[1] if len(days) > 1 else None)
        if words:
            row.keep("suit")
        said = without_days(_CASE.sub("", whole))
        words, number = words or said, number or _found(_CASE, whole)
        court = court or _found(_COURT, said)
    elif not (on or ended or words) and row.says_yes("suit"):
        row.warn("只写了诉讼，没有日期，没有登记，请补登。", "suit")
    if on is None:
        if words or ended or court or number:
            row.warn("诉讼没有收到应诉通知的日期，没有登记，内容记入备注，请补登。", "suit")
            _keep(row, "su", "court", "judged_on")
        row.keep("court_stage")
        return
    stage = court_stage_of(row.text("court_stage"))
    if stage is None:
        row.keep("court_stage")
        stage = CourtStage.AFTER_RECONSIDERATION if was_reconsidered else CourtStage.DIRECT
    details = {"stage": stage.name, "court": court, "case_number": number}
    yield StepKind.SUED, on, details
    result = _result(row, words, ended, "suit_result", "su", "judged_on")
    if result is not None:
        yield StepKind.JUDGED, ended, {"result": result.name, "note": words}
    else:
        _keep_what_else(row, words, court, "suit_result", "suit")


def _result(
    row: LedgerRow, words: str, ended: date | None, name: str, *kept: str
) -> Reported | None:
    """Return the result to be recorded, None where there is none yet or it has no day."""
    told = _ruling(words)
    if told is Result.PENDING and ended is not None:
        row.warn("写有决定或者裁判的日期而结果是尚未审结，没有登记，记入备注，请核对。", name)
        _keep(row, *kept)
        return None
    if told is Result.PENDING or (told is None and ended is None):
        return None
    if ended is None:
        row.warn("有结果而没有决定或者裁判的日期，结果没有登记，记入备注，请补登。", name)
        _keep(row, *kept)
        return None
    if told is None:
        row.warn("看不出是哪一种结果，按“其他结果”登记，请核对。", name)
        return Reported.OTHER
    return Reported[told.name]


def _keep_what_else(row: LedgerRow, words: str, whose: str, *names: str) -> None:
    """Keep words that say more than before whom it is pending."""
    rest = words.replace(whose, "") if whose else words
    if not re.search(r"[^\W_]", rest) or _ruling(rest) is Result.PENDING:
        return
    if _ruling(rest) is None:
        name = next(name for name in names if row.text(name))
        row.warn(f"“{words[:60]}”没有读懂，没有登记，已记入备注，请核对。", name)
    row.keep(*names)


def _ruling(words: str) -> Result | None:
    """Return what the last telling part of some words means: court/number/ruling."""
    for part in reversed(re.split(r"[/，,；;、\n]", words)):
        told = result_of(part.strip())
        if told is not None:
            return told
    return None


def _keep(row: LedgerRow, *prefixes: str) -> None:
    row.keep(*sorted(name for name in row.filled() if name.startswith(prefixes)))


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0].strip() if match else ""
