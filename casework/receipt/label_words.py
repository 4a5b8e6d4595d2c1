"""What a label asks for, and of whom: 代理人电话 is a phone, and not the applicant's."""

import re
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from casework.receipt.plain_questions import meant_by, without_politeness
from forms.labels import fields_by_label, folded, plain_label


class Party(Enum):
    """Whom a form or letter speaks of; the value is how what was not placed is named."""

    APPLICANT = "申请人"
    JOINT = "共同申请人"
    AGENT = "代理人"
    CONTACT = "联系人"
    AGENCY = "被申请机关"
    OTHER = "其他人"


class AskedFor(NamedTuple):
    """What a label asks for: a field of the registration, or a word for what has none.

    `rank` orders labels of one field: the lowest wins.
    """

    field: str
    party: Party = Party.APPLICANT
    rank: int = 0
    is_loose: bool = False


# What forms ask for and the registration has no field for: known, and shown as not placed.
PURPOSE, WORK_UNIT, SIGNED_ON, RECEIVED_ON = "purpose", "work_unit", "signed_on", "received_on"
SIGNATURE, REASONS, ASIDE, NAME = "signature", "reasons", "aside", "name"
MULTI_LINE = frozenset(("information_sought", PURPOSE, REASONS, ASIDE))
CHOSEN = frozenset(("id_type", "obtain_by", "media", "channel", "applicant_kind"))

_PARTIES = (
    (Party.AGENCY, r"被申请人?(?:的)?(?:机关|单位|部门|行政机关)?|被申请公开(?:机关|单位)|"
                   r"受理(?:机关|单位|机构|部门)"
                   r"|义务(?:机关|人|主体)|行政机关|收文(?:机关|单位)|答复(?:机关|单位)|"
                   r"公开(?:机关|义务机关|义务人)"
                   r"|接收(?:机关|单位)|收(?:件|函)(?:机关|单位)|致|呈|被告|主送(?:机关|单位)?"),
    (Party.JOINT, r"(?:共同|其他|联名|另一)申请人|第[二三四五六七八九十]申请人|"
                  r"申请人(?:[二三四五六七八九十]|[2-9]|1\d)"),
    (Party.AGENT, r"(?:委托|法定|申请|诉讼|指定|特别授权)*代理人(?:[一二三1-3])?|受(?:委)?托人|"
                  r"被委托人|监护人"
                  r"|代办人|代理(?:律师|机构|单位)|代理"),
    (Party.OTHER, r"第三(?:方|人)|利害关系人|证人|承办人|受理人|登记人|收件登记人|填表人|被征收人"),
    (Party.CONTACT, r"联系人|收件人|收信人|联络人|收货人|经办人"),
    (Party.APPLICANT, r"(?:第一|首位)?申请(?:人|者|单位|主体|公民)(?:[一1])?|公民|自然人|个人|本人"
                      r"|法人(?:或(?:者)?)?(?:其他)?(?:非法人)?(?:组织)?|单位|企业|机构|组织|"
                      r"委托人|发(?:件|信|函)(?:人|单位)|寄(?:件|信)(?:人|单位)|写信人|来(?:信|函)(?:人|单位)"),
)  # fmt: skip
_PARTY = [(party, re.compile(rf"(?:{words})(?:的|之)?")) for party, words in _PARTIES]

