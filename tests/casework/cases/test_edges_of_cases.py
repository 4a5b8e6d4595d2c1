"""The edges of a case: the first of a month, the day of closing, two letters of one kind."""

from datetime import date, timedelta

import pytest

from casework.acts import ACTS, starting_values, undo
from casework.acts.fees import nth_of_applicant
from casework.acts.receipts import Learnt
from casework.cases.case_file import load
from casework.cases.deadlines import due_sentence, unsettled
from casework.cases.projection import differences
from casework.cases.review_course import counsel_reasons, drafted_reply
from casework.desk.counsel_rules import keep_counsel_rules
from casework.desk.desk import Desk
from casework.papers.services import addressee
from casework.year.ledger_lines import lines_of_year
from casework.year.year_facts import reported_requests
from db import documents, requests, settings, steps
from forms.reviewing import CounselRulesForm
from rules.errors import ClerkError
from rules.outcomes import Outcome
from rules.practice import Practice
from rules.replies import ReplyKind
from rules.time_limits import OrderedBy
from tests.casework.doings import Do, letter_text

CONSULTED = {"content": "合同", "delivered_on": "2026-03-09"}


def registered(do: Do, on: str, **typed: object) -> int:
    values = {"applicant_name": "林一帆", "information_sought": "工作要点", **typed}
    return do("register", None, on, **values).request_id


def test_the_month_of_a_fee_begins_on_its_first_day(desk: Desk, do: Do) -> None:
    for day in ("2026-03-31", "2026-04-01", "2026-04-01", "2026-04-30"):
        last = registered(do, day)
    assert nth_of_applicant(desk, load(desk, last)) == 3
    assert nth_of_applicant(desk, load(desk, last - 1)) == 2
    assert nth_of_applicant(desk, load(desk, last - 2)) == 1


def test_the_last_day_that_is_published_is_settled(desk: Desk, registered: int) -> None:
    case = load(desk, registered).case
    last = case.outlook.published_until
    assert unsettled(case, last) == ""
    assert unsettled(case, last + timedelta(days=1)) == "（暂定）"


def test_what_is_waited_for_is_what_is_still_open(desk: Desk, do: Do) -> None:
    case = registered(do, "2026-03-06")
    do("ask_correction", case, "2026-03-09", items="名称", days=15, delivered_on="2026-03-09")
    assert due_sentence(load(desk, case).case) == (
        "等待申请人补正，补正期限至2026年3月30日（周一）；答复期限已停止计算。"
    )
    do("receive_correction", case, "2026-03-10", information_sought="工作要点全文")
    do("notice_fee", case, "2026-03-11", method="BY_PAGE", units=45)
    assert due_sentence(load(desk, case).case) == (
        "等待申请人缴费，送达日期未登记，缴费期限无从起算，不能认定逾期；"
        "请登记申请人收到的日期。答复期限已停止计算。"
    )


def test_a_publication_is_weighed_from_the_day_of_closing_on(
    desk: Desk, do: Do, replied: int
) -> None:
    with pytest.raises(ClerkError) as refused:
        do("review_publication", replied, "2026-03-22", decision="KEPT", reasons="过程性信息")
    assert refused.value.message == "评估日期2026-03-22早于办结日期2026-03-23，请核对日期。"
    assert refused.value.field == "on"
    done = do("review_publication", replied, "2026-03-23", decision="KEPT", reasons="过程性信息")
    assert done.message.startswith("已登记评估结论：")


def test_rows_without_a_course_are_each_named(desk: Desk, do: Do) -> None:
    registered(do, "2026-03-06")
    for number in (7, 8):
        with desk.store.atomic():
            requests.insert(
                desk.store, {"register_number": f"{number}号", "year": 2026, "serial": number}
            )
            desk.store.note("test")
    registered(do, "2026-03-09")
    desk.store.run("update request set section = '别处' where id in (1, 4)")
    told: list[tuple[int, int]] = []
    said = list(differences(desk, lambda *progress: told.append(progress)))
    assert [place for place, _ in told] == [0, 1, 2, 3]
    assert [one for one in said if "没有任何办理记录" in one] == [
        f"{number}号没有任何办理记录，登记簿可能被改动过，请与备份核对。" for number in (7, 8)
    ]
    assert [one[:11] for one in said if "号没有" not in one] == [
        "依申请〔2026〕1号",
        "依申请〔2026〕2号",
    ]


def test_why_it_was_confirmed_late_stays_with_the_case(desk: Desk, do: Do) -> None:
    case = registered(do, "2026-03-06", channel="INTERNET")
    with pytest.raises(ClerkError):
        do("confirm", case, "2026-04-20", how="电话")
    do("confirm", case, "2026-04-20", how="电话", late_reason="申请人出差")
    registration = load(desk, case).registration
    assert (registration.confirmed_on, registration.late_reason) == (
        date(2026, 4, 20), "申请人出差",
    )  # fmt: skip


