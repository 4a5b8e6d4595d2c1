from datetime import date

import pytest

from forms.choices import ServiceMethod
from forms.fields import read, restored
from forms.procedure import FeeNotice, OpinionReceived, ReasonsAsked
from forms.reply import MixedReply, Reply, ReplyItem, Service, kind_named
from forms.reply_facts import FACT_FIELD, Ground, fields_asked
from rules.replies import ReplyKind
from rules.reply_facts import Fact


def test_every_fact_has_a_field_on_the_form() -> None:
    assert set(FACT_FIELD) == set(Fact)


@pytest.mark.parametrize("kind", list(ReplyKind), ids=lambda kind: kind.name)
def test_a_reply_asks_for_every_fact_its_kind_must_state(kind: ReplyKind) -> None:
    empty = read(Reply, {"on": "2026-03-06", "kind": kind})
    wanted = {FACT_FIELD[fact] for fact in kind.required_facts}
    grounds = {"grounds": "WORKING_PAPERS"} if kind is ReplyKind.PARTLY else {}
    found = {problem.field for problem in empty} if isinstance(empty, list) else set()
    assert found == wanted | grounds.keys()
    given = {**dict.fromkeys(wanted, "有"), **grounds}
    given |= {"made_on": "2010-05-06"} if "made_on" in wanted else {}
    given |= {"nature": "JOINT"} if "nature" in wanted else {}
    given |= {"contact": "0791-86000018"} if "other_body" in wanted else {}
    assert isinstance(read(Reply, {"on": "2026-03-06", "kind": kind, **given}), Reply)


def test_whoever_names_an_agency_says_how_to_reach_it() -> None:
    values = {"on": "2026-03-06", "kind": "NOT_THIS_AGENCY", "reasons": "由其制作"}
    assert isinstance(read(Reply, values), Reply)
    problems = read(Reply, {**values, "other_body": "万全镇人民政府"})
    assert isinstance(problems, list)
    (problem,) = problems
    assert problem.field == "contact"
    assert "联系方式" in problem.message


def test_whoever_says_how_to_reach_an_agency_names_it() -> None:
    values = {"on": "2026-03-06", "kind": "NOT_THIS_AGENCY", "reasons": "由其制作"}
    problems = read(Reply, {**values, "contact": "025-66661111"})
    assert isinstance(problems, list)
    (problem,) = problems
    assert problem.field == "other_body"
    assert "025-66661111" in problem.message
    assert "全称" in problem.message


@pytest.mark.parametrize("kind", list(ReplyKind), ids=lambda kind: kind.name)
def test_a_kind_asks_for_what_it_must_and_may_state(kind: ReplyKind) -> None:
    needed, possible = fields_asked(kind)
    assert {FACT_FIELD[fact] for fact in kind.required_facts} <= needed
    assert {FACT_FIELD[fact] for fact in kind.optional_facts} <= needed | possible
    assert not needed & possible


@pytest.mark.parametrize(
    ("method", "by", "is_right"),
    [
        (ServiceMethod.POST, "", True),
        (ServiceMethod.EMAIL, "", True),
        (ServiceMethod.BY_HAND, "", False),
        (ServiceMethod.ENTRUSTED, "", False),
        (ServiceMethod.BY_HAND, "林一帆", True),
    ],
)
def test_service_by_hand_names_who_signed(method: ServiceMethod, by: str, is_right: bool) -> None:
    form = read(Service, {"on": "2026-03-06", "method": method, "received_by": by})
    assert isinstance(form, Service) is is_right


def test_only_electronic_service_needs_the_internet_channel() -> None:
    electronic = {method for method in ServiceMethod if method.is_electronic}
    assert electronic == {ServiceMethod.EMAIL, ServiceMethod.ONLINE}


def test_a_third_party_that_refuses_gives_its_reasons() -> None:
    values = {"on": "2026-03-06", "ref": "某某公司", "opinion": "REFUSE"}
    assert isinstance(read(OpinionReceived, values), list)
    assert isinstance(read(OpinionReceived, {**values, "reasons": "未说明"}), OpinionReceived)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"units": 0}, ["units"]),
        ({"units": 40, "decided_yuan": 50}, ["reason"]),
        ({"units": 40, "decided_yuan": -1, "reason": "因"}, ["decided_yuan"]),
        ({"units": 40, "decided_yuan": 50, "reason": "因"}, []),
        ({"units": 40, "delivered_on": "2026-03-05"}, ["delivered_on"]),
    ],
)
def test_a_fee_notice_is_checked(typed: dict[str, object], fields: list[str]) -> None:
    form = read(FeeNotice, {"on": "2026-03-06", "method": "按量计收", **typed})
    assert ([one.field for one in form] if isinstance(form, list) else []) == fields


