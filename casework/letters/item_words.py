"""The full sentences of one item of a letter that answers several, for every kind of reply.

Each item stands for itself: what was found, the provision, what is decided. No bare label stands
in a letter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.letters.facts import CaseFacts
from casework.letters.reply_words import (
    REFUSAL_GROUNDS,
    Said,
    body_words,
    channel_words,
    listed,
    provision_words,
    responsible_words,
    sentence,
    severed_words,
    way_words,
    withheld_words,
)
from rules.law import Basis
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a request and its answer; `grounds` is what a severed part is withheld on."""

    kind: ReplyKind
    text: str
    said: Said
    grounds: tuple[ReplyKind, ...] = ()

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What the answer rests on."""
        return (*self.kind.bases, *self.said.bases)


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What was found, as sentences, and what is decided, without its full stop."""

    finding: str
    decision: str


def words_of(item: Item, case: CaseFacts) -> ItemWords:
    """Return the sentences of an item."""
    return _WORDS[item.kind](item, case)


def _public(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经查，该信息已经主动公开。{sentence(it.said.reasons)}",
        f"现将获取的方式、途径告知如下：{body_words(it.said.access)}",
    )


def _provided(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息可以公开。{sentence(it.said.reasons)}",
        f"本机关决定予以公开，并{way_words(case.obtain_by)}提供{listed(it.said.provided)}",
    )


def _told(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息可以公开。{sentence(it.said.reasons)}",
        f"现将获取的方式、途径和时间告知如下：{it.said.access_words}",
    )


def _partly(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该信息中含有{severed_words(it.grounds)}，能够作区分处理。{sentence(it.said.reasons)}",
        f"本机关决定公开其中的{listed(it.said.provided)}，并{way_words(case.obtain_by)}提供；"
        f"对其余部分不予公开：{withheld_words(it.said)}",
    )


def _refused(it: Item, case: CaseFacts) -> ItemWords:
    third = it.kind is ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    parts = (
        f"经审查，该信息属于{REFUSAL_GROUNDS[it.kind]}。",
        sentence(it.said.reasons),
        provision_words(it.kind, it.said.provision),
        case.third_party_words if third else "",
        sentence(it.said.course),
        sentence(it.said.public_interest),
    )
    return ItemWords("".join(parts), "本机关决定不予公开")


def _registry(it: Item, case: CaseFacts) -> ItemWords:
    own = it.kind is ReplyKind.OWN_FILE
    provision = body_words(it.said.provision)
    found = (
        f"经审查，该项是要求查阅与{case.you}有关的案卷材料。"
        if own
        else f"经审查，{provision}对该信息的获取有特别规定。"
    )
    how = f"依照{provision}，" if own else "依照上述规定，"
    return ItemWords(
        f"{found}{sentence(it.said.reasons)}",
        f"请{case.you}{how}向{body_words(it.said.other_body)}申请{'查阅' if own else '查询'}",
    )


def _missing(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经检索，本机关没有该信息。检索情况：{sentence(it.said.course)}{sentence(it.said.reasons)}",
        f"现告知{case.you}，该信息不存在",
    )


def _not_here(it: Item, case: CaseFacts) -> ItemWords:
    responsible = responsible_words(it.said, case.you)
    return ItemWords(
        f"经审查，该信息不属于本机关负责公开。{sentence(it.said.reasons)}",
        responsible.rstrip("。") or f"现告知{case.you}",
    )


def _to_be_made(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        "经审查，本机关没有与该项相符的现成信息，提供该信息需要对现有政府信息进行加工、分析。"
        f"{sentence(it.said.reasons)}",
        "本机关不予提供",
    )


def _unclear(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项内容补正后仍不明确，本机关无法确定{case.you}需要的政府信息。"
        f"{sentence(it.said.reasons)}{sentence(it.said.course)}",
        "本机关无法提供",
    )


def _no_request(it: Item, case: CaseFacts) -> ItemWords:
    what = (
        "就有关问题向本机关提出咨询"
        if it.kind is ReplyKind.ENQUIRY
        else "以政府信息公开申请的形式进行信访、投诉、举报等活动"
    )
    channel = channel_words(it.said)
    return ItemWords(
        f"经审查，该项不是申请获取政府信息，而是{what}。{sentence(it.said.reasons)}",
        "本机关对该项不作为政府信息公开申请处理"
        + (f"，{case.you}可以通过下列渠道提出：{channel}" if channel else ""),
    )


def _repeated(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经查，本机关已就{case.you}提出的相同申请作出答复（{it.said.earlier_words}）。"
        f"{sentence(it.said.course)}",
        "对该项重复申请，本机关不予重复处理",
    )


def _published(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项内容属于政府公报、报刊、书籍等公开出版物。{sentence(it.said.reasons)}",
        f"现将获取途径告知如下：{body_words(it.said.access)}",
    )


def _confirm(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项是要求本机关对已经获取的信息予以确认或者重新出具，不是申请获取政府信息。"
        f"{sentence(it.said.reasons)}",
        "本机关对该项不予处理",
    )


def _archives(it: Item, case: CaseFacts) -> ItemWords:
    archive = body_words(it.said.other_body)
    return ItemWords(
        f"经查，该信息所在档案已经移交{archive}，移交期限已经届满。{sentence(it.said.reasons)}",
        f"该档案的利用按照档案管理的规定办理，请{case.you}向{archive}申请查阅",
    )


def _no_information(it: Item, case: CaseFacts) -> ItemWords:
    found = it.said.nature.value if it.said.nature else "不是政府信息"
    channel = channel_words(it.said)
    return ItemWords(
        f"经审查，该信息{found}，不是本机关在履行行政管理职能过程中制作或者获取的政府信息。"
        f"{sentence(it.said.reasons)}",
        "本机关不能依照政府信息公开申请提供"
        + (f"，{case.you}可以通过下列渠道提出：{channel}" if channel else ""),
    )


def _otherwise(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(f"经审查，{sentence(it.said.reasons)}", "本机关对该项按上述情况处理，特此告知")


_WORDS: Mapping[ReplyKind, Callable[[Item, CaseFacts], ItemWords]] = {
    ReplyKind.ALREADY_PUBLIC: _public,
    ReplyKind.PROVIDED: _provided,
    ReplyKind.ACCESS_TOLD: _told,
    ReplyKind.PARTLY: _partly,
    **dict.fromkeys(REFUSAL_GROUNDS, _refused),
    ReplyKind.REGISTRY_QUERY: _registry,
    ReplyKind.OWN_FILE: _registry,
    ReplyKind.NOT_EXISTING: _missing,
    ReplyKind.NOT_THIS_AGENCY: _not_here,
    ReplyKind.WOULD_HAVE_TO_BE_MADE: _to_be_made,
    ReplyKind.STILL_UNCLEAR: _unclear,
    ReplyKind.PETITION_OR_COMPLAINT: _no_request,
    ReplyKind.ENQUIRY: _no_request,
    ReplyKind.REPEATED: _repeated,
    ReplyKind.PUBLICATION: _published,
    ReplyKind.CONFIRM_OR_REISSUE: _confirm,
    ReplyKind.IN_ARCHIVES: _archives,
    ReplyKind.PARTY_INFORMATION: _no_information,
    ReplyKind.NOT_GOVERNMENT_INFORMATION: _no_information,
    ReplyKind.OTHERWISE: _otherwise,
}
