"""A value as it was written beside its label, made into what the register keeps."""

import re
from typing import NamedTuple

from casework.receipt.number_shapes import (
    MAIL,
    is_credit_code,
    is_resident_id,
    mail_in,
    paper_number_in,
    paper_numbers,
    phones_in,
    postcode_in,
)
from forms.identity import credit_code_trouble
from forms.labels import folded


class Value(NamedTuple):
    """A value: what is kept, what was left over of it, and why it is doubtful, if it is."""

    text: str
    left: str = ""
    doubt: str = ""


_NOTHING = re.compile(
    r"^[\s_＿—\-/／\\.．…·、，。:：()（）]*$|^(?:无|没有|暂无|略|不适用|n/?a)[。.]?$", re.IGNORECASE
)
_UNDERLINE = re.compile(r"[_＿]{2,}|[﹍﹎]+")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇某○×*Xx"
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}")
_LONG_PERSON = re.compile(rf"[{_HAN}]{{1,12}}(?:[·•.‧・∙⋅᛫●][{_HAN}]{{1,12}}){{1,4}}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’\-]*(?:[ .·,]+[A-Za-z'’\-]+){0,6}\.?")
_ENDS_NAME = re.compile(
    r"[，,；;。\n|]|\s{2,}|\u3000+(?=\S)|(?<!\d)\s*(?=(?:1[3-9]\d|0\d{2,3}[-—]?)\d{7,8}(?!\d))|"
    r"(?:性别|身份证|联系电话|电话|手机|地址|住址|民族)[：: \d]"
)
_BODY = re.compile(
    r"(?:公司|集团|企业|事务所|协会|学会|商会|联合会|基金会|促进会|中心|委员会|合作社|社|大学|"
    r"学院|学校|小学|中学|幼儿园|医院"
    r"|研究院|研究所|设计院|实验室|厂|店|商行|经营部|门市部|营业部|局|厅|处|站|所|馆|政府|工会|"
    r"工作室|农场|超市|酒店|宾馆|村民小组"
    r"|居民小组|小组|村委会|居委会|业委会|支队|大队|园|银行|支行|分行|办公室|办事处|学社|志愿者|"
    r"服务队|协作组|派出所|法院|检察院)"
    r"(?:[（(][^）)]{1,20}[）)])?$"
)
_THEN_PERSON = re.compile(
    r"\s+(?=[男女](?:\s|，|,|$)|[\u4e00-\u9fff]{1,3}族|\d{1,3}岁|身份证|出生|\d{4}年|性别|住)"
)
# What a form asks beside the name and nobody is called.
_SEALED = re.compile(
    r"[（(]\s*(?:本人)?(?:签名|签字|盖章|公章|签章|印章|手印|捺印|签名或盖章|签字或盖章|"
    r"签名（?盖章）?)\s*[）)]"
)
_POLITE = re.compile(r"(?:先生|女士|同志|小姐|律师)$")
_SPACED = re.compile(rf"^[{_HAN}](?:[ \u3000]+[{_HAN}]){{1,3}}$")
_AND_OTHERS = re.compile(
    r"(?:等\s*(?:共)?|共)?[\d一二三四五六七八九十百两]+\s*(?:人|户|名|位|家)$|"
    r"等[\d一二三四五六七八九十百两]*$"
)
_SEVERAL = re.compile(r"[、/／;；]|和|及|与|,|，|\s+")
# 某律师事务所罗某律师: the firm stands before who acts.
_OF_A_FIRM = re.compile(
    r".{2,30}(?:律师事务所|法律服务所|律所)\s*(?P<called>(?P<name>[\u4e00-\u9fff]{1,4}?)"
    r"(?:实习律师|律师|法律服务工作者|法律工作者))"
)
_ENDS_ADDRESS = re.compile(
    r"[，,；;。\s（(]+(?=(?:联系|电话|手机|邮编|邮政编码|收件人|收信人|身份证|性别|系|为|是|现|"
    r"特|以下|邮箱)|(?:\+?86[ \-]?)?1[3-9]\d(?:[ \-]?\d{4}){2}(?!\d))|"
    r"[。；;\n]|(?<=[室号栋幢楼层组院])[\u4e00-\u9fff]{2,4}\s*[（(]?收[）)]?(?=[，,。；;\s（(]|$)|"
    r"[，,\s（(]+[\u4e00-\u9fff]{2,4}(?:\s*[（(]?收[）)]?)(?=[，,。；;\s]|$)"
)
_POSTCODE_BEHIND = re.compile(
    r"[（(，,；;\s]*(?:邮编|邮政编码)?[：:\s]*(?<!\d)(\d{6})(?!\d)\s*[）)]?$"
)
# 330000 青枫区文澜路18号: on an envelope the postcode stands first.
_POSTCODE_AHEAD = re.compile(
    r"(?:邮编|邮政编码)?[：:\s]*([0-8]\d{5})(?!\d)[，,；;\s]*(?=[\u4e00-\u9fff]{2})"
)
_IS_ADDRESS = re.compile("[省市区县旗州盟镇乡村路街道巷弄号室栋幢组楼社庄屯寨苑园座里院厂]|信箱")
_TAIL = " \t\u3000，,；;。.、（(：:"