def test_reasons_are_asked_for_by_a_day_that_lies_ahead() -> None:
    form = read(ReasonsAsked, {"on": "2026-03-06", "facts": "46件", "until": date(2026, 3, 6)})
    assert isinstance(form, list)
    assert form[0].field == "until"


def test_grounds_belong_to_a_severed_reply_alone() -> None:
    values = {"on": "2026-03-06", "kind": ReplyKind.PROVIDED, "provided": "文件"}
    assert isinstance(read(Reply, {**values, "grounds": "WORKING_PAPERS"}), list)


def test_every_ground_is_a_refusal_or_no_government_information() -> None:
    kinds = {ground.kind for ground in Ground}
    refusals = {kind for kind in ReplyKind if kind.name.startswith("REFUSED")}
    assert kinds == refusals | {ReplyKind.NOT_GOVERNMENT_INFORMATION}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("政府信息不存在", ReplyKind.NOT_EXISTING),
        ("过程性信息", ReplyKind.REFUSED_WORKING_PAPERS),
        ("不予公开:国家秘密", ReplyKind.REFUSED_STATE_SECRET),
        ("不予公开", None),
        ("", None),
        ("无此类型", None),
    ],
)
def test_a_reply_is_named_by_its_label_or_a_part_of_one(words: str, kind: ReplyKind | None) -> None:
    assert kind_named(words) is kind


GIVEN = {"content": "工作要点", "kind": "PROVIDED", "provided": "《工作要点》"}
KEPT = {"content": "会议纪要", "kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"}
ELSEWHERE = {"content": "补偿清册", "kind": "NOT_THIS_AGENCY", "reasons": "由其发放",
             "other_body": "万全镇人民政府"}  # fmt: skip


@pytest.mark.parametrize(
    ("items", "field", "words"),
    [
        ([GIVEN, KEPT], "", ""),
        ([KEPT], "items", "只有一项"),
        ([], "items", "请填写"),
        ([GIVEN, {**KEPT, "reasons": ""}], "items.2.reasons", "第2项：“不予公开：过程性信息”"),
        ([{**GIVEN, "kind": ""}, KEPT], "items.1.kind", "第1项：请填写答复类型"),
        ([GIVEN, ELSEWHERE], "items.2.contact", "第2项：写明了万全镇人民政府"),
        (
            [GIVEN, {**ELSEWHERE, "other_body": "", "contact": "0791-86000018"}],
            "items.2.other_body",
            "第2项：写明了联系方式",
        ),
        ([GIVEN, {**KEPT, "content": ""}], "items.2.content", "第2项"),
        ([GIVEN, {"content": "全部", "kind": "CORRECTION_LAPSED"}], "items.2.kind", "针对整件申请"),
        ([GIVEN, {**KEPT, "content": "工作要点"}], "items.2.content", "与第1项内容相同"),
        ([GIVEN, {"content": "二", "kind": "不——是"}], "items.2.kind", "不是答复类型的选项"),
    ],
)
def test_each_item_has_its_own_kind_and_its_own_facts(
    items: list[dict[str, str]], field: str, words: str
) -> None:
    form = read(MixedReply, {"on": "2026-03-06", "items": items})
    found = form if isinstance(form, list) else []
    assert [one.field for one in found][:1] == ([field] if field else [])
    assert words in "".join(one.message for one in found)


def test_items_come_back_as_they_were_entered_and_in_their_former_words_too() -> None:
    form = read(MixedReply, {"on": "2026-03-06", "items": [GIVEN, KEPT]})
    assert isinstance(form, MixedReply)
    assert restored(MixedReply, {"on": "2026-03-06", "items": [GIVEN, KEPT]}) == form
    former = restored(
        MixedReply,
        {"on": "2026-03-06", "items": "会议纪要——不予公开：过程性信息——讨论记录\n要点——提供信息"},
    )
    assert former.items[0] == ReplyItem(
        content="会议纪要", kind=ReplyKind.REFUSED_WORKING_PAPERS, reasons="讨论记录"
    )
    assert former.kinds == (ReplyKind.REFUSED_WORKING_PAPERS, ReplyKind.PROVIDED)


def test_an_item_says_what_stands_in_a_field_once() -> None:
    told = ReplyItem.summary({**KEPT, "kind": "NOT_EXISTING"}, date(2026, 3, 6))
    assert KEPT["reasons"] in " ".join(map(str, told))
    assert " ".join(map(str, told)).count(KEPT["reasons"]) == 1
