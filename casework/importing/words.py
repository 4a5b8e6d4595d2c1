"""What the words in a ledger mean: who asks, by which way, what was replied, how it was served."""

import re
from functools import lru_cache

from forms.choices import CourtStage, Media, ObtainBy, Opinion, ServiceMethod
from forms.names import KEPT, first_of, tidy, words_for
from rules.outcomes import Outcome
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import ROWS

_CHANNELS = words_for(
    (Channel.EMAIL, "邮箱|电子邮件|e-?mail|@"),
    (Channel.FAX, "传真"),
    (Channel.FORWARDED, "转来|转办|转交|转送|上级|交办"),
    (Channel.ORDINARY_POST, "平信|平常信|平邮|普通信"),
    (Channel.INTERNET, "网|平台|在线|线上|互联|门户|系统|小程序|app|电子渠道"),
    (Channel.SIGNED_POST, "邮寄|邮政|邮递|信函|来信|ems|挂号|快递|信件|寄|邮"),
    (Channel.ORAL, "口头|电话"),
    (Channel.IN_PERSON, "当面|现场|窗口|来访|上门|递交|直接|当场|自行|面交|到场|书面"),
)
_OBTAIN_BY = words_for(
    (ObtainBy.EMAIL, "邮箱|电子邮件|e-?mail"),
    (ObtainBy.FAX, "传真"),
    (ObtainBy.ONLINE, "网|平台|在线|下载"),
    (ObtainBy.ON_SITE, "查阅|抄录|阅览"),
    (ObtainBy.COLLECT, "领取|自取|当面|自行|现场"),
    (ObtainBy.POST, "邮|寄|快递|信函"),
)
_MEDIA = words_for(
    (Media.DISC, "光盘|磁盘|u盘|优盘"),
    (Media.PAPER, "纸|复印|书面"),
    (Media.ELECTRONIC, "电子|邮件|扫描"),
    (Media.ANY, "不限|均可|其他"),
)
_SERVICE = words_for(
    (ServiceMethod.EMAIL, "邮箱|电子邮件|e-?mail"),
    (ServiceMethod.ONLINE, "网|平台|在线|线上|系统|短信"),
    (ServiceMethod.ENTRUSTED, "委托"),
    (ServiceMethod.POST, "邮|ems|挂号|快递|寄|信函"),
    (ServiceMethod.BY_HAND, "当面|直接|现场|领取|自取|面交|窗口|当场|签收"),
)
_OPINIONS = words_for(
    (Opinion.PARTLY, "部分(?:不同意|同意|不?公开)|(?<!不)同意公开.{0,6}部分"),
    (Opinion.REFUSE, "不同意|(?<!不)反对|(?<!不)拒绝|不公开|不予公开"),
    # 未同意 is no consent, and may be no refusal either: nobody has answered.
    (Opinion.CONSENT, "(?<!未)(?<!没有)(?<!没)(?<!未予)同意|可以公开|不反对|[无没]有?异议"),
)


@lru_cache(maxsize=KEPT)
def channel_of(text: str) -> Channel | None:
    """Return the channel some words mean, None where they mean none."""
    words = tidy(text)
    exact = next((one for one in Channel if words in (tidy(one.value), one.name)), None)
    return exact or first_of(_CHANNELS, words)


@lru_cache(maxsize=KEPT)
def obtain_by_of(text: str) -> ObtainBy | None:
    """Return how the applicant wants the information, None where the words do not say."""
    return first_of(_OBTAIN_BY, tidy(text))


@lru_cache(maxsize=KEPT)
def media_of(text: str) -> Media | None:
    """Return in which form the applicant wants the information, None where it is not said."""
    return first_of(_MEDIA, tidy(text))


@lru_cache(maxsize=KEPT)
def service_of(text: str) -> ServiceMethod | None:
    """Return how a reply was served, None where the words do not say."""
    return first_of(_SERVICE, tidy(text))


@lru_cache(maxsize=KEPT)
def opinion_of(text: str) -> Opinion | None:
    """Return what a consulted side answered, None where the words do not say."""
    return first_of(_OPINIONS, tidy(text))


def court_stage_of(text: str) -> CourtStage | None:
    """Return which group of table 4 a suit belongs to, None where the words do not say."""
    words = tidy(text)
    if _NOT_RECONSIDERED.search(words):
        return CourtStage.DIRECT
    if _RECONSIDERED.search(words):
        return CourtStage.AFTER_RECONSIDERATION
    return CourtStage.DIRECT if "直接" in words else None


_NOT_RECONSIDERED = re.compile("(?:未|不|没有?)(?:经过?|申请|提起)?(?:行政)?复议")
_RECONSIDERED = re.compile("复议.{0,6}后|[经先](?:行政)?复议")


