"""The replies that do not decide on disclosure: unable to provide, not dealt with, elsewhere."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.letters.kinds import LetterKind
from casework.letters.letter import ReplyLetter, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTold(ReplyLetter):
    """予以公开，告知获取方式、途径和时间 (C3)."""

    kind: ClassVar[LetterKind] = LetterKind.ACCESS_TOLD

    access: Annotated[str, Word("获取途径和时间", required=True)]
    note: Annotated[str, Word("补充说明")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryQuery(ReplyLetter):
    """行政查询事项 (C6): another law says how the information is obtained (条例36(七))."""

    kind: ClassVar[LetterKind] = LetterKind.REGISTRY_QUERY

    provision: Annotated[str, Word("特别规定", required=True)]
    body: Annotated[str, Word("查询机构", required=True)]
    reason: Annotated[str, Word("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile(ReplyLetter):
    """以信息公开名义查阅本人案卷 (C21)."""

    kind: ClassVar[LetterKind] = LetterKind.OWN_FILE

    provision: Annotated[str, Word("特别规定", required=True)]
    body: Annotated[str, Word("查询机构", required=True)]
    reason: Annotated[str, Word("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsMaking(ReplyLetter):
    """需要加工、分析，不予提供 (C9)."""

    kind: ClassVar[LetterKind] = LetterKind.NEEDS_MAKING

    reason: Annotated[str, Word("理由", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillUnclear(ReplyLetter):
    """补正后仍不明确，无法提供 (C10)."""

    kind: ClassVar[LetterKind] = LetterKind.STILL_UNCLEAR

    correction: Annotated[str, Word("补正经过")]
    reason: Annotated[str, Word("理由", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(ReplyLetter):
    """重复申请，不予重复处理 (C11)."""

    kind: ClassVar[LetterKind] = LetterKind.REPEATED

    earlier: Annotated[str, Word("前次答复", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition(ReplyLetter):
    """信访、投诉、举报或者咨询，不作为申请处理 (C12)."""

    kind: ClassVar[LetterKind] = LetterKind.PETITION

    nature: Annotated[str, Word("事项性质", required=True)]
    reason: Annotated[str, Word("理由")]
    channel: Annotated[str, Word("提出途径")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(ReplyLetter):
    """公开出版物，告知获取途径 (C13)."""

    kind: ClassVar[LetterKind] = LetterKind.PUBLICATION

    access: Annotated[str, Word("获取途径", required=True)]
    reason: Annotated[str, Word("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excessive(ReplyLetter):
    """数量、频次明显超过合理范围且理由不合理 (C14)."""

    kind: ClassVar[LetterKind] = LetterKind.EXCESSIVE

    counts: Annotated[str, Word("申请统计", required=True)]
    reasons_course: Annotated[str, Word("说明理由情况", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOrReissue(ReplyLetter):
    """要求确认或者重新出具已获取的信息 (C15)."""

    kind: ClassVar[LetterKind] = LetterKind.CONFIRM_OR_REISSUE

    reason: Annotated[str, Word("理由")]
    earlier: Annotated[str, Word("前次答复")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InArchives(ReplyLetter):
    """已移交国家档案馆 (C19)."""

    kind: ClassVar[LetterKind] = LetterKind.IN_ARCHIVES

    archive: Annotated[str, Word("档案馆", required=True)]
    reason: Annotated[str, Word("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGovernmentInformation(ReplyLetter):
    """党组织制作或者不属于政府信息 (C20)."""

    kind: ClassVar[LetterKind] = LetterKind.NOT_GOVERNMENT_INFORMATION

    nature: Annotated[str, Word("信息性质", required=True)]
    reason: Annotated[str, Word("理由")]
    channel: Annotated[str, Word("提出途径")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(ReplyLetter):
    """更正答复 (C16): corrected, not corrected, passed on or told where to turn (条例41)."""

    kind: ClassVar[LetterKind] = LetterKind.RECORD_CORRECTION

    checked: Annotated[str, Word("核实情况", required=True)]
    decision: Annotated[str, Word("处理决定", required=True)]
    responsible: Annotated[str, Word("有权机关")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNotice(ReplyLetter):
    """其他处理: passed on, joined to another case, or whatever the list does not hold."""

    kind: ClassVar[LetterKind] = LetterKind.OTHER_NOTICE

    reason: Annotated[str, Word("理由", required=True)]
    decision: Annotated[str, Word("处理决定", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedItem:
    """One item of a request, its own decision, provision and reason."""

    text: Annotated[str, Word("内容")]
    reason: Annotated[str, Word("理由")]
    basis: Annotated[str, Word("事项依据")]
    decision: Annotated[str, Word("决定")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedReplyLetter(ReplyLetter):
    """混合答复 (C18): several items, each answered for itself."""

    kind: ClassVar[LetterKind] = LetterKind.MIXED_REPLY

    items: Annotated[tuple[MixedItem, ...], Word("事项", required=True)]
    enclosures: Annotated[str, Word("附件说明")]
