"""The kinds of document the office issues or fills: what each is called and whom it reaches."""

from enum import Enum


class Recipient(Enum):
    """Whom a document is for; the value is what the screen shows."""

    APPLICANT = "申请人"
    THIRD_PARTY = "第三方"
    AGENCY = "其他机关"
    INTERNAL = "内部"

    @property
    def label(self) -> str:
        """The words a list shows."""
        return self.value


class LetterKind(Enum):
    """A document of the set: key and file of its template, title, number word and recipient.

    `number_word` is the 文种字 of the document number; it is empty where none is given. Kinds
    with the same word share one series of numbers.
    """

    RECEIPT = "receipt", "政府信息公开申请接收回执", "", Recipient.APPLICANT
    CORRECTION_NOTICE = "correction_notice", "政府信息公开申请补正告知书", "补", Recipient.APPLICANT
    EXTENSION_NOTICE = (
        "extension_notice",
        "政府信息公开申请延期答复告知书",
        "延",
        Recipient.APPLICANT,
    )
    THIRD_PARTY_CONSULTATION = (
        "third_party_consultation",
        "征求第三方意见书",
        "征",
        Recipient.THIRD_PARTY,
    )
    AGENCY_CONSULTATION = "agency_consultation", "征求意见函", "协", Recipient.AGENCY
    ALREADY_PUBLIC = (
        "already_public",
        "政府信息公开申请答复书（已主动公开）",
        "答",
        Recipient.APPLICANT,
    )
    DISCLOSURE = "disclosure", "政府信息公开申请答复书（予以公开）", "答", Recipient.APPLICANT
    PARTIAL_DISCLOSURE = (
        "partial_disclosure",
        "政府信息公开申请答复书（部分公开）",
        "答",
        Recipient.APPLICANT,
    )
    REFUSAL = "refusal", "政府信息公开申请答复书（不予公开）", "答", Recipient.APPLICANT
    NOT_EXISTING = (
        "not_existing",
        "政府信息公开申请答复书（信息不存在）",
        "答",
        Recipient.APPLICANT,
    )
    NOT_THIS_AGENCY = (
        "not_this_agency",
        "政府信息公开申请答复书（不属于本机关负责公开）",
        "答",
        Recipient.APPLICANT,
    )

    def __init__(self, key: str, title: str, number_word: str, recipient: Recipient) -> None:
        self.key = key
        self.title = title
        self.number_word = number_word
        self.recipient = recipient

    @property
    def label(self) -> str:
        """The title as a list shows it."""
        return self.title

    @property
    def numbered(self) -> bool:
        """Whether it bears a document number of its own."""
        return bool(self.number_word)

    @property
    def goes_out(self) -> bool:
        """Whether it leaves the office."""
        return self.recipient is not Recipient.INTERNAL

    @classmethod
    def of(cls, key: str) -> "LetterKind":
        """Return the kind with the key of a template; raises `KeyError` if there is none."""
        return _BY_KEY[key]


_BY_KEY = {kind.key: kind for kind in LetterKind}
