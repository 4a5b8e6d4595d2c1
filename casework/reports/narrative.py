"""First drafts of the report's written parts, with the year's figures, for the clerk to finish."""

from casework.reports.annual import AnnualReport
from rules.challenges import ChallengeKind
from rules.law import cite
from rules.provisions import FEE_MEASURES, Provision
from rules.report_rows import CARRIED_IN, HEADINGS, NEW, OUTCOME_GROUPS


def drafts(report: AnnualReport) -> dict[str, str]:
    """Return first texts by heading; what only she can write, on what went wrong, stays empty."""
    texts = dict.fromkeys(HEADINGS, "")
    texts[HEADINGS[0]] = f"{_period(report)}\n{_requests(report)}"
    texts[HEADINGS[5]] = _fees(report)
    return texts


def _period(report: AnnualReport) -> str:
    return (
        f"本报告依据{cite(Provision.REPORT, Provision.REPORT_CONTENTS)}编制，"
        f"数据的统计期限为{report.year}年1月1日至{report.year}年12月31日。"
    )


def _requests(report: AnnualReport) -> str:
    table3, table4 = report.table3, report.table4
    if not (table3.at(NEW) or table3.at(CARRIED_IN)):
        sentence = "依申请公开方面，本年未收到政府信息公开申请，也没有上年结转的申请。"
    else:
        groups = "、".join(
            f"{group.name}{{{{{group.name}}}}}件"
            for group in OUTCOME_GROUPS
            if table3.between(group.first, group.last)
        )
        outcomes = f"，其中{groups}" if groups else ""
        sentence = (
            "依申请公开方面，本年新收政府信息公开申请{{本年新收}}件，上年结转{{上年结转}}件；"
            f"本年办结{{{{办结总数}}}}件{outcomes}；"
            "结转下年度继续办理{{结转下年度}}件。"
        )
    if any(table4.total(kind) for kind in ChallengeKind):
        sentence += "因政府信息公开工作涉及行政复议{{行政复议}}件、行政诉讼{{行政诉讼}}件。"
    else:
        sentence += "本年没有因政府信息公开工作引起的行政复议和行政诉讼。"
    return sentence


def _fees(report: AnnualReport) -> str:
    fees = report.fees
    if fees is None:
        return ""
    # What was asked for in December is paid in January: money without a notice of the year.
    if not (fees.notices or fees.paid_yuan):
        return f"本年没有依据{FEE_MEASURES}发出收费通知，未收取信息处理费。"
    return (
        f"依据{FEE_MEASURES}，本年发出收费通知{{{{收费通知件数}}}}件，"
        "通知总金额{{收费通知金额}}元，实际收取信息处理费的总金额{{实收金额}}元。"
    )
