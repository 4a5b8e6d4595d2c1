"""The answers to a reconsideration and to a suit, about the invented case of the previews."""

from datetime import date

from casework.letters.challenged import Evidence, defence_statement, reconsideration_answer
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.letter import Letter

_EVENTS = (
    "2026年1月30日，收到申请人邮寄的政府信息公开申请。",
    "2026年2月6日，作出《政府信息公开申请答复书》并交邮。",
    "该申请的答复期限至2026年3月5日届满，答复未超过该期限。",
)
_GROUNDS = "申请公开的会议讨论记录属于行政机关在履行行政管理职能过程中形成的过程性信息"


def challenged(
    office: OfficeFacts, case: CaseFacts, on: date, *, body: str, court: str
) -> list[Letter]:
    """Return both answers, each with a list of evidence."""
    evidence = [
        Evidence(number="1", name="政府信息公开申请表", proves="申请的内容和日期", pages="1"),
        Evidence(number="2", name="答复书及交寄凭证", proves="作出的答复和送达的日期", pages="2-4"),
    ]
    return [
        reconsideration_answer(
            office,
            case,
            "青建复答〔2026〕1号",
            on,
            body=body,
            copy_received_on=date(2026, 2, 9),
            case_number="青府复字〔2026〕8号",
            events=_EVENTS,
            grounds=_GROUNDS,
            request="请求维持本机关作出的答复",
            evidence=evidence,
        ),
        defence_statement(
            office,
            case,
            on,
            court=court,
            copy_received_on=date(2026, 2, 9),
            case_number="（2026）赣0191行初12号",
            events=[one.replace("申请人", "原告") for one in _EVENTS],
            grounds=_GROUNDS,
            request="请求驳回原告的诉讼请求",
            evidence=evidence,
        ),
    ]
