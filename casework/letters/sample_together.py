"""The samples of the papers of an office that decides together."""

from datetime import date

from casework.letters import chasing, circulating, reviewing
from casework.letters.facts import CaseFacts
from casework.letters.letter import Letter
from casework.letters.sample_notices import OFFICE, ON
from forms.reviewing import (
    ConferenceOpinion,
    CounselConclusion,
    CounselOpinion,
    Followed,
    LegalityPoint,
    PointFinding,
)
from rules.circulation import Circulated
from rules.item_review import ItemFinding, ReviewResult, SecrecyResult
from rules.provisions import Provision

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
        *reviewed_papers(case),
    ]


def reviewed_papers(case: CaseFacts) -> list[Letter]:
    """Return a paper of each kind of review about the invented case."""
    opinion = CounselOpinion(
        on=ON,
        counsel="顾明远律师",
        conclusion=CounselConclusion.AFTER_CHANGES,
        opinion="起草说明中的个人电话应当遮盖后提供，理由一段请引用具体条款。",
        followed=Followed.YES,
        points=(
            LegalityPoint(point=f"收到申请之日认定正确，答复在期限内（{Provision.RECEIPT.short}）"),
            LegalityPoint(
                point=f"证件号码、电话、账号等个人信息已经遮盖（{Provision.THIRD_PARTY_RIGHTS.short}）",
                finding=PointFinding.UNMET,
                note="第3页电话未遮盖",
            ),
        ),
    )
    return [
        chasing.chase_sheet(
            OFFICE,
            ON,
            whom="规划科 许清和",
            lines=[
                chasing.ChaseSheetLine(
                    number=case.register_number,
                    matter="2023年政务公开工作要点",
                    act="科室答复",
                    last_safe_on="2026年2月26日",
                    caller="规划科 许清和\n0791-5550177",
                    due_on="2026年3月5日",
                )
            ],
            made_by="陈予安",
        ),
        reviewing.item_review_sheet(
            OFFICE,
            case,
            ON,
            findings=(
                ItemFinding(
                    "《2023年政务公开工作要点》",
                    ReviewResult.RELEASE,
                    SecrecyResult.CLEAR,
                    "许清和",
                    "陈予安",
                    "",
                    ON,
                ),
                ItemFinding(
                    "起草说明",
                    ReviewResult.PARTLY,
                    SecrecyResult.CLEAR,
                    "许清和",
                    "陈予安",
                    "附件含联系人电话，遮盖后提供",
                    ON,
                ),
            ),
        ),
        reviewing.secrecy_referral(
            OFFICE,
            case,
            "青建请〔2026〕1号",
            ON,
            body="临江市青岚区国家保密局",
            question="起草说明引用的内部统计数据能否公开",
            answer_by=date(2026, 2, 27),
        ),
        reviewing.conference_record(
            OFFICE,
            case,
            ON,
            matter="起草说明能否公开",
            people=(
                ConferenceOpinion(name="许清和", unit="规划科", opinion="可以区分处理后公开。"),
                ConferenceOpinion(name="陈予安", unit="办公室", opinion="同意规划科意见。"),
            ),
            conclusion=f"遮盖联系人电话后公开起草说明，依据条例{Provision.SEVERANCE.place}。",
            chair="沈立言",
            place="三楼会议室",
            recorder="陈予安",
        ),
        reviewing.counsel_referral(
            OFFICE,
            case,
            ON,
            counsel="顾明远律师",
            question="部分公开的理由和依据是否充分",
            draft="“部分公开”的答复",
            reasons=("答复类型属于部分公开",),
            answer_by=date(2026, 2, 25),
        ),
        reviewing.legality_list(
            OFFICE,
            case,
            ON,
            points=(),
            document="政府信息公开申请答复书（部分公开）",
            opinion=opinion,
        ),
    ]
