"""What a recorded step says: the form it was entered with, and what the act noted beside it.

The one reader of the details of a step. Whoever needs them asks here and gets typed values: a
field that is spelled wrong is then a fault of types and no empty line in a letter. A field that a
step does not have, because the step is older or a ledger told no more, is the empty value of its
type, `None` where a type has no empty value; it is never a default, which nobody entered.
"""

import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from db.steps import StepRecord
from forms import (
    challenge,
    circulation,
    contact,
    guide,
    handling,
    ordered,
    outgoing,
    procedure,
    publication,
    redaction,
    reviewing,
)
from forms import registration as registering
from forms import reply as replying
from forms import service as serving
from forms.choices import ChallengeResult
from forms.fields import Form, FormField, fields_of, restored, row_form, value_of
from rules.replies import ReplyKind
from rules.steps import SectionAsked, Step, StepKind

F = TypeVar("F", bound=Form)

# Every step with the forms it is entered with. What took a step back was entered with `Undoing`.
FORMS: Mapping[StepKind, tuple[type[Form], ...]] = {
    StepKind.RECEIVED: (registering.Registration,),
    StepKind.AMENDED: (registering.Registration,),
    StepKind.CONFIRMED: (registering.Confirmation,),
    StepKind.ASSIGNED: (circulation.Assignment,),
    StepKind.SECTION_ACCEPTED: (circulation.SectionAcceptance,),
    StepKind.SECTION_RETURNED: (circulation.SectionReturn,),
    StepKind.SECTION_URGED: (circulation.SectionUrging,),
    StepKind.SECTION_ANSWERED: (circulation.SectionAnswer,),
    StepKind.SEARCHED: (handling.SearchRecord,),
    StepKind.ASSISTANCE_ASKED: (handling.Assistance,),
    StepKind.CORRECTION_NOTICED: (procedure.CorrectionNotice,),
    StepKind.CORRECTION_RECEIVED: (procedure.CorrectionReceived,),
    StepKind.THIRD_PARTY_CONSULTED: (procedure.ThirdPartyConsultation,),
    StepKind.THIRD_PARTY_ANSWERED: (procedure.OpinionReceived,),
    StepKind.AGENCY_CONSULTED: (procedure.AgencyConsultation,),
    StepKind.AGENCY_ANSWERED: (procedure.OpinionReceived,),
    StepKind.EXTENDED: (procedure.Extension,),
    StepKind.REASONS_ASKED: (procedure.ReasonsAsked,),
    StepKind.REASONS_GIVEN: (procedure.ReasonsGiven,),
    StepKind.DEFERRED: (procedure.Deferral,),
    StepKind.REFERRED: (procedure.Referral,),
    StepKind.REFERRAL_ANSWERED: (procedure.ReferralAnswered,),
    StepKind.FEE_NOTICED: (procedure.FeeNotice,),
    StepKind.FEE_PAID: (procedure.FeePaid,),
    StepKind.FEE_REFUNDED: (procedure.FeeRefund,),
    StepKind.REVIEWED: (handling.Review,),
    StepKind.CONFERRED: (reviewing.Conference,),
    StepKind.COUNSEL_ASKED: (reviewing.CounselRequest,),
    StepKind.COUNSEL_ANSWERED: (reviewing.CounselOpinion,),
    StepKind.ENDORSED: (circulation.Endorsement,),
    StepKind.APPROVED: (handling.Approval,),
    StepKind.OUTGOING_CHECKED: (outgoing.OutgoingCheck,),
    StepKind.DECIDED: (replying.Reply, replying.MixedReply),
    StepKind.RECLASSIFIED: (replying.ReportRow,),
    StepKind.SERVED: (replying.Service,),
    StepKind.UNDELIVERED: (replying.Returned,),
    StepKind.WITHDRAWN: (procedure.Withdrawal,),
    StepKind.FILED: (handling.Filing,),
    StepKind.RECONSIDERED: (challenge.ReconsiderationReceived,),
    StepKind.RECONSIDERATION_ANSWERED: (challenge.ReconsiderationAnswered,),
    StepKind.RECONSIDERATION_DECIDED: (challenge.ReconsiderationDecided,),
    StepKind.SUED: (challenge.Suit,),
    StepKind.DEFENDED: (challenge.Defence,),
    StepKind.APPEALED: (challenge.Appeal,),
    StepKind.JUDGED: (challenge.Judgment,),
    StepKind.REPLY_ORDERED: (ordered.ReplyOrdered,),
    StepKind.ANSWER_ORDERED: (ordered.AnswerOrdered,),
    StepKind.REVIEWED_FOR_PUBLICATION: (publication.PublicationReview,),
    StepKind.GUIDED: (guide.Guide,),
    StepKind.CONTACTED: (contact.Contact,),
    StepKind.FILLED_FOR: (contact.AssistedFilling,),
    StepKind.HANDED_OVER: (contact.HandOver,),
    StepKind.NOTED: (handling.Note, handling.PhoneCall),
    StepKind.REDACTED: (redaction.Redaction,),
    StepKind.ATTACHMENT_REMOVED: (handling.AttachmentRemoval,),
    StepKind.DELIVERED: (procedure.Delivery,),
    StepKind.DISPATCHED: (serving.Dispatch,),
    StepKind.LETTER_RETURNED: (serving.LetterReturned,),
    StepKind.SENT_COPY_KEPT: (serving.SentCopy,),
    StepKind.MAIL_NUMBERED: (serving.MailNumber,),
    StepKind.LETTER_REMADE: (serving.LetterRemade,),
    StepKind.ANNULLED: (handling.Undoing,),
}


