"""The lists a clerk chooses from that no rule decides; each value is the words she reads."""

from datetime import date
from enum import Enum

from rules.law import Basis
from rules.provisions import Provision
from rules.reply_course import Answer as Opinion
from rules.reply_course import SearchOutcome as SearchResult

__all__ = [
    "AgencyRole",
    "ChallengeResult",
    "CorrectionDefect",
    "CourtStage",
    "EndGround",
    "HowReceived",
    "IdType",
    "Media",
    "ObtainBy",
    "Opinion",
    "Procedure",
    "RequestNature",
    "SearchResult",
    "ServiceMethod",
    "ThirdPartyKind",
]


class IdType(Enum):
    """The kind of proof of identity (条例29②(一))."""

    RESIDENT_ID = "居民身份证"
    CREDIT_CODE = "统一社会信用代码"
    PASSPORT = "护照"
    RESIDENCE_PERMIT = "港澳台居民居住证"
    HK_MACAO_PASS = "港澳居民来往内地通行证"
    TAIWAN_PASS = "台湾居民来往大陆通行证"
    FOREIGNERS_PERMANENT = "外国人永久居留身份证"
    MILITARY = "军人身份证件"
    OTHER = "其他"


class ObtainBy(Enum):
    """How the applicant wants to get the information (条例29②(三))."""

    POST = "邮寄"
    EMAIL = "电子邮件"
    COLLECT = "当面领取"
    FAX = "传真"
    ONLINE = "网上平台"
    ON_SITE = "现场查阅"


class Media(Enum):
    """The form the applicant wants the information in (条例29②(三))."""

    PAPER = "纸质"
    ELECTRONIC = "电子文件"
    DISC = "光盘等载体"
    ANY = "不限"


class ServiceMethod(Enum):
    """How a letter is served; the method decides which day counts (国办公开办函〔2016〕235号四)."""

    POST = "邮寄（邮政企业）"
    BY_HAND = "直接送达"
    ENTRUSTED = "委托送达"
    EMAIL = "电子邮件"
    ONLINE = "网上平台"

    @property
    def day_label(self) -> str:
        """What the day that counts is called for this method."""
        return _SERVICE_DAY[self]

    def day_basis(self, day: date) -> str:
        """Return where it is written which day counts, as it stood on a day."""
        if self.is_electronic:
            return f"电子送达没有专门规定，参照{Provision.SERVED_ELECTRONICALLY.on(day).short}"
        return Provision.DAY_OF_SERVICE.on(day).short

    @property
    def is_signed_for(self) -> bool:
        """Whether the day that counts is the one on which somebody signed."""
        return self in (ServiceMethod.BY_HAND, ServiceMethod.ENTRUSTED)

    @property
    def is_received_at_once(self) -> bool:
        """Whether the day that counts is that of receipt: signed for, or sent electronically."""
        return self.is_signed_for or self.is_electronic

    @property
    def is_electronic(self) -> bool:
        """Whether the letter must name the reconsideration body's internet address."""
        return self in (ServiceMethod.EMAIL, ServiceMethod.ONLINE)


_SERVICE_DAY = {
    ServiceMethod.POST: "交邮日期",
    ServiceMethod.BY_HAND: "签收日期",
    ServiceMethod.ENTRUSTED: "签收日期",
    ServiceMethod.EMAIL: "发送日期",
    ServiceMethod.ONLINE: "发送日期",
}


class HowReceived(Enum):
    """How a letter came into its addressee's hands (民诉法88—95, by analogy)."""

    ADDRESSEE = "本人签收"
    FAMILY = "成年家属代收"
    MAILROOM = "收发部门签收"
    AGENT = "代理人或者代收人签收"
    GUARDIAN = "法定代理人（监护人）签收"
    THROUGH = "转交（监所、部队、所在单位）"
    SYSTEM = "到达电子系统"
    REFUSED = "拒收，留置送达"
    ANNOUNCED = "公告，期满视为送达"
    PRESUMED = "推定收到（平常信函、投递记录）"

    @property
    def is_presumed(self) -> bool:
        """Whether nobody signed, so that the ground for taking it as received is told."""
        return self in (HowReceived.REFUSED, HowReceived.ANNOUNCED, HowReceived.PRESUMED)

    @property
    def names_somebody(self) -> bool:
        """Whether somebody else than the addressee took it, who is named."""
        return self in _TAKEN_BY_ANOTHER

    @property
    def basis(self) -> Basis:
        """Where this way is written; guardians in the interpretation, the rest by analogy."""
        if self is HowReceived.GUARDIAN:
            return Provision.DAY_OF_SERVICE
        return _RECEIVED_UNDER.get(self, Provision.SIGNED_FOR)


