"""A letter's own sentences: who writes, and what is asked for, where no label says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.receipt.asking_verbs import asking_clause, asks, says_how
from casework.receipt.formulas import day_alone, is_formula
from casework.receipt.found_entries import Loose
from casework.receipt.label_words import asked_by, section_of
from casework.receipt.marks import has_marks
from casework.receipt.number_shapes import MAIL, paper_numbers, phones_in
from casework.receipt.surnames import DOUBLE
from casework.receipt.values import is_name, is_person, name_value
from forms.labels import folded

_SELF = re.compile(
    r"(?:^|[，,。；;、：:！!？?\s（(])(?:我(?:叫|名叫|是|的名字叫|的名字是|名)|本人(?:叫|是|姓名|"
    r"名叫)?[：:]?|申请人(?:是|系|为)?|姓名(?:是|为)?)"
    r"\s*([\u4e00-\u9fff·○×]{2,4}?|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8})(?=[，,。；;（(、"
    r"\s]|男|女|系|是|$)"
)
# 我是某村村民周建平: what she is stands before who she is.
_SELF_AS = re.compile(
    r"(?:我|本人)(?:是|系|为)[^，,。；;]{0,24}?(?:村民|居民|业主|家长|职工|员工|学生|公民|市民|"
    r"农民|户主|住户|股东|教师|退休人员)"
    r"([\u4e00-\u9fff]{2,4}?)(?=[，,（(；;。、\s]|身份证|电话|$)"
)
_OUR_BODY = re.compile(
    r"(?:我|本)(?:单位|公司|所|院|厂|会|协会|中心|集团|企业)?(?:是|系|为|[：:，,])?\s*"
    r"([\u4e00-\u9fff（）()A-Za-z0-9]{4,40}?(?:公司|事务所|协会|学会|基金会|商会|合作社|中心|"
    r"医院|大学|学院|研究院|厂|委员会))"
)
_BODY_APPLIES = re.compile(
    r"^([\u4e00-\u9fff（）()A-Za-z0-9]{4,40}?(?:公司|事务所|协会|学会|基金会|商会|合作社|研究院|"
    r"大学|厂|村民委员会))"
    r"(?:[（(].{0,20}[）)])?\s*(?:现|特|因|依据|根据|拟|向|申请|就)"
)
_SENTENCE = re.compile(r"[^。；;！!？?]*[。；;！!？?]?")
_SALUTATION = re.compile(
    r"^\s*(?:尊敬的|敬爱的|致)?[\u4e00-\u9fff、（）()]{0,24}(?:局|委|办|厅|政府|办公室|委员会|"
    r"机关|单位|部门|领导|同志|负责人|中心|院|处|科"
    r"|大队|街道|老师|您好|你好|贵单位|贵局)(?:的?(?:领导|同志|负责人|工作人员))?(?:您好|"
    r"你好)?\s*[：:，,！!]?\s*(?:(?:您好|你好)[！!，,。]?)?\s*$"
    r"|^\s*(?:您好|你好|贵单位好|各位领导好?)[！!，,。：:\s]{0,4}$"
)
# …，请邮寄至某路1号。 says where to, not what.
_SEND = re.compile(
    r"[，,]\s*(?:(?:并|烦|敬|恳)?请|麻烦(?:您|你)?|劳烦|望|希望)(?:将[^，,。；;]{0,20})?"
    r"(?:通过[^，,。；;]{0,10})?(?:邮寄|寄|快递|发送|发|送)(?:至|到|往|给|回)[^。；;]*[。；;]?$"
)
_DETAILS = re.compile(r"身份证|联系电话|联系方式|电话|手机|邮编|通[信讯]地址|联系地址|邮箱")
_REASON = re.compile(r"^\s*(?:因|因为|由于|鉴于|现因|为了?|根据|依据|按照|依照)")
_LISTED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|[-•·*])")
_DAY_OF_YEAR = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]")
_DRAWN = re.compile(r"[-—_=*~]{2,}$")
_AGENCY = re.compile(r"(?:局|委|办|厅|政府|办公室|委员会|街道办事处|机关|大队|支队|管委会)[：:]?$")


@dataclass(slots=True)
class FreeLetter:
    """What the free lines of a letter say."""

    name: str = ""
    name_place: Loose | None = None
    name_doubt: str = ""
    signed: Loose | None = None
    sought: list[Loose] = field(default_factory=list)
    sought_doubt: str = ""
    how: list[Loose] = field(default_factory=list)
    left: list[Loose] = field(default_factory=list)


def letter_of(lines: Sequence[Loose], *, wants_name: bool, wants_sought: bool) -> FreeLetter:
    """Return what free lines say; what the labels have said already is not asked again."""
    letter = FreeLetter()
    kept = [part for line in lines if line.text.strip() for part in _with_signer_apart(line)]
    # Beside a label that names who asks a letter is signed all the same.
    signed = letter.signed = _signature(kept) if wants_name or wants_sought else None
    body: list[Loose] = []
    is_closed = False
    for place, line in enumerate(kept):
        text = line.text.strip()
        # What stands below a line drawn under a wish is who signs.
        is_closed = is_closed or (
            _DRAWN.match(text) is not None and any(_opens(one.text) for one in body)
        )
        if _DAY_OF_YEAR.fullmatch(text):
            letter.left.append(line)
            continue
        if is_formula(text) or day_alone(text) or (
            place and _AGENCY.search(text) and "此致" in kept[place - 1].text and len(text) < 30
        ):  # fmt: skip
            continue
        if place < 4 and _SALUTATION.match(text):
            letter.left.append(line)
        elif line is not signed:
            (letter.left if is_closed else body).append(line)
        elif phones_in(text):
            # 王芳 13700000009 closes a mail as often as a name alone.
            letter.left.append(line)
    if wants_name:
        _find_name(letter, body, signed)
    elif signed is not None:
        letter.name, letter.name_place = _bare_name(signed.text), signed
    if wants_sought:
        _find_sought(letter, body)
    else:
        letter.left.extend(body)
    return letter


def _with_signer_apart(line: Loose) -> list[Loose]:
    """Return a line as it is, or as what it says and who signs behind it: …总额。王刚 139…."""
    text = folded(line.text).strip()
    head, stop, tail = text.rpartition("。")
    name = _bare_name(tail)
    if not stop or not tail.strip() or not phones_in(tail) or not is_person(name):
        return [line]
    return [_with(line, head + stop), _with(line, tail)]


def without_signer(words: str, *, is_dated: bool) -> tuple[str, str, str]:
    """Return words without the last line where it is who signs with a phone: 林一帆 138….

    A name alone signs over a day (`is_dated`), or below a whole sentence.
    """
    above, _, last = words.rpartition("\n")
    name, _, behind = last.partition(" ")
    if above and is_person(name) and phones_in(behind):
        return above, name, behind
    bare = _bare_name(last)
    is_closed = is_dated or above.endswith(("。", "！", "!"))
    # 安全情况 has the shape of a name; of four letters are those with a double surname.
    is_name_like = is_person(bare) and (len(bare) != 4 or bare[:2] in DOUBLE)
    if is_closed and is_name_like and not asked_by(bare) and not above.endswith(("：", ":")):
        return above, bare, ""
    return words, "", ""


def _signature(lines: Sequence[Loose]) -> Loose | None:
    """Return the line of a name that closes a letter: alone, near its end or over a day."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 7), -1):
        text = _bare_name(lines[place].text)
        # 敬礼 has the shape of a name, and so has 文件名称.
        if (
            not text
            or asked_by(text)
            or has_marks(text)
            or (len(text) <= 4 and section_of(text))
            or phones_in(text)
            or _AGENCY.search(text)
            or is_formula(lines[place].text)
        ):
            continue
        above = lines[place - 1].text if place else ""
        below = lines[place + 1 :]
        if _signs(text, above) and all(
            day_alone(one.text) or is_formula(one.text) or len(one.text.strip()) <= 30
            for one in below
        ):
            is_last = not any(
                len(one.text.strip()) > 12 and not day_alone(one.text) for one in below
            )
            if is_last and not _SALUTATION.match(lines[place].text):
                return lines[place]
    return None


