"""Checks of what a letter says has happened against the course of the case.

A letter may read well and be untrue. What it asserts of the past must stand as a step, and what
must have happened before a reply of its kind (`rules.reply_conditions`) must have happened.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from casework.letters.examined import Facts, Finding, Severity, Text
from casework.letters.kinds import Recipient
from casework.letters.letter import Letter, ReplyLetter, ToApplicant
from rules.replies import ReplyKind
from rules.reply_conditions import ConditionStage, Force, unmet
from rules.reply_course import Answer, Course


def check_conditions(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield what had to happen before a reply of this kind and has not."""
    if facts.course is None or facts.decision is None:
        return
    stages = (
        (ConditionStage.DECISION, ConditionStage.SERVICE)
        if facts.leaves
        else (ConditionStage.DECISION,)
    )
    for one in unmet(facts.course, facts.decision, *stages):
        if one.force is Force.FORBIDS:
            yield Finding(f"{one.sentence}（{one.basis.short if one.basis else '办理经过'}）")
        elif one.name not in facts.waived:
            yield Finding(one.sentence, severity=Severity.DOUBT)


class Claim(NamedTuple):
    """Something a letter may assert: the words it shows by, what makes it true, what to do."""

    words: re.Pattern[str]
    is_true: Callable[[Course, Facts], bool]
    sentence: str


def _answered(course: Course, *answers: Answer) -> bool:
    return any(
        one.has_answered(course.on) and one.answer in answers for one in course.consultations
    )


def _silent(course: Course, _facts: Facts) -> bool:
    return any(one.is_silent(course.on) for one in course.consultations)


_WHO = r"(?:第三方|权利人|[^，。；]{2,24}(?:公司|局|委|办|院|厅|机关|政府))"
CLAIMS: tuple[Claim, ...] = (
    Claim(
        re.compile(
            r"(?:未|没有|未曾|未予)(?:在[^，。]{0,12}期限内)?(?:提出|反馈|提交|出具|发表|表示)(?:任何|书面)?意见"
            r"|逾期(?:未|没有)(?:答复|回复|反馈|提出)|(?:未|没有)(?:作出|予以)?(?:答复|回复)意见"
        ),
        _silent,
        "写了对方未提出意见，登记的经过不是这样：期限没有届满、收件日期没有登记，或者已经收到意见；请改正。",
    ),
    Claim(
        re.compile(rf"{_WHO}[^，。；]{{0,10}}(?:不同意|反对|拒绝)(?:全部)?公开"),
        lambda course, _: _answered(course, Answer.REFUSE, Answer.PARTLY),
        "写了第三方不同意公开，登记的意见中没有；请核对意见回执后改正。",
    ),
    Claim(
        re.compile(
            rf"{_WHO}(?:已经|已|均|书面|表示|回复|答复)+(?:予以)?同意(?:全部)?公开|征得{_WHO}?[^，。；]{{0,6}}同意"
        ),
        lambda course, _: _answered(course, Answer.CONSENT) or _silent_consent(course),
        "写了对方同意公开，登记的意见中没有；请核对意见回执后改正。",
    ),
    Claim(
        re.compile(
            r"(?:已|经|曾|书面|依法|于\d{4}年\d{1,2}月\d{1,2}日)[^，。；]{0,8}征求(?:了)?[^，。；]{0,24}意见"
        ),
        lambda course, _: bool(course.consultations),
        "写了征求意见，本案没有征求意见的记录；请删去，或者先征求意见。",
    ),
    Claim(
        re.compile(
            r"收到(?:你们?|你单位|申请人)?(?:的)?补正|(?:你们?|你单位|申请人)(?:已|于)[^，。；]{0,14}(?:补正|提交[^，。；]{0,4}补正)"
            r"|经补正"
        ),
        lambda course, _: course.is_corrected,
        "写了收到补正，本案没有收到补正的记录；请核对后改正。",
    ),
    Claim(
        re.compile(
            r"答复期限(?:已|经[^，。；]{0,20})?延长|延长(?:了)?答复期限|已(?:依法)?延期答复"
        ),
        lambda course, facts: course.is_extended or "延长答复期限" in facts.own_subject,
        "写了延长答复期限，本案没有延长的记录；请删去，或者核对经过。",
    ),
    Claim(
        re.compile(r"(?:已|完成)[^，。；]{0,4}(?:缴费|缴纳[^，。；]{0,10}费)"),
        lambda course, _: course.is_paid,
        "写了已经缴费，本案没有缴费的记录；请核对后改正。",
    ),
    Claim(
        re.compile(
            r"经(?:本机关)?(?:认真|仔细|反复|全面)?检索|(?:进行|作了|作出)[^，。；]{0,6}检索"
        ),
        lambda course, _: course.found is not None,
        "写了经检索，本案没有检索记录；请先登记检索，或者改写这一句。",
    ),
    Claim(
        re.compile(
            r"(?:已|曾|于\d{4}年\d{1,2}月\d{1,2}日)[^，。；]{0,6}(?:通知|要求)(?:你们?|你单位|申请人)(?:书面)?说明理由"
        ),
        lambda course, _: course.reasons_asked_until is not None,
        "写了要求说明理由，本案没有这一步；请先要求说明理由，或者改正。",
    ),
    Claim(
        re.compile(
            r"(?:申请)?理由(?:明显)?(?:不合理|不能成立|不成立)|(?:你们?|你单位)的理由不(?:合理|充分)"
        ),
        lambda course, facts: (
            course.reasons_are_sound is False
            or _is_past(course)
            or any(one.is_sound is False for one in course.consultations)
            or facts.reply is None
        ),
        "写了理由不合理，登记的经过不是这样；请核对“登记理由说明”。",
    ),
    Claim(
        re.compile(r"(?:已|已经|同时|一并|现)(?:将|把)?[^，。；]{0,20}(?:转送|移送|转交|转办)"),
        lambda _, facts: facts.decides(ReplyKind.TRANSFERRED, ReplyKind.RECORD_CORRECTION),
        "写了转送，答复类型不是转送；请改选答复类型，或者删去。",
    ),
    Claim(
        re.compile(r"(?:已|正在)?报请[^，。；]{2,30}确定"),
        lambda course, facts: course.referral_is_open or facts.was_referred,
        "写了报请确定，本案没有报请的记录；请核对后改正。",
    ),
    Claim(
        re.compile(
            r"随(?:本答复书|本函|信|文)(?:一并)?(?:附送|附上|提供|寄送)|现(?:将[^，。]{0,30})?提供给"
        ),
        lambda _, facts: facts.decision is None or facts.decision.gives_out,
        "写了随答复书提供信息，这份答复没有决定提供；请核对答复类型。",
    ),
    Claim(
        re.compile(r"决定(?:全部)?予以公开|同意公开你"),
        lambda _, facts: facts.decision is None or facts.decision.gives_out,
        "写了决定予以公开，与登记的答复类型不符；请核对后改正。",
    ),
    Claim(
        re.compile(r"决定(?:对[^，。；]{0,30})?不予公开"),
        lambda _, facts: (
            facts.decision is None
            or any(kind.name.startswith("REFUSED") for kind in facts.decision.replies)
            or bool(facts.decision.grounds)
        ),
        "写了决定不予公开，与登记的答复类型不符；请核对后改正。",
    ),
    Claim(
        re.compile(r"(?:你们?|你单位|申请人)(?:已|于[^，。；]{0,14})?(?:书面|口头)?撤回"),
        lambda _, facts: "撤回" in facts.own_subject,
        "写了申请人撤回，本案没有撤回的记录；请核对后改正。",
    ),
    Claim(
        re.compile(r"(?:你们?|你单位)?逾期(?:未|没有)(?:补正|缴)|视为放弃申请，本机关不再处理"),
        lambda course, facts: (
            course.is_abandoned
            or facts.decides(ReplyKind.CORRECTION_LAPSED, ReplyKind.FEE_LAPSED)
            or facts.reply is None
        ),
        "写了逾期未补正或者未缴费，登记的经过不是这样；请核对后改正。",
    ),
)


