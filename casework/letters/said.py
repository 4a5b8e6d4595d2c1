"""From the kind of reply and what the clerk wrote to the letter: one door for every reply."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.letters import other_replies as others
from casework.letters import replies
from casework.letters.facts import CaseFacts, OfficeFacts, quoted, titled
from casework.letters.item_words import Item, words_of
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.letters.notices import lapse_notice, withdrawal_confirmation
from casework.letters.opening import addressed
from casework.letters.replies import (
    Decided,
    ProvidedItem,
    enclosure_words,
    replied,
)
from casework.letters.reply_words import (
    REFUSAL_GROUNDS,
    Said,
    body_words,
    channel_words,
    lines_of,
    named_body,
    provision_words,
    sentence,
    severed_words,
    split_reason,
)
from rules.law import cite
from rules.provisions import Provision
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a reply is made of."""

    kind: ReplyKind
    office: OfficeFacts
    case: CaseFacts
    number: str
    on: date
    said: Said
    remedy: str

    def shared(self) -> replies.Replied:
        """Return the fields of every reply."""
        bases = (*self.kind.bases, *self.said.bases)
        return replied(self.office, self.case, self.number, self.on, bases, self.remedy)

    @property
    def head(self) -> tuple[OfficeFacts, CaseFacts, str, date]:
        """The arguments every builder begins with."""
        return self.office, self.case, self.number, self.on


def severed_items(said: Said) -> list[Decided]:
    """Return what is disclosed and what is withheld, each with its decision and reason."""
    given = [Decided(text=titled(line), decision="予以公开") for line in lines_of(said.provided)]
    withheld = []
    for line in lines_of(said.withheld):
        text, reason = split_reason(line)
        withheld.append(Decided(text=text, decision="不予公开", reason=sentence(reason)))
    return [*given, *withheld]


def _disclosure(it: Request) -> Letter:
    items = [ProvidedItem(name=titled(line)) for line in lines_of(it.said.provided)]
    return replies.disclosure(
        *it.head,
        remedy=it.remedy,
        items=items,
        note=sentence(it.said.reasons),
        enclosures=it.said.enclosures or tuple(titled(one) for one in lines_of(it.said.provided)),
    )


def _already_public(it: Request) -> Letter:
    return replies.already_public(
        *it.head, remedy=it.remedy, access=it.said.access, note=sentence(it.said.reasons)
    )


def _access_told(it: Request) -> Letter:
    return others.AccessTold(
        **it.shared(), access=sentence(it.said.access_words), note=sentence(it.said.reasons)
    )


def _partial(it: Request) -> Letter:
    return replies.partial_disclosure(
        *it.head,
        remedy=it.remedy,
        items=severed_items(it.said),
        severed=severed_words(it.said.grounds),
        bases=it.said.bases,
        enclosures=it.said.enclosures or tuple(titled(one) for one in lines_of(it.said.provided)),
    )


def _refusal(it: Request) -> Letter:
    third = it.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    provision = provision_words(it.kind, it.said.provision)
    course = sentence(it.said.course)
    return replies.refusal(
        *it.head,
        reply=it.kind,
        remedy=it.remedy,
        reason=f"{sentence(it.said.reasons)}{provision}{'' if third else course}",
        bases=it.said.bases,
        third_party=f"{it.case.third_party_words}{course}" if third else "",
        public_interest=it.said.public_interest,
    )


def _registry(it: Request) -> Letter:
    letter = others.OwnFile if it.kind is ReplyKind.OWN_FILE else others.RegistryQuery
    return letter(
        **it.shared(),
        provision=body_words(it.said.provision),
        body=body_words(it.said.other_body),
        reason=sentence(it.said.reasons),
    )


def _not_existing(it: Request) -> Letter:
    return replies.not_existing(
        *it.head, remedy=it.remedy, search=it.said.course, reason=it.said.reasons
    )


def _not_this_agency(it: Request) -> Letter:
    name, contact = named_body(it.said), body_words(it.said.contact)
    passed_on = it.kind is ReplyKind.TRANSFERRED
    return replies.not_this_agency(
        *it.head,
        remedy=it.remedy,
        reason=it.said.reasons,
        responsible=f"{name}（联系方式：{contact}）" if contact else name,
        transferred=f"为方便{it.case.you}，本机关已将该申请转送{name}。" if passed_on else "",
    )