def test_of_two_letters_of_a_kind_each_is_made_anew_for_its_own_side(desk: Desk, do: Do) -> None:
    case = registered(do, "2026-03-06")
    for side in ("甲公司", "乙公司"):
        do("consult_third_party", case, "2026-03-09", ref=side, **CONSULTED)
        do("third_party_answered", case, "2026-03-10", ref=side, opinion="REFUSE",
           reasons="商业秘密")  # fmt: skip
    do("decide", case, "2026-03-11", kind="PROVIDED", provided="合同", in_spite="由本机关作出",
       public_interest="不公开将对公共利益造成重大影响")  # fmt: skip
    letters = [
        one
        for one in documents.of_request(desk.store, case)
        if one.kind == "third_party_disclosure"
    ]
    assert [one.number for one in letters] == ["公开权〔2026〕1号", "公开权〔2026〕2号"]
    sides = [addressee(load(desk, case), one)[0] for one in letters]
    for letter, side in zip(reversed(letters), reversed(sides), strict=True):
        ref = f"决定公开政府信息告知书（第三方）（{letter.number}）"
        done = do("remake_letter", case, "2026-03-11", ref=ref, reason="改版式")
        assert f"{side}：" in letter_text(done)
        (anew,) = (one for one in done.documents)
        assert documents.one(desk.store, anew.document_id).fields["third_party"] == side


def test_a_call_keeps_what_was_offered_on_a_line_of_its_own(desk: Desk, do: Do) -> None:
    case = registered(do, "2026-03-06")
    text = letter_text(
        do(
            "contact",
            case,
            "2026-03-09",
            way="PHONE",
            understood="要全文",
            offered="先给目录",
            agreed="先看目录",
            other_side="林一帆",
            at="10时",
        )
    )
    assert "通话内容 | 了解的情况：要全文 提出的方案：先给目录\n" in text
    assert "商定：先看目录" in text
    assert "2026年3月9日10时" in text
    text = letter_text(do("contact", case, "2026-03-09", way="PHONE", understood="要全文"))
    assert "提出的方案" not in text
    assert "商定" not in text


def test_a_notice_by_page_that_was_taken_back_gives_its_number_in_the_month_back(
    desk: Desk, do: Do
) -> None:
    settings.put(desk.store, "practice", {"page_fee_takes_number": False})
    desk.forget_settings()
    first, last = registered(do, "2026-03-06"), registered(do, "2026-03-09")
    assert nth_of_applicant(desk, load(desk, last)) == 2
    notice = do("notice_fee", first, "2026-03-10", method="BY_PAGE", units=45)
    assert nth_of_applicant(desk, load(desk, last)) == 1
    undo(desk, first, notice.step_id or 0)
    assert nth_of_applicant(desk, load(desk, last)) == 2


def test_nothing_typed_is_an_empty_line() -> None:
    assert Learnt().is_empty
    assert Learnt(" ", " ", "FAMILY", " ").is_empty
    assert not Learnt("XA1").is_empty
    assert not Learnt(received_on="3.13").is_empty
    assert not Learnt(told="母亲").is_empty


def test_an_order_names_the_decision_it_follows(desk: Desk, do: Do, replied: int) -> None:
    def begins() -> dict[str, object]:
        values = starting_values(desk, ACTS["order_reply"], replied)
        return {name: values.get(name) for name in ("by", "body", "decision")}

    assert begins() == {"by": OrderedBy.OFFICE, "body": None, "decision": None}
    do("receive_reconsideration", replied, "2026-04-01", body="青枫区人民政府")
    do(
        "decide_reconsideration",
        replied,
        "2026-05-06",
        result="CORRECTED",
        number="青府复〔2026〕3号",
    )
    assert begins() == {
        "by": OrderedBy.RECONSIDERATION,
        "body": "青枫区人民政府",
        "decision": "青府复〔2026〕3号《行政复议决定书》",
    }
    do("sue", replied, "2026-05-11", stage="AFTER_RECONSIDERATION", court="青枫区人民法院")
    do("judge", replied, "2026-06-11", result="CORRECTED")
    assert begins() == {"by": OrderedBy.COURT, "body": "青枫区人民法院", "decision": ""}


def test_a_letter_bears_the_day_it_is_written_whenever_the_request_came(
    desk: Desk, do: Do, clock
) -> None:
    clock.day = date(2026, 3, 11)
    made = do("register", None, "2026-03-11", arrived_on=date(2026, 3, 6), channel="ORAL",
              applicant_name="林一帆", information_sought="工作要点")  # fmt: skip
    for line in made.documents:
        letter = documents.one(desk.store, line.document_id)
        assert "2026年3月11日" in letter.text
    assert len(made.documents) == 2
    assert requests.one(desk.store, made.request_id).received_on == date(2026, 3, 6)


