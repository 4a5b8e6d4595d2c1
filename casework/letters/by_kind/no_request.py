"""The replies that what came is no request, or none to deal with again."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, ReplyLetter, Word
from casework.letters.registered import Item, ItemWords, Request, writes
from casework.letters.reply_words import (
    body_words,
    channel_words,
    sentence,
)
from rules.replies import ReplyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition(ReplyLetter):
    """信访、投诉、举报或者咨询，不作为申请处理 (C12)."""

    kind: ClassVar[LetterKind] = LetterKind.PETITION

    nature: Annotated[str, Word("事项性质", required=True)]
    reason: Annotated[str, Word("理由")]
    channel: Annotated[str, Word("提出途径")]


_PETITION = "提出的事项不是申请获取政府信息，而是以政府信息公开申请的形式进行信访、投诉、举报等活动"


_ENQUIRY = "提出的事项不是申请获取政府信息，而是就有关问题向本机关提出咨询"


def _no_request_item(it: Item, case: CaseFacts) -> ItemWords:
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


@writes(
    ReplyKind.PETITION_OR_COMPLAINT,
    ReplyKind.ENQUIRY,
    letter=LetterKind.PETITION,
    item=_no_request_item,
)
def _petition(it: Request) -> Letter:
    return Petition(
        **it.shared(),
        nature=_ENQUIRY if it.kind is ReplyKind.ENQUIRY else _PETITION,
        reason=sentence(it.said.reasons),
        channel=sentence(channel_words(it.said)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGovernmentInformation(ReplyLetter):
    """党组织制作或者不属于政府信息 (C20)."""

    kind: ClassVar[LetterKind] = LetterKind.NOT_GOVERNMENT_INFORMATION

    nature: Annotated[str, Word("信息性质", required=True)]
    reason: Annotated[str, Word("理由")]
    channel: Annotated[str, Word("提出途径")]


def _no_information_item(it: Item, case: CaseFacts) -> ItemWords:
    found = f"{it.said.nature.value}，" if it.said.nature else ""
    channel = channel_words(it.said)
    return ItemWords(
        f"经审查，该信息{found}不是本机关在履行行政管理职能过程中制作或者获取的政府信息。"
        f"{sentence(it.said.reasons)}",
        "本机关不能依照政府信息公开申请提供"
        + (f"，{case.you}可以通过下列渠道咨询：{channel}" if channel else ""),
    )


@writes(
    ReplyKind.PARTY_INFORMATION,
    ReplyKind.NOT_GOVERNMENT_INFORMATION,
    letter=LetterKind.NOT_GOVERNMENT_INFORMATION,
    item=_no_information_item,
)
def _not_ogi(it: Request) -> Letter:
    return NotGovernmentInformation(
        **it.shared(),
        nature=it.said.nature.value if it.said.nature else "不是政府信息",
        reason=sentence(it.said.reasons),
        channel=sentence(channel_words(it.said)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(ReplyLetter):
    """重复申请，不予重复处理 (C11)."""

    kind: ClassVar[LetterKind] = LetterKind.REPEATED

    earlier: Annotated[str, Word("前次答复", required=True)]


def _repeated_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经查，本机关已就{case.you}提出的相同申请作出答复（{it.said.earlier_words}）。"
        f"{sentence(it.said.course)}",
        "对该项重复申请，本机关不予重复处理",
    )


@writes(ReplyKind.REPEATED, letter=LetterKind.REPEATED, item=_repeated_item)
def _repeated(it: Request) -> Letter:
    return Repeated(**it.shared(), earlier=sentence(_earlier(it)))


def _earlier(it: Request) -> str:
    said = it.said.earlier_words
    words = sentence(f"前次答复是{said}") if said else ""
    return f"{words}{sentence(it.said.course)}" or it.said.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOrReissue(ReplyLetter):
    """要求确认或者重新出具已获取的信息 (C15)."""

    kind: ClassVar[LetterKind] = LetterKind.CONFIRM_OR_REISSUE

    reason: Annotated[str, Word("理由")]
    earlier: Annotated[str, Word("前次答复")]


def _confirm_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项是要求本机关对已经获取的信息予以确认或者重新出具，不是申请获取政府信息。"
        f"{sentence(it.said.reasons)}",
        "本机关对该项不予处理",
    )


@writes(ReplyKind.CONFIRM_OR_REISSUE, letter=LetterKind.CONFIRM_OR_REISSUE, item=_confirm_item)
def _confirm(it: Request) -> Letter:
    return ConfirmOrReissue(
        **it.shared(),
        reason=sentence(it.said.reasons),
        earlier=sentence(_earlier(it)) if it.said.earlier or it.said.course else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(ReplyLetter):
    """公开出版物，告知获取途径 (C13)."""

    kind: ClassVar[LetterKind] = LetterKind.PUBLICATION

    access: Annotated[str, Word("获取途径", required=True)]
    reason: Annotated[str, Word("理由")]


def _published_item(it: Item, case: CaseFacts) -> ItemWords:
    return ItemWords(
        f"经审查，该项内容属于政府公报、报刊、书籍等公开出版物。{sentence(it.said.reasons)}",
        f"现将获取途径告知如下：{body_words(it.said.access)}",
    )


@writes(ReplyKind.PUBLICATION, letter=LetterKind.PUBLICATION, item=_published_item)
def _publication(it: Request) -> Letter:
    return Publication(
        **it.shared(), access=sentence(it.said.access), reason=sentence(it.said.reasons)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Excessive(ReplyLetter):
    """数量、频次明显超过合理范围且理由不合理 (C14)."""

    kind: ClassVar[LetterKind] = LetterKind.EXCESSIVE

    counts: Annotated[str, Word("申请统计", required=True)]
    reasons_course: Annotated[str, Word("说明理由情况", required=True)]


@writes(ReplyKind.EXCESSIVE, letter=LetterKind.EXCESSIVE)
def _excessive(it: Request) -> Letter:
    # The template itself says that it is excessive: here stand the figures.
    counts = _FINDING.sub("", body_words(it.said.reasons)).strip("，；。")
    return Excessive(
        **it.shared(),
        counts=f"{counts}，" if counts else "",
        reasons_course=sentence(it.said.course),
    )


_FINDING = re.compile(
    r"[，,；;]?(?:申请)?(?:公开)?(?:政府信息)?的?(?:数量|频次)(?:、|和)?(?:频次)?(?:均|已经|已)?"
    r"明显超[过出]合理范围"
)
