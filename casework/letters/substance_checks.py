"""Checks of what a letter says: provisions, required contents, periods, sums and remedy."""

import re
from collections.abc import Iterator, Sequence

from casework.letters import tokens
from casework.letters.examined import Facts, Finding, Text
from casework.letters.letter import Letter, fields_of
from casework.letters.remedy_check import remedy_troubles
from rules.provisions import OGI, Provision
from rules.time_limits import LONGEST_EXTENSION_DAYS


def check_citations(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield provisions that do not belong here, and those that are missing."""
    allowed = {str(one) for one in tokens.citations(model.whole)}
    named = (*(facts.reply.bases if facts.reply else ()), *facts.further_bases)
    bases = [basis.on(facts.on) for basis in named]
    allowed |= {str(basis) for basis in bases}
    for index, line in enumerate(text.lines):
        for cited in tokens.citations(line):
            if str(cited) not in allowed:
                yield Finding(f"引用的{cited}不是本文书的依据，请核对后改正。", text.place(index))
    squeezed_cited = {str(one) for one in tokens.citations(text.whole)}
    for basis in (*bases, *_letter_bases(letter)):
        if str(basis) not in squeezed_cited:
            yield Finding(f"没有引用{basis}，这份文书应当写明该依据，请补上。")
    yield from _grounds(text, facts)


def _letter_bases(letter: Letter) -> list[str]:
    return [str(one) for one in tokens.citations(str(getattr(letter, "basis", "")))]


def _article(place: str) -> str:
    return place.split("条")[0] + "条"


_GROUND_ARTICLES = {_article(ground.place) for ground in Provision.GROUNDS}


def _grounds(text: Text, facts: Facts) -> Iterator[Finding]:
    """Yield citations of grounds that are not the ground of the refusal."""
    reply = facts.reply
    if reply is None or reply.outcome.is_refusal is False or not reply.bases:
        return
    own = {basis.on(facts.on).place for basis in (*reply.bases, *facts.further_bases)}
    for index, line in enumerate(text.lines):
        for cited in tokens.citations(line):
            article = _article(cited.place)
            if cited.title != OGI.title or article not in _GROUND_ARTICLES:
                continue
            if not any(place.startswith(article) for place in own):
                yield Finding(
                    f"引用的{cited.place}与“{reply.label}”不符，请改为{reply.bases[0]}。",
                    text.place(index),
                )


# The fields that must read in the letter exactly as the register has them.
_EXACT = {
    "number": "文号",
    "dated": "成文日期",
    "register_number": "申请编号",
    "received_on": "收到日期",
    "information_sought": "申请内容",
    "due_on": "原答复期限",
    "extended_due_on": "延长后期限",
    "until": "延迟答复的日期",
    "sent_on": "征求意见的日期",
    "answer_by": "回复期限",
    "withdrawn_on": "撤回日期",
    "total": "收费金额",
    "formal_total": "大写金额",
    "responsible": "负责公开的机关",
    "provision": "特别规定",
    "archive": "档案馆",
    "time_limit": "答复期限说明",
    "proposed": "拟公开内容",
    "disclosed": "决定公开的内容",
}
# What must be said, in words of the clerk's own.
_SAID = {
    "reason": "理由",
    "search": "检索的范围、方式和结果",
    "access": "获取的方式、途径",
    "events": "不再处理的事实",
    "earlier": "前次答复的文号和日期",
    "counts": "申请数量、频次的统计",
    "reasons_course": "说明理由的情况",
    "checked": "核实情况",
    "payment": "缴纳方式",
    "task": "协办事项",
    "course": "办理经过",
}


def check_contents(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield contents of the record that the letter does not have."""
    for one in fields_of(type(letter)):
        value = getattr(letter, one.attribute)
        if one.item is not None:
            yield from _listed(text, one.word.name, value)
            continue
        if not isinstance(value, str) or not value:
            continue
        wanted = tokens.squeezed(value)
        if one.attribute in _EXACT and wanted not in text.squeezed:
            yield Finding(f"{_EXACT[one.attribute]}应为“{_short(value)}”，文书中没有，请改正。")
        elif one.attribute in _SAID and not _is_said(wanted, text, model):
            yield Finding(f"没有写明{_SAID[one.attribute]}，请补上“{_short(value)}”。")


def _is_said(wanted: str, text: Text, model: Text) -> bool:
    """Return whether enough of what only this text says is still there."""
    beside = model.squeezed.replace(wanted, "")
    return tokens.overlap(wanted, text.squeezed, beside=beside) >= 0.35


def _short(value: str) -> str:
    tidy = " ".join(value.split())
    return tidy if len(tidy) <= 40 else tidy[:39] + "…"


_NUMBER_OF_ITEM = re.compile(r"[一二三四五六七八九十\d]+[、．]")


def _listed(text: Text, name: str, items: Sequence[object]) -> Iterator[Finding]:
    for number, item in enumerate(items, start=1):
        for one in fields_of(type(item)):
            value = str(getattr(item, one.attribute))
            # An item that is gone takes its number along: that is not a second fault.
            if not value or len(value) < 2 or _NUMBER_OF_ITEM.fullmatch(value):
                continue
            if tokens.squeezed(value) in text.squeezed:
                continue
            if tokens.overlap(value, text.squeezed) < 0.7:
                yield Finding(
                    f"{name}的第{number}项缺少“{one.word.name}”的内容“{_short(value)}”，请补上。"
                )


def check_asked(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Each item of the request must be met again after the paragraph that quotes the request."""
    sought = tokens.squeezed(facts.case.information_sought)
    answer = "\n".join(line for line in text.lines if sought not in tokens.squeezed(line))
    squeezed = tokens.squeezed(answer)
    for number, item in enumerate(facts.items, start=1):
        if tokens.overlap(item, squeezed) < 0.6:
            yield Finding(f"申请的第{number}项“{_short(item)}”在答复中没有对应的处理，请补上。")


def check_periods(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield periods of working days that are not this letter's."""
    known = set(tokens.PERIOD.findall(model.whole))
    for index, line in enumerate(text.lines):
        for match in tokens.PERIOD.finditer(line):
            if match[1] not in known:
                yield Finding(f"的“{match[0]}”与本案的期限不一致，请核对。", text.place(index))
    for missing in sorted(known - set(tokens.PERIOD.findall(text.whole))):
        yield Finding(f"没有写明“{missing}个工作日”的期限，请补上。")
    days = str(getattr(letter, "days", ""))
    most = LONGEST_EXTENSION_DAYS.on(facts.on).value
    if days.isdecimal() and int(days) > most:
        yield Finding(f"延长的期限超过{most}个工作日，请改正。")


def check_sums(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield sums that are not those of the ledger."""
    known = set(tokens.yuan(model.whole))
    for index, line in enumerate(text.lines):
        for amount in tokens.yuan(line):
            if amount not in known:
                yield Finding(f"的金额“{amount}元”与收费计算不一致，请核对。", text.place(index))
    total = str(getattr(letter, "total", "")).replace(",", "").removesuffix("元")
    charged = facts.charged_yuan
    if charged is not None and total and total != str(charged):
        yield Finding(f"收费金额应为{charged}元，文书中为{total}元，请改正。")


def check_remedy(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield what is wrong with the remedy."""
    for sentence, quoted in remedy_troubles(text.whole, facts.remedy):
        yield Finding(sentence, text.holding(quoted) if quoted else None)