# What is left of a label without whose it is, matched whole and in this order.
_ASKED = tuple(
    (field, rank, re.compile(pattern))
    for field, rank, pattern in (
        (SIGNED_ON, 0, r"(?:applicationd|d)ate(?:ofapplication)?"
                       r"|(?:提出)?(?:申请|填表|填写|签署|落款|提交|递交)(?:日期|日)|日期|"
                       r"申请日期年月日"),
        (RECEIVED_ON, 0, r"(?:收到|收文|签收|接收|收件|受理|到达|来文|登记|"
                         r"收讫)(?:申请)?(?:日期|日)"),
        (PURPOSE, 0, r"(?:所需)?(?:信息)?(?:的)?(?:使用)?(?:用途|用处)(?:说明|描述)?|(?:使用|"
                     r"申请)目的"),
        ("address", 0, r"(?:答复|回复|结果|信息|材料|文书|复印件)?"
                       r"请(?:.{1,4}或者?)?(?:邮|回)?寄(?:送)?(?:至|到|往|给|回)?"),
        (ASIDE, 0, r"(?:申请人?|所需|信息|是否|有无|其[他它]|相关|身份|单位|的|请|注|主要|特殊|"
                   r"免除|本|收费|公民)*(?:索取号|索引号|减免|免除费用|费用|备注|说明|备考|注意|"
                   r"须知|承诺|"
                   r"声明|性别|民族|出生|年龄"
                   r"|职务|职业|学历|国籍|籍贯|政治面貌|传真|编号|附件|材料|证明|抄送|主题|关系|"
                   r"特殊需求|处理意见"
                   r"|审核|审批|经办|承办|受理(?!方式|途径|渠道|形式)|回执|受托权限|代理权限|权限|律师证|执业证|签收|"
                   r"与申请).{0,8}|其[他它]特征"),
        (WORK_UNIT, 0, r"(?:工作|所在|就职)单位(?:名称)?|单位及职务"),
        (REASONS, 0, r"(?:申请)?(?:事实)?(?:与|和|及|、)?(?:的)?(?:理由|原因|依据|事由)|"
                     r"事实理由|申请依据|事实与理由"
                     r"|事实和理由|申请背景|背景|基本情况|情况说明|法律依据"),
        ("document_number", 0, r"(?:所需)?(?:信息|文件|公文|材料|涉及)?(?:的)?(?:文号|发文字号|"
                               r"文件号|文件编号|字号)"),
        ("document_title", 0, r"(?:所需)?(?:信息|文件|公文|材料|涉及文件)(?:的)?(?:名称|标题)|"
                              r"(?:所涉)?文件(?:名|名称|标题)"),
        ("id_type", 0, r"(?:有效)?(?:身份)?(?:证件|证照)(?:的)?(?:名称|类型|种类|类别)"),
        ("id_number", 0, r"(?:有效)?(?:居民|公民)?(?:身份证件?|证件|证照|护照|"
                         r"身份)(?:的)?(?:号码?|编号|及号码|名称及号码|类型及号码|号码及名称)"
                         r"|(?:统一)?社?会?信用代码(?:证?号?)|"
                         r"(?:组织)?机构(?:信用)?代码(?:证?号?码?)?|身份证(?:号码?)?|护照号?码?"
                         r"|(?:统一社会)?信用代码|(?:工商)?(?:营业)?执照(?:注册)?(?:号码?|信息|"
                         r"编号)|登记证号|公民身份号码|注册号"
                         r"|证件名称及(?:证件)?号码?|港澳台?(?:居民)?(?:居住证|通行证)号?码?|"
                         r"社会信用代码组织机构代码"),
        ("email", 0, r"(?:联系)?(?:(?:电子)?(?:邮箱|邮件)|电子信箱)(?:地址|账号)?|e?mail(?:地址)?|"
                     r"电邮(?:地址)?|qq邮箱|单位邮箱"),
        ("postcode", 0, r"(?:单位|通信|通讯|联系|收件)?(?:地址)?(?:邮编|邮政编码|邮政编号)"),
        ("phone", 0, r"(?:单位|联系|移动|固定|办公|家庭|个人|常用)*(?:电话|手机|电话号码|手机号|"
                     r"手机号码|联系方式|联系号码|固话|座机|"
                     r"tel|mobile|telephone|phone|phonenumber|mobilephone|contactnumber|telno)"
                     r"(?:号码?|号)?(?:或手机|或电话|及手机|手机号?)?(?:1|一)?"),
        ("address", 0, r"(?:联系|通信|通讯|邮寄|收件|收信|送达|邮政|寄送|"
                       r"投递)(?:人)?(?:的)?(?:地址|地点)(?:及邮编|邮编)?|地址邮编"),
        ("address", 1, r"(?:单位|详细|办公|公司)?(?:地址)"),
        ("address", 2, r"(?:现|家庭|经常|实际)?(?:住|居住|常住|暂住)(?:址|所|所地|地|地址|在|"
                       r"于)?|(?:经常|现)?居住地(?:址)?|家住|住所|注册地(?:址)?|"
                       r"现居(?:住)?(?:于|在|地)?"),
        ("address", 3, r"户籍(?:所在)?(?:地址?|地)?|户口(?:所在)?地(?:址)?|身份证(?:件)?(?:住址|"
                       r"地址)"),
        ("representative", 0, r"(?:法定代表人|法人代表|法人|负责人|主要负责人|"
                              r"法定代表人负责人)(?:或(?:主要)?负责人)?(?:的)?(?:姓名|"
                              r"名称)?(?:及职务)?"),
        ("mail_number", 0, r"(?:ems|邮件|快递|挂号|邮寄|来件)*(?:单号|运单号|快递号|邮件号)"),
        ("obtain_by", 0, r"(?:所需)?(?:信息)?(?:的)?(?:获取|取得|领取|获得|接收|送达|答复|递送|"
                         r"寄送|希望获取|拟获取)(?:所需)?(?:信息|答复|文书|结果|"
                         r"政府信息)?(?:的)?(?:方式|途径|形式|渠道)(?:及地址)?"
                         r"|(?:选择)?获取.{0,6}(?:方式|途径)"),
        ("media", 0, r"(?:所需)?(?:信息)?(?:的)?(?:指定)?(?:提供|载体|介质|公开|答复提供|"
                     r"希望提供)(?:信息)?(?:的)?(?:方式|形式|载体|类型|介质)?|.*(?:载体|"
                     r"介质)(?:形式|类型|要求)?"),
        ("channel", 0, r"(?:申请|提交|递交|提出|来件|接收|收件|受理)(?:的)?(?:方式|途径|渠道|"
                       r"形式)"),
        ("applicant_kind", 0, r"申请(?:人|主体|者)?(?:的)?(?:类别|类型|性质|身份|属性)|(?:主体|"
                              r"人员)(?:类别|类型)"),
        ("information_sought", 0, r".*特征(?:性)?(?:的)?描述.*"
                                  r"|(?:请求|要求|需要|需|拟|欲|现)?(?:申请|请求|要求|所需|需要|"
                                  r"索取|依法)?(?:公开|获取|查询|查阅|"
                                  r"提供)?(?:的)?(?:政府)?(?:信息)?(?:的)?(?:具体)?(?:内容|事项|"
                                  r"信息|请求)"
                                  r"(?:的)?(?:具体)?(?:内容|事项|名称|描述|情况|要求|如下|标题|"
                                  r"清单)*(?:为|是)?"
                                  r"|(?:所需|申请|需要|要求|请求)(?:公开|获取|"
                                  r"提供)?(?:的)?(?:政府)?(?:信息|内容|事项|材料|文件|"
                                  r"资料)(?:的)?(?:情况|内容|名称|描述|如下|具体内容|目录|"
                                  r"及内容|清单|列表|明细|为|是)*"
                                  r"|(?:请求|申请|要求)(?:公开|获取|查阅|提供)|(?:申请|请求|"
                                  r"诉求)(?:事项|内容|目的)?(?:如下)?"),
        ("contact", 0, r"联系人(?:姓名)?"),
        ("id_number", 0, r"(?:passport|id|idcard|identity)(?:no|number|cardno|cardnumber)?"),
        ("address", 0, r"(?:mailing|postal|home)?address"),
        ("information_sought", 0, r"(?:information|documents?)(?:requested|sought|required)"
                                  r"|(?:requested|required)information|descriptionofinformation"),
        (NAME, 0, r"applicant|(?:applicants?)?(?:full)?name|(?:姓名|名称|姓名或名称|姓名名称|"
                  r"名称或姓名|全称|姓名单位名称|单位名称|单位|"
                  r"名字|名|基本信息|信息)(?:姓名)?(?:1|一)?"),
    )
)  # fmt: skip
# Words that open a label and are nobody's: 1. 二、 （三） ★
_ORDINAL = re.compile(
    r"^[\s*★●◆■▪·•\-—]*(?:(?:[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]"
    r"|第?[一二三四五六七八九十]{1,3}\s*[、.．:：]|\d{1,2}\s*(?:[、．]|\.(?!\d))|[①-⑳])\s*)"
)
# Who by law acts for a minor is no agent somebody chose.
_GUARDIAN = re.compile(r"监护人|(?<!指定)法定代理人")
_SIGNED = re.compile(r"签名|签字|签章|盖章|捺印|手印|落款")
_SIGNED_BY = re.compile(
    r"(?:诉讼|家长|业主|村民)?代表(?!人)|签名|签字|签章|盖章|捺印|手印|落款|印章|申请人?|代理人|法定代表人|负责人|法人|单位|公章|"
    r"姓名|名称|本人|日期"
    r"|[及或者和、处栏并加盖的按请]|经办人|委托"
)
# Headings of a part of the form, no label of a field.
_HEADING = re.compile(
    r"(?:申请人|申请者|公民|法人.*组织|单位|.*(?:代理人|受托人|监护人|共同申请人|其他申请人|"
    r"被申请人|受理机关|第三人|第三方|利害关系人|联系人))(?:基本)?(?:信息|情况|资料)(?:栏)?"
    r"|所需信息情况|公民|法人(?:或)?(?:其他|非法人)?组织"
)
# Labels number nothing and name no document.
_NO_LABEL = re.compile(r"\n\s*\n|\d{2}|《|[。；;！？]")
_LONGEST = 40
_KEPT = 8192


