"""期限计算书 says of each limit how long it is and from what it runs, of an earlier reply too."""

from collections.abc import Callable

import pytest

from casework.acts import Done
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.letters import values_of
from casework.papers.proofs import print_proof, proof_letters
from rules.errors import ClerkError

Do = Callable[..., Done]


def told(desk: Desk, request_id: int) -> list[tuple[object, ...]]:
    found = [values_of(letter) for _, letter in proof_letters(desk, load(desk, request_id))]
    return [(one["期限长度"], one["起算事实"], one["计算结果"]) for one in found]


FIRST = ("20个工作日", "2026年3月6日收到申请（条例第31条第1项）", "2026年4月3日（周五）届满")


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            {"by": "COURT", "body": "中院", "decision": "1号", "natural_days": 15},
            (
                "15日（自然日）",
                "2026年3月30日裁判生效（行诉法第70条）",
                "2026年4月14日（周二）届满",
            ),
        ),
        (
            {"by": "COURT", "body": "中院", "decision": "1号", "until": "2026-04-20"},
            ("写明的截止日", "2026年3月30日裁判生效（行诉法第70条）", "2026年4月20日（周一）届满"),
        ),
        (
            {"by": "RECONSIDERATION", "body": "区政府", "decision": "1号", "days": 5},
            ("5个工作日", "2026年3月30日收到决定（", "2026年4月7日（周二）届满"),
        ),
        (
            {"by": "OFFICE", "way": "OWN", "reason": "有误", "until": "2026-04-10"},
            ("写明的截止日", "2026年3月30日决定自行纠正（", "2026年4月10日（周五）届满"),
        ),
    ],
    ids=["natural days", "a day", "working days", "the office"],
)
def test_an_order_has_its_own_period_and_the_first_reply_keeps_its(
    desk: Desk, do: Do, replied: int, order: dict[str, object], said: tuple[str, ...]
) -> None:
    do("order_reply", replied, "2026-03-30", **{"way": "SET_ASIDE", **order})
    first, second = told(desk, replied)
    assert first == FIRST
    assert (second[0], second[2]) == (said[0], said[2])
    assert str(second[1]).startswith(said[1])


def test_a_correction_lets_it_begin_anew_also_before_an_order(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-09", items="名称", days=15)
    do("deliver", registered, "2026-03-10", ref="补正告知书")
    do("receive_correction", registered, "2026-03-16", information_sought="全文")
    do("decide", registered, "2026-03-20", kind="ALREADY_PUBLIC", access="网站")
    do("serve", registered, "2026-03-23", mail_number="1000000000001")
    before = told(desk, registered)
    assert any(str(one[1]).startswith("2026年3月16日收到补正申请（") for one in before)
    do("order_reply", registered, "2026-03-30", by="OFFICE", way="OWN", reason="有误", days=5)
    assert [one for one in before if one not in told(desk, registered)] == []


def test_a_limit_that_is_not_there_is_refused(desk: Desk, registered: int) -> None:
    many = len(load(desk, registered).case.clocks)
    for place in (-1, many):
        with pytest.raises(ClerkError) as refused:
            print_proof(desk, registered, place)
        assert refused.value.message == "本件没有这个期限，可能刚被撤销，请刷新后重试。"
    assert print_proof(desk, registered, 0).title == "期限计算书（答复期限）"


def test_what_lets_days_be_left_out_is_cited_where_some_are(
    desk: Desk, do: Do, registered: int
) -> None:
    def cited() -> list[bool]:
        every = [values_of(one) for _, one in proof_letters(desk, load(desk, registered))]
        replies = [one for one in every if one["期限名称"] == "答复期限"]
        return ["第三十三条第三款" in str(one["依据"]) for one in replies]

    assert cited() == [False]
    company = {"ref": "甲公司", "content": "合同", "delivered_on": "2026-03-09"}
    do("consult_third_party", registered, "2026-03-09", **company)
    do("third_party_answered", registered, "2026-03-16", ref="甲公司", opinion="CONSENT")
    assert cited() == [True]
    do("decide", registered, "2026-03-17", kind="PROVIDED", provided="合同")
    do("serve", registered, "2026-03-18", mail_number="EA1")
    do("order_reply", registered, "2026-03-30", by="OFFICE", way="OWN", reason="有误", days=20)
    # The first limit was longer for the asking; the second knows of none yet.
    assert cited() == [True, False]
    agency = {"ref": "青枫区财政局", "content": "经费表", "role": "JOINT_MAKER"}
    do("consult_agency", registered, "2026-03-31", **agency, delivered_on="2026-03-31")
    do("agency_answered", registered, "2026-04-02", ref="青枫区财政局", opinion="CONSENT")
    assert cited() == [True, True]


def test_a_notice_is_named_at_the_head_and_no_statute_among_them(desk: Desk, do: Do) -> None:
    known = {"applicant_name": "林一帆", "information_sought": "工作要点"}

    def notices(day: str) -> object:
        request_id = do("register", None, day, **known).request_id
        letters = dict(proof_letters(desk, load(desk, request_id)))
        return values_of(letters["期限计算书（答复期限）"])["放假安排"]

    # Over Qingming, and between two holidays.
    assert notices("2026-03-20") == "国办发明电〔2025〕7号"
    assert notices("2026-06-22") == "期间没有放假和调休"
