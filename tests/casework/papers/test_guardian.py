"""Where a guardian acts for the applicant, letters and envelopes say so (民法典23, 235号四)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casework.acts import Done
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.case_papers import papers_of_letter, write_paper
from casework.papers.document_check import document_findings
from casework.papers.services import services_of
from casework.word import paragraphs
from db import documents

Do = Callable[..., Done]


def registered(do: Do, **more: str) -> int:
    return do(
        "register", None, "2026-03-06", applicant_name="林小满", guardian="林一帆",
        information_sought="学校处理决定", address="青枫区样例路1号", **more,
    ).request_id  # fmt: skip


def text_of(desk: Desk, request_id: int, kind: str) -> str:
    found = [one for one in documents.of_request(desk.store, request_id) if one.kind == kind]
    return found[-1].text


def papers(desk: Desk, request_id: int, kind: str) -> str:
    letter = next(
        one.document
        for one in services_of(desk, load(desk, request_id))
        if one.document.kind == "correction_notice"
    )
    offer = next(one for one in papers_of_letter(letter) if one.kind.name == kind)
    done = write_paper(desk, request_id, offer)
    return "\n".join(paragraphs(Path(done.path)))


def test_the_salutation_names_both_and_the_envelope_the_guardian(desk: Desk, do: Do) -> None:
    request_id = registered(do)
    do("ask_correction", request_id, "2026-03-09", items="请写明文号")
    letter = text_of(desk, request_id, "correction_notice")
    assert "林小满（法定代理人：林一帆）：" in letter
    for kind in ("ENVELOPE", "EMS_LABEL", "MAILING_SLIP"):
        assert "林一帆（林小满的法定代理人）" in papers(desk, request_id, kind)
    assert "林小满（法定代理人：林一帆）" in papers(desk, request_id, "PROOF_OF_SERVICE")
    (service,) = (
        one
        for one in services_of(desk, load(desk, request_id))
        if one.document.kind == "correction_notice"
    )
    assert service.addressee == "林一帆（林小满的法定代理人）"
    assert document_findings(desk, service.document) == []


def test_others_who_applied_stand_beside(desk: Desk, do: Do) -> None:
    request_id = registered(do, co_applicants="沈知维")
    do("ask_correction", request_id, "2026-03-09", items="请写明文号")
    letter = text_of(desk, request_id, "correction_notice")
    assert "林小满（法定代理人：林一帆）、沈知维：" in letter
    assert "林一帆（林小满的法定代理人）、沈知维" in papers(desk, request_id, "ENVELOPE")


@pytest.mark.parametrize("kind", ["BUSINESS", "OTHER_BODY"])
def test_a_body_has_none(desk: Desk, do: Do, kind: str) -> None:
    request_id = registered(do, applicant_kind=kind, id_type="CREDIT_CODE")
    assert "法定代理人" not in text_of(desk, request_id, "receipt")


def test_a_draft_without_the_guardian_is_found(desk: Desk, do: Do) -> None:
    request_id = registered(do)
    do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="门户网站")
    do(
        "amend", request_id, "2026-03-16", applicant_name="林小满", guardian="沈知维",
        arrived_on="2026-03-06", information_sought="学校处理决定", address="青枫区样例路1号",
    )  # fmt: skip
    letter = documents.of_request(desk.store, request_id)[-1]
    assert any("沈知维" in str(one) for one in document_findings(desk, letter))