def without_ordinal(text: str) -> str:
    """Return a line without the number it opens with."""
    return _ORDINAL.sub("", text)


@lru_cache(maxsize=_KEPT)
def asked_by(label: str) -> AskedFor | None:
    """Return what a label asks for, None for words that are no label."""
    words = folded(label).strip().rstrip("?？ ")
    if not words or len(words) > _LONGEST or _NO_LABEL.search(words):
        return None
    words = without_ordinal(words)
    if _SIGNED.search(words):
        # 张三（签字） is no label: beside 签名 stands a name.
        rest = _SIGNED_BY.sub("", plain_label(words))
        return AskedFor(SIGNATURE) if len(rest) < 2 else None
    for whole in (False, True):
        plain = plain_label(words, whole=whole)
        found = _asked(plain) if plain else None
        if found is not None:
            return found
    field = meant_by(words)
    if field:
        return AskedFor(field)
    bare = without_politeness(words)
    if bare and bare != words.strip():
        return asked_by(bare)
    return _asked_by_parts(words)


def _asked_by_parts(words: str) -> AskedFor | None:
    """Return what 姓名/单位 asks for: one thing said in two words, and no two things."""
    parts = [part for part in re.split(r"[/／]", words) if part.strip()]
    if not 2 <= len(parts) <= 3:
        return None
    found = {asked for part in parts if (asked := asked_by(part)) is not None}
    return found.pop() if len({(one.field, one.party) for one in found}) == 1 else None


