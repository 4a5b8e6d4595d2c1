"""The samples of the papers of an office that decides together."""

from datetime import date

from casework.letters import circulating
from casework.letters.facts import CaseFacts
from casework.letters.letter import Letter
from casework.letters.sample_notices import OFFICE, ON
from rules.circulation import Circulated

ASKED = Circulated(
    name="规划科",
    section="规划科",
    handler="许清和",
    question="查找2023年工作要点的定稿和起草说明，提出能否公开的意见",
    step_id=2,
    on=date(2026, 2, 2),
    answer_by=date(2026, 2, 10),
    is_lead=True,
    accepted_on=date(2026, 2, 2),
)
ANSWERED = ASKED._replace(
    name="办公室",
    section="办公室",
    handler="陈予安",
    question="核对是否已经主动公开",
    answered_on=date(2026, 2, 6),
    answer="没有主动公开过，定稿可以公开",
    is_lead=False,
)


def together_papers(case: CaseFacts) -> list[Letter]:
    """Return a paper of each kind about the invented case."""
    return [
        circulating.circulation_sheet(
            OFFICE, case, ON, asked=(ASKED, ANSWERED), handed_out_by="陈予安"
        ),
        circulating.urging_notice(
            OFFICE,
            case,
            ON,
            asked=ASKED,
            answer_by=date(2026, 2, 25),
            late_days=3,
            note="届时仍未答复的，报请负责人督办。",
        ),
        circulating.routing_sheet(
            OFFICE,
            case,
            ON,
            levels=[
                ("拟办", "同意，拟予公开", "陈予安", date(2026, 2, 11)),
                ("会签", "退回修改，起草说明请区分处理", "许清和", date(2026, 2, 12)),
                ("会签", "修改后同意", "许清和", date(2026, 2, 13)),
                ("签发", "", "", None),
            ],
            document="政府信息公开申请答复书（部分公开）",
            proposal="拟作出“部分公开”的答复，请审批。",
        ),
        circulating.section_form(OFFICE, case, ON, asked=ASKED, return_code="OGS-12-2-7K3M9Q"),
    ]
