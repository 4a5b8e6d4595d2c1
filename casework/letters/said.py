"""From the kind of reply and what the clerk wrote to the letter: one door for every reply."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.letters import other_replies as others
from casework.letters import replies
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.letters.notices import lapse_notice, withdrawal_confirmation
from casework.letters.opening import addressed
from casework.letters.replies import (
    Decided,
    ProvidedItem,
    enclosure_words,
    replied,
    sentence,
)
from rules.law import OGI, Basis, cite
from rules.replies import ReplyKind

REASON_MARKS = ("——", "：理由", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the clerk wrote for a reply; the names are those of the reply form.

    `provided` and `withheld` hold one item a line, a withheld one with its reason after ——.
    """

    reasons: str = ""
    provided: str = ""
    withheld: str = ""
    access: str = ""
    provision: str = ""
    other_body: str = ""
    course: str = ""
    bases: Sequence[Basis] = field(default=())
    enclosures: Sequence[str] = field(default=())


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


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def severed_items(said: Said) -> list[Decided]:
    """Return what is disclosed and what is withheld, each with its decision and reason."""
    given = [Decided(text=line, decision="予以公开") for line in lines_of(said.provided)]
    withheld = []
    for line in lines_of(said.withheld):
        mark = next((mark for mark in REASON_MARKS if mark in line), "——")
        text, _, reason = line.partition(mark)
        withheld.append(
            Decided(text=text.strip(), decision="不予公开", reason=sentence(reason.lstrip("：")))
        )
    return [*given, *withheld]


def _body(text: str) -> str:
    return text.strip().rstrip("。，；")


def _disclosure(it: Request) -> Letter:
    items = [ProvidedItem(name=line) for line in lines_of(it.said.provided)]
    return replies.disclosure(
        *it.head,
        remedy=it.remedy,
        items=items,
        note=sentence(it.said.reasons),
        enclosures=it.said.enclosures or tuple(lines_of(it.said.provided)),
    )


def _already_public(it: Request) -> Letter:
    return replies.already_public(
        *it.head, remedy=it.remedy, access=it.said.access, note=sentence(it.said.reasons)
    )


def _access_told(it: Request) -> Letter:
    return others.AccessTold(
        **it.shared(), access=sentence(it.said.access), note=sentence(it.said.reasons)
    )


def _partial(it: Request) -> Letter:
    return replies.partial_disclosure(
        *it.head,
        remedy=it.remedy,
        items=severed_items(it.said),
        bases=it.said.bases,
        enclosures=it.said.enclosures or tuple(lines_of(it.said.provided)),
    )


def _refusal(it: Request) -> Letter:
    third = it.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    parts = [it.said.reasons, it.said.provision, "" if third else it.said.course]
    return replies.refusal(
        *it.head,
        reply=it.kind,
        remedy=it.remedy,
        reason="".join(sentence(part) for part in parts),
        bases=it.said.bases,
        third_party=it.said.course if third else "",
    )


def _registry(it: Request) -> Letter:
    letter = others.OwnFile if it.kind is ReplyKind.OWN_FILE else others.RegistryQuery
    return letter(
        **it.shared(),
        provision=_body(it.said.provision),
        body=_body(it.said.other_body),
        reason=sentence(it.said.reasons),
    )


def _not_existing(it: Request) -> Letter:
    return replies.not_existing(
        *it.head, remedy=it.remedy, search=it.said.course, reason=it.said.reasons
    )


def _not_this_agency(it: Request) -> Letter:
    return replies.not_this_agency(
        *it.head, remedy=it.remedy, reason=it.said.reasons, responsible=it.said.other_body
    )


def _needs_making(it: Request) -> Letter:
    return others.NeedsMaking(**it.shared(), reason=sentence(it.said.reasons))


def _still_unclear(it: Request) -> Letter:
    return others.StillUnclear(
        **it.shared(), correction=sentence(it.said.course), reason=sentence(it.said.reasons)
    )


def _repeated(it: Request) -> Letter:
    return others.Repeated(**it.shared(), earlier=sentence(it.said.course or it.said.reasons))


_PETITION = "提出的事项不是申请获取政府信息，而是以政府信息公开申请的形式进行信访、投诉、举报等活动"
_ENQUIRY = "提出的事项不是申请获取政府信息，而是就有关问题向本机关提出咨询"


def _petition(it: Request) -> Letter:
    return others.Petition(
        **it.shared(),
        nature=_ENQUIRY if it.kind is ReplyKind.ENQUIRY else _PETITION,
        reason=sentence(it.said.reasons),
        channel=sentence(it.said.other_body),
    )


def _publication(it: Request) -> Letter:
    return others.Publication(
        **it.shared(), access=sentence(it.said.access), reason=sentence(it.said.reasons)
    )


