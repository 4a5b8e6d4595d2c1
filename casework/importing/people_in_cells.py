"""Who stands in a cell of names: the applicant, joint applicants, an agent, and what is a note.

李四（代理人：王五）, 张三、李四等5人, 某某公司 联系人赵六 13800000001. What is not understood stays
with the request as a note, and is told where it may be a person.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from forms.labels import without_unseen

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇○×*某"
_DOTS = "·•.‧∙⋅・･᛫●▪・᠂"
PERSON = re.compile(rf"[{_HAN}]{{2,4}}")
_LONG_PERSON = re.compile(
    rf"[{_HAN}]+(?:[{_DOTS}][{_HAN}A-Za-z]+)+|[A-Za-z]+(?:[ {_DOTS}'-][A-Za-z.]+)*"
)
_BODY = re.compile(
    r"公司|集团|企业|厂|店|行|社|会|局|厅|院|所|站|中心|学校|大学|小学|中学|幼儿园|村|组|委|部|队|基金|银行|协会|合伙"
)
_PHONE = re.compile(
    r"(?:(?:联系)?电话(?:号码)?|手机(?:号码?)?|联系方式|tel|电话)?[:：]?\s*"
    r"(?P<number>(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[-－—\s]?\d{7,8}(?:[-转]\d{1,5})?(?!\d))",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?:(?:公民)?(?:居民)?身份(?:证|号码?)(?:件)?(?:号码?|号)?|证件号码?)?[:：]?\s*"
    r"(?P<number>(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z]))"
)
# Spelled out it reads as a body, 社 and 会 being in its name.
_CREDIT_CODE = re.compile(
    r"(?:统一)?(?:社会)?信用代码[:：]?\s*(?P<number>(?!\d{17}[\dX])[0-9A-Z]{18})(?![0-9A-Z])",
    re.IGNORECASE,
)
_AGENT = re.compile(
    rf"(?:(?:法定|委托|诉讼|特别授权)?代理(?:人|律师)?|监护人|代(?=[:：])|受(?:委)?托人|代办人|代为(?:申请|提交|递交|办理)人?|委托)(?:为|是|[:：])?\s*"
    rf"(?P<name>[{_HAN}A-Za-z{_DOTS} ]{{2,20}})(?P<rest>.*)"
)
_DONE_BY = re.compile(
    rf"(?:由|系|经|委托)?(?P<name>[{_HAN}]{{2,4}}?)(?:律师)?(?:代理|代办|代为[{_HAN}]{{0,4}}|代申请|代交|代递|代提交|代)(?:人)?$"
)
_CONTACT = re.compile(rf"(?:联系人|联络人|经办人)(?:为|是|[:：])?\s*(?P<name>[{_HAN}]{{2,4}})$")
_HEAD = re.compile(
    rf"(?:法定代表人|法人代表|法人|负责人|投资人|(?:诉讼|推选的?)?代表人)(?:为|是|[:：])?\s*(?P<name>[{_HAN}]{{2,4}})$"
)
_JOINTLY = re.compile(
    r"(?:共同申请人|其他申请人|另有|与|和|及)(?:为|是|[:：])?\s*(?P<names>.+?)(?:共同(?:申请)?)?$"
)
_LATIN_NAME = re.compile(rf"[A-Za-zÀ-ž]+(?:[\s,{_DOTS}'-]+[A-Za-zÀ-ž.]+)*")
_LABEL = re.compile(r"^(?:申请人|姓名|申请单位|单位|申请者)(?:姓名|名称)?[:：]\s*")
_AND_OTHERS = re.compile(
    r"^(?P<name>.+?)等(?P<count>共?[\d一二三四五六七八九十两]+[人户名位家]|人)?$"
)
_POLITE = re.compile(rf"^([{_HAN}]{{2,4}})(?:先生|女士|同志|小姐)$")
_BRACKET = re.compile(r"[(（【\[〔]([^()（）【】\[\]〔〕]*)[)）】\]〕]")
_PARTS = re.compile(
    r"[、,，;；/／|\n]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|以及|及(?=[\u4e00-\u9fff]{2,4}$)"
)
_SEX_OR_AGE = re.compile(
    r"^(?:[男女](?:性)?|\d{1,3}岁|[男女][,，、]?\d{1,3}岁|汉族|.族|已故|公民|自然人|个人|本人)$"
)
_KIN = "父亲|母亲|丈夫|妻子|配偶|儿子|女儿|长子|次子|哥哥|姐姐|弟弟|妹妹"
_OF_THEIRS = f"其(?:{_KIN}|[父母妻夫子女兄姐弟妹])"
# 母亲李四, 其妻李四: who it is to the applicant stands before the name of who acts.
_KIN_WHO_ACTS = re.compile(rf"^(?:{_OF_THEIRS}|{_KIN})(?:为|是|[:：])?(?=[{_HAN}]{{2,4}}$)")
# 张三及其妻李四 ask together; of 妻子：周敏 that is not said.
_WHO_ELSE_ASKS = re.compile(rf"^{_OF_THEIRS}(?=[{_HAN}]{{2,4}}$)")
_HEAD_OF_A_HOUSE = re.compile("^户主[:：]")
_COUNTED = re.compile(rf"^([{_HAN}]{{2,3}})[两二三四五六七八九十]人$")
_MORE_NAMES = re.compile(rf"^(?:[、和及与][{_HAN}]{{2,4}})+$")
# Two people, or a body and who heads it, with a word and no mark between them.
_UNMARKED = (
    (re.compile(r"[(（](?:共同)?申请人[)）]\s*"), "，"),
    (
        re.compile(
            rf"(?<=\S)[\s、，,;；]+([{_HAN}]{{2,4}})[(（]((?:委托|法定|诉讼)?代理人|监护人|联系人|法定代表人)[)）]"
        ),
        r"，\2：\1",
    ),
    (re.compile(rf"^([{_HAN}]{{2,4}})与([{_HAN}]{{2,3}})$"), r"\1、\2"),
    (
        re.compile(rf"^([{_HAN}]{{2,4}})委托([{_HAN}]{{2,3}})(?:代理|代办|申请|提交)?$"),
        r"\1，委托\2",
    ),
    (
        re.compile(
            r"^(\S*(?:公司|集团|厂|店|合作社|协会|中心))((?:法定代表人|负责人|联系人|经办人)[:：为是]?\S+)$"
        ),
        r"\1，\2",
    ),
)
_INNER_BRACKET = re.compile(r"(?<=[^()（）])[(（]([^()（）]*)[)）](?=[^()（）]*[)）])")
# What a clerk notes beside a name: nobody is called 待核 or 已补.
_REMARK = re.compile("^(?:[待已未暂见].{1,3}|不详|不明|另案)$")
_ADDRESS = re.compile(r"(?:省|市|区|县|镇|乡|村|街|路|号|室|栋|幢|小区|大厦)")


@dataclass(slots=True)
class NamedPeople:
    """What a cell of names says; `unsure` is what may be a person and was not placed."""

    name: str = ""
    others: list[str] = field(default_factory=list)
    agent: str = ""
    contact: str = ""
    representative: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    notes: list[str] = field(default_factory=list)
    unsure: str = ""


def named_in(text: str) -> NamedPeople:
    """Return who a cell names; the name is as it stands where it names one applicant only."""
    found = NamedPeople()
    rest = _LABEL.sub("", _half_width(without_unseen(text)).strip())
    if _LATIN_NAME.fullmatch(rest):
        # SMITH, JOHN is one person.
        found.name = " ".join(rest.split())
        return found
    for pattern, apart in _UNMARKED:
        if not _BODY.search(rest) or "，" in apart:
            rest = pattern.sub(apart, rest)
    found.notes.extend(code["number"] for code in _CREDIT_CODE.finditer(rest))
    rest = _of_a_body(_CREDIT_CODE.sub("，", rest), found)
    rest = _taken(_ID, rest, found, "id_number")
    rest = _taken(_PHONE, rest, found, "phone")
    for other in _PHONE.finditer(rest):
        found.notes.append(other["number"])
    rest = _without_brackets(_PHONE.sub("，", rest), found)
    parts = [part for part in (_tidy(part) for part in _PARTS.split(_joined(rest))) if part]
    for part in parts:
        _place(part, found)
    if not found.name and found.others:
        found.name = found.others.pop(0)
    if not found.name and found.unsure:
        # Nobody but the one in brackets.
        found.name, found.unsure = found.unsure, ""
        found.notes.remove(found.name)
    return found


_BODY_AND_PERSON = re.compile(
    rf"^(?P<body>\S*(?:公司|集团|厂|店|社|会|局|院|所|站|中心|学校|大学|小学|中学|村|组))[ \t\n]+"
    rf"(?P<person>[{_HAN}]{{2,4}})$"
)


def _of_a_body(text: str, found: NamedPeople) -> str:
    """Return a body's name without the person beside it, who is more likely its contact."""
    match = _BODY_AND_PERSON.match(text)
    if match is None:
        return text
    found.contact = match["person"]
    found.unsure = match["person"]
    found.notes.append(match["person"])
    return match["body"]