_REPLIES = words_for(
    (ReplyKind.WITHDRAWN, "撤回|撤销申请|主动撤|申请人撤|放弃申请"),
    (
        ReplyKind.PARTLY,
        "部分.{0,6}(?:公开|提供|答复)|(?:公开|提供|答复).{0,4}部分|部分(?:予以)?公开|区分处理|部分提供|部分不予?公开|部分(?:信息)?予以",
    ),
    (ReplyKind.PARTLY, "(?:隐去|遮盖|遮挡|屏蔽|涂黑|去除|删除|脱敏).{0,16}后.{0,4}(?:公开|提供)"),
    (
        ReplyKind.CORRECTION_LAPSED,
        "(?:逾期|未|不).{0,8}补正.{0,4}(?:不再|视为|$)|逾期(?:不|未|没有)补正|不补正|未补正|未按.{0,6}补正",
    ),
    (ReplyKind.FEE_LAPSED, "(?:逾期|未|不).{0,12}(?:缴|交)(?:纳|费)"),
    (ReplyKind.STILL_UNCLEAR, "不明确|不清楚|无法明确"),
    (ReplyKind.CONFIRM_OR_REISSUE, "重新出具|要求.{0,8}确认"),
    (ReplyKind.EXCESSIVE, "大量反复|大量.{0,4}申请|频次|明显超过合理|反复申请"),
    (ReplyKind.NOT_GOVERNMENT_INFORMATION, "不(?:属于|是)政府信息|非政府信息"),
    (
        ReplyKind.REFUSED_STATE_SECRET,
        "(?<!不属于)(?<!不涉及)(?<!非)国家秘密|(?<!不)(?<!非)涉密|秘密文件",
    ),
    (ReplyKind.REFUSED_BARRED_BY_LAW, "禁止公开|法定禁止"),
    (ReplyKind.REFUSED_SECURITY_OR_STABILITY, "三安全|社会稳定|公共安全|国家安全|经济安全"),
    (ReplyKind.REFUSED_THIRD_PARTY_RIGHTS, "商业秘密|隐私|第三方|个人信息|他人合法权益"),
    (
        ReplyKind.REFUSED_INTERNAL_AFFAIRS,
        "内部(?:事务|管理|信息|工作)|人事管理|后勤管理|三类内部",
    ),
    (
        ReplyKind.REFUSED_WORKING_PAPERS,
        "过程性|讨论记录|过程稿|磋商信函|请示报告|过程信息|四类过程",
    ),
    (ReplyKind.OWN_FILE, "本人案卷|查阅案卷"),
    (ReplyKind.REFUSED_ENFORCEMENT_FILE, "执法案卷|案卷信息|行政执法"),
    (ReplyKind.REGISTRY_QUERY, "行政查询|查询事项|登记资料|登记查询"),
    (ReplyKind.IN_ARCHIVES, "档案馆|已移交"),
    (ReplyKind.PARTY_INFORMATION, "党组织|党政|党务|党委信息"),
    (ReplyKind.WOULD_HAVE_TO_BE_MADE, "加工|另行制作|现成信息|汇总|需要?分析|需要?制作"),
    (
        ReplyKind.NOT_THIS_AGENCY,
        "(?:不属于|不属|非|不是|不在|不归)(?:由)?(?:本|我|该)(?:机关|单位|局|部门|委|厅|办|县|市|区|镇|街道|级)"
        "|非本机关|职权范围|职责范围|不属于.{0,6}(?:职责|职权|公开范围|负责)",
    ),
    (
        ReplyKind.NOT_EXISTING,
        "不存在|不掌握|未制作|未获取|未保存|未查到|未检索|没有.{0,6}信息|无此信息",
    ),
    (ReplyKind.PETITION_OR_COMPLAINT, "信访|举报|投诉"),
    (
        ReplyKind.NOT_THIS_AGENCY,
        "向(?!申请人|其(?!他)).{1,15}(?:申请|咨询|查询|了解|提出|反映)"
        "|由(?!本|我).{1,12}(?:局|委|厅|部门|机关|单位|政府)(?:负责)?公开",
    ),
    (ReplyKind.ENQUIRY, "咨询"),
    (ReplyKind.REPEATED, "重复"),
    (ReplyKind.PUBLICATION, "出版物|公报|报刊|书籍"),
    (
        ReplyKind.TRANSFERRED,
        "转送|转交|转办|移送|转.{0,10}(?:办理|处理)"
        "|^(?:已)?转(?:至|给)?.{1,12}(?:局|委|单位|部门|机关|政府|厅|办|镇|街道)$",
    ),
    (ReplyKind.MERGED, "并案|合并|并入|一并(?:办理|答复)"),
    (ReplyKind.RECORD_CORRECTION, "更正"),
)
# Grounds that were looked at and not found, third parties heard: none of them is the reply.
_GROUND = (
    "国家秘密|工作秘密|商业秘密|个人隐私|隐私|个人信息|过程性信息|内部(?:事务|管理)信息|(?:行政)?执法案卷(?:信息)?"
    "|三安全一稳定|第三方(?:合法)?权益"
)
_TAKEN_UP = re.compile(
    f"(?:不|未|没有|无|非)(?:属于?|涉及|含有?|存在|是|构成)?(?:{_GROUND})(?:(?:[、,和及或者以]|也不涉及)*(?:{_GROUND}))*"
    "|不(?:是|属于|构成)重复(?:申请)?|不(?:需要?|用)(?:另行)?(?:加工|制作|汇总|分析)(?:、?(?:加工|制作|汇总|分析))*"
    "|(?:已|经|依法|书面)*(?:征求|听取|征询)了?第三方的?意见后?"
    "|(?:已|经|征得|取得|获得)*第三方(?:已|均|书面|表示|回复|答复)*同意后?"
    "|第三方(?:逾期|期限?内)?(?:未|没有)(?:答复|回复|反馈|提出)(?:书面)?(?:意见)?"
)
# What is disclosed may be a record of a talk, or what came of a complaint: 公开讨论记录 gives it.
_ONLY_GIVES = re.compile(
    "^(?:已|依法|全部|决定|同意|汇总后|更正后|加工后)*(?:予以)?(?:公开|提供)(?!出版|发行|刊物|报刊|途径|渠道)"
)
_GIVES_NOT_ALL = re.compile("[不未没无非拒转涉撤除隐遮]|属于|部分|告知|重复|并案|合并|一并|区分")
_ANY_WORD = re.compile(r"\w")
# Said of all eight, three or five rows of a group at once: which one, the words do not say.
_TOO_WIDE = re.compile(
    "(?:不|未|拒绝|无法|不能|不应|不宜|不得|没有|免|暂缓|暂不|不便)(?:予以?|对外|宜|便|再)?"
    "(?:公开|提供|答复|受理|同意)|不予?公开|不公开|拒绝公开|不同意公开|无法提供|不予提供|不予处理|不予办理|不予答复"
)
_GIVEN = words_for(
    (ReplyKind.ALREADY_PUBLIC, "主动公开|已公开|告知.{0,4}(?:途径|网址|查询)|网站查询"),
    (ReplyKind.ACCESS_TOLD, "告知.{0,8}(?:时间|方式)"),
    (ReplyKind.PROVIDED, "公开|提供|同意"),
    (ReplyKind.OTHERWISE, "其[他它](?:情形|处理|情况|答复)?$|终止|终结|不再处理"),
)
_DISCLOSES = re.compile("(?<!不)予以?公开|(?<!不)同意公开|依法公开|已提供")
_ROW_NUMBER = re.compile(r"第?(\d{1,2})行?$")
_ARTICLE = re.compile(
    r"第?(\d{2}|[一二三四五六七八九十]{2,3})条"
    r"(?:第?([一二12])款)?(?:第?[(（]?([一二三四五六七]|[1-7])[)）]?项)?"
)
_BY_ARTICLE = {
    ("15", ""): ReplyKind.REFUSED_THIRD_PARTY_RIGHTS,
    ("16", "1"): ReplyKind.REFUSED_INTERNAL_AFFAIRS,
    ("35", ""): ReplyKind.EXCESSIVE,
    ("36", "1"): ReplyKind.ALREADY_PUBLIC,
    ("36", "2"): ReplyKind.PROVIDED,
    ("36", "4"): ReplyKind.NOT_EXISTING,
    ("36", "5"): ReplyKind.NOT_THIS_AGENCY,
    ("36", "6"): ReplyKind.REPEATED,
    ("36", "7"): ReplyKind.REGISTRY_QUERY,
    ("37", ""): ReplyKind.PARTLY,
    ("38", ""): ReplyKind.WOULD_HAVE_TO_BE_MADE,
    ("39", "1"): ReplyKind.PETITION_OR_COMPLAINT,
    ("39", "2"): ReplyKind.PUBLICATION,
}


