"""The replies that end a request otherwise: lapsed, withdrawn, joined, a record put right."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.notices import lapse_notice, withdrawal_confirmation
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_words import (
    body_words,
    sentence,
)
from rules.replies import ReplyKind


@writes(ReplyKind.CORRECTION_LAPSED, ReplyKind.FEE_LAPSED, letter=LetterKind.LAPSE_NOTICE)
def _lapse(it: Request) -> Letter:
    return lapse_notice(*it.head, basis=it.kind.bases[0], events=it.said.course, remedy=it.remedy)


@writes(ReplyKind.WITHDRAWN, letter=LetterKind.WITHDRAWAL_CONFIRMATION)
def _withdrawn(it: Request) -> Letter:
    return withdrawal_confirmation(
        *it.head, withdrawn_on=it.on, note=it.said.course or it.said.reasons
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(ReplyLetter):
    """更正答复 (C16): corrected, not corrected, passed on or told where to turn (条例41)."""

    kind: ClassVar[LetterKind] = LetterKind.RECORD_CORRECTION

    checked: Annotated[str, Word("核实情况", required=True)]
    decision: Annotated[str, Word("处理决定", required=True)]
    responsible: Annotated[str, Word("有权机关")]


@writes(ReplyKind.RECORD_CORRECTION, letter=LetterKind.RECORD_CORRECTION)
def _record_correction(it: Request) -> Letter:
    return RecordCorrection(
        **it.shared(),
        checked=sentence(it.said.course),
        decision=sentence(it.said.reasons) or "本机关对该记录予以更正。",
        responsible="，联系方式：".join(
            body_words(one) for one in (it.said.other_body, it.said.contact) if one
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNotice(ReplyLetter):
    """其他处理: passed on, joined to another case, or whatever the list does not hold."""

    kind: ClassVar[LetterKind] = LetterKind.OTHER_NOTICE

    reason: Annotated[str, Word("理由", required=True)]
    decision: Annotated[str, Word("处理决定", required=True)]


def _otherwise_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(f"经审查，{sentence(it.said.reasons)}", "本机关对该项按上述情况处理，特此告知")


@writes(ReplyKind.OTHERWISE, letter=LetterKind.OTHER_NOTICE, item=_otherwise_item)
@writes(ReplyKind.MERGED, letter=LetterKind.OTHER_NOTICE)
def _other(it: Request) -> Letter:
    decision = "本机关对该申请按上述情况处理，特此告知。"
    if it.kind is ReplyKind.MERGED:
        decision = (
            f"本机关将该申请并入{body_words(it.said.joined)}一并办理，"
            f"对该申请的答复在{body_words(it.said.joined)}的答复中一并作出。"
        )
    return OtherNotice(**it.shared(), reason=sentence(it.said.reasons), decision=decision)