def is_nothing(text: str) -> bool:
    """Tell whether a value says that there is none."""
    return _NOTHING.match(folded(text).strip()) is not None


def name_value(text: str) -> tuple[Value, list[str]]:
    """Return the name of an applicant, and the names of those who apply with them."""
    words = _SEALED.sub("", _UNDERLINE.sub(" ", folded(text))).strip(_TAIL + "_＿")
    if _is_spread(words):
        return Value(re.sub(r"\s+", "", words)), []
    people = _people(words)
    if people:
        return Value(people[0]), people[1:]
    head, left = _first_part(words)
    lawyer = _OF_A_FIRM.fullmatch(head)
    if lawyer is not None:
        # 张律师 is all that many write; 张 alone would be nobody's name.
        name = lawyer["name"] if is_person(lawyer["name"]) else lawyer["called"]
        return Value(name, words), []
    others = _AND_OTHERS.search(head)
    if others is not None and others.start() > 1:
        left = f"{others[0].strip()} {left}".strip()
        head = head[: others.start()].strip(_TAIL)
    people = _people(head)
    if people:
        return Value(people[0], left), people[1:]
    polite = _POLITE.sub("", head).strip(_TAIL)
    head = polite if len(polite) > 1 else head
    if _is_spread(head):
        head = re.sub(r"\s+", "", head)
    doubt = "" if is_name(head) else "不像姓名或者单位名称"
    return Value(head, left, doubt), []


def _is_spread(words: str) -> bool:
    """Tell whether words are one name written wide: 林 一 帆, 诸葛 方明."""
    from casework.receipt.surnames import DOUBLE

    parts = words.split()
    return _SPACED.match(words) is not None or (
        len(parts) == 2 and parts[0] in DOUBLE and _PERSON.fullmatch("".join(parts)) is not None
    )


def _people(words: str) -> list[str]:
    """Return the names of several people written in a row, none where it is anything else."""
    parts = [part.strip() for part in _SEVERAL.split(_AND_OTHERS.sub("", words)) if part.strip()]
    if len(parts) < 2 or _AND_OTHERS.search(words):
        return []
    if all(_PERSON.fullmatch(part) or _LONG_PERSON.fullmatch(part) for part in parts) and not any(
        part in ("汉族", "男", "女", "农民", "居民", "村民", "回族", "满族") for part in parts
    ):
        return parts if all(_has_surname(part) for part in parts) else []
    return []