def _half_width(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", sign)
        if "\uff01" <= sign <= "\uff5e" and sign not in "，；：（）／．"
        else sign
        for sign in text
    )


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" :：。.-—－·")


def _joined(text: str) -> str:
    """Return a text in which a name of two letters set apart by blanks is one word: 张  三."""
    return re.sub(rf"(?<![{_HAN}])([{_HAN}])\s+([{_HAN}])(?![{_HAN}])", r"\1\2", text)


def _taken(pattern: re.Pattern[str], text: str, found: NamedPeople, name: str) -> str:
    match = pattern.search(text)
    if match is None:
        return text
    setattr(found, name, re.sub(r"\s", "", match["number"]))
    before, after = (
        text[: match.start()].rstrip(" ,，、;；(（"),
        text[match.end() :].lstrip(" ,，、;；)）"),
    )
    # Brackets that held nothing else go with it.
    if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
        after = f"{after}" if after.startswith((")", "）")) else f"，{after}"
    return f"{before}，{after}" if after and before else before or after


def _without_brackets(text: str, found: NamedPeople) -> str:
    """Return the text without brackets that are not part of a body's name; take what they say."""
    text = _INNER_BRACKET.sub(r"，\1", text)
    kept, place = "", 0
    for match in _BRACKET.finditer(text):
        before, inside = text[place : match.start()], match[1].strip()
        after = text[match.end() :]
        place = match.end()
        kept += before
        # 某某（上海）有限公司 is one name.
        if _is_inside_a_name(kept, inside, after):
            kept += match[0]
        elif inside:
            _take_note(inside, found)
            kept += "" if not after else "、" if _PARTS.match(after) is None else ""
    return (kept + text[place:]).strip(" 、，,")


