"""The letter a reply needs, with its remedy paragraph."""

from functools import partial

from casework.cases.case_file import CaseFile
from casework.desk.desk import Desk
from casework.letters.kinds import LetterKind
from casework.letters.said import Said, letter_kind_of, mixed_reply, reply_letter
from casework.papers.issuing import DRAFTED, LetterOrder, letter_order
from casework.papers.remedies import remedy_words
from forms.reply import Ground, MixedReply, Reply
from rules.law import Basis


def letter_of(desk: Desk, file: CaseFile, form: Reply) -> LetterOrder:
    """Return the order for the letter of a reply; it is a draft until it is served."""
    remedy = remedy_words(desk, form.kinds, form.on)
    said = Said(
        reasons=form.reasons,
        provided=form.provided,
        withheld=form.withheld,
        access=form.access,
        provision=form.provision,
        other_body=form.other_body,
        course=form.course,
        bases=tuple(basis for ground in form.grounds for basis in _ground_bases(ground)),
    )
    return letter_order(
        desk,
        file,
        letter_kind_of(form.kind),
        form.on,
        partial(reply_letter, form.kind, said=said, remedy=remedy),
        status=DRAFTED,
    )


def _ground_bases(ground: Ground) -> tuple[Basis, ...]:
    # What a refusal has in common, 条例36(三), is said once by the severance itself.
    return tuple(basis for basis in ground.kind.bases if basis.article != _REPLY_ARTICLE)


_REPLY_ARTICLE = 36


def mixed_letter_of(desk: Desk, file: CaseFile, form: MixedReply) -> LetterOrder:
    """Return the order for one letter that answers several items, each with its reason."""
    answers = [(kind, text, why) for kind, text, why in form.answers if kind is not None]
    remedy = remedy_words(desk, [kind for kind, _, _ in answers], form.on)
    return letter_order(
        desk,
        file,
        LetterKind.MIXED_REPLY,
        form.on,
        partial(mixed_reply, items=answers, remedy=remedy),
        status=DRAFTED,
    )
