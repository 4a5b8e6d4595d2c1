"""Checks of a letter's form: blanks, dates, numbers, names and repetition."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from casework.letters import tokens
from casework.letters.examined import Facts, Finding, Severity, Text
from casework.letters.facts import chinese_date
from casework.letters.kinds import Recipient
from casework.letters.letter import Letter


def check_unfilled(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield what was left to fill in, and doubled punctuation."""
    for index, line in enumerate(text.lines):
        for match in tokens.UNFILLED.finditer(line):
            if match[0] not in model.whole:
                yield Finding(f"里的“{match[0]}”还没有填写，请补上。", text.place(index))
        for match in tokens.DOUBLED.finditer(line):
            if match[0] not in model.whole:
                yield Finding(
                    f"里有重复的标点或者文字“{match[0]}”，请删去一个。",
                    text.place(index),
                    Severity.DOUBT,
                )
    blanks = len(tokens.UNWRITTEN_DATE.findall(text.whole))
    if blanks > len(tokens.UNWRITTEN_DATE.findall(model.whole)):
        yield Finding("有一处日期没有填写，请补上年、月、日。")


def check_dates(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield days that do not exist, are written wrongly, are not of this case or out of order."""
    known = {shown for shown, _ in tokens.dates(model.whole)} | _case_dates(facts)
    for index, line in enumerate(text.lines):
        place = text.place(index)
        for shown, day in tokens.dates(line):
            if day is None:
                yield Finding(f"的日期“{shown}”不存在，请改正。", place)
            elif shown != chinese_date(day):
                yield Finding(
                    f"的日期“{shown}”应写作“{chinese_date(day)}”，月、日前不加零。", place
                )
            elif shown not in known:
                yield Finding(
                    f"的日期“{shown}”在本案的记录中没有，请与案卷核对后改正。",
                    place,
                    Severity.DOUBT,
                )
        for pattern in (tokens.OTHER_DATE, tokens.WRITTEN_DATE):
            for match in pattern.finditer(line):
                if match[0] not in model.whole:
                    yield Finding(f"的日期“{match[0]}”应写作“2026年2月13日”的样式。", place)
    for label, before, after in _sequences(facts):
        if before and after and before > after:
            yield Finding(
                f"{label}：{chinese_date(before)}晚于{chinese_date(after)}，请核对案件记录。"
            )


def _case_dates(facts: Facts) -> set[str]:
    case = facts.case
    days = [facts.on, facts.latest_on, facts.served_on]
    days += [getattr(case, one.name) for one in fields(case) if one.name.endswith("_on")]
    for consulted in case.consultations:
        days += [consulted.sent_on, consulted.answered_on]
    return {chinese_date(day) for day in days if day}


def _sequences(facts: Facts) -> Iterator[tuple[str, date | None, date | None]]:
    case = facts.case
    yield "收到日期与成文日期的先后不对", case.received_on, facts.on
    yield "补正告知日期与收到补正日期的先后不对", case.correction_noticed_on, case.corrected_on
    yield "收到补正日期与成文日期的先后不对", case.corrected_on, facts.on
    yield "收费通知日期与缴费日期的先后不对", case.fee_noticed_on, case.fee_paid_on
    yield "成文日期与送达日期的先后不对", facts.on, facts.served_on
    for consulted in case.consultations:
        yield "征求意见与收到意见日期的先后不对", consulted.sent_on, consulted.answered_on


def check_in_time(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield a letter dated or served after its last day."""
    last = facts.latest_on
    if last is None:
        return
    if facts.on > last:
        yield Finding(
            f"成文日期{chinese_date(facts.on)}已经超过期限届满日{chinese_date(last)}，"
            "请核对期限，确已逾期的尽快送达。"
        )
    elif facts.served_on and facts.served_on > last:
        yield Finding(
            f"拟送达日{chinese_date(facts.served_on)}超过期限届满日{chinese_date(last)}，"
            "请改在届满日前交邮或者签收。"
        )


def check_numbers(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield document and register numbers that are not this letter's, and breaks in the series."""
    known = _known_numbers(model)
    for index, line in enumerate(text.lines):
        place = text.place(index)
        for match in tokens.NUMBER.finditer(line):
            before = line[: match.end()]
            if not any(before.endswith(number) for number in known):
                yield Finding(
                    f"的编号“{_number_at(before)}”与登记的文号、编号不一致，请核对。", place
                )
        for match in tokens.WRONG_BRACKETS.finditer(line):
            if match[0] not in model.whole:
                yield Finding(f"的“{match[0]}”年份应当用六角括号〔〕，序号前不加“第”。", place)
    number = str(getattr(letter, "number", ""))
    written = list(tokens.NUMBER.finditer(number))
    if not written:
        return
    year, serial = int(written[-1][1]), int(written[-1][3])
    if year != facts.on.year:
        yield Finding(f"文号的年份“{year}”与成文日期的年份不一致，请改正。")
    if facts.serial is not None and serial != facts.serial:
        yield Finding(f"文号的序号应为{facts.serial}，文书中为{serial}，请改正。")
    if serial in facts.used_serials:
        yield Finding(f"文号“{number}”已经用于另一份文书，请重新取号。")
    elif facts.used_serials and serial > max(facts.used_serials) + 1:
        missing = max(facts.used_serials) + 1
        yield Finding(f"文号“{number}”之前的第{missing}号没有使用，文号不连续，请核对。")


def _known_numbers(model: Text) -> set[str]:
    found = set()
    for line in model.lines:
        for match in tokens.NUMBER.finditer(line):
            start = match.start()
            # Three characters before the bracket tell one series from another.
            found.add(line[max(start - 3, 0) : match.end()])
    return found


def _number_at(before: str) -> str:
    return before[before.rindex("〔") - 3 if before.rindex("〔") >= 3 else 0 :]


_BETWEEN = re.compile(r"[、，,；;]\s*")


def check_names(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield names that are missing, misspelt or must not be told."""
    case = facts.case
    named = [name for name in (case.applicant_name, case.co_applicants) if name]
    to_applicant = letter.kind.recipient is Recipient.APPLICANT
    if letter.kind.recipient is Recipient.THIRD_PARTY:
        others = (*_BETWEEN.split(case.co_applicants), case.guardian, case.agent_name)
        for name in (case.applicant_name, *others):
            if len(name) > 1 and name in text.whole and name not in model.whole:
                yield Finding(
                    "写出了申请人的姓名或者名称，发给第三方的文书不应披露，请删去。",
                    text.holding(name),
                )
    elif to_applicant and not all(name in text.whole for name in named):
        yield Finding(f"没有写明申请人“{case.applicants}”，请核对称谓。")
    own = {
        "applicant": "申请人",
        "third_party": "第三方",
        "agency": "被征求机关",
        "office": "机关全称",
    }
    for attribute, label in own.items():
        name = tokens.squeezed(str(getattr(letter, attribute, "")))
        if name and attribute != "applicant" and name not in text.squeezed:
            yield Finding(f"没有写明{label}“{name}”，请补上。")
        for wrong in tokens.near_misses(name, text.squeezed) - tokens.near_misses(
            name, model.squeezed
        ):
            yield Finding(
                f"的“{wrong}”与{label}“{name}”只差一个字，前后应当一致，请改正。",
                text.holding(wrong),
            )
    office = facts.office.name
    signed, wanted = (
        sum(tokens.squeezed(line) == office for line in one.lines) for one in (text, model)
    )
    if signed < wanted:
        yield Finding(f"文书的标题或者署名处少了本机关全称“{office}”，请补上。")


def check_salutation(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield a missing or wrong salutation."""
    greeted = next((line for line in model.lines[:5] if line.endswith("：")), "")
    if not greeted:
        return
    found = [line.strip() for line in text.lines[:12] if _greets(line.strip())]
    if not found:
        yield Finding(f"没有称谓，请在正文前写明“{greeted}”。")
    elif tokens.squeezed(found[0].rstrip(":：")) != tokens.squeezed(greeted.rstrip("：")):
        yield Finding(f"的称谓应为“{greeted}”，请改正。", text.holding(found[0]))


def _greets(line: str) -> bool:
    """Return whether a line may be a salutation and is no sentence that ends with a colon."""
    return line.endswith(("：", ":")) and not any(mark in line for mark in "，。“")


def check_reachable(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield telephone numbers that are not the office's."""
    for index, line in enumerate(text.lines):
        for match in tokens.PHONE.finditer(line):
            if match[0] not in model.whole:
                yield Finding(
                    f"的电话“{match[0]}”与登记的不同，请核对。", text.place(index), Severity.DOUBT
                )
    phone = str(getattr(letter, "phone", ""))
    if phone and phone == facts.office.phone and phone not in text.whole:
        yield Finding(f"没有写明联系电话“{phone}”，请补上。")


def check_repeated(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield a long paragraph that stands twice."""
    seen: set[str] = set()
    for index, line in enumerate(text.lines):
        tidy = tokens.squeezed(line)
        if len(tidy) >= 25 and tidy in seen and model.squeezed.count(tidy) < 2:
            yield Finding("与前面的一段相同，请删去一段。", text.place(index))
        seen.add(tidy)