def _first_part(words: str) -> tuple[str, str]:
    """Return a name and what was written behind it."""
    end = min(
        (met for met in (_ENDS_NAME.search(words), _THEN_PERSON.search(words)) if met),
        key=lambda met: met.start(),
        default=None,
    )
    head, left = (words, "") if end is None else (words[: end.start()], words[end.start() :])
    bracket = re.search(r"[（(]", head)
    if bracket is not None and bracket.start() > 1:
        # 某某（北京）律师事务所 goes on behind its bracket; 李某乙（男） does not.
        closing = re.search(r"[）)]", head[bracket.start() :])
        behind = head[bracket.start() + closing.end() :].strip() if closing else ""
        if not (closing and re.match(r"[\u4e00-\u9fff]{2}", behind)):
            head, left = head[: bracket.start()], head[bracket.start() :] + left
    return head.strip(_TAIL), left.strip(_TAIL).rstrip("）)")


def is_name(text: str) -> bool:
    """Tell whether a text may be the name of a person or a body."""
    if not 2 <= len(text) <= 60:
        return False
    if _LONG_PERSON.fullmatch(text) or (_PERSON.fullmatch(text) and _has_surname(text)):
        return True
    if _LATIN.fullmatch(text) and len(text) > 2:
        return True
    return (
        len(text) > 3 and _BODY.search(text) is not None and not re.search(r"[，。；：:]|^\d", text)
    )


def is_person(text: str) -> bool:
    """Tell whether a text is the name of a person as they are written in Chinese."""
    return bool(_LONG_PERSON.fullmatch(text) or (_PERSON.fullmatch(text) and _has_surname(text)))


def _has_surname(name: str) -> bool:
    from casework.receipt.surnames import DOUBLE, SINGLE

    return name[0] in SINGLE or name[:2] in DOUBLE or name[0] in "某×*○X"


def number_value(text: str, *, of_type: str = "") -> Value:
    """Return the number of a paper of identity; doubtful where its check digit does not fit."""
    words = folded(text)
    number = paper_number_in(words).strip("（）()")
    if not number:
        return Value("", words.strip(), "")
    return _judged(number, of_type)._replace(left=_beside_number(words))


def _beside_number(words: str) -> str:
    """Return what was written beside a number, if it says more than what kind it is."""
    if len(set(paper_numbers(words))) > 1:
        # Of several who ask together.
        return words.strip()
    rest = re.sub(
        r"[0-9A-Za-z*×✕Ｘ\W_]+|居民|身份证|号码?|统一社会信用代码|营业执照|护照|证件", "", words
    )
    return words.strip() if len(rest) > 2 else ""


def _judged(number: str, of_type: str) -> Value:
    if is_resident_id(number) or is_credit_code(number):
        return Value(number)
    if of_type == "CREDIT_CODE" and not credit_code_trouble(number):
        return Value(number)
    if of_type == "PASSPORT" and re.fullmatch(r"[A-Z]{1,2}\d{7,8}", number):
        return Value(number)
    if of_type in ("RESIDENCE_PERMIT", "OTHER") and len(number) >= 7 and number.isalnum():
        return Value(number)
    if re.fullmatch(r"\d{17}[\dX]", number):
        return Value(number, "", "校验位不符，可能有一位写错或者读错")
    if re.fullmatch(r"[0-9A-Z]{18}", number):
        return Value(number, "", "统一社会信用代码的校验位不符")
    return Value(number, "", f"证件号码是{len(number)}位，请核对")


def phone_value(text: str) -> Value:
    """Return the phone numbers of a value, parted by 、; doubtful where one cannot be dialled."""
    found = phones_in(text)
    if found:
        kept = [one for one in found if not _is_part(one, found)]
        left = re.sub(r"[\d\s+\-—－()（）、/／,，;；.。：:_＿]+", "", folded(text))
        return Value(
            "、".join(kept[:3]), text.strip() if len(left) > 1 and not mail_in(text) else ""
        )
    digits = re.search(r"[\d\-—()（）*×xX ]{5,}", folded(text))
    if digits is None:
        return Value("", text.strip())
    return Value(digits[0].strip(), "", "不像电话号码，请核对位数")


def _is_part(number: str, others: list[str]) -> bool:
    return any(number != other and number in other for other in others)


