"""Where somebody lives: an address told by its label, or by how it is built.

An address of the latter kind has a place smaller than a town (a road, a village, an estate) and a
number in it; a town alone is not one.
"""

import re
from collections.abc import Iterator

from casework.redaction.secret_kinds import SecretKind, Span

_HAN = r"[\u4e00-\u9fff〇]"
_LARGE = r"(?:省|自治区|自治州|自治县|自治旗|特别行政区|市|地区|盟|区|县|旗|州)"
_SMALL = (
    r"(?:街道|社区|小区|镇|乡|苏木|嘎查|村民委员会|村委会|新村|村|庄|屯|湾|寨|路|大街|街|大道|道|巷|胡同"
    r"|弄|里|坊|花园|花苑|家园|公寓|广场|大厦|大院|苑|园|城|府|庭|郡|墅|湖畔|新城|院|宿舍|家属区|公馆|邨|[A-Za-z一二三四五六七八九十东西南北中]区|[一二三四五六七八九十]期)"
)
_NUMBER = r"(?:第|附)?[0-9A-Za-z一二三四五六七八九十百零〇甲乙丙丁东西南北中\-#]{1,9}"
# 12-1-502 and 12-502: the house, the staircase, the flat.
_FLAT = r"(?:(?<![\d\-])[1-9]\d{0,2}[A-Za-z]?-(?:\d{1,2}-)?\d{3,4}(?![\d\-]))"
_DETAIL = rf"(?:{_FLAT}|(?:\d{{1,5}}[、,]){{0,20}}{_NUMBER}(?:号院|号楼|号门|号房|号|弄|栋|幢|座|单元|室|组|户|层|楼|房|队|社|门|宿舍)(?!线|令|文|公告|机|案|线路|车|店)(?:之[一二三四五六七八九十\d]{{1,2}})?)"
_DETAILS = re.compile(
    rf"{_DETAIL}(?:(?:[、,]|{_HAN}{{0,6}}?[ ]?){_DETAIL}){{0,9}}(?:[ ]?\d{{2,5}}(?![\d年月日元万]))?"
)
_LEFT = re.compile(rf"{_HAN}(?:{_HAN}|[0-9A-Za-z]){{1,49}}$")
# A flat in a house needs no road or estate to be one.
_OF_A_HOUSE = re.compile(
    r"(?!\d{5})[^、,]*?(?:号楼|栋|幢|座|单元)(?:[^、,]{0,12}(?:室|房|\d{3,4}户)|.{0,8}?\d{3,4}$)"
)
_NEAREST = 8
_ENDS_SMALL = re.compile(rf"{_HAN}{_SMALL}[ ]?$")
_FARTHEST = 50
_PROVINCE = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    "|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_LARGE_NAME = re.compile(
    rf"([^0-9A-Za-z在于到至从向由将对与和及的把经被因按为即并且系的住往]{{2,4}}?){_LARGE}"
)
_SMALL_NAME = re.compile(
    rf"([^0-9A-Za-z在于到至从向由将对与和及的把经被因按为即并且系的住往]{{1,6}}?){_SMALL}"
)
_LABEL = re.compile(
    r"(?:家\s?庭|现|常|通\s?讯|通\s?信|联\s?系|收\s?件|邮\s?寄|送\s?达|户\s?籍|身份证|经常|实际|居\s?住)?"
    r"(?:住\s{0,4}址|地\s{0,4}址|住\s{0,2}所\s?地?|居住地|居所|户籍地|户籍所在地|户口所在地|籍\s?贯|住处|户籍(?=:))"
    r"(?:[((][^()\n]{0,12}[))])?(?:[:：][ \t\n]{0,3}|[ ]{0,2}\t[ ]?|(?=为|是|在))(?:为|是|在)?"
)
_VALUE = re.compile(r"[^\t\n。;；!?！？]{3,60}")
_LIVES = re.compile(
    r"(?:[,，、;；((]|[男女生族业])[ ]?(?:现|常)?(?:住|居住|户籍|户籍地|住所地|住址)(?:址|所)?(?:在|于|地)?[:：]?"
    rf"((?:{_HAN}|[0-9A-Za-z\-#]){{4,50}})"
)
_STOP = re.compile(
    r"(?:车牌|电子邮|备注|证件|开户|银行|账号|联系|电话|手机|邮编|邮政|身份|姓名|性别|民族|出生|职业|传真|邮箱|[,，][ ]?(?:电|联|邮|身|男|女|系|因|于))"
)
_WRAPPED = re.compile(
    rf"\n((?:{_HAN}|[0-9A-Za-z\-#]){{0,20}}?{_DETAIL}(?:{_DETAIL})*(?:\d{{2,5}})?)"
)


def addresses(text: str) -> Iterator[Span]:
    """Yield the addresses in a text; of a text with its lines joined, those that run on."""
    for match in _LABEL.finditer(text):
        value = _VALUE.match(text, match.end())
        if value is None:
            continue
        words = value[0]
        stop = _STOP.search(words)
        end = value.start() + (stop.start() if stop else len(words))
        if end < len(text) and text[end : end + 1] == "\n":
            more = _WRAPPED.match(text, end)
            end = more.end() if more else end
        start = value.start() + len(words) - len(words.lstrip())
        if _is_worth(text[start:end]):
            yield Span(SecretKind.ADDRESS, start, end)
    for match in _LIVES.finditer(text):
        stop = _STOP.search(match[1])
        end = match.start(1) + (stop.start() if stop else len(match[1]))
        if re.search(rf"{_LARGE}|{_SMALL}|\d", text[match.start(1) : end]):
            yield Span(SecretKind.ADDRESS, match.start(1), end)
    last = 0
    for match in _DETAILS.finditer(text):
        # What stands before belongs to the address before.
        left = _LEFT.search(text, max(match.start() - _FARTHEST, last), match.start())
        last = match.end()
        is_flat = _OF_A_HOUSE.match(match[0]) is not None
        if left is not None and _ENDS_SMALL.search(left[0]):
            yield Span(SecretKind.ADDRESS, left.start() + _beginning(left[0]), match.end())
        elif is_flat:
            # The number of the house may itself have been read as the end of the road's name.
            start = match.start() if left is None else max(left.start(), match.start() - _NEAREST)
            yield Span(SecretKind.ADDRESS, start, match.end())


def _beginning(words: str) -> int:
    """Return where in a stretch of words that ends with a place its address begins."""
    province = _PROVINCE.search(words)
    if province is not None:
        return province.start()
    for name in (_LARGE_NAME, _SMALL_NAME):
        found = name.search(words)
        if found is not None:
            return found.start()
    return 0


def _is_worth(words: str) -> bool:
    """Tell whether what stands after a label of an address is one, and no empty line of a form."""
    is_place = re.search(rf"{_LARGE}|{_SMALL}|{_PROVINCE.pattern}|\d", words) is not None
    return (
        is_place
        and len(re.findall(_HAN, words)) >= 2
        and not re.fullmatch(r"[\s_—\-/无略同上]*", words)
    )
