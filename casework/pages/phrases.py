"""Reasons at hand while a reply is written: what was used before, what the office keeps ready."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from casework.cases.recorded import entered, noted
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.questions import Query, QueryCondition, ids
from casework.desk.writing import writing
from db import requests, settings, steps
from db.steps import StepRecord
from forms.reply import Reply
from rules.errors import ClerkError
from rules.steps import StepKind

_KEPT = "reason_phrases"
_LOOKED_THROUGH = 500
_OF_THE_APPLICANT = 20
_MOST_KEPT = 50
_LONGEST = 2000


class Phrase(NamedTuple):
    """A reason that may be inserted: its text, and where it comes from in words."""

    text: str
    note: str


def phrases_for(desk: Desk, request_id: int, kind_name: str) -> list[Phrase]:
    """Return reasons for a kind of reply: the last used first, this applicant's last one third.

    Only replies that stand are looked at, the last 500 of the register.
    """
    used = _used(desk, kind_name)
    kept = [
        Phrase(text, "本机关常用") for text in _kept(desk).get(kind_name, ()) if text not in used
    ]
    often = [
        Phrase(text, f"用过 {count} 次" if count > 1 else "用过")
        # Counted from the latest on, they stand in that order.
        for text, count in used.items()
    ]
    found = [*often[:1], *kept[:1], *often[1:], *kept[1:]]
    last = _last_of_applicant(desk, request_id, kind_name)
    if last is not None:
        found = [phrase for phrase in found if phrase.text != last.text]
        found.insert(min(2, len(found)), last)
    return found


def keep_phrase(desk: Desk, kind_name: str, text: str) -> None:
    """Keep a reason ready for a kind of reply.

    Raises `ClerkError` where there is nothing to keep, or too much.
    """
    text = text.strip()
    if not text:
        raise ClerkError("还没有写理由，请先写好再存为常用。", None, "reasons")
    if len(text) > _LONGEST:
        raise ClerkError(f"常用理由最长{_LONGEST}字，请删短后再存。", None, "reasons")
    kept = _kept(desk)
    ready = [text, *(one for one in kept.get(kind_name, ()) if one != text)][:_MOST_KEPT]
    with writing(desk, "keep_phrase", What.VIEW):
        settings.put(desk.store, _KEPT, {**kept, kind_name: ready})


def _kept(desk: Desk) -> dict[str, list[str]]:
    return dict(settings.value(desk.store, _KEPT, {}))


def _used(desk: Desk, kind_name: str) -> Counter[str]:
    decided = steps.latest(desk.store, StepKind.DECIDED.word, _LOOKED_THROUGH)
    return Counter(reasons for step in decided if (reasons := _reasons(step, kind_name)))


def _reasons(step: StepRecord, kind_name: str) -> str:
    told = noted(step)
    if told.is_by_items or [kind.name for kind in told.kinds] != [kind_name]:
        return ""
    return entered(step, Reply).reasons.strip()


def _last_of_applicant(desk: Desk, request_id: int, kind_name: str) -> Phrase | None:
    row = requests.one(desk.store, request_id)
    others: Sequence[int] = ids(
        desk,
        Query(
            where=(QueryCondition("applicant_name", "=", row.applicant_name),),
            order_by="id",
            descending=True,
        ),
        _OF_THE_APPLICANT,
    )
    for other in others:
        if other == request_id:
            continue
        history = steps.of_request(desk.store, other)
        for step in reversed(steps.standing(history)):
            reasons = _reasons(step, kind_name)
            if reasons and step.kind == StepKind.DECIDED.word:
                return Phrase(reasons, f"上次答复 {step.on.month}月{step.on.day}日")
    return None
