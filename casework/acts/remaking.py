"""The act of making a letter anew, with its reason: what it rests on was put right meanwhile."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from casework.acts import (
    challenges,
    circulating,
    consulting,
    contacting,
    excess,
    fees,
    opening,
    ordering,
    outgoing,
    procedure,
    replying,
    reviewing,
)
from casework.acts.act import Act, Plan
from casework.acts.registering import REGISTER
from casework.cases.case_file import CaseFile, assembled, load, plain
from casework.cases.recorded import entered, form_of
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, record_of
from casework.letters.recalling import brought_up_to_date, recalled
from casework.papers.document_check import carries_old_words
from casework.papers.issuing import DRAFTED, LetterOrder, Replaced, case_facts, office_facts
from casework.papers.remaking import replaceable
from casework.papers.services import has_left, made_anew
from db import documents, steps
from db.documents import Document
from db.steps import StepRecord
from forms.fields import Form
from forms.service import LetterRemade
from rules.errors import ClerkError
from rules.steps import StepKind

Compose = Callable[[str], Letter]

_WRITERS: Mapping[tuple[StepKind, type[Form]], Act[Any]] = {
    (act.step, act.form): act
    for act in (
        REGISTER,
        *opening.ACTS,
        *circulating.ACTS,
        *contacting.ACTS,
        *procedure.ACTS,
        *consulting.ACTS,
        *excess.ACTS,
        *fees.ACTS,
        *reviewing.ACTS,
        *replying.ACTS,
        *outgoing.ACTS,
        *challenges.ACTS,
        *ordering.ACTS,
    )
}


def letters_to_remake(desk: Desk, file: CaseFile) -> list[str]:
    """Return the letters of a case, the newest first, and before all those that carry old words."""
    found = list(replaceable(desk, file).items())
    found.sort(key=lambda one: (not carries_old_words(file, one[1]), -one[1].id))
    return [name for name, _ in found]


def named(desk: Desk, document_id: int) -> str:
    """Return what the form calls a letter; empty for one that cannot be made anew."""
    found = replaceable(desk, load(desk, documents.one(desk.store, document_id).request_id))
    return next((name for name, one in found.items() if one.id == document_id), "")


def remake(desk: Desk, file: CaseFile, form: LetterRemade) -> Plan:
    """Make a letter anew of what its step says and of the registration as it is now.

    The old one is withdrawn and its file stays. Raises `ClerkError` for a letter that is none.
    """
    letter = replaceable(desk, file).get(form.ref)
    if letter is None:
        raise ClerkError(f"没有找到“{form.ref}”这件文书，请从列表中选择。", None, "ref")
    step = next(record for record in file.records if record.id == letter.step_id)
    had_left = has_left(desk, file, letter)
    # A draft keeps its day: its step's, or that on which it took the place of one that had left.
    on = desk.today if had_left else (made_anew(file, letter.id) or step).on
    compose = _of_its_form(desk, file, step, letter) or _of_its_fields(desk, file, letter)

    def made(number: str) -> Letter:
        return _dated(compose(number or letter.number), chinese_date(on))

    order = LetterOrder(
        LetterKind.of(letter.kind),
        on,
        made,
        DRAFTED if had_left else letter.status,
        letter.title,
        Replaced(letter.id, step.id, None if had_left else letter.serial),
    )
    is_numbered = letter.serial is not None
    if is_numbered:
        number_words = "原文书作废留存，新文书另取文号。" if had_left else "沿用原来的文号。"
    else:
        number_words = "原文书作废留存。"
    return Plan(
        on=desk.today,
        letters=(order,),
        extra=plain(form)
        | {"replaced": letter.id, "replaced_status": letter.status, "had_left": had_left},
        target=step.id,
        message=f"已重新制作“{letter.title}”，{number_words}"
        + ("送出后请登记送达。" if had_left else ""),
        reasons=(
            "按这一步登记的内容和现在的登记信息重新生成；在Word里手工改过的地方要再改一次。",
            f"原来的文件留在原处。{number_words}",
        ),
    )


def _dated(letter: Letter, day: str) -> Letter:
    names = {field.name for field in dataclasses.fields(letter)}
    return dataclasses.replace(letter, dated=day) if "dated" in names else letter  # type: ignore[call-arg]


def _of_its_form(desk: Desk, file: CaseFile, step: StepRecord, letter: Document) -> Compose | None:
    """Return the letter as its act would write it again; `None` where it would not any more."""
    kind, form = StepKind.of(step.kind), form_of(step)
    act = _WRITERS.get((kind, form))
    if act is None:
        return None
    then = _as_of(desk, file, step)
    said = then.registration if kind is StepKind.RECEIVED else entered(step, form)
    try:
        orders = act.plan(desk, then, said).letters
    except (ClerkError, TypeError, ValueError, AttributeError):
        # A step of an older version or of a ledger does not say all that its form asks today.
        return None
    like = [one for one in orders if one.kind.key == letter.kind]
    if len(like) > 1:
        # Of several of a kind each tells a third party of its own.
        party = letter.fields.get("third_party")
        like = [one for one in like if getattr(one.compose(""), "third_party", None) == party]
    return like[0].compose if like else None


def _as_of(desk: Desk, file: CaseFile, step: StepRecord) -> CaseFile:
    """Return the file as it was when a step was taken, with what was put right in it since."""
    gone = steps.taken_back(file.records)
    kept = [
        record
        for record in file.records
        if record.annuls is None
        and record.id not in gone
        and (record.id < step.id or record.kind in _PUTS_RIGHT)
    ]
    if StepKind.of(step.kind) is StepKind.RECEIVED:
        kept.insert(0, step)
    return assembled(
        file.request_id, file.register_number, kept, desk.outlook, desk.practice, desk.today
    )


_PUTS_RIGHT = frozenset({StepKind.AMENDED.word, StepKind.CONFIRMED.word})


def _of_its_fields(desk: Desk, file: CaseFile, letter: Document) -> Compose:
    """Return the letter as it was kept, with office, applicant and request as they are now."""
    kept: Letter = recalled(record_of(LetterKind.of(letter.kind)), letter.fields)
    now = brought_up_to_date(kept, office_facts(desk), case_facts(desk, file))

    def compose(number: str) -> Letter:
        names = {field.name for field in dataclasses.fields(now)}
        return dataclasses.replace(now, number=number) if "number" in names else now  # type: ignore[call-arg]

    return compose


def _start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    names = letters_to_remake(desk, file)
    if not names:
        return {}
    old = carries_old_words(file, replaceable(desk, file)[names[0]])
    reason = f"更正登记：{'、'.join(one.label.text for one in old)}" if old else ""
    return {"ref": names[0], "reason": reason}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="remake_letter",
        step=StepKind.LETTER_REMADE,
        label="重新制作文书",
        form=LetterRemade,
        plan=remake,
        fits=lambda file: not file.is_void,
        likelihood=lambda file: -5 if file.case.has(StepKind.AMENDED) else -45,
        start=_start,
    ),
)