def _silent_consent(course: Course) -> bool:
    return any(one.is_joint_maker and one.is_silent(course.on) for one in course.consultations)


def _is_past(course: Course) -> bool:
    until = course.reasons_asked_until
    return until is not None and course.reasons_are_sound is None and course.on > until


_QUOTED = re.compile(r"“[^”]*”")


def check_claims(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield what a reply says has happened and no step shows."""
    if facts.course is None or not isinstance(letter, ToApplicant):
        return
    for index, line in enumerate(text.lines):
        if line in model.lines and not isinstance(letter, ReplyLetter):
            # A notice tells what is to come in words of its own template.
            continue
        said = [one for one in re.split("[。\n]", _QUOTED.sub("“”", line)) if not _IF.search(one)]
        for claim in CLAIMS:
            told = any(claim.words.search(one) for one in said)
            if told and not claim.is_true(facts.course, facts):
                yield Finding(claim.sentence, text.place(index))


# What will follow if something happens is no claim that it has happened.
_IF = re.compile(r"^(?:如|若|无正当理由逾期)|的，(?:视为|本机关|将|另行|不再)")


def check_told(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield steps of the course that a reply must tell and does not tell."""
    told = getattr(letter, "course", "")
    if facts.decision is None or not told:
        return
    for wanted in str(told).splitlines():
        for number in _NUMBERS.findall(wanted):
            if number not in text.whole:
                yield Finding(f"没有写明经过中的“{number}”，请补上：{wanted}")


_NUMBERS = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[^（）]{2,12}〔\d{4}〕\d+号")


def check_address(text: Text, model: Text, letter: Letter, facts: Facts) -> Iterator[Finding]:
    """Yield a letter to 你 that speaks of 申请人, or a notice that calls itself a reply."""
    if letter.kind.recipient is not Recipient.APPLICANT or not hasattr(letter, "you"):
        return
    for index, line in enumerate(text.lines):
        said = _QUOTED.sub("", line)
        if (
            "申请人" in said
            and "被申请人" not in said
            and not said.startswith(("申请人：", "附件"))
        ):
            yield Finding(
                f"把收信人写作“申请人”，给{facts.case.you}的文书请写“{facts.case.you}”。",
                text.place(index),
                Severity.DOUBT,
            )
        if "上述行为" in said:
            yield Finding(
                "的“上述行为”没有写明是什么行为，请写明。", text.place(index), Severity.DOUBT
            )
        if "本答复" in said and "告知书" in letter.kind.title and not facts.leaves:
            yield Finding("在告知书中写了“本答复”，请改为“本告知书”。", text.place(index))
        if _DOUBLE_NO.search(said):
            yield Finding("同一层意思写了两遍，请删去一处。", text.place(index), Severity.DOUBT)


_DOUBLE_NO = re.compile(
    r"不属于本机关(?:负责)?公开[^。]{0,4}。?[^。]{0,20}不属于本机关|"
    r"数量、频次明显超过合理范围[^。]{0,40}数量、频次明显超过合理范围|"
    r"属于[^。]{0,30}(过程性信息|内部事务信息|执法案卷信息|国家秘密)[^。]*。[^。]*(?:属于|是)[^。]{0,12}\1"
)
