from datetime import date

import pytest

from forms.choices import ServiceMethod
from forms.fields import read
from forms.procedure import FeeNotice, OpinionReceived, ReasonsAsked
from forms.reply import FACT_FIELD, Ground, MixedReply, Reply, Service, kind_named
from rules.replies import Fact, ReplyKind


def test_every_fact_has_a_field_on_the_form() -> None:
    assert set(FACT_FIELD) == set(Fact)


@pytest.mark.parametrize("kind", list(ReplyKind), ids=lambda kind: kind.name)
def test_a_reply_asks_for_every_fact_its_kind_must_state(kind: ReplyKind) -> None:
    empty = read(Reply, {"on": "2026-03-06", "kind": kind})
    wanted = {FACT_FIELD[fact] for fact in kind.required_facts}
    grounds = {"grounds": "WORKING_PAPERS"} if kind is ReplyKind.PARTLY else {}
    found = {problem.field for problem in empty} if isinstance(empty, list) else set()
    assert found == wanted | grounds.keys()
    full = read(Reply, {"on": "2026-03-06", "kind": kind, **dict.fromkeys(wanted, "有"), **grounds})
    assert isinstance(full, Reply)


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


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ("会议纪要——过程性信息——讨论记录\n工作要点——提供信息", ""),
        ("会议纪要——过程性信息——讨论记录", "只有一项"),
        ("会议纪要——过程性信息\n工作要点——提供信息", "第1项没有写明理由"),
        ("会议纪要\n工作要点——提供信息", "第1项没有写明答复类型"),
        ("——过程性信息——讨论记录\n工作要点——提供信息", "第1项没有写明内容"),
    ],
)
def test_each_item_names_its_reply_and_reason(items: str, words: str) -> None:
    form = read(MixedReply, {"on": "2026-03-06", "items": items})
    found = "".join(one.message for one in form) if isinstance(form, list) else ""
    assert (words in found) if words else not found