def test_what_was_searched_in_vain_stands_in_the_reply(desk: Desk, do: Do) -> None:
    case = registered(do, "2026-03-06")
    looked = {"scope": "档案室。\n 办公系统；", "keywords": "工作要点", "result": "NOT_FOUND"}
    do("search", case, "2026-03-10", searched_by="李文", **looked)
    told = (
        "本机关于2026年3月10日在档案室；办公系统进行检索，"
        "检索方式和关键词为：工作要点；未检索到相关信息。"
    )
    text = letter_text(do("decide", case, "2026-03-11", kind="NOT_EXISTING", reasons="未制作"))
    assert told in text
    record = steps.of_request(desk.store, case)[-1]
    undo(desk, case, record.id)
    said = do(
        "decide", case, "2026-03-11", kind="NOT_EXISTING", reasons="未制作", course="查过了。"
    )
    assert told not in letter_text(said)
    assert "查过了。" in letter_text(said)


def test_what_a_third_party_brought_is_no_dispute_of_the_applicant(
    desk: Desk, do: Do, replied: int
) -> None:
    keep_counsel_rules(desk, CounselRulesForm(disputes=1))
    case = registered(do, "2026-04-01")
    do("decide", case, "2026-04-02", kind="ALREADY_PUBLIC", access="网站")

    def why() -> tuple[str, ...]:
        file = load(desk, case)
        draft = drafted_reply(file)
        assert draft is not None
        return counsel_reasons(desk, file, draft)

    body = {"body": "青枫区人民政府"}
    do("receive_reconsideration", replied, "2026-04-03", **body, brought_by="甲公司")
    assert why() == ()
    mine = do("receive_reconsideration", replied, "2026-04-03", **body)
    assert why() == ("申请人已有复议、诉讼1件",)
    undo(desk, replied, mine.step_id or 0)
    assert why() == ()


def test_a_withdrawal_counts_as_one_whatever_was_drafted_before(
    desk: Desk, do: Do, registered: int
) -> None:
    """年报格式: what never left is no reply; 其他处理—其他 is row 23."""

    def told() -> tuple[object, ...]:
        row = requests.one(desk.store, registered)
        (line,), (reported,) = lines_of_year(desk, 2026), reported_requests(desk)
        return (
            row.report_row, row.outcome, row.document_number, row.decided_on, line.reply_kind,
            line.document_number, reported.letter_title, reported.outcome,
        )  # fmt: skip

    other = Outcome.of_row(23)
    do("decide", registered, "2026-03-10", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    assert load(desk, registered).reply_kind is ReplyKind.REFUSED_WORKING_PAPERS
    do("withdraw", registered, "2026-03-11", note="已自行取得")
    label = ReplyKind.WITHDRAWN.label
    assert told() == (23, other.name, "", None, label, "", "", other.label)
    # Ordered to answer after all, it is answered: the first closing was the withdrawal.
    do("order_answer", registered, "2026-04-07", by="COURT", body="区法院", decision="1号", days=10)
    assert load(desk, registered).end_kinds == ()
    do("decide", registered, "2026-04-08", kind="ALREADY_PUBLIC", access="网站")
    do("serve", registered, "2026-04-09")
    file = load(desk, registered)
    assert file.outcome(Practice()) is ReplyKind.ALREADY_PUBLIC.outcome
    assert file.outcome(Practice(), first=True) is other
    (line,) = lines_of_year(desk, 2026)
    assert (line.reply_kind, line.document_number) == (
        ReplyKind.ALREADY_PUBLIC.label, "公开答〔2026〕2号",
    )  # fmt: skip


def test_what_first_closed_a_case_is_asked_of_its_first_round_alone(
    desk: Desk, do: Do, registered: int
) -> None:
    assert load(desk, registered).outcome(Practice(), first=True) is None
    do("decide", registered, "2026-03-10", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", registered, "2026-03-11")
    do("order_reply", registered, "2026-03-20", by="RECONSIDERATION", body="区政府", decision="1号")
    file = load(desk, registered)
    assert (file.reply_kinds, file.outcome(Practice())) == ((), None)
    assert file.first_kinds == (ReplyKind.REFUSED_WORKING_PAPERS,)
    items = [
        {"content": "要点", "kind": "ALREADY_PUBLIC", "access": "网站"},
        {"content": "图", "kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"},
    ]
    do("decide_items", registered, "2026-03-23", items=items)
    file = load(desk, registered)
    # Given in part and refused in part is partly disclosed, and by the first reply refused.
    assert file.outcome(Practice()) is Outcome.PARTLY_DISCLOSED
    assert file.outcome(Practice(), first=True) is ReplyKind.REFUSED_WORKING_PAPERS.outcome
    do("reclassify", registered, "2026-03-23", outcome_row=8, reason="主管部门要求")
    file = load(desk, registered)
    assert file.outcome(Practice()) is file.outcome(Practice(), first=True) is Outcome.of_row(8)