def address_value(text: str) -> tuple[Value, str]:
    """Return an address, and the postcode written with it."""
    words, postcode = _without_postcode(_UNDERLINE.sub("", folded(text)).strip(_TAIL))
    end = _ENDS_ADDRESS.search(words)
    left = ""
    if end is not None and end.start() > 3:
        left = words[end.start() :].strip(_TAIL)
        words, behind = _without_postcode(words[: end.start()].strip(_TAIL))
        named = postcode_in(left) if left.startswith(("邮编", "邮政编码")) else ""
        postcode = postcode or behind or named
    words = re.sub(r"\s*\n\s*", "", words).strip(_TAIL)
    words = re.sub(
        r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff0-9])|(?<=[0-9]) +(?=[\u4e00-\u9fff])", "", words
    )
    if len(re.findall("[）)]", words)) > len(re.findall("[（(]", words)):
        # （…，住青枫区大王庄村3组）: the bracket it stands in closes behind it.
        words = re.sub("[）)]$", "", words)
    doubt = "" if _IS_ADDRESS.search(words) and len(words) > 3 else "不像通信地址"
    return Value(words, left, doubt), postcode


def _without_postcode(words: str) -> tuple[str, str]:
    """Return an address without the postcode before or behind it, and the postcode."""
    postcode = ""
    behind = _POSTCODE_BEHIND.search(words)
    if behind is not None and behind.start() > 3:
        words, postcode = words[: behind.start()].strip(_TAIL), behind[1]
    ahead = _POSTCODE_AHEAD.match(words)
    return (words, postcode) if ahead is None else (words[ahead.end() :], postcode or ahead[1])


def email_value(text: str) -> Value:
    """Return the address of electronic mail in a value."""
    found = mail_in(text)
    if found:
        left = folded(text).replace(found, "").strip(_TAIL + "<>")
        return Value(found, left if len(left) > 1 and not MAIL.search(left) else "")
    words = folded(text).strip()
    return (
        Value(words, "", "不是完整的电子邮箱地址")
        if "@" in words or "＠" in words
        else Value("", words)
    )


def postcode_value(text: str) -> Value:
    """Return the postcode in a value."""
    found = postcode_in(text)
    if found:
        return Value(found)
    digits = re.sub(r"\D", "", folded(text))
    return Value(digits, "", "邮政编码应为6位") if digits else Value("", text.strip())


def sought_value(text: str) -> Value:
    """Return what is sought, its lines kept, the blanks round it gone."""
    lines = [_UNDERLINE.sub("", line).strip() for line in folded(text).strip().splitlines()]
    lines = [line.strip("_＿ ") for line in lines]
    words = re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip(" \n：:")
    if re.fullmatch(
        r"[（(]?(?:请)?(?:详)?(?:见|参见|如)(?:附件|附页|附表|后附|背面|另页).{0,12}", words
    ):
        return Value(words, "", "写的是见附件，请从附件中取")
    return Value(words)


_DAY = re.compile(
    r"([12]\d{3}|[一二][〇○零oO0一二三四五六七八九]{3})\s*[年./\-]\s*(\d{1,2}|"
    r"[一二三四五六七八九十]{1,3})\s*[月./\-]"
    r"\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?"
)
_HAN_DIGITS = {one: str(value) for value, one in enumerate("〇一二三四五六七八九")} | {
    "○": "0", "零": "0", "o": "0", "O": "0",
}  # fmt: skip


def day_value(text: str) -> str:
    """Return the first day of a text in ISO form, empty where there is none."""
    from datetime import date

    for match in _DAY.finditer(folded(text)):
        year = "".join(_HAN_DIGITS.get(one, one) for one in match[1])
        try:
            return date(int(year), _small(match[2]), _small(match[3])).isoformat()
        except ValueError:
            continue
    return ""


def _small(words: str) -> int:
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    digit = {one: value for value, one in enumerate("一二三四五六七八九", start=1)}
    return (digit.get(tens, 1) * 10 if ten else digit.get(tens, 0)) + digit.get(ones, 0)