def reply_of(*texts: str) -> ReplyKind | None:
    """Return the kind of reply the first telling of some texts means, None where none tells."""
    for text in texts:
        kind = _reply(tidy(text))
        if kind is not None:
            return kind
    return None


@lru_cache(maxsize=KEPT)
def _reply(words: str) -> ReplyKind | None:
    if not words:
        return None
    row = None if words.isdigit() else outcome_of_row(words)
    if row is not None:
        return default_reply(row)
    for kind in ReplyKind:
        if words in (tidy(kind.label), kind.name):
            return kind
    rest = _TAKEN_UP.sub("", words)
    if rest != words:
        said = _reply(rest)
        if said is not None or not _ANY_WORD.search(rest):
            return said
    if _ONLY_GIVES.search(words) and not _GIVES_NOT_ALL.search(words):
        return first_of(_GIVEN, words)
    found = first_of(_REPLIES, words)
    if found is not None:
        gives = _DISCLOSES.search(words) and found.outcome.is_refusal
        return ReplyKind.PARTLY if gives else found
    by_article = _of_article(words)
    if by_article is not None:
        return by_article
    return None if _TOO_WIDE.search(words) else first_of(_GIVEN, words)


def _of_article(words: str) -> ReplyKind | None:
    for match in _ARTICLE.finditer(words):
        article = match[1] if match[1].isdigit() else _digits(match[1])
        part = match[3] or match[2] or ""
        part = part if part.isdigit() or not part else _digits(part)
        kind = _BY_ARTICLE.get((article, part)) or _BY_ARTICLE.get((article, ""))
        if kind is not None:
            return kind
    return None