def _signs(text: str, above: str) -> bool:
    """Tell whether words are a name, or the names of several: 王芳、李明 under no 如下：."""
    return is_name(text) or (bool(name_value(text)[1]) and not above.rstrip().endswith(("：", ":")))


def _bare_name(text: str) -> str:
    words = re.sub(r"\s+(?:二[〇○零]|20|19)\S*(?:年.*|[.\-/]\S*)$", "", folded(text).strip())
    words = re.sub(r"[，,\s]*(?:联系|电话|手机|方式|tel|[：:])*\s*1[3-9]\d{9}\s*$", "", words)
    words = re.sub(
        r"^(?:申请人|签名|落款|姓名|联系人)[：:]?\s*|^[（(](?:签名|签字|盖章)[）)]\s*"
        r"|[（(](?:签名|签字|盖章|手印|章)[）)]$",
        "",
        words,
    )
    words = words.strip(" 。，")
    if name_value(words)[1]:
        # 王芳 李明 are two.
        return words
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", words)


def _find_name(letter: FreeLetter, body: list[Loose], signed: Loose | None) -> None:
    closing = _bare_name(signed.text) if signed is not None else ""
    for line in body:
        text = folded(line.text)
        found = next(
            (
                met
                for met in (_SELF.search(text), _SELF_AS.search(text))
                if met and is_person(met[1])
            ),
            None,
        )
        if found is not None:
            letter.name, letter.name_place = found[1], line
            if len(re.sub(r"[\W_]|您好|你好|是|叫|我|本人", "", text.replace(found[1], ""))) < 2:
                # It says no more than the name.
                body.remove(line)
            break
        ours = _OUR_BODY.search(text) or _BODY_APPLIES.search(text)
        if ours is not None and is_name(ours[1].strip("（( ")):
            letter.name, letter.name_place = ours[1].strip("（( "), line
            break
    if not letter.name and closing:
        letter.name, letter.name_place = closing, signed
    elif closing and letter.name != closing:
        letter.name_doubt = f"落款写的是{closing}"
        if signed is not None:
            letter.left.append(signed)


