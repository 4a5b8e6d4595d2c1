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


_REPLY, _NOTICE = "政府信息公开申请答复书", "政府信息公开申请告知书"


class LetterKind(Enum):
    """A document of the set: its title, number word and recipient.

    `number_word` is the 文种字 of the document number; it is empty where none is given. Kinds
    with the same word share one series of numbers.
    """

    APPLICATION_FORM = "政府信息公开申请表", "", Recipient.INTERNAL
    REGISTRATION_SHEET = "政府信息公开申请登记表", "", Recipient.INTERNAL
    RECEIPT = "政府信息公开申请接收回执", ""
    CONFIRMATION_RECORD = "身份核实和收到日期确认记录", "", Recipient.INTERNAL
    POWER_OF_ATTORNEY = "授权委托书", "", Recipient.INTERNAL
    CORRECTION_NOTICE = "政府信息公开申请补正告知书", "补"
    REASONS_NOTICE = "政府信息公开申请说明理由通知书", "理"
    EXTENSION_NOTICE = "政府信息公开申请延期答复告知书", "延"
    THIRD_PARTY_CONSULTATION = "征求第三方意见书", "征", Recipient.THIRD_PARTY
    AGENCY_CONSULTATION = "征求意见函", "协", Recipient.AGENCY
    CONSULTATION_NOTICE = "征求意见情况告知书", "知"
    ASSISTANCE_REQUEST = "协助办理政府信息公开申请函", "协", Recipient.AGENCY
    FEE_NOTICE = "信息处理费收费通知书", "费"
    THIRD_PARTY_DISCLOSURE = "决定公开政府信息告知书（第三方）", "权", Recipient.THIRD_PARTY
    WITHDRAWAL_CONFIRMATION = "撤回政府信息公开申请确认书", "告"
    LAPSE_NOTICE = "不再处理政府信息公开申请告知书", "告"
    DEFERRAL_NOTICE = "政府信息公开申请延迟答复告知书", "延"
    ALREADY_PUBLIC = f"{_REPLY}（已主动公开）", "答"
    DISCLOSURE = f"{_REPLY}（予以公开）", "答"
    ACCESS_TOLD = f"{_REPLY}（告知获取方式和时间）", "答"
    PARTIAL_DISCLOSURE = f"{_REPLY}（部分公开）", "答"
    REFUSAL = f"{_REPLY}（不予公开）", "答"
    REGISTRY_QUERY = f"{_REPLY}（行政查询事项）", "答"
    NOT_EXISTING = f"{_REPLY}（信息不存在）", "答"
    NOT_THIS_AGENCY = f"{_REPLY}（不属于本机关负责公开）", "答"
    NEEDS_MAKING = f"{_REPLY}（需要加工分析）", "答"
    STILL_UNCLEAR = f"{_REPLY}（补正后仍不明确）", "答"
    IN_ARCHIVES = f"{_REPLY}（已移交国家档案馆）", "答"
    NOT_GOVERNMENT_INFORMATION = f"{_REPLY}（不属于政府信息）", "答"
    OWN_FILE = f"{_REPLY}（查阅本人案卷）", "答"
    MIXED_REPLY = f"{_REPLY}（分项答复）", "答"
    REPEATED = f"{_NOTICE}（重复申请）", "告"
    PETITION = f"{_NOTICE}（不作为政府信息公开申请处理）", "告"
    PUBLICATION = f"{_NOTICE}（公开出版物）", "告"
    EXCESSIVE = f"{_NOTICE}（不予处理）", "告"
    CONFIRM_OR_REISSUE = f"{_NOTICE}（要求确认或者重新出具）", "告"
    OTHER_NOTICE = f"{_NOTICE}（其他处理）", "告"
    RECONSIDERATION_ANSWER = "行政复议答复书", "复答", Recipient.AGENCY
    DEFENCE_STATEMENT = "行政诉讼答辩状", "", Recipient.AGENCY
    RECORD_CORRECTION = "政府信息更正申请答复书", "答"
    CIRCULATION_SHEET = "政府信息公开申请分办单", "", Recipient.INTERNAL
    SECTION_FORM = "政府信息公开申请办理意见表", "", Recipient.INTERNAL
    URGING_NOTICE = "政府信息公开申请催办通知", "", Recipient.INTERNAL
    ITEM_REVIEW_SHEET = "拟公开政府信息逐项审查表", "", Recipient.INTERNAL
    SECRECY_REFERRAL = "报请确定能否公开的函", "请", Recipient.AGENCY
    CONFERENCE_RECORD = "政府信息公开会商审核记录", "", Recipient.INTERNAL
    COUNSEL_REFERRAL = "政府信息公开法律审核送审函", "", Recipient.INTERNAL
    LEGALITY_LIST = "政府信息公开答复合法性审查表", "", Recipient.INTERNAL
    CHASE_SHEET = "政府信息公开申请督办单", "", Recipient.INTERNAL
    ROUTING_SHEET = "政府信息公开申请答复呈批单（流转）", "", Recipient.INTERNAL
    APPROVAL_SHEET = "政府信息公开申请答复呈批单", "", Recipient.INTERNAL
    SEARCH_RECORD = "政府信息检索情况记录", "", Recipient.INTERNAL
    PROOF_OF_SERVICE = "送达回证", "", Recipient.INTERNAL
    MAILING_SLIP = "邮寄交寄单", "", Recipient.INTERNAL
    ENVELOPE = "信封", "", Recipient.INTERNAL
    EMS_LABEL = "邮政特快专递标签", "", Recipient.INTERNAL
    MAILING_REGISTER = "邮寄登记簿", "", Recipient.INTERNAL
    PHONE_RECORD = "电话记录", "", Recipient.INTERNAL
    CONTACT_RECORD = "与申请人沟通记录", "", Recipient.INTERNAL
    SCOPE_CONFIRMATION = "政府信息公开申请内容确认书", "", Recipient.INTERNAL
    ASSISTED_RECORD = "代为填写政府信息公开申请记录", "", Recipient.INTERNAL
    INTAKE_SLIP = "政府信息公开申请材料交接单", "", Recipient.INTERNAL
    ENQUIRY_LIST = "政策咨询台账", "", Recipient.INTERNAL
    TRAINING_RECORD = "政府信息公开业务培训记录", "", Recipient.INTERNAL
    DUTY_LEDGER = "年度工作任务台账", "", Recipient.INTERNAL
    OGI_GUIDE = "政府信息公开指南", "", Recipient.INTERNAL
    BULLETIN = "依申请公开工作通报", "", Recipient.INTERNAL
    FINDINGS_SHEET = "年度报告核查反馈表", "", Recipient.INTERNAL
    FILE_CONTENTS = "卷内目录", "", Recipient.INTERNAL
    END_SHEET = "备考表", "", Recipient.INTERNAL
    TIME_LIMIT_PROOF = "期限计算书", "", Recipient.INTERNAL

    def __init__(
        self, title: str, number_word: str, recipient: Recipient = Recipient.APPLICANT
    ) -> None:
        self.title = title
        self.number_word = number_word
        self.recipient = recipient

    @property
    def key(self) -> str:
        """The name of the template's file, without its ending."""
        return self.name.lower()

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
        return cls[key.upper()]