def _needs_making(it: Request) -> Letter:
    return others.NeedsMaking(**it.shared(), reason=sentence(it.said.reasons))


def _still_unclear(it: Request) -> Letter:
    return others.StillUnclear(
        **it.shared(), correction=sentence(it.said.course), reason=sentence(it.said.reasons)
    )


def _repeated(it: Request) -> Letter:
    return others.Repeated(**it.shared(), earlier=sentence(_earlier(it)))


def _earlier(it: Request) -> str:
    said = it.said.earlier_words
    words = sentence(f"前次答复是{said}") if said else ""
    return f"{words}{sentence(it.said.course)}" or it.said.reasons


_PETITION = "提出的事项不是申请获取政府信息，而是以政府信息公开申请的形式进行信访、投诉、举报等活动"
_ENQUIRY = "提出的事项不是申请获取政府信息，而是就有关问题向本机关提出咨询"


def _petition(it: Request) -> Letter:
    return others.Petition(
        **it.shared(),
        nature=_ENQUIRY if it.kind is ReplyKind.ENQUIRY else _PETITION,
        reason=sentence(it.said.reasons),
        channel=sentence(channel_words(it.said)),
    )


def _publication(it: Request) -> Letter:
    return others.Publication(
        **it.shared(), access=sentence(it.said.access), reason=sentence(it.said.reasons)
    )


def _excessive(it: Request) -> Letter:
    # The template itself says that it is excessive: here stand the figures.
    counts = _FINDING.sub("", body_words(it.said.reasons)).strip("，；。")
    return others.Excessive(
        **it.shared(),
        counts=f"{counts}，" if counts else "",
        reasons_course=sentence(it.said.course),
    )


_FINDING = re.compile(
    r"[，,；;]?(?:申请)?(?:公开)?(?:政府信息)?的?(?:数量|频次)(?:、|和)?(?:频次)?(?:均|已经|已)?"
    r"明显超[过出]合理范围"
)


def _confirm(it: Request) -> Letter:
    return others.ConfirmOrReissue(
        **it.shared(),
        reason=sentence(it.said.reasons),
        earlier=sentence(_earlier(it)) if it.said.earlier or it.said.course else "",
    )


def _archives(it: Request) -> Letter:
    return others.InArchives(
        **it.shared(), archive=body_words(it.said.other_body), reason=sentence(it.said.reasons)
    )


def _not_ogi(it: Request) -> Letter:
    return others.NotGovernmentInformation(
        **it.shared(),
        nature=it.said.nature.value if it.said.nature else "不是政府信息",
        reason=sentence(it.said.reasons),
        channel=sentence(channel_words(it.said)),
    )


def _record_correction(it: Request) -> Letter:
    return others.RecordCorrection(
        **it.shared(),
        checked=sentence(it.said.course),
        decision=sentence(it.said.reasons) or "本机关对该记录予以更正。",
        responsible="，联系方式：".join(
            body_words(one) for one in (it.said.other_body, it.said.contact) if one
        ),
    )


def _lapse(it: Request) -> Letter:
    return lapse_notice(*it.head, basis=it.kind.bases[0], events=it.said.course, remedy=it.remedy)


def _withdrawn(it: Request) -> Letter:
    return withdrawal_confirmation(
        *it.head, withdrawn_on=it.on, note=it.said.course or it.said.reasons
    )


def _other(it: Request) -> Letter:
    decision = "本机关对该申请按上述情况处理，特此告知。"
    if it.kind is ReplyKind.MERGED:
        decision = (
            f"本机关将该申请并入{body_words(it.said.joined)}一并办理，"
            f"对该申请的答复在{body_words(it.said.joined)}的答复中一并作出。"
        )
    return others.OtherNotice(**it.shared(), reason=sentence(it.said.reasons), decision=decision)


