"""A course told in a sentence: what has happened is a step, what has not is told to the clerk."""

from datetime import date

import pytest

from casework.importing.cells import Years
from casework.importing.told_course import told_in

RECEIVED = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("name", "clauses"),
    [
        (
            "correction_noticed_on",
            "告知补正 一次性告知补正 通知申请人补正材料 要求申请人提交补正材料 邮寄补正告知书 "
            "补正告知书送达",
        ),
        (
            "correction_received_on",
            "收到补正 提交补正材料 申请人按要求提交补正材料 补正材料寄到 收到申请人邮寄的补正材料 "
            "已补正",
        ),
        ("fee_noticed_on", "发收费通知 缴费通知送达 通知申请人缴费"),
        ("fee_paid_on", "缴费 收到缴纳的信息处理费 收费100元到账"),
        ("third_party_answered_on", "第三方不同意公开 收到第三方意见"),
        (
            "replied_on",
            "决定不予公开 答复不予公开并告知复议诉讼权利 经局长签发答复公开 "
            "经检索未查到相关信息答复不存在 逾期未补正告知不再处理",
        ),
        ("received_on", "收到 收到张三提交的申请 局长信箱收到申请"),
        ("extended_on", "延期 延长答复期限告知书送达"),
    ],
)  # fmt: skip
def test_what_happened_on_a_day_is_its_step(name: str, clauses: str) -> None:
    for clause in clauses.split():
        told = told_in(f"3.16{clause}", Years(anchor=RECEIVED))
        assert (told.days, told.not_understood) == ({name: date(2026, 3, 16)}, []), clause


@pytest.mark.parametrize(
    "clause",
    [
        # Not done, not needed, come back or only asked for within the office.
        "未收到补正", "没有补正", "逾期未补正", "不需要补正", "无需补正",
        "未征求第三方意见", "第三方未答复",
        "未延期", "不延期", "申请延期", "不收费", "逾期未缴费", "未能按期答复", "尚未答复",
        "申请人未撤回", "未送达", "邮寄退回", "挂号信拒收",
        # Within the office, or after the reply.
        "提交法制审核", "送局长审批", "收到复议申请", "收到行政复议答复通知书", "收到法院应诉通知",
        "申请人提起诉讼",
    ],
)  # fmt: skip
def test_what_did_not_happen_is_told_and_is_no_step(clause: str) -> None:
    told = told_in(f"3.16{clause}", Years(anchor=RECEIVED))
    assert (told.days, told.not_understood) == ({}, [f"3.16{clause}"])