def _digits(words: str) -> str:
    values = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
    tens, ten, ones = words.partition("十")
    if not ten:
        return str(values.get(words, 0))
    return str(values.get(tens, 1) * 10 + values.get(ones, 0))


@lru_cache(maxsize=KEPT)
def outcome_of_row(words: str) -> Outcome | None:
    """Return the outcome the official words or the number of a row of table 3 name."""
    words = tidy(words)
    numbered = _ROW_NUMBER.fullmatch(words)
    if numbered:
        number = int(numbered[1])
        return Outcome.of_row(number) if 3 <= number <= 23 else None
    bare = _bare(words)
    for row in ROWS[2:23]:
        if bare in (_bare(row.words), _bare(row.group + row.item), _bare(row.item or row.group)):
            # “其他” alone may be any group's; the rest of the official words stand for one row.
            return Outcome.of_row(row.number)
    return next((one for one in Outcome if words == one.label and one.row != 23), None)


def _bare(words: str) -> str:
    words = re.sub(r"[\W_]", "", tidy(words))
    return re.sub(r"^(?:三?本年度办理结果)?[一二三四五六七]?(?=[不予部无其])", "", words).lstrip(
        "12345678"
    )


def default_reply(outcome: Outcome) -> ReplyKind:
    """Return the ordinary kind of reply counted in a row of the report."""
    return _ORDINARY.get(outcome) or next(one for one in ReplyKind if one.outcome is outcome)


_ORDINARY = {
    Outcome.DISCLOSED: ReplyKind.PROVIDED,
    Outcome.OTHERWISE_CLOSED: ReplyKind.OTHERWISE,
}
_CLOSED = re.compile("办结|已答复|完成|归档|结案|终结|已处理|已回复|已公开|已结|完结|办毕")
_NOT_CLOSED = re.compile("未|正在|办理中|处理中|待|在办|流转|审核中|期限内")
# Done with, and only not late, not filed yet: 已办结（未逾期）, 在法定期限内办结.
_CLOSED_AND = re.compile(
    "(?:未|没有?)(?:逾期|超期|超时|归档)|待归档|期限内(?=已?(?:办结|答复|办理?完|回复|完成))"
)


_STILL_OPEN = re.compile(
    "在办|办理中|处理中|进行中|正在|承办中|流转中|审核中|审查中|审批中|拟稿|征求意见中|待(?:答复|办|处理|回复|补正|审|定)|"
    "未(?:办结|答复|到期|回复|办理完)|尚未|^(?:[仍尚还]?在)?(?:办理|答复|法定)?期限内(?!已?(?:办结|答复|办理?完|回复|完成))|跟踪|^未$|^否$"
)


_LONGEST_STATE = 10


def is_group_of_replies(words: str) -> bool:
    """Tell whether words name a group of replies and none of it: 不予公开, 无法提供."""
    return _TOO_WIDE.fullmatch(tidy(words)) is not None


def is_name_of_reply(words: str) -> bool:
    """Tell whether words do no more than name a kind of reply: 不予公开, 答复：信息不存在."""
    plain = tidy(words)
    return (
        len(plain) <= _LONGEST_STATE
        or outcome_of_row(plain) is not None
        or any(plain == tidy(kind.label) for kind in ReplyKind)
    )


def is_open(words: str) -> bool:
    """Tell whether words say that the request is still being dealt with: 在办, 尚未答复."""
    plain = tidy(words)
    # A reply may speak of 正在制作的信息; what only says that it is open is short.
    return len(plain) <= _LONGEST_STATE and bool(_STILL_OPEN.search(plain))


def is_closed(status: str) -> bool:
    """Tell whether a status says that the request is done with."""
    words = tidy(status)
    said = _CLOSED_AND.sub("", words)
    return bool(_CLOSED.search(said)) and not _NOT_CLOSED.search(said)