def _excessive(it: Request) -> Letter:
    counts = _body(it.said.reasons)
    return others.Excessive(
        **it.shared(),
        counts=f"{counts}，" if counts else "",
        reasons_course=sentence(it.said.course),
    )


def _confirm(it: Request) -> Letter:
    return others.ConfirmOrReissue(
        **it.shared(), reason=sentence(it.said.reasons), earlier=sentence(it.said.course)
    )


def _archives(it: Request) -> Letter:
    return others.InArchives(
        **it.shared(), archive=_body(it.said.other_body), reason=sentence(it.said.reasons)
    )


def _not_ogi(it: Request) -> Letter:
    party = it.kind is ReplyKind.PARTY_INFORMATION
    return others.NotGovernmentInformation(
        **it.shared(),
        nature="由党组织制作或者属于党政混合信息" if party else "不是政府信息",
        reason=sentence(it.said.reasons),
        channel=sentence(it.said.other_body),
    )


def _record_correction(it: Request) -> Letter:
    return others.RecordCorrection(
        **it.shared(),
        checked=sentence(it.said.course),
        decision=sentence(it.said.reasons) or "本机关对该记录予以更正。",
        responsible=_body(it.said.other_body),
    )


def _lapse(it: Request) -> Letter:
    return lapse_notice(*it.head, basis=it.kind.bases[0], events=it.said.course, remedy=it.remedy)


def _withdrawn(it: Request) -> Letter:
    return withdrawal_confirmation(
        *it.head, withdrawn_on=it.on, note=it.said.course or it.said.reasons
    )


def _other(it: Request) -> Letter:
    decision = "本机关对该申请按上述情况处理，特此告知。"
    if it.kind is ReplyKind.TRANSFERRED:
        decision = f"本机关已将该申请转送{_body(it.said.other_body)}办理，特此告知。"
    elif it.kind is ReplyKind.MERGED:
        decision = f"本机关将该申请并入{_body(it.said.course)}一并办理，不再另行答复。"
    return others.OtherNotice(**it.shared(), reason=sentence(it.said.reasons), decision=decision)


_BUILDERS: Mapping[ReplyKind, tuple[LetterKind, Callable[[Request], Letter]]] = {
    ReplyKind.ALREADY_PUBLIC: (LetterKind.ALREADY_PUBLIC, _already_public),
    ReplyKind.PROVIDED: (LetterKind.DISCLOSURE, _disclosure),
    ReplyKind.ACCESS_TOLD: (LetterKind.ACCESS_TOLD, _access_told),
    ReplyKind.PARTLY: (LetterKind.PARTIAL_DISCLOSURE, _partial),
    **dict.fromkeys(replies.REFUSAL_GROUNDS, (LetterKind.REFUSAL, _refusal)),
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
    ReplyKind.TRANSFERRED: (LetterKind.OTHER_NOTICE, _other),
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
    items: Sequence[tuple[ReplyKind, str, str]],
    remedy: str,
    enclosures: Sequence[str] = (),
) -> others.MixedReply:
    """Return one letter for several items: the kind of reply, the item's text and the reason."""
    return others.MixedReply(
        **addressed(office, case, number, on),
        course=case.course,
        basis=str(OGI.at(36)),
        remedy=remedy,
        items=tuple(
            others.MixedItem(
                text=text.strip().rstrip("。"),
                decision=_DECISIONS.get(kind, kind.label),
                basis=cite(*kind.bases),
                reason=sentence(reason),
            )
            for kind, text, reason in items
        ),
        enclosures=enclosure_words(enclosures),
    )


_DECISIONS = {
    ReplyKind.ALREADY_PUBLIC: "该信息已经主动公开，现告知获取的方式、途径",
    ReplyKind.PROVIDED: "本机关决定予以公开，随本答复书提供",
    ReplyKind.ACCESS_TOLD: "本机关决定予以公开，现告知获取的方式、途径和时间",
    ReplyKind.PARTLY: "本机关决定部分公开",
    **{
        kind: f"该信息属于{ground}，本机关决定不予公开"
        for kind, ground in replies.REFUSAL_GROUNDS.items()
    },
    ReplyKind.NOT_EXISTING: "经检索，该信息不存在",
    ReplyKind.NOT_THIS_AGENCY: "该信息不属于本机关负责公开",
    ReplyKind.WOULD_HAVE_TO_BE_MADE: "该信息需要加工、分析，本机关不予提供",
    ReplyKind.REGISTRY_QUERY: "该信息应当依照有关法律、行政法规的规定查询",
    ReplyKind.PETITION_OR_COMPLAINT: "该事项不作为政府信息公开申请处理",
    ReplyKind.ENQUIRY: "该事项属于咨询，不作为政府信息公开申请处理",
    ReplyKind.REPEATED: "该项属于重复申请，本机关不予重复处理",
    ReplyKind.PUBLICATION: "该信息属于公开出版物，现告知获取途径",
}
