"""The invented papers of talking, helping, handing over, and of the office's books."""

from datetime import date

from casework.letters.contact_papers import (
    assisted_record,
    contact_record,
    intake_slip,
    scope_confirmation,
)
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.guide_paper import ogi_guide
from casework.letters.letter import Letter
from casework.letters.office_papers import (
    DutyLine,
    EnquiryLine,
    duty_ledger,
    enquiry_list,
    training_record,
)
from rules.provisions import Provision


def office_papers(office: OfficeFacts, case: CaseFacts, on: date) -> list[Letter]:
    """Return a paper of each of these kinds."""
    return [
        contact_record(
            office,
            case,
            on,
            way="来访面谈",
            at="下午3时",
            place="三楼接待室",
            understood="申请人想了解2023年的工作安排，起草说明是听说的，不确定是否有。",
            offered="工作要点可以当场提供；起草说明需要检索。",
            agreed="只申请《2023年政务公开工作要点》正文。",
        ),
        scope_confirmation(
            office, case, on, way="来访面谈", agreed="《2023年政务公开工作要点》正文"
        ),
        assisted_record(
            office,
            case,
            on,
            need="视力障碍",
            help_given="工作人员代为填写申请表，并逐项宣读核对。",
            spoken="想要2023年政务公开的那个要点。",
            filled_by="陈予安",
        ),
        intake_slip(
            office,
            case,
            on,
            place="政务服务窗口",
            taken_on=case.received_on,
            taken_by="窗口工作人员",
            handed_to="陈予安",
            papers="政府信息公开申请表1份\n身份证复印件1份",
        ),
        enquiry_list(
            office,
            on,
            span="2026年2月",
            subjects="规划与用地1件",
            turned=0,
            lines=[
                EnquiryLine(
                    on="2026年2月6日",
                    way="来电",
                    question="宅基地审批的条件在哪里查",
                    answer="已告知在门户网站“办事指南”栏目查阅",
                    state="已答复",
                )
            ],
        ),
        training_record(
            office,
            held_on=on,
            topic="不予公开的说理",
            content="以被复议纠正的案件讲解过程性信息的认定和说理。",
            attendees=["陈予安", "周宁"],
            teacher="法制科",
            place="二楼会议室",
            hours=4,
            result="参加人员全部通过测试。",
            questions="1．申请人要会议纪要，能否一律按过程性信息不予公开？",
        ),
        ogi_guide(
            office,
            on,
            parts=[
                ("政府信息公开工作机构", f"办公地址：{office.address}\n联系电话：{office.phone}")
            ],
            request_rates=[("10件以下（含10件）", "不收费"), ("11至30件的部分", "100元")],
            page_rates=[("30页以下（含30页）", "不收费"), ("31至100页的部分", "10元")],
            fee_basis="《政府信息公开信息处理费管理办法》",
            after=[("监督和救济", "可以投诉举报，也可以依法申请行政复议或者提起行政诉讼。")],
        ),
        duty_ledger(
            office,
            on,
            year=on.year,
            done=1,
            overdue=0,
            lines=[
                DutyLine(
                    task="公布上一年度政府信息公开工作年度报告",
                    responsible="陈予安",
                    due=f"{on.year}年1月31日",
                    source=Provision.REPORT.short,
                    state="1月28日完成",
                )
            ],
        ),
    ]
