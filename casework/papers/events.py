"""The course of a case as an answer to a body or a court tells it: day by day, as recorded."""

from collections.abc import Callable, Iterator, Mapping

from casework.cases.case_file import CaseFile
from casework.cases.recorded import entered, entered_order, noted
from casework.letters.facts import chinese_date, third_party_names
from casework.papers.order_words import reply_title
from forms.choices import EndGround
from forms.procedure import Withdrawal
from forms.reply import Service
from forms.service import MailNumber
from rules.clock_steps.ordering import ordered_by
from rules.steps import Step, StepKind
from rules.time_limits import OrderedBy


def events_of(file: CaseFile, applicant: str = "申请人") -> list[str]:
    """Return what happened in the order in which it did, a sentence each, and the limit at last.

    `applicant` is what the paper calls who asked for the information: before a court, 原告.
    """
    received = f"{chinese_date(file.case.received_on)}，收到申请人{_way(file)}的政府信息公开申请。"
    asked = file.all_of(StepKind.THIRD_PARTY_CONSULTED)
    parties = third_party_names(step.ref for step in asked)
    later = {
        step.target: entered(step, MailNumber).mail_number
        for step in file.all_of(StepKind.MAIL_NUMBERED)
    }
    told = [
        f"{chinese_date(step.on)}，{words}。"
        for step in file.standing
        if (words := _words(step, later.get(step.id, ""), parties)) is not None
    ]
    return [one.replace("申请人", applicant) for one in (received, *told, *_limit(file))]


def _way(file: CaseFile) -> str:
    return file.registration.channel.label.removesuffix("（需签收）")


def _words(step: Step, later_number: str, parties: Mapping[str, str]) -> str | None:
    if step.kind is StepKind.SERVED:
        return _served(step, later_number)
    said = _SAID.get(step.kind)
    if said is None:
        return None
    words = said if isinstance(said, str) else said(step)
    if words is None:
        return None
    if step.kind in _OF_THIRD_PARTIES:
        return words.replace("第三方", parties.get(step.ref, "第三方"))
    if step.kind in _OF_AGENCIES and step.ref:
        return words.replace("有关机关", step.ref)
    return words


_OF_THIRD_PARTIES = (StepKind.THIRD_PARTY_CONSULTED, StepKind.THIRD_PARTY_ANSWERED)
_OF_AGENCIES = (StepKind.AGENCY_CONSULTED, StepKind.AGENCY_ANSWERED)


def _numbered(words: str) -> Callable[[Step], str]:
    def said(step: Step) -> str:
        number = noted(step).number
        received = f"，对方于{chinese_date(step.delivered_on)}收到" if step.delivered_on else ""
        return f"{words}{f'（{number}）' if number else ''}{received}"

    return said


def _extended(step: Step) -> str:
    return f"告知申请人答复期限延长{step.days}个工作日{_number(step)}"


def _number(step: Step) -> str:
    number = noted(step).number
    return f"（{number}）" if number else ""


def _decided(step: Step) -> str:
    return f"作出《{reply_title(step)}》{_number(step)}"


def _served(step: Step, later_number: str) -> str:
    """Return how a reply went, with the number of its mail where that was entered later."""
    service = entered(step, Service)
    method, mail = service.method, later_number or service.mail_number
    how = "" if method is None else f"，{method.value}{f'，邮件单号{mail}' if mail else ''}"
    return f"送达答复{how}"


def _made_anew(step: Step) -> str | None:
    """Return that a letter which had left is void; of one that had not nobody outside knows."""
    if not noted(step).replaced[2]:
        return None
    return f"重新制作此前发出的一份文书{_number(step)}，原来的一份作废"


def _ended(step: Step) -> str:
    # A ledger or an older entry names no ground: then it was the applicant's own word.
    return (entered(step, Withdrawal).ground or EndGround.WITHDRAWN).value


