"""How a letter tells that it follows an order to reply anew, or to reply at last."""

from casework.cases.case_file import CaseFile
from casework.cases.recorded import entered_order, noted
from casework.letters.facts import chinese_date
from forms.choices import OrderWay
from forms.ordered import AnswerOrdered
from rules.clock_steps.ordering import ordered_by
from rules.steps import Step, StepKind
from rules.time_limits import OrderedBy


def order_words(file: CaseFile) -> str:
    """Return the sentence that cites the decision a reply follows; empty where there is none."""
    order = file.case.order or file.case.last(StepKind.ANSWER_ORDERED)
    if order is None:
        return ""
    who = ordered_by(order)
    on = chinese_date(order.on)
    form = entered_order(order)
    decision = form.decision.strip().rstrip("。")
    body = form.body.strip()
    if who is OrderedBy.OFFICE:
        by_what = f"（{decision}）" if decision else ""
        return f"本机关于{on}决定自行纠正{_earlier(file)}{by_what}，现重新作出答复。"
    source = f"{body or who.label}{_made(decision)}"
    if isinstance(form, AnswerOrdered):
        return f"{source}，责令本机关对该申请作出答复，{_when(order, on)}。现作出答复。"
    if form.way is OrderWay.MEDIATED:
        return f"{source}，本机关同意重新作出答复，{_when(order, on)}。现重新作出答复。"
    return (
        f"{source}，要求本机关重新作出答复，{_when(order, on)}。{_earlier(file)}不再执行，"
        "现重新作出答复。"
    )


def _made(decision: str) -> str:
    return f"作出{decision}" if decision else "作出决定"


def _when(order: Step, on: str) -> str:
    is_court = ordered_by(order) is OrderedBy.COURT
    return f"该裁判于{on}生效" if is_court else f"本机关于{on}收到"


def _earlier(file: CaseFile) -> str:
    """Return what the earlier reply was, with its number and day where they are known."""
    rounds = file.case.rounds
    if len(rounds) < 2:
        return "原答复"
    first, until = rounds[-2].steps
    decided = next(
        (step for step in file.standing[first:until][::-1] if step.kind is StepKind.DECIDED), None
    )
    if decided is None:
        return "原答复"
    stands = file.anew(decided)
    number = noted(stands).number
    title = reply_title(decided)
    bracketed = f"（{number}）" if number else ""
    return f"{chinese_date(stands.on)}作出的《{title}》{bracketed}"


def reply_title(decided: Step) -> str:
    """Return what a reply is called, as far as its step says."""
    told = noted(decided)
    kinds = () if told.is_by_items else told.kinds
    return kinds[0].title if kinds else "政府信息公开申请答复书"
