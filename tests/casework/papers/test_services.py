"""Every letter has its service, and one that left keeps its number for itself."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import ACTS, Done, offers, undo
from casework.acts.dispatching import dispatched, to_dispatch
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.case_papers import papers_of_letter, write_paper
from casework.papers.day_letters import pieces_posted, write_mailing_register
from casework.papers.services import has_left, services_of
from casework.word import paragraphs
from db import documents, steps
from forms.fields import read
from forms.service import Dispatch
from rules.errors import ClerkError
from rules.provisions import SERVICE_INTERPRETATION

Do = Callable[..., Done]


@pytest.fixture
def noticed(do: Do) -> int:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件",
        address="青枫区样例路1号",
    ).request_id  # fmt: skip
    do("ask_correction", request_id, "2026-03-09", items="请写明文号")
    return request_id


NOTICE = "政府信息公开申请补正告知书（公开补〔2026〕1号）"


def service(desk: Desk, request_id: int, kind: str):
    return next(
        one for one in services_of(desk, load(desk, request_id)) if one.document.kind == kind
    )


def test_a_notice_is_posted_received_and_its_period_runs_from_receipt(
    desk: Desk, do: Do, noticed: int
) -> None:
    assert to_dispatch(desk, load(desk, noticed))[0:1] == ["政府信息公开申请接收回执"]
    assert NOTICE in to_dispatch(desk, load(desk, noticed))
    do("dispatch", noticed, "2026-03-10", ref=NOTICE, mail_number="EA1")
    found = service(desk, noticed, "correction_notice")
    assert (found.sent_on, found.mail_number, found.received_on) == (
        date(2026, 3, 10), "EA1", None,
    )  # fmt: skip
    assert dispatched(desk, load(desk, noticed)) == [NOTICE]
    do("deliver", noticed, "2026-03-12", ref="补正告知书", how="FAMILY", received_by="母亲周某")
    found = service(desk, noticed, "correction_notice")
    assert found.received_on == date(2026, 3, 12)
    assert found.words == "2026-03-12收到，成年家属代收"
    (clock,) = [one for one in load(desk, noticed).case.clocks if one.kind.name == "CORRECTION"]
    assert clock.opened_on == date(2026, 3, 12)


def test_what_is_handed_over_is_received_that_day(desk: Desk, do: Do, noticed: int) -> None:
    do(
        "dispatch", noticed, "2026-03-10", ref=NOTICE, method="BY_HAND", how="GUARDIAN",
        received_by="父亲林某", delivered_on="2026-03-10",
    )  # fmt: skip
    assert service(desk, noticed, "correction_notice").received_on == date(2026, 3, 10)
    (step,) = [one for one in load(desk, noticed).standing if one.kind.word == "correction_noticed"]
    assert step.delivered_on == date(2026, 3, 10)


def test_what_came_back_was_not_received(desk: Desk, do: Do, noticed: int) -> None:
    do("dispatch", noticed, "2026-03-10", ref=NOTICE, mail_number="EA1")
    do("letter_returned", noticed, "2026-03-16", ref=NOTICE, reason="查无此人")
    found = service(desk, noticed, "correction_notice")
    assert found.words == "2026-03-16退回：查无此人"
    (step,) = [one for one in load(desk, noticed).standing if one.kind.word == "correction_noticed"]
    assert step.delivered_on is None
    assert NOTICE in to_dispatch(desk, load(desk, noticed))
    do("dispatch", noticed, "2026-03-17", ref=NOTICE, mail_number="EA2")
    again = service(desk, noticed, "correction_notice")
    assert (again.mail_number, again.returned_on) == ("EA2", None)


def test_what_came_back_after_all_was_never_received(desk: Desk, do: Do, noticed: int) -> None:
    do("note", noticed, "2026-03-12", text="收到回执")
    do("dispatch", noticed, "2026-03-12", ref=NOTICE, delivered_on="2026-03-12")
    do("letter_returned", noticed, "2026-03-16", ref=NOTICE, reason="代收人未转交")
    (step,) = [one for one in load(desk, noticed).standing if one.kind.word == "correction_noticed"]
    assert step.delivered_on is None
    (clock,) = [one for one in load(desk, noticed).case.clocks if one.kind.name == "CORRECTION"]
    assert not clock.is_delivered


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"how": "REFUSED"}, "presumed_from"),
        ({"how": "ANNOUNCED"}, "presumed_from"),
        ({"how": "PRESUMED"}, "presumed_from"),
        ({"how": "THROUGH"}, "received_by"),
        ({"how": "FAMILY"}, "received_by"),
        ({"how": "GUARDIAN"}, "received_by"),
        ({"how": "REFUSED", "presumed_from": "社区干部见证"}, ""),
        ({"how": "THROUGH", "received_by": "某监狱狱政科"}, ""),
        ({"how": "MAILROOM"}, ""),
    ],
)
def test_a_receipt_tells_who_signed_or_what_it_is_presumed_from(
    values: dict[str, str], field: str
) -> None:
    form = read(
        Dispatch,
        {"ref": "甲", "on": "2026-03-10", "delivered_on": "2026-03-11", **values},
    )
    assert ([one.field for one in form] if isinstance(form, list) else []) == (
        [field] if field else []
    )


def test_a_presumed_delivery_is_told_in_the_lapse_letter(desk: Desk, do: Do, noticed: int) -> None:
    do(
        "deliver", noticed, "2026-03-12", ref="补正告知书", how="REFUSED",
        presumed_from="收件人拒收，社区干部见证，拍照留存",
    )  # fmt: skip
    do("decide", noticed, "2026-04-10", kind="CORRECTION_LAPSED")
    text = documents.of_request(desk.store, noticed)[-1].text
    assert "该文书于2026年3月12日视为送达（收件人拒收，社区干部见证，拍照留存）" in text


def test_the_days_mail_holds_notices_and_replies_with_their_own_addressees(
    desk: Desk, do: Do, noticed: int, registered: int
) -> None:
    do("dispatch", noticed, "2026-03-10", ref=NOTICE, mail_number="EA1")
    do(
        "consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同",
        ref_address="青枫区工业路2号",
    )  # fmt: skip
    do(
        "dispatch", registered, "2026-03-10", ref="征求第三方意见书（公开征〔2026〕1号）",
        mail_number="EA2",
    )  # fmt: skip
    do("third_party_answered", registered, "2026-03-10", ref="某某公司", opinion="CONSENT")
    do("decide", registered, "2026-03-10", kind="PROVIDED", provided="合同")
    do("serve", registered, "2026-03-10", mail_number="EA3")
    found = {(one.addressee, one.address, one.mail_number) for one in pieces_posted(
        desk, date(2026, 3, 10))}  # fmt: skip
    assert found == {
        ("林一帆", "青枫区样例路1号", "EA1"),
        ("某某公司", "青枫区工业路2号", "EA2"),
        ("林一帆", "", "EA3"),
    }
    text = "\n".join(paragraphs(write_mailing_register(desk, date(2026, 3, 10))))
    assert "公开补〔2026〕1号" in text
    assert "公开征〔2026〕1号" in text


def test_papers_of_a_notice_show_its_own_mail(desk: Desk, do: Do, noticed: int) -> None:
    do("dispatch", noticed, "2026-03-10", ref=NOTICE, mail_number="EA1")
    letter = service(desk, noticed, "correction_notice").document
    offers_ = {one.kind.name: one for one in papers_of_letter(letter)}
    slip = write_paper(desk, noticed, offers_["MAILING_SLIP"])
    assert "EA1" in documents.one(desk.store, slip.document_id).text
    do(
        "deliver", noticed, "2026-03-12", ref="补正告知书", how="MAILROOM",
    )  # fmt: skip
    proof = write_paper(desk, noticed, offers_["PROOF_OF_SERVICE"])
    assert "2026年3月12日" in documents.one(desk.store, proof.document_id).text


def test_a_third_party_is_told_by_a_letter_with_a_service_of_its_own(
    desk: Desk, do: Do, registered: int
) -> None:
    do(
        "consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同",
        delivered_on="2026-03-09",
    )  # fmt: skip
    do(
        "third_party_answered", registered, "2026-03-10", ref="某某公司", opinion="REFUSE",
        reasons="商业秘密",
    )  # fmt: skip
    do(
        "decide", registered, "2026-03-11", kind="PROVIDED", provided="合同",
        public_interest="关系居民安全",
    )  # fmt: skip
    do("serve", registered, "2026-03-12", mail_number="EA3")
    letter = service(desk, registered, "third_party_disclosure")
    assert letter.document.status == "drafted"
    do("dispatch", registered, "2026-03-12", ref=letter.name, mail_number="EA4")
    letter = service(desk, registered, "third_party_disclosure")
    assert (letter.document.status, letter.mail_number) == ("issued", "EA4")
    assert service(desk, registered, "disclosure").mail_number == "EA3"


class TestALetterThatLeft:
    """Undoing voids it on record; its number is given to nobody."""

    def test_a_served_reply(self, desk: Desk, do: Do, registered: int) -> None:
        do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
        do("serve", registered, "2026-03-11", mail_number="EA3")
        first = service(desk, registered, "already_public").document
        by_kind = {one.kind: one.id for one in steps.of_request(desk.store, registered)}
        undo(desk, registered, by_kind["served"])
        assert documents.one(desk.store, first.id).status == "issued"
        done = undo(desk, registered, by_kind["decided"])
        assert "作废留存" in done.message
        kept = steps.of_request(desk.store, registered)[-1].details
        assert kept["voided"] == ["公开答〔2026〕1号"]
        do("decide", registered, "2026-03-12", kind="ALREADY_PUBLIC", access="新网站")
        assert service(desk, registered, "already_public").document.number == "公开答〔2026〕2号"

    def test_a_draft_gives_its_number_back(self, desk: Desk, do: Do, registered: int) -> None:
        done = do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
        assert not has_left(
            desk, load(desk, registered), documents.one(desk.store, done.documents[0].document_id)
        )
        undo(desk, registered, done.step_id or 0)
        do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="新网站")
        assert service(desk, registered, "already_public").document.number == "公开答〔2026〕1号"

    @pytest.mark.parametrize("posted", [True, False])
    def test_a_notice_of_today_only_once_it_is_sent(
        self, desk: Desk, do: Do, noticed: int, posted: bool
    ) -> None:
        if posted:
            do("dispatch", noticed, "2026-03-09", ref=NOTICE, mail_number="EA1")
        step = next(
            one for one in steps.of_request(desk.store, noticed)
            if one.kind == "correction_noticed"
        )  # fmt: skip
        undo(desk, noticed, step.id)
        do("ask_correction", noticed, "2026-03-09", items="请写明名称")
        number = "公开补〔2026〕2号" if posted else "公开补〔2026〕1号"
        assert service(desk, noticed, "correction_notice").document.number == number

    def test_a_notice_of_an_earlier_day(self, desk: Desk, do: Do, noticed: int) -> None:
        step = next(
            one for one in steps.of_request(desk.store, noticed)
            if one.kind == "correction_noticed"
        )  # fmt: skip
        do("note", noticed, "2026-03-10", text="发现告知有误")
        undo(desk, noticed, step.id)
        do("ask_correction", noticed, "2026-03-10", items="请写明名称")
        assert service(desk, noticed, "correction_notice").document.number == "公开补〔2026〕2号"


def test_mail_does_not_rest_on_the_interpretation_that_knows_none(desk: Desk, do: Do) -> None:
    from forms.choices import ServiceMethod

    assert "235号" not in ServiceMethod.EMAIL.day_basis(date(2026, 3, 10))
    assert "民诉法第90条第2款" in ServiceMethod.EMAIL.day_basis(date(2026, 3, 10))
    assert ServiceMethod.POST.day_basis(date(2026, 3, 10)) == "国办公开办函〔2016〕235号四"
    assert str(SERVICE_INTERPRETATION.at(4)).endswith("第四部分")


def test_a_letter_that_is_not_there_is_refused(do: Do, noticed: int) -> None:
    with pytest.raises(ClerkError, match="没有找到"):
        do("dispatch", noticed, "2026-03-10", ref="别的文书")


def test_both_acts_are_offered_where_they_fit(desk: Desk, do: Do, noticed: int) -> None:
    names = {one.act.name for one in offers(load(desk, noticed))}
    assert "dispatch" in names
    assert "letter_returned" not in names
    assert ACTS["dispatch"].title == "文书送达"