_BUILDERS: Mapping[ReplyKind, tuple[LetterKind, Callable[[Request], Letter]]] = {
    ReplyKind.ALREADY_PUBLIC: (LetterKind.ALREADY_PUBLIC, _already_public),
    ReplyKind.PROVIDED: (LetterKind.DISCLOSURE, _disclosure),
    ReplyKind.ACCESS_TOLD: (LetterKind.ACCESS_TOLD, _access_told),
    ReplyKind.PARTLY: (LetterKind.PARTIAL_DISCLOSURE, _partial),
    **dict.fromkeys(REFUSAL_GROUNDS, (LetterKind.REFUSAL, _refusal)),
    ReplyKind.REGISTRY_QUERY: (LetterKind.REGISTRY_QUERY, _registry),
    ReplyKind.NOT_EXISTING: (LetterKind.NOT_EXISTING, _not_existing),
    ReplyKind.NOT_THIS_AGENCY: (LetterKind.NOT_THIS_AGENCY, _not_this_agency),
    ReplyKind.WOULD_HAVE_TO_BE_MADE: (LetterKind.NEEDS_MAKING, _needs_making),
    ReplyKind.STILL_UNCLEAR: (LetterKind.STILL_UNCLEAR, _still_unclear),
    ReplyKind.PETITION_OR_COMPLAINT: (LetterKind.PETITION, _petition),
    ReplyKind.ENQUIRY: (LetterKind.PETITION, _petition),
    ReplyKind.REPEATED: (LetterKind.REPEATED, _repeated),
    ReplyKind.PUBLICATION: (LetterKind.PUBLICATION, _publication),
    ReplyKind.EXCESSIVE: (LetterKind.EXCESSIVE, _excessive),
    ReplyKind.CONFIRM_OR_REISSUE: (LetterKind.CONFIRM_OR_REISSUE, _confirm),
    ReplyKind.CORRECTION_LAPSED: (LetterKind.LAPSE_NOTICE, _lapse),
    ReplyKind.FEE_LAPSED: (LetterKind.LAPSE_NOTICE, _lapse),
    ReplyKind.WITHDRAWN: (LetterKind.WITHDRAWAL_CONFIRMATION, _withdrawn),
    ReplyKind.TRANSFERRED: (LetterKind.NOT_THIS_AGENCY, _not_this_agency),
    ReplyKind.MERGED: (LetterKind.OTHER_NOTICE, _other),
    ReplyKind.IN_ARCHIVES: (LetterKind.IN_ARCHIVES, _archives),
    ReplyKind.PARTY_INFORMATION: (LetterKind.NOT_GOVERNMENT_INFORMATION, _not_ogi),
    ReplyKind.NOT_GOVERNMENT_INFORMATION: (LetterKind.NOT_GOVERNMENT_INFORMATION, _not_ogi),
    ReplyKind.OWN_FILE: (LetterKind.OWN_FILE, _registry),
    ReplyKind.RECORD_CORRECTION: (LetterKind.RECORD_CORRECTION, _record_correction),
    ReplyKind.OTHERWISE: (LetterKind.OTHER_NOTICE, _other),
}


def letter_kind_of(kind: ReplyKind) -> LetterKind:
    """Return which letter a kind of reply is written as."""
    return _BUILDERS[kind][0]


def reply_letter(
    kind: ReplyKind,
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    said: Said,
    remedy: str,
) -> Letter:
    """Return the letter of a reply of this kind, filled with what the clerk wrote.

    `remedy` is the paragraph of `rules.remedies`; empty where none belongs there.
    """
    return _BUILDERS[kind][1](Request(kind, office, case, number, on, said, remedy))


def mixed_reply(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    items: Sequence[Item],
    remedy: str,
    enclosures: Sequence[str] = (),
) -> others.MixedReplyLetter:
    """Return one letter for several items, each with its finding, provision and decision."""
    given = [titled(line) for item in items for line in lines_of(item.said.provided)]
    words = [(item, words_of(item, case)) for item in items]
    return others.MixedReplyLetter(
        **addressed(office, case, number, on, course=case.course),
        basis=cite(Provision.REPLY, on=on),
        remedy=remedy,
        items=tuple(
            others.MixedItem(
                text=quoted(item.text),
                reason=said.finding,
                basis=cite(*item.bases, on=on),
                decision=said.decision,
            )
            for item, said in words
        ),
        enclosures=enclosure_words(enclosures or given),
    )