_TAKEN_BY_ANOTHER = (
    HowReceived.FAMILY,
    HowReceived.AGENT,
    HowReceived.GUARDIAN,
    HowReceived.THROUGH,
)
_RECEIVED_UNDER = {
    HowReceived.REFUSED: Provision.LEFT_BEHIND,
    HowReceived.SYSTEM: Provision.RECEIVED_BY_SYSTEM,
    HowReceived.PRESUMED: Provision.ENTRUSTED_OR_POSTED,
    HowReceived.THROUGH: Provision.PASSED_ON,
    HowReceived.ANNOUNCED: Provision.ANNOUNCED,
}


class RequestNature(Enum):
    """What is asked for: information, or the correction of a record (条例41), counted apart."""

    INFORMATION = "政府信息公开申请"
    CORRECTION = "更正政府信息记录的申请"


class EndGround(Enum):
    """Why a request ends without a reply; the value is what a list shows."""

    WITHDRAWN = "申请人撤回申请"
    DIED = "申请人死亡"
    DISSOLVED = "申请单位终止，没有权利义务承受人"


class CorrectionDefect(Enum):
    """What is to be corrected in a request (条例29②、30); the value is what a list shows."""

    IDENTITY = "没有附身份证明", "没有附身份证明", "没有附身份证明"
    CONTACT = "没有写明有效的联系方式", "没有写明有效的联系方式", "没有写明有效的联系方式"
    FORM = "没有写明获取方式、途径", "没有写明获取信息的方式、途径", "没有写明获取信息的方式、途径"
    AGENT = "代理手续不全", "代理手续不全", "没有附授权委托书或者代理人的身份证明"
    CONTENT = "申请内容不明确", "内容不明确", "内容尚不明确，本机关难以据此查找"

    def __init__(self, label: str, short: str, phrase: str) -> None:
        self.label = label
        self.short = short
        self.phrase = phrase


class ThirdPartyKind(Enum):
    """What a third party is; it decides whether a letter says 你 or 你单位 (条例32)."""

    NATURAL_PERSON = "个人"
    BODY = "法人或者其他组织"


class AgencyRole(Enum):
    """Why another agency is asked; silence of a joint maker means consent (条例34)."""

    JOINT_MAKER = "共同制作机关"
    OTHER = "其他有关机关"


class CourtStage(Enum):
    """Whether a suit came straight to court or after reconsideration (年报表四)."""

    DIRECT = "未经复议直接起诉"
    AFTER_RECONSIDERATION = "复议后起诉"


class Challenged(Enum):
    """What a reconsideration or a suit is about: a reply need not have been served for it."""

    REPLY = "对答复不服"
    SILENCE = "认为逾期未答复"
    OTHER = "对其他处理不服"


class Instance(Enum):
    """Which court spoke; first and second instance are one suit (年报表四)."""

    FIRST = "一审"
    SECOND = "二审"
    RETRIAL = "再审"


class OrderWay(Enum):
    """How an earlier reply came to be set aside."""

    SET_ASIDE = "撤销或者确认违法，责令重新答复"
    CHANGED = "变更，由本机关执行"
    MEDIATED = "调解或者和解，约定重新答复"
    OWN = "本机关自行纠正"


class Procedure(Enum):
    """The procedure of a reconsideration, which decides the days to answer it."""

    ORDINARY = "普通程序"
    SIMPLE = "简易程序"


class ChallengeResult(Enum):
    """How a reconsideration or suit ended, as table 4 counts it."""

    UPHELD = "结果维持"
    CORRECTED = "结果纠正"
    OTHER = "其他结果"
