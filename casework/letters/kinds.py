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

    APPLICATION_FORM = "application_form", "政府信息公开申请表", "", Recipient.INTERNAL
    REGISTRATION_SHEET = "registration_sheet", "政府信息公开申请登记表", "", Recipient.INTERNAL
    RECEIPT = "receipt", "政府信息公开申请接收回执", "", Recipient.APPLICANT
    CONFIRMATION_RECORD = (
        "confirmation_record",
        "身份核实和收到日期确认记录",
        "",
        Recipient.INTERNAL,
    )
    POWER_OF_ATTORNEY = "power_of_attorney", "授权委托书", "", Recipient.INTERNAL
    CORRECTION_NOTICE = "correction_notice", "政府信息公开申请补正告知书", "补", Recipient.APPLICANT
    REASONS_NOTICE = "reasons_notice", "政府信息公开申请说明理由通知书", "理", Recipient.APPLICANT
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
    CONSULTATION_NOTICE = "consultation_notice", "征求意见情况告知书", "知", Recipient.APPLICANT
    ASSISTANCE_REQUEST = "assistance_request", "协助办理政府信息公开申请函", "协", Recipient.AGENCY
    FEE_NOTICE = "fee_notice", "信息处理费收费通知书", "费", Recipient.APPLICANT
    THIRD_PARTY_DISCLOSURE = (
        "third_party_disclosure",
        "决定公开政府信息告知书（第三方）",
        "权",
        Recipient.THIRD_PARTY,
    )
    WITHDRAWAL_CONFIRMATION = (
        "withdrawal_confirmation",
        "撤回政府信息公开申请确认书",
        "告",
        Recipient.APPLICANT,
    )
    LAPSE_NOTICE = "lapse_notice", "不再处理政府信息公开申请告知书", "告", Recipient.APPLICANT
    DEFERRAL_NOTICE = "deferral_notice", "政府信息公开申请延迟答复告知书", "延", Recipient.APPLICANT
    ALREADY_PUBLIC = (
        "already_public",
        "政府信息公开申请答复书（已主动公开）",
        "答",
        Recipient.APPLICANT,
    )
    DISCLOSURE = "disclosure", "政府信息公开申请答复书（予以公开）", "答", Recipient.APPLICANT
    ACCESS_TOLD = (
        "access_told",
        "政府信息公开申请答复书（告知获取方式和时间）",
        "答",
        Recipient.APPLICANT,
    )
    PARTIAL_DISCLOSURE = (
        "partial_disclosure",
        "政府信息公开申请答复书（部分公开）",
        "答",
        Recipient.APPLICANT,
    )
    REFUSAL = "refusal", "政府信息公开申请答复书（不予公开）", "答", Recipient.APPLICANT
    REGISTRY_QUERY = (
        "registry_query",
        "政府信息公开申请答复书（行政查询事项）",
        "答",
        Recipient.APPLICANT,
    )
    NOT_EXISTING = "not_existing", "政府信息公开申请答复书（信息不存在）", "答", Recipient.APPLICANT
    NOT_THIS_AGENCY = (
        "not_this_agency",
        "政府信息公开申请答复书（不属于本机关负责公开）",
        "答",
        Recipient.APPLICANT,
    )
    NEEDS_MAKING = (
        "needs_making",
        "政府信息公开申请答复书（需要加工分析）",
        "答",
        Recipient.APPLICANT,
    )
    STILL_UNCLEAR = (
        "still_unclear",
        "政府信息公开申请答复书（补正后仍不明确）",
        "答",
        Recipient.APPLICANT,
    )
    IN_ARCHIVES = (
        "in_archives",
        "政府信息公开申请答复书（已移交国家档案馆）",
        "答",
        Recipient.APPLICANT,
    )
    NOT_GOVERNMENT_INFORMATION = (
        "not_government_information",
        "政府信息公开申请答复书（不属于政府信息）",
        "答",
        Recipient.APPLICANT,
    )
    OWN_FILE = "own_file", "政府信息公开申请答复书（查阅本人案卷）", "答", Recipient.APPLICANT
    MIXED_REPLY = "mixed_reply", "政府信息公开申请答复书（分项答复）", "答", Recipient.APPLICANT
    REPEATED = "repeated", "政府信息公开申请告知书（重复申请）", "告", Recipient.APPLICANT
    PETITION = (
        "petition",
        "政府信息公开申请告知书（不作为政府信息公开申请处理）",
        "告",
        Recipient.APPLICANT,
    )
    PUBLICATION = "publication", "政府信息公开申请告知书（公开出版物）", "告", Recipient.APPLICANT
    EXCESSIVE = "excessive", "政府信息公开申请告知书（不予处理）", "告", Recipient.APPLICANT
    CONFIRM_OR_REISSUE = (
        "confirm_or_reissue",
        "政府信息公开申请告知书（要求确认或者重新出具）",
        "告",
        Recipient.APPLICANT,
    )
    OTHER_NOTICE = "other_notice", "政府信息公开申请告知书（其他处理）", "告", Recipient.APPLICANT
    RECORD_CORRECTION = "record_correction", "政府信息更正申请答复书", "答", Recipient.APPLICANT
    APPROVAL_SHEET = "approval_sheet", "政府信息公开申请答复呈批单", "", Recipient.INTERNAL
    SEARCH_RECORD = "search_record", "政府信息检索情况记录", "", Recipient.INTERNAL
    PROOF_OF_SERVICE = "proof_of_service", "送达回证", "", Recipient.INTERNAL
    MAILING_SLIP = "mailing_slip", "邮寄交寄单", "", Recipient.INTERNAL
    PHONE_RECORD = "phone_record", "电话记录", "", Recipient.INTERNAL
    FILE_CONTENTS = "file_contents", "卷内目录", "", Recipient.INTERNAL
    END_SHEET = "end_sheet", "备考表", "", Recipient.INTERNAL
    TIME_LIMIT_PROOF = "time_limit_proof", "期限计算书", "", Recipient.INTERNAL

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