def _asked(plain: str) -> AskedFor | None:
    if _HEADING.fullmatch(plain):
        return None
    if len(plain) > _LONGEST - 10 and not re.search("特征(?:性)?(?:的)?描述", plain):
        return None
    for party, words in _PARTY:
        met = words.match(plain)
        if met is None:
            continue
        rest = plain[met.end() :]
        if not rest:
            return _name_of(party, plain)
        inner = _bare(rest)
        if inner is None:
            # 申请人代理人电话, 申请人联系人电话: whose it is comes last.
            inner = _asked(rest) if party is Party.APPLICANT else None
            if inner is not None:
                return inner
            continue
        if inner.field == NAME:
            return _name_of(party, plain)
        return inner._replace(party=party)
    exact = fields_by_label().get(plain)
    bare = _bare(plain)
    if exact is not None and (bare is None or bare.field == NAME):
        return AskedFor(exact)
    if bare is not None and bare.field == NAME:
        return (
            AskedFor("applicant_name") if plain not in ("信息", "基本信息", "单位", "名") else None
        )
    return bare


def _bare(plain: str) -> AskedFor | None:
    for field, rank, pattern in _ASKED:
        if pattern.fullmatch(plain):
            return AskedFor(field, Party.APPLICANT, rank)
    return None


def _name_of(party: Party, plain: str) -> AskedFor | None:
    if party is Party.APPLICANT:
        if plain in ("单位", "本人", "委托人", "组织", "机构", "企业", "公民", "个人", "自然人"):
            return None
        if plain.startswith("法人") and "组织" not in plain and "名" not in plain:
            return AskedFor("representative")
        if plain in ("法人姓名", "法人名字"):
            return AskedFor("representative")
        return AskedFor("applicant_name")
    if party is Party.AGENT and _GUARDIAN.search(plain):
        return AskedFor("guardian", party)
    return name_of(party)