def kind_of(step: Step | StepRecord) -> StepKind:
    """Return the kind of a step, as the law sees it or as it lies in the register."""
    return step.kind if isinstance(step, Step) else StepKind.of(step.kind)


def entered(step: Step | StepRecord, form: type[F]) -> F:
    """Return what a step says as the form it was entered with.

    What cannot be read is left empty; raises `TypeError` for a form such steps are not entered
    with.
    """
    if form not in FORMS[kind_of(step)]:
        raise TypeError(f"{kind_of(step).word} is not entered with {form.__name__}")
    values = {"on": step.on, **step.details}
    return form(**{field.name: _value(field, values.get(field.name)) for field in fields_of(form)})


def _value(field: FormField, given: Any) -> Any:  # noqa: ANN401
    if given is not None and given not in ("", (), []):
        try:
            if (row := row_form(field)) is not None:
                return tuple(restored(row, one) for one in given)
            return value_of(field, given)
        except (TypeError, ValueError):
            pass
    if field.type is str:
        return ""
    if typing.get_origin(field.type) is tuple:
        return ()
    return False if field.type is bool and not field.optional else None


def decided_with(step: Step | StepRecord) -> type[replying.Reply] | type[replying.MixedReply]:
    """Return which form a reply was decided with: by its items, or as a whole."""
    return replying.MixedReply if "items" in step.details else replying.Reply


def entered_order(step: Step) -> ordered.ReplyOrdered | ordered.AnswerOrdered:
    """Return an order to reply anew, or to reply at last, as it was entered."""
    if step.kind is StepKind.ANSWER_ORDERED:
        return entered(step, ordered.AnswerOrdered)
    return entered(step, ordered.ReplyOrdered)


def result_of(step: Step) -> ChallengeResult | None:
    """Return how a reconsideration or a suit ended, as far as its step says."""
    if step.kind is StepKind.JUDGED:
        return entered(step, challenge.Judgment).result
    return entered(step, challenge.ReconsiderationDecided).result


def form_of(step: Step | StepRecord) -> type[Form]:
    """Return the form a step was entered with."""
    kind = kind_of(step)
    if kind is StepKind.DECIDED:
        return decided_with(step)
    if kind is StepKind.NOTED and "subject" in step.details:
        return handling.PhoneCall
    return FORMS[kind][0]


class CorrectedField(NamedTuple):
    """A field of the registration that was put right, with its value before and since."""

    field: FormField
    before: Any
    now: Any


def amendments(step: Step | StepRecord) -> Iterator[CorrectedField]:
    """Yield what a step put right in the registration; an older one does not tell what was."""
    before = step.details.get("before") or {}
    now = registered_by(step)
    for field in fields_of(registering.Registration):
        if field.name in before and field.name in now:
            yield CorrectedField(
                field, _value(field, before[field.name]), _value(field, now[field.name])
            )


def registered_by(step: Step | StepRecord) -> Mapping[str, Any]:
    """Return what a step says of the registration, field by field as it is kept."""
    changed = step.details.get("changed", step.details)
    return changed if isinstance(changed, Mapping) else {}


def restored_reply(step: Step | StepRecord) -> replying.Reply | replying.MixedReply:
    """Return the reply a step decided, to be gone by as it stands.

    Raises `TypeError` or `ValueError` where anything in it cannot be read.
    """
    return restored(decided_with(step), step.details)