def _find_sought(letter: FreeLetter, body: list[Loose]) -> None:
    start = next((at for at, line in enumerate(body) if _opens(line.text)), None)
    if start is None:
        for line in body:
            (letter.left if _is_detail(line.text) or says_how(line.text) else letter.sought).append(
                line
            )
        if letter.sought:
            letter.sought_doubt = "信里没有写明申请公开什么，取的是全文"
        return
    letter.left.extend(body[:start])
    going = True
    for line in body[start:]:
        if line is body[start]:
            going = _first_line(letter, line)
        elif _is_detail(line.text) and not _LISTED.match(line.text):
            _part_detail(letter, line)
        elif says_how(line.text) and not _LISTED.match(line.text):
            letter.how.append(line)
        elif going:
            letter.sought.append(line)
        else:
            letter.left.append(line)


def _opens(text: str) -> bool:
    """Tell whether a line says what is wanted, and not only how it is to be sent."""
    return any(asks(one) and not _only_how(one) for one in _SENTENCE.findall(text) if one.strip())


def _only_how(sentence: str) -> bool:
    """Tell whether a sentence says how to send it, and no clause of it what is wanted."""
    clauses = re.split("[，,]", sentence)
    return says_how(sentence) and not any(asks(one) and not says_how(one) for one in clauses)


def _without_how(words: str) -> tuple[str, str]:
    """Return a wish, and the clauses at its end that say how to send it."""
    sent = _SEND.search(words)
    start = len(words) if sent is None else sent.start()
    while (comma := max(words.rfind("，", 0, start), words.rfind(",", 0, start))) > 0:
        clause = words[comma + 1 : start]
        if not says_how(clause) or re.search("公开|获取|查阅|复制", clause):
            break
        start = comma
    if start == len(words):
        return words, ""
    return words[:start] + "。", words[start:].lstrip("，, ")


def _is_detail(text: str) -> bool:
    """Tell whether a line is about who writes rather than about what is sought."""
    has_number = bool(paper_numbers(text) or phones_in(text) or MAIL.search(text))
    if has_number and len(re.sub(r"[\W\d_A-Za-z]", "", text)) < 8:
        return True
    return (has_number and _DETAILS.search(text) is not None) or bool(paper_numbers(text))


def _first_line(letter: FreeLetter, line: Loose) -> bool:
    """Take the sentences of the line in which something is asked for; tell whether it goes on."""
    text = line.text.strip()
    sentences = [one for one in _SENTENCE.findall(text) if one.strip()]
    begun = False
    kept: list[str] = []
    before: list[str] = []
    for sentence in sentences:
        wants = asks(sentence)
        if not begun and wants and not _only_detail(sentence) and not _only_how(sentence):
            begun = True
            lead, words = _parted(sentence)
            words, how = _without_how(words)
            if how:
                letter.how.append(_with(line, how))
            if lead.strip():
                before.append(lead)
            kept.append(words)
        elif not begun or _only_detail(sentence):
            before.append(sentence)
        elif says_how(sentence):
            letter.how.append(_with(line, sentence))
        else:
            kept.append(sentence)
    if before:
        letter.left.append(_with(line, "".join(before)))
    if kept:
        letter.sought.append(_with(line, "".join(kept).strip()))
    return True


def _only_detail(sentence: str) -> bool:
    return bool(paper_numbers(sentence)) and not re.search("公开|提供", sentence)


def _parted(sentence: str) -> tuple[str, str]:
    """Return a sentence as what leads to the wish, and the clause that says it."""
    start = asking_clause(sentence) or 0
    lead = sentence[:start]
    # Why it is asked belongs to the sentence, unless it holds who asks.
    tells_who = bool(paper_numbers(lead)) or _DETAILS.search(lead) is not None
    if _REASON.match(lead) and not tells_who:
        return "", sentence
    return lead, sentence[start:]


def _part_detail(letter: FreeLetter, line: Loose) -> None:
    kept: list[str] = []
    for sentence in (one for one in _SENTENCE.findall(line.text) if one.strip()):
        if asks(sentence) and not paper_numbers(sentence) and not phones_in(sentence):
            kept.append(sentence)
        else:
            letter.left.append(_with(line, sentence))
    if kept:
        letter.sought.append(_with(line, "".join(kept)))


def _with(line: Loose, text: str) -> Loose:
    return Loose(text.strip(), line.place, line.sureness, line.order)
