"""Every head and word that printed cases are read by."""

from collections.abc import Iterator
from datetime import date

import pytest

from casework.books.guidance_files import cases_in_lines
from casework.books.plan_rows import plan_in_text
from forms.guidance import GuidanceCase
from rules.replies import ReplyKind

TODAY = date(2026, 3, 6)
# The heads a printed case may have, by the part of a case they begin.
HEADS = {
    "facts": "基本案情 案情 基本情况 案件情况 简要案情 案件事实 申请情况 案情简介 基本事实 背景",
    "reasoning": "说理 理由 裁判理由 复议理由 争议焦点 焦点问题 法律分析 分析 评析 案例评析 "
    "答复理由 复议机关认为 法院认为 裁判要旨",
    "articles": "法律依据 依据 依据条文 相关规定 适用条款 相关法条 政策依据",
    "lesson": "典型意义 指导意义 启示 指导意见 案例启示 案件启示 要旨 办理要点 工作建议 参考意义",
}
OUTCOMES = "处理结果 答复结果 办理结果 复议结果 裁判结果 判决结果 处理情况 结果 办理情况 审理结果"


def each() -> Iterator[tuple[str, str]]:
    for part, heads in HEADS.items():
        yield from ((part, head) for head in heads.split())


@pytest.mark.parametrize(("part", "head"), list(each()))
def test_every_head_begins_its_part_however_it_is_set(part: str, head: str) -> None:
    before = [] if part == "facts" else ["案情：他事"]
    # A case has facts, and something that is to be learnt of it.
    after = ["启示：他事"] if part in ("facts", "articles") else []
    for begun in (
        [f"{head}：甲"],
        [head, "甲"],
        [f"【{head}】甲"],
        [f"（一）{head}", "甲"],
        [f"{head} 甲"],
    ):
        (one,) = cases_in_lines(["案例一：名", *before, *begun, *after], "集", TODAY)
        assert getattr(one, part) == "甲"


@pytest.mark.parametrize("head", OUTCOMES.split())
def test_every_head_of_an_outcome_says_what_became_of_it(head: str) -> None:
    (one,) = cases_in_lines(["案例一：名", "案情：甲", f"{head}：复议机关予以维持"], "集", TODAY)
    assert (one.fate.name, one.authority.name) == ("UPHELD", "RECONSIDERATION")
    # What has no reasons of its own has its outcome for them.
    assert one.reasoning == "复议机关予以维持"


def of(outcome: str, more: str = "") -> GuidanceCase:
    (one,) = cases_in_lines(["案例一：名", "案情：甲", f"结果：{outcome}", more], "集", TODAY)
    return one


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("部分公开", ReplyKind.PARTLY),
        ("属于重复申请", ReplyKind.REPEATED),
        ("属于过程性信息", ReplyKind.REFUSED_WORKING_PAPERS),
        ("属于内部事务", ReplyKind.REFUSED_INTERNAL_AFFAIRS),
        ("属于执法案卷", ReplyKind.REFUSED_ENFORCEMENT_FILE),
        ("涉及国家秘密", ReplyKind.REFUSED_STATE_SECRET),
        ("涉及商业秘密", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS),
        ("属于信访事项", ReplyKind.PETITION_OR_COMPLAINT),
        ("需要加工、分析", ReplyKind.WOULD_HAVE_TO_BE_MADE),
        ("信息不存在", ReplyKind.NOT_EXISTING),
        ("不属于本机关负责", ReplyKind.NOT_THIS_AGENCY),
        ("属于行政查询", ReplyKind.REGISTRY_QUERY),
        ("已经主动公开", ReplyKind.ALREADY_PUBLIC),
        ("予以公开", ReplyKind.PROVIDED),
        ("另行处理", None),
    ],
)
def test_the_kind_of_a_reply_is_told_by_its_words(words: str, kind: ReplyKind | None) -> None:
    assert of(f"某局答复{words}。").kind is kind
    # What is said of the facts alone is no reply.
    assert of("某局作出答复。", f"启示：{words}").kind is None


def test_what_did_not_stand_says_why_or_is_to_be_written_up() -> None:
    assert of("法院判决撤销该答复。").lesson == "法院判决撤销该答复。"
    assert of("法院判决撤销该答复。", "启示：说明理由").lesson == "说明理由"
    assert of("法院判决撤销该答复。").authority.name == "COURT"
    assert of("上级机关指出不当。").authority.name == "SUPERIOR"
    assert of("法院判决维持。").lesson == ""


PLANS = {
    "任务": "任务 工作任务 任务内容 重点任务 工作内容 主要任务 具体任务 事项 工作事项 任务事项 "
    "工作要求 目标任务 内容",
    "责任人": "责任人 责任单位 责任科室 责任股室 牵头单位 承办人 承办单位 承办科室 负责人 "
    "责任部门 牵头科室 责任处室",
    "时限": "时限 完成时限 完成时间 时间 截止时间 截止日期 完成日期 时间要求 办结时限 "
    "时间节点 期限",
}


@pytest.mark.parametrize(
    ("column", "head"),
    [(column, head) for column, heads in PLANS.items() for head in heads.split()],
)
def test_every_head_of_a_plan_is_known(column: str, head: str) -> None:
    heads = [head if one == column else one for one in ("时限", "说明", "责任人", "任务")]
    rows = plan_in_text("\t".join(heads) + "\n6月\t略\t李文\t编发通报", 2026)
    assert [(one.task, one.responsible, one.due_on) for one in rows.duties] == [
        ("编发通报", "李文", date(2026, 6, 30))
    ]