class Noted:
    """What an act noted in a step beside the form: numbers, papers, what was found or left.

    Of no step, or of one that does not say, each is empty or `None`.
    """

    __slots__ = ("_kept",)

    def __init__(self, step: Step | StepRecord | None) -> None:
        self._kept: Mapping[str, Any] = {} if step is None else step.details

    @property
    def number(self) -> str:
        """The number of the first letter of the step, or of a decision that came in."""
        return self._text("number")

    @property
    def target(self) -> int | None:
        """The step it concerns."""
        return self._whole("target")

    @property
    def document_id(self) -> int | None:
        """The letter it concerns."""
        return self._whole("document_id")

    @property
    def replaced(self) -> tuple[int, str, bool]:
        """The letter another was made in the place of: its id, its status, whether it had left."""
        left = bool(self._kept.get("had_left"))
        return self._whole("replaced") or 0, self._text("replaced_status"), left

    @property
    def attachment(self) -> int | None:
        """The file it is of: one that no longer counts, or what counsel wrote."""
        return self._whole("attachment")

    @property
    def original_id(self) -> int | None:
        """The file a disclosed copy was made of."""
        return self._whole("original_id")

    @property
    def copy_id(self) -> int | None:
        """The file that is the copy."""
        return self._whole("copy_id")

    @property
    def copy_sha256(self) -> str:
        """What the copy holds, by its hash."""
        return self._text("copy_sha256")

    @property
    def contents(self) -> tuple[str, ...]:
        """The hashes of the files that were looked through."""
        return self._texts("contents")

    @property
    def kinds(self) -> tuple[ReplyKind, ...]:
        """What a reply decided: one kind, or those of its items."""
        names = self._texts("kinds") or (self._text("kind"),)
        return tuple(ReplyKind[name] for name in names if name in ReplyKind.__members__)

    @property
    def is_by_items(self) -> bool:
        """Whether a reply answers several items, each in its own way."""
        return "items" in self._kept

    @property
    def reviews_items(self) -> bool:
        """Whether a review knew of items; one entered before there were any covers the whole."""
        return "items" in self._kept

    @property
    def names_kinds(self) -> bool:
        """Whether the kinds of several items were kept beside them."""
        return bool(self._kept.get("kinds"))

    @property
    def in_spite_of(self) -> tuple[str, ...]:
        """The conditions a reply was given in spite of."""
        return self._texts("in_spite_of")

    @property
    def reason(self) -> str:
        """The reason in words: of a correction what was lacking, of an undo why."""
        return self._text("reason")

    @property
    def suggested(self) -> ReplyKind | None:
        """The kind of reply the seven questions came to."""
        return ReplyKind.__members__.get(self._text("suggested"))

    @property
    def split_from(self) -> int | None:
        """The request this one was split from."""
        return self._whole("split_from")

    @property
    def ref(self) -> str:
        """Who or what a step is about, by name."""
        return self._text("ref")

    @property
    def ref_address(self) -> str:
        """Where the one it is about is written to."""
        return self._text("ref_address")

    @property
    def presumed_from(self) -> str:
        """What the receipt of a letter is presumed from."""
        return self._text("presumed_from")

    @property
    def delivered_on(self) -> date | None:
        """The day the addressee received the letter, as far as the step itself says it."""
        return a_day(self._kept.get("delivered_on"))

    @property
    def voided(self) -> tuple[str, ...]:
        """The letters that had left when their step was taken back."""
        return self._texts("voided")

    def words(self, names: tuple[str, ...]) -> Iterator[str]:
        """Yield the texts kept under some names: what a case can be found by."""
        return (value for name in names if isinstance(value := self._kept.get(name), str))

    def _text(self, name: str) -> str:
        return str(self._kept.get(name) or "")

    def _whole(self, name: str) -> int | None:
        value = self._kept.get(name)
        return int(value) if isinstance(value, int) else None

    def _texts(self, name: str) -> tuple[str, ...]:
        value = self._kept.get(name)
        return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def noted(step: Step | StepRecord | None) -> Noted:
    """Return what an act noted in a step beside its form; of no step everything is empty."""
    return Noted(step)


def a_day(value: object) -> date | None:
    """Return the day an ISO text of a step's details means, if there is one."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


# What of its details the law itself reckons with.
STEP_FIELDS = ("days", "natural_days", "ref", "good_reason", "simple_procedure", "target", "by")


def as_step(record: StepRecord) -> Step:
    """Return a recorded step as the law sees it."""
    return lawful(StepKind.of(record.kind), record.on, record.details, record.id, record.annuls)


def lawful(
    kind: StepKind,
    on: date,
    kept: Mapping[str, Any],
    step_id: int = 0,
    annuls: int | None = None,
) -> Step:
    """Return a step with these details as the law sees it."""
    known = {name: kept[name] for name in STEP_FIELDS if kept.get(name) is not None}
    if kind is StepKind.ASSIGNED:
        # A step of before sections could stand side by side says nothing of it: the last one led.
        known |= {"asked": tuple(_asked(kept)), "instead": bool(kept.get("instead", True))}
    if annuls is not None:
        known["target"] = annuls
    return Step(
        kind,
        on,
        step_id,
        delivered_on=a_day(kept.get("delivered_on")),
        until=a_day(kept.get("until")),
        details=kept,
        body=str(kept.get("body") or kept.get("court") or kept.get("counsel") or ""),
        answer_by=a_day(kept.get("answer_by")),
        said=str(kept.get("answer") or kept.get("reason") or ""),
        signed_by=str(kept.get("by_name") or ""),
        **known,
    )


def _asked(kept: Mapping[str, Any]) -> Iterator[SectionAsked]:
    rows = [{**kept, "question": kept.get("note")}, *(kept.get("others") or ())]
    for row in rows:
        yield SectionAsked(
            str(row.get("section") or ""),
            str(row.get("handler") or ""),
            str(row.get("question") or ""),
            a_day(row.get("answer_by")),
        )


def reckoned_with(kept: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what of a step's details the fold asks; equal where two steps count alike."""
    return tuple(kept.get(name) for name in (*STEP_FIELDS, "delivered_on", "until"))
