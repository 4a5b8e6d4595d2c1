"""Labels inside sentences: 李某乙，男，住某县某镇，身份证号：1101…，电话1380…."""

import re
from collections.abc import Collection
from typing import NamedTuple

from casework.receipt.label_words import MULTI_LINE, AskedFor, Party, asked_by, without_ordinal
from forms.labels import folded, plain_label

# A colon nobody wrote, and what was written in its place: 身份证号是1101….
_FROM, _TO = "\ue003", "\ue004"
_COLON = re.compile(rf"\s*(?:[：:]|{_FROM}[^{_TO}]*{_TO})\s*")
_STOP = re.compile(r"[，。；;！？!?\n|]")
_EDGE = re.compile(r"[\s，。；;、,（(【\[|\u3000]")
# Words that end a value though nothing parts them from it: 某路3号电话：138…
_STRONG = re.compile(
    r"(?:公民身份号码|居民身份证号码?|身份证(?:件)?号码?|统一社会信用代码|证件号码?|联系电话|"
    r"联系方式|手机号码?"
    r"|电话号码?|电话|手机|邮政编码|邮编|电子邮箱|邮箱|通[信讯]地址|联系地址|收件地址|收件人|"
    r"联系人|法定代表人"
    r"|住址|住所地?|委托代理人|代理人|申请事项|日期|性别|民族|职务|出生日期)$"
)
_NUMBER_LABEL = re.compile(
    r"(?<!式[：:])(?<!径[：:])((?:申请人|本人|我的?|联系人|代理人)?(?:公民身份号码|居民身份证号码?|"
    r"身份证(?:件)?(?:号码?)?|统一社会信用代码|信用代码"
    r"|证件号码?|护照号码?|联系电话|联系方式|手机号码?|手机|电话号码?|电话|邮政编码|邮编|"
    r"电子邮箱|邮箱|电子邮件))"
    r"(\s*(?:号码?)?\s*(?:为|是|系)?\s*)(?=[0-9０-９A-Za-z（(+])"
)
_IN_BRACKETS = re.compile(r"[【\[]\s*([^】\]\n]{1,20}?)\s*[】\]]\s*[：:]?")
_ABOUT_APPLICANT = re.compile(
    r"^\s*(?:[一二三1-3][、.．]\s*)?申请人(?:的)?(?:基本)?(?:信息|情况|"
    r"资料)\s*[：:]\s*(?=[\u4e00-\u9fff·]{2,8}[，,])"
)
_LIVES = re.compile(
    r"(^|[，,；;。、\s（(])((?:现|家)?住(?:址|所地|所|地)?|现居(?:住)?|居住(?:地)?|"
    r"户籍(?:所在)?(?:地址?)?|通[信讯]地址"
    r"|联系地址|收件地址|地址)((?:在|于|为|是|"
    r"系)?\s*)(?![址所地在于：:])(?=[\u4e00-\u9fff]{2,}.{0,40}?(?:[省市区县旗镇乡村路街道巷弄号室"
    r"栋幢组社庄屯]))"
)
_IS_ABOUT_A_PERSON = re.compile(
    r"身份证|电话|手机|申请人|本人|我叫|我是|出生|汉族|[男女][，,]|年生|信用代码"
)
_PERSONAL = frozenset(("id_number", "phone", "email", "postcode"))


class Segment(NamedTuple):
    """A label in a line and what follows it; `start` is where the label begins, behind `lead`."""

    label: str
    asked: AskedFor
    value: str
    start: int
    lead: str


# 某某局（地址：建设路2号）: what stands in brackets behind an agency is about the agency.
_AGENCYS = re.compile(
    r"(?<=[局委办厅府院会所处队])[（(]((?:(?:住所)?地址?|住所地|法定代表人|负责人|(?:联系)?电话)[：:][^（）()]{1,60})[）)]"
)


def without_agencys(line: str) -> tuple[str, list[str]]:
    """Return a line without what it tells of the agency in brackets, and what that was."""
    return _AGENCYS.sub("", line), _AGENCYS.findall(line)


def segments_of(line: str, *, in_sought: bool, weak: Collection[str]) -> list[Segment]:
    """Return the labels of a line with what follows each, in their order.

    `in_sought` reads a line of what is sought, where a colon may stand for much: then a label
    opens the line, or asks for a number; `weak` are labels that open nothing there.
    """
    text = _with_colons(line, in_sought=in_sought)
    found: list[tuple[int, int, str, AskedFor]] = []
    for colon in _COLON.finditer(text):
        begin = found[-1][1] if found else 0
        inside = in_sought if not found else found[-1][3].field in MULTI_LINE
        label = _label_before(text, begin, colon.start(), in_sought=inside, weak=weak)
        if label is not None:
            found.append((label[0], colon.end(), text[label[0] : colon.start()], label[1]))
    if not found:
        return []
    ends = [start for start, _, _, _ in found[1:]] + [len(text)]
    return [
        Segment(
            label,
            asked,
            _as_written(text[value:end]).strip().rstrip("，,；;、（( "),
            start,
            _as_written(text[:start]),
        )
        for (start, value, label, asked), end in zip(found, ends, strict=True)
    ]


def _with_colons(line: str, *, in_sought: bool) -> str:
    """Return a line in which a label without a colon has one."""
    text = _IN_BRACKETS.sub(_unbracketed, folded(line))
    text = _ABOUT_APPLICANT.sub("申请人：", text)
    text = _NUMBER_LABEL.sub(rf"\1{_FROM}\2{_TO}", text)
    if not in_sought and _IS_ABOUT_A_PERSON.search(text):
        text = _LIVES.sub(rf"\1\2{_FROM}\3{_TO}", text)
    return text


def _as_written(text: str) -> str:
    return text.replace(_FROM, "").replace(_TO, "")


def _unbracketed(found: re.Match[str]) -> str:
    """Return 【申请人】 as a label with its colon, anything else in such brackets as it is."""
    return f"{found[1]}：" if asked_by(found[1]) is not None else found[0]


def _label_before(
    text: str, begin: int, end: int, *, in_sought: bool, weak: Collection[str]
) -> tuple[int, AskedFor] | None:
    """Return where the label before a colon begins and what it asks for."""
    window = max(begin, end - 40)
    whole = asked_by(text[window:end]) if window == 0 else None
    if whole is not None and not (in_sought and plain_label(without_ordinal(text[:end])) in weak):
        return 0, whole
    stop = max((match.end() for match in _STOP.finditer(text, window, end)), default=window)
    best: tuple[int, AskedFor] | None = None
    for start in range(stop, end):
        at_edge = start == 0 or start == begin or bool(_EDGE.match(text[start - 1]))
        words = text[start:end]
        if len(words.strip()) < 2 and words.strip() != "住":
            continue
        if not at_edge and not _STRONG.match(words.strip()):
            continue
        if words[0].isspace() or _EDGE.match(words[0]):
            continue
        asked = asked_by(words)
        if asked is not None:
            best = start, asked
            break
    if best is None or not in_sought:
        return best
    start, asked = best
    opens = not text[:start].strip() or re.fullmatch(
        r"[\s（(]*[一二三四五六七八九十\d]{1,2}[）)、.．\s]*", text[:start]
    )
    if asked.field in _PERSONAL and asked.party is not Party.AGENCY:
        return best
    ends_sentence = text[:start].rstrip().endswith(("。", "；", ";"))
    if ends_sentence and asked.field in ("address", "obtain_by", "media", "contact"):
        return best
    return best if opens and plain_label(without_ordinal(text[start:end])) not in weak else None