def _ordered(step: Step) -> str:
    decision = entered_order(step).decision
    if ordered_by(step) is OrderedBy.OFFICE:
        return f"本机关自行纠正{f'（{decision}）' if decision else ''}，决定重新作出答复"
    what = "重新作出答复" if step.kind is StepKind.REPLY_ORDERED else "作出答复"
    return f"{ordered_by(step).label}{f'以{decision}' if decision else ''}要求本机关{what}"


_SAID: Mapping[StepKind, str | Callable[[Step], str | None]] = {
    StepKind.CONFIRMED: "与申请人确认收到申请",
    StepKind.CORRECTION_NOTICED: _numbered("发出补正告知书"),
    StepKind.CORRECTION_RECEIVED: "收到补正的申请",
    StepKind.SEARCHED: "对所申请的信息进行检索",
    StepKind.THIRD_PARTY_CONSULTED: _numbered("书面征求第三方的意见"),
    StepKind.THIRD_PARTY_ANSWERED: "收到第三方的意见",
    StepKind.AGENCY_CONSULTED: _numbered("书面征求有关机关的意见"),
    StepKind.AGENCY_ANSWERED: "收到有关机关的意见",
    StepKind.REASONS_ASKED: _numbered("要求申请人说明理由"),
    StepKind.REASONS_GIVEN: "收到申请人说明的理由",
    StepKind.EXTENDED: _extended,
    StepKind.DEFERRED: _numbered("告知申请人延迟答复的合理期限"),
    StepKind.FEE_NOTICED: _numbered("发出信息处理费收费通知书"),
    StepKind.FEE_PAID: "申请人完成缴费",
    StepKind.REVIEWED: "完成公开审查和保密审查",
    StepKind.DECIDED: _decided,
    StepKind.LETTER_REMADE: _made_anew,
    StepKind.UNDELIVERED: "邮件退回",
    StepKind.WITHDRAWN: _ended,
    StepKind.REPLY_ORDERED: _ordered,
    StepKind.ANSWER_ORDERED: _ordered,
}


def _limit(file: CaseFile) -> Iterator[str]:
    """Yield the limit of the first reply, and whether it was kept only where it was."""
    first = file.case.rounds[0]
    day = first.missed_on or first.due_on
    if day is None:
        return
    kept = "，答复未超过该期限" if first.in_time and first.first_served_on is not None else ""
    yield f"该申请的答复期限至{chinese_date(day)}届满{kept}。"


def evidence_lines(file: CaseFile) -> str:
    """Return the evidence the register itself offers, a piece a line, for the clerk to add to."""
    pieces = ["政府信息公开申请表——申请的内容、方式和日期"]
    for step in file.standing:
        offered = _PROVES.get(step.kind)
        if offered is not None:
            name, proves = offered
            if step.kind is StepKind.DECIDED and reply_title(step).endswith("告知书"):
                name = "告知书"
            pieces.append(f"{name}{_number(file.anew(step))}——{proves}")
    return "\n".join(dict.fromkeys(pieces))


_PROVES = {
    StepKind.CORRECTION_NOTICED: ("补正告知书", "一次性告知补正及其日期"),
    StepKind.CORRECTION_RECEIVED: ("补正的申请", "补正的内容和收到日期"),
    StepKind.SEARCHED: ("检索情况记录", "检索的范围、方式和结果"),
    StepKind.THIRD_PARTY_CONSULTED: ("征求第三方意见书", "依法征求第三方意见"),
    StepKind.THIRD_PARTY_ANSWERED: ("第三方的书面意见", "第三方的意见和理由"),
    StepKind.AGENCY_CONSULTED: ("征求意见函", "依法征求有关机关意见"),
    StepKind.AGENCY_ANSWERED: ("有关机关的意见", "有关机关的意见"),
    StepKind.EXTENDED: ("延期答复告知书", "在原期限内告知延长"),
    StepKind.FEE_NOTICED: ("收费通知书", "收费的依据、数额和送达"),
    StepKind.REVIEWED: ("审查呈批单", "公开审查和保密审查"),
    StepKind.DECIDED: ("答复书", "作出的答复及其理由"),
    StepKind.SERVED: ("送达凭证", "送达的方式和日期"),
}
