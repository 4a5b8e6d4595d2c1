"""The office's own papers, made from the steps of a case when they are asked for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casework.acts import ACTS, Done, starting_values
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.letters import LetterKind
from casework.letters.mailing import Envelope
from casework.papers.case_papers import (
    envelope_of,
    mail_of,
    papers_of_letter,
    possible_papers,
    write_paper,
)
from casework.papers.proofs import print_proof
from casework.word import paragraphs
from db import documents, requests
from rules.errors import ClerkError

Do = Callable[..., Done]


@pytest.fixture
def decided(desk: Desk, do: Do, registered: int) -> int:
    do("assign", registered, "2026-03-09", section="政务公开科", handler="李文")
    do(
        "search",
        registered,
        "2026-03-10",
        searched_by="李文",
        scope="公文系统",
        keywords="政务公开工作要点",
        result="FOUND",
        found="《工作要点》共12页",
    )
    do(
        "review",
        registered,
        "2026-03-12",
        disclosure_opinion="可以公开",
        disclosure_reviewer="吴江",
        secrecy_opinion="不涉密",
        secrecy_reviewer="郑平",
    )
    do("decide", registered, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    return registered


def offer(desk: Desk, request_id: int, kind: LetterKind):
    return next(one for one in possible_papers(desk, request_id) if one.kind is kind)


def test_a_new_case_offers_only_its_registration_sheet(desk, registered):
    assert [one.kind for one in possible_papers(desk, registered)] == [
        LetterKind.REGISTRATION_SHEET
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (LetterKind.REGISTRATION_SHEET, "林一帆"),
        (LetterKind.SEARCH_RECORD, "公文系统"),
        (LetterKind.APPROVAL_SHEET, "不涉密"),
        (LetterKind.FILE_CONTENTS, "政府信息公开申请答复书（予以公开）"),
        (LetterKind.END_SHEET, "李文"),
    ],
)
def test_a_paper_says_what_the_steps_say_and_is_kept(desk, decided, kind, said):
    line = write_paper(desk, decided, offer(desk, decided, kind))
    assert said in "\n".join(paragraphs(desk.store.path.parent / line.path))
    kept = documents.of_request(desk.store, decided)[-1]
    assert (kept.kind, kept.number, kept.serial) == (kind.key, "", None)
    # No step follows it, and the case is found by its words all the same.
    assert list(differences(desk)) == []


def test_the_proof_of_service_tells_how_the_reply_was_served(desk, do, decided):
    do("serve", decided, "2026-03-18", method="POST", mail_number="EA123456789CN")
    reply = documents.of_request(desk.store, decided)[-1]
    proof = papers_of_letter(reply)[0]
    line = write_paper(desk, decided, proof)
    text = "\n".join(paragraphs(desk.store.path.parent / line.path))
    assert "邮寄（邮政企业）" in text
    assert "2026年3月18日" in text
    assert reply.number in text


def test_an_envelope_needs_an_address(desk, do, decided):
    reply = documents.of_request(desk.store, decided)[-1]
    envelope = next(one for one in papers_of_letter(reply) if one.kind is LetterKind.ENVELOPE)
    with pytest.raises(ClerkError, match="更正登记"):
        write_paper(desk, decided, envelope)


def test_an_envelope_to_a_third_party_does_not_bear_the_applicants_name(desk, do, registered):
    do(
        "consult_third_party",
        registered,
        "2026-03-10",
        ref="南昌市某建材公司",
        ref_address="青枫区样例路2号",
        content="合同",
    )
    letter = documents.of_request(desk.store, registered)[-1]
    envelope = next(one for one in papers_of_letter(letter) if one.kind is LetterKind.ENVELOPE)
    line = write_paper(desk, registered, envelope)
    text = "\n".join(paragraphs(desk.store.path.parent / line.path))
    assert "南昌市某建材公司" in text
    assert "青枫区样例路2号" in text
    assert "林一帆" not in text


def test_a_paper_of_the_office_has_no_papers_of_its_own(desk, decided):
    write_paper(desk, decided, offer(desk, decided, LetterKind.END_SHEET))
    assert papers_of_letter(documents.of_request(desk.store, decided)[-1]) == []


def test_the_mail_needs_an_address_and_names_the_channel_of_reconsideration(desk, do, registered):
    do("decide", registered, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    reply = documents.of_request(desk.store, registered)[-1]
    with pytest.raises(ClerkError, match="电子邮箱"):
        mail_of(desk, reply)


def test_the_mail_brings_the_reply(desk, do):
    request_id = do(
        "register",
        None,
        "2026-03-06",
        applicant_name="林一帆",
        information_sought="《工作要点》",
        email="lin@example.org",
    ).request_id
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    reply = documents.of_request(desk.store, request_id)[-1]
    mail = mail_of(desk, reply)
    assert mail.to == "lin@example.org"
    assert reply.number in mail.subject
    assert "林一帆" in mail.body


def test_a_slip_for_a_reply_served_by_hand_bears_no_day_of_posting(desk, do, decided):
    do("amend", decided, "2026-03-17", **amended(desk, decided, address="青枫区样例路1号"))
    do("serve", decided, "2026-03-18", method="BY_HAND", received_by="林一帆")
    reply = next(
        one for one in documents.of_request(desk.store, decided) if one.kind == "disclosure"
    )
    slip = next(one for one in papers_of_letter(reply) if one.kind is LetterKind.MAILING_SLIP)
    line = write_paper(desk, decided, slip)
    text = "\n".join(paragraphs(desk.store.path.parent / line.path))
    assert "青枫区样例路1号" in text
    assert "2026年3月18日" not in text.split("填单日期")[0]


def test_papers_asked_for_later_bear_the_days_of_the_course(desk, do, decided, clock):
    do("approve", decided, "2026-03-17", approved_by="王建国")
    clock.day = date(2026, 6, 1)
    line = write_paper(desk, decided, offer(desk, decided, LetterKind.APPROVAL_SHEET))
    text = "\n".join(paragraphs(desk.store.path.parent / line.path))
    assert "2026年3月16日" in text
    assert "2026年6月1日" not in text


def amended(desk, request_id, **changed):
    start = starting_values(desk, ACTS["amend"], request_id)
    return {**start, **changed}


def test_a_paper_written_is_found_by_its_words_and_the_register_stays_sound(
    desk: Desk, decided: int
) -> None:
    write_paper(desk, decided, offer(desk, decided, LetterKind.REGISTRATION_SHEET))
    print_proof(desk, decided, 0)
    assert list(differences(desk)) == []
    assert list(requests.ids(desk.store, requests.Query(text="申请登记表"))) == [decided]


def test_a_sheet_names_the_reply_and_not_what_tells_a_third_party(desk, do, registered):
    who, day = "青枫建材有限公司", "2026-03-09"
    do("consult_third_party", registered, day, content="合同", ref=who, delivered_on=day)
    do("third_party_answered", registered, day, ref=who, opinion="REFUSE", reasons="商业秘密")
    why = {"public_interest": "不公开将对公共利益造成重大影响", "in_spite": "合同由本机关作出"}
    do("decide", registered, day, kind="PROVIDED", provided="合同", **why)
    reply = next(
        one for one in documents.of_request(desk.store, registered) if one.kind == "disclosure"
    )
    # Made anew it stands behind the letter to the third party, which belongs to the same step.
    name = f"{reply.title}（{reply.number}）"
    do("remake_letter", registered, day, ref=name, reason="错字")
    every = documents.of_request(desk.store, registered)
    assert [one.kind for one in every if one.status == "drafted"] == [
        "third_party_disclosure",
        "disclosure",
    ]
    line = write_paper(desk, registered, offer(desk, registered, LetterKind.APPROVAL_SHEET))
    text = "\n".join(paragraphs(desk.store.path.parent / line.path))
    assert reply.title in text
    assert "第三方）" not in text


def test_what_goes_to_an_authority_is_never_addressed_to_the_applicant(
    desk: Desk, do: Do, replied: int
) -> None:
    own = {"applicant_name": "林一帆", "information_sought": "工作要点", "address": "乙路2号"}
    do("amend", replied, "2026-03-24", arrived_on="2026-03-06", **own)
    do("receive_reconsideration", replied, "2026-03-25", body="青枫区人民政府")
    words = {"grounds": "答复合法", "evidence": "1.答复书"}
    do("answer_reconsideration", replied, "2026-03-30", request="请求维持", **words)
    do("sue", replied, "2026-04-01", stage="DIRECT", court="青枫区人民法院")
    do("defend", replied, "2026-04-08", request="请求驳回", **words)
    asked = do("register", None, "2026-04-08", **own).request_id
    do("refer", asked, "2026-04-09", body="区保密局", content="能否公开")
    to: dict[str, set[tuple[str, str]]] = {}
    for letter in (
        one for case in (replied, asked) for one in documents.of_request(desk.store, case)
    ):
        said = envelope_of(desk, letter)
        assert isinstance(said, Envelope)
        to.setdefault(letter.title, set()).add((said.addressee, said.address))
        for paper in papers_of_letter(letter):
            written = paragraphs(
                Path(write_paper(desk, letter.request_id, paper).path).read_bytes()
            )
            (of_whom,) = to[letter.title]
            assert any(of_whom[0] in line for line in written), paper.kind
            is_hers = of_whom[0] == "林一帆"
            assert any("乙路2号" in line for line in written) == is_hers, (letter.title, paper.kind)
    assert to == {
        "政府信息公开申请接收回执": {("林一帆", "乙路2号")},
        "政府信息公开申请答复书（不予公开）": {("林一帆", "乙路2号")},
        "行政复议答复书": {("青枫区人民政府", "")},
        "行政诉讼答辩状": {("青枫区人民法院", "")},
        "报请确定能否公开的函": {("区保密局", "")},
    }