def name_of(party: Party) -> AskedFor:
    """Return what a name in the lines of somebody else than the applicant asks for."""
    field = {
        Party.JOINT: "co_applicants", Party.AGENT: "agent_name", Party.CONTACT: "contact",
    }.get(party, NAME)  # fmt: skip
    return AskedFor(field, party)


@lru_cache(maxsize=_KEPT)
def asked_loosely(label: str) -> AskedFor | None:
    """Return what a label of a form asks for that is misspelt, or of which a letter is lost."""
    plain = plain_label(without_ordinal(folded(label)), whole=False)
    if not 4 <= len(plain) <= 24 or _NO_LABEL.search(label):
        return None
    best, most = "", 0.0
    for known in (*fields_by_label(), *_LONG_LABELS):
        if abs(len(known) - len(plain)) <= 1 and len(known) > 3:
            like = SequenceMatcher(None, plain, known).ratio()
            if like > most:
                best, most = known, like
    if most < _LIKE_ENOUGH:
        return None
    asked = asked_by(best)
    return None if asked is None else asked._replace(is_loose=True)


# All that a heading of a part of a form consists of.
_HEADING_WORDS = re.compile(
    r"被?申请[人者]?|受理|行政机关|机关|利害关系人|第三[人方]|共同|其[他它]|[委受]托人?|代理|监护|"
    r"联系人|公民|自然人|个人|非?法[人定]|组织|单位|企业|机构|人员?|基本|信息|情况|资料|身份|填写|填报|"
    r"栏目?|部分|专用|第?[一二三四五六七八九十1-9A-D]|[或及和与的类项由者、/]"
)
_LIKE_ENOUGH = 0.74
_LONG_LABELS = (
    "所需信息内容描述", "所需信息的内容描述", "获取信息的方式", "信息获取方式", "所需信息的用途",
    "所需信息的指定提供方式", "法定代表人", "统一社会信用代码", "申请人签名",
)  # fmt: skip
_SECTIONS = (
    (Party.AGENT, re.compile(r".*(?:代理人|受托人|监护人).*")),
    (Party.JOINT, re.compile(r".*(?:共同申请人|其他申请人).*")),
    (Party.AGENCY, re.compile(r".*(?:被申请|受理机关|行政机关).*(?:情况|信息)?")),
    (Party.OTHER, re.compile(r".*(?:第三人|第三方|利害关系人).*(?:情况|信息|资料)")),
    (Party.CONTACT, re.compile(r".*联系人.*(?:情况|信息|资料)")),
    (Party.APPLICANT, re.compile(r".*(?:公民|自然人|个人|法人|组织|单位|申请人|申请者).*")),
)


@lru_cache(maxsize=_KEPT)
def section_of(text: str) -> Party | None:
    """Return whose lines follow a heading such as 代理人信息, None where it is no such heading."""
    plain = plain_label(without_ordinal(folded(text)))
    if not 2 <= len(plain) <= 16:
        return None
    if _HEADING_WORDS.sub("", plain):
        # 申请人李四 names somebody, 申请公开单位预算 asks for something.
        return None
    return next((party for party, words in _SECTIONS if words.fullmatch(plain)), None)
