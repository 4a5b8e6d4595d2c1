"""The invented papers of talking, helping, handing over, and of the office's books."""

from dataclasses import replace
from datetime import date, timedelta

from casework.letters.bulletin import BulletinLine, bulletin
from casework.letters.contact_papers import (
    assisted_record,
    contact_record,
    intake_slip,
    scope_confirmation,
)
from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.findings_sheet import PointLine, findings_sheet
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

_LINE = BulletinLine(
    label="办公室", received="12", closed="11", mean_days="12.4", late="0", extended="1",
    challenged="1", corrected="0",
)  # fmt: skip


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
                    on="2026-02-06",
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
                ("政府信息的分类", "法规文件、规划计划、财政信息、行政执法"),
                ("编排体系", "按信息类别和生成日期编排。"),
                ("主动公开信息的获取方式", "本机关门户网站“政府信息公开”专栏"),
                ("政府信息公开工作机构", f"办公地址：{office.address}\n联系电话：{office.phone}"),
                ("申请渠道", f"当面提交或者邮寄：{office.address}"),
                ("申请的内容", "写明申请人、所需信息的名称或者特征、获取信息的方式。"),
                ("办理流程和期限", "登记、补正、答复；自收到申请之日起20个工作日内答复。"),
            ],
            request_rates=[("10件以下（含10件）", "不收费"), ("11至30件的部分", "100元")],
            page_rates=[("30页以下（含30页）", "不收费"), ("31至100页的部分", "10元")],
            fee_basis="《政府信息公开信息处理费管理办法》",
            after=[("监督和救济", "可以投诉举报，也可以依法申请行政复议或者提起行政诉讼。")],
        ),
        bulletin(
            office,
            on,
            span="2026年第一季度",
            intake="本期收到政府信息公开申请12件，比上期增加2件，与上年同期持平；期末在办3件。",
            closing="本期办结11件，平均用时12.4个工作日；逾期答复0件。",
            challenges="本期被申请行政复议1件，被纠正0件；被提起行政诉讼0件。",
            subjects="按主题：政策文件7件、规划与用地3件。",
            kinds="按办理结果：予以公开8件、信息不存在2件。",
            enquiries="本期登记政策咨询9件，其中转为申请1件。",
            sections=[_LINE],
            persons=[replace(_LINE, label="陈予安")],
            demands="期末在办的申请请按期答复。",
        ),
        findings_sheet(
            office,
            on,
            unit="青岚区教育局",
            year=on.year - 1,
            figures="新收8件，办结8件，结转下年度0件，行政复议和行政诉讼1件。",
            findings=["表三：新收与上年结转之和不等于办结与结转下年度之和。"],
            points=[PointLine(item="数字平衡", most="30", given="25", why="1处不平衡")],
            total="95/100",
            answer_by=on + timedelta(days=14),
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
