"""Labels in the words of a person: 您想了解什么信息, 为何需要, 希望如何获得."""

import re
from functools import lru_cache

from forms.labels import folded

_POLITE = re.compile(
    r"^(?:请(?:您)?(?:填写|提供|注明|输入|选择|写明)?)?(?:您|你|我|贵(?:单位|方|公司|机构))(?:单位|公司)?的?"
    r"|^请(?:填写|提供|注明|输入|写明)"
)
_END = re.compile(r"(?:是|为|有)?(?:什么|哪些|哪里|何处|多少)?[?？：:\s]*$")
_MEANT = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("purpose", r"(?:为何|为什么)(?:需要|申请|要)(?:该?(?:信息|公开))?"
                    r"|(?:信息)?(?:拟|准备)?用于"
                    r"|(?:申请|信息)(?:的)?用(?:途|处)"
                    r"|(?:准备|打算|拿来|用来)?(?:做|作|干)(?:什么|何)用?途?"),
        ("obtain_by", r"(?:希望|想|拟|要求)?(?:以)?(?:如何|怎样|怎么|何种方式|什么方式)"
                      r"(?:获得|获取|取得|领取|收到|得到|答复|回复|寄送|送达|提供|拿)(?:到)?(?:信息|答复|结果)?"
                      r"|(?:希望|想|拟|要求)(?:的)?(?:获得|得到|收到|获取)(?:信息|答复|结果)?"
                      r"(?:的)?(?:方式|途径|渠道)"
                      r"|(?:回复|反馈|取件|回函|复函)(?:的)?(?:方式|途径|渠道)|方式"),
        ("media", r"(?:希望|想要?|要求|需要)(?:的)?(?:载体|介质)(?:形式)?"
                  r"|(?:要|需要)?(?:纸质|纸面)(?:还是|或)电子"),
        ("information_sought",
         r"(?:想|想要|需|需要|希望|要求|拟|欲|打算)(?:申请)?"
         r"(?:了解|知道|知晓|查询|查阅|获取|获得|得到|公开|索取|看|要)?(?:到)?(?:的)?"
         r"(?:什么|哪些|哪方面)?(?:的)?(?:政府|具体)*"
         r"(?:信息|内容|资料|材料|文件|事项|情况)(?:的)?(?:内容|描述|名称)*"
         r"|(?:想|想要|需要|希望)(?:了解|知道|查询|获取|获得|公开|索取|看)"
         r"|索要(?:的)?(?:信息|内容|材料|资料)"
         r"|所(?:申请|需要|需|要求)(?:公开)?(?:的)?(?:政府)?(?:信息|内容|材料)"
         r"(?:的)?(?:内容)?(?:描述)?"),
        ("phone", r"(?:通信|通讯|联络|联系)方式(?:(?:电话|手机)+)?|联络电话"
                  r"|(?:怎么|如何)联系(?:您|你)?"
                  r"|(?:电话|手机|手机号)?(?:微信同号)"),
        ("address", r"(?:通信|通讯|联系|收信|收件|寄件|寄送|邮寄|回邮|回信|寄信)(?:住址|地点|地址)"
                    r"|请?(?:邮|回)?寄(?:送)?(?:至|到|往|给|回)|请寄|住在"),
        ("id_number", r"居民身份证|统一代码|(?:身份|证件)信息|身份证明(?:号码)?"),
        ("applicant_name", r"(?:公司|企业|机构|组织|学校|医院)(?:名称|全称|名)|称呼"
                           r"|(?:怎么|如何)称呼|尊姓大名|真实姓名"),
        ("representative", r"(?:企业|公司)?法人(?:代表)?(?:姓名|名字)"),
        ("aside", r"(?:qq|微信)(?:号码?)?|(?:申请表|登记)编号|家庭情况"),
    )
)  # fmt: skip
_ASIDES = re.compile(r"[（(](?:必填|选填|可多选|多选|单选)[）)]|[*＊\s]")
_LONGEST = 20


@lru_cache(maxsize=4096)
def meant_by(label: str) -> str:
    """Return the field a label in everyday words asks for, empty where it is none."""
    words = _ASIDES.sub("", folded(label)).casefold()
    words = _END.sub("", re.sub(r"[（）()【】]", "", words))
    plain = _POLITE.sub("", words)
    if not 1 <= len(plain) <= _LONGEST or re.search(r"\d{3}|[，,。；;、]", plain):
        return ""
    return next((field for field, known in _MEANT if known.fullmatch(plain)), "")


def without_politeness(label: str) -> str:
    """Return a label without 您的 or 请填写 before it; the same text where there is neither."""
    return _POLITE.sub("", folded(label).strip())