def _is_inside_a_name(before: str, inside: str, after: str) -> bool:
    following = _PARTS.split(after)[0] if after else ""
    if _BODY.search(following) and len(inside) <= 8:
        return True
    return bool(_BODY.search(before)) and inside in (
        "普通合伙",
        "有限合伙",
        "特殊普通合伙",
        "个体工商户",
    )


def _take_note(inside: str, found: NamedPeople) -> None:
    if _take_role(inside, found):
        return
    for part in re.split(r"[,，;；]|(?<=[\u4e00-\u9fff])\s+(?=\S)", inside):
        part = part.strip()
        if part and not _take_role(part, found):
            if match := _JOINTLY.match(part):
                _take_joint(match["names"], found, part)
            elif not _SEX_OR_AGE.match(part):
                if PERSON.fullmatch(part) and not _is_word(part):
                    found.unsure = part
                found.notes.append(part)


_WORDS = re.compile(
    r"已|未|收|寄|电|补|转|办|撤|退|信|重|急|件|复|查|核|代|女|男|某村|原|新|旧|现|曾|又名|来|当|"
    r"上|下|网|邮|函|见|附|无|不|有|同|拒|签|领|本|等"
)


def _is_word(text: str) -> bool:
    return _WORDS.search(text) is not None


def _take_joint(names: str, found: NamedPeople, part: str) -> None:
    people = [one for one in (_tidy(one) for one in _PARTS.split(names)) if one]
    if people and all(_is_person(one) for one in people):
        found.others += people
    else:
        found.notes.append(part)


def _take_role(part: str, found: NamedPeople) -> bool:
    """Take a part that says what somebody is; tell whether it was one."""
    if match := _CONTACT.search(part):
        found.contact = found.contact or match["name"]
    elif match := _HEAD.search(part):
        found.representative = found.representative or match["name"]
    elif (match := _AGENT.match(part)) or (match := _DONE_BY.match(part)):
        name = _KIN_WHO_ACTS.sub(
            "", re.sub(r"(?:律师)?(?:代理|代办|代)$", "", match["name"]).strip()
        )
        if name.endswith("的"):
            # 李四的代理人 is the one before the bracket.
            return False
        rest = (match.groupdict().get("rest") or "").strip(" ，,")
        more = re.split("[、和及与]", rest)[1:] if _MORE_NAMES.match(rest) else []
        found.agent = "、".join(filter(None, [found.agent, name, *more]))
        if not more and rest.strip(" ，,)）:："):
            found.notes.append(rest)
    else:
        return False
    return True


def _is_person(text: str) -> bool:
    return bool(PERSON.fullmatch(text) or _LONG_PERSON.fullmatch(text))


def _place(part: str, found: NamedPeople) -> None:
    if found.name and _take_role(part, found):
        return
    if polite := _POLITE.match(part):
        part = polite[1]
    if found.name and (counted := _COUNTED.match(part)):
        part = counted[1]
    part = _WHO_ELSE_ASKS.sub("", part) if found.name else _HEAD_OF_A_HOUSE.sub("", part)
    if match := _AND_OTHERS.match(part):
        part = match["name"]
        if not _is_person(part) and not _BODY.search(part):
            part = match[0]
        else:
            found.notes.append(f"等{match['count'] or ''}")
    if not found.name:
        found.name = part
    elif _REMARK.match(part):
        found.notes.append(part)
    elif _is_person(part) and not (_BODY.search(part) and len(part) > 4):
        if _SEX_OR_AGE.match(part):
            found.notes.append(part)
        else:
            found.others.append(part)
    elif _SEX_OR_AGE.match(part):
        found.notes.append(part)
    elif _ADDRESS.search(part) and len(part) > 5 and not _BODY.search(part[-3:]):
        found.address = found.address or part
    elif _BODY.search(part):
        found.others.append(part)
    else:
        found.notes.append(part)
        if len(part) <= 6 and not _is_word(part):
            found.unsure = part
