"""What a reader of all letters as pages stumbled over, each held."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework import letters
from casework.desk.office_calendar import built_in_outlook
from casework.letters import reviewing
from casework.letters.circulating import urging_notice
from casework.letters.contact_papers import scope_confirmation
from casework.letters.kinds import LetterKind
from casework.letters.registered import Item, words_of
from casework.letters.reply_words import Said
from casework.letters.sample import CASE, OFFICE, ON, REMEDY, SAID, sample_letter, samples
from casework.letters.sample_together import ASKED
from rules.receipt import Channel
from rules.replies import ReplyKind

NESTED = replace(CASE, information_sought="《某区办公室关于印发《工作要点》的通知》")


def provided(*names: str) -> list[str]:
    letter = letters.disclosure(
        OFFICE, CASE, "青建答〔2026〕6号", ON, remedy=REMEDY,
        items=[letters.ProvidedItem(name=name) for name in names],
    )  # fmt: skip
    return letters.words(letter)


def to_correct(*items: str) -> list[str]:
    letter = letters.correction_notice(
        OFFICE, CASE, "青建补〔2026〕3号", ON, items=items, period_days=15
    )
    return letters.words(letter)


def test_what_stands_alone_bears_no_number() -> None:
    assert "《工作要点》。" in provided("《工作要点》")
    assert "1．《工作要点》；" in provided("《工作要点》", "起草说明")
    assert "2．起草说明。" in provided("《工作要点》", "起草说明")
    assert "请写明文号。" in to_correct("请写明文号")
    assert "一、请写明文号；" in to_correct("请写明文号", "请写明年份")
    # The last is the last by its place: two may read alike.
    assert "二、请写明文号。" in to_correct("请写明文号", "请写明文号")


def test_a_title_within_a_title_is_marked_as_one() -> None:
    referral = reviewing.counsel_referral(OFFICE, NESTED, ON, counsel="顾律师", question="是否合法")
    papers = (
        letters.receipt_acknowledgement(OFFICE, NESTED, ON),
        urging_notice(OFFICE, NESTED, ON, asked=ASKED, answer_by=date(2026, 2, 25)),
        referral,
        letters.power_of_attorney(OFFICE, case=NESTED),
        scope_confirmation(OFFICE, NESTED, ON, way="来访面谈", agreed="正文"),
        letters.end_sheet(OFFICE, replace(NESTED, matter=""), ON, count=1),
    )
    for one in papers:
        assert "印发〈工作要点〉的通知》" in "".join(letters.words(one)), one.kind


def test_a_letter_asks_in_whole_sentences() -> None:
    referral = letters.words(sample_letter(LetterKind.COUNSEL_REFERRAL))
    assert referral[3].startswith("本机关正在办理一件政府信息公开申请（编号：")
    question = letters.words(sample_letter(LetterKind.SECRECY_REFERRAL))
    assert "能否公开" not in question[4]
    urged = letters.words(sample_letter(LetterKind.URGING_NOTICE))[4]
    assert "该事项应于2026年2月10日前（含当日）答复，现已逾期3个工作日。" in urged
    assert "请于" not in urged


def test_a_slip_names_the_letter_it_answers() -> None:
    for kind in (LetterKind.THIRD_PARTY_CONSULTATION, LetterKind.AGENCY_CONSULTATION):
        letter = sample_letter(kind)
        assert any(
            f"《{kind.title}》{letters.values_of(letter)['文号']}" in one
            for one in letters.words(letter)
        )


def test_what_is_no_government_information_is_said_once() -> None:
    words = words_of(
        Item(kind=ReplyKind.NOT_GOVERNMENT_INFORMATION, text="纪要", said=Said()), CASE
    )
    assert (
        words.finding == "经审查，该信息不是本机关在履行行政管理职能过程中制作或者获取的政府信息。"
    )


def test_an_office_of_the_previews_counts_its_days_right() -> None:
    last = built_in_outlook().safe.nth_after(CASE.received_on, 20)
    assert CASE.due_on == last == date(2026, 3, 5)
    proof: Any = sample_letter(LetterKind.TIME_LIMIT_PROOF)
    cells = [cell for row in proof.rows for cell in letters.values_of(row).values()]
    assert cells[cells.index("2026-03-05 四") + 1] == "20"


def test_a_record_of_confirmation_is_of_a_channel_that_needs_one() -> None:
    found = [one for one in samples() if one.kind is LetterKind.CONFIRMATION_RECORD]
    assert [letters.values_of(one)["接收渠道"] for one in found] == [Channel.ORDINARY_POST.label]


@pytest.mark.parametrize("kind", list(LetterKind), ids=lambda one: one.key)
def test_a_preview_says_nothing_of_another_kind(kind: LetterKind) -> None:
    text = "".join(letters.words(sample_letter(kind)))
    assert SAID.reasons not in text
    assert SAID.course not in text


def test_what_was_taken_down_for_the_applicant_is_a_form() -> None:
    spoken = replace(CASE, channel=Channel.ORAL)
    for case, material in (
        (CASE, "政府信息公开申请书1份"),
        (spoken, "政府信息公开申请表（代为填写）1份"),
    ):
        receipt = letters.receipt_acknowledgement(OFFICE, case, ON)
        assert letters.values_of(receipt)["接收材料"] == material


def test_a_body_that_asks_for_its_own_file_is_not_taken_for_a_person() -> None:
    said = Said(provision="《中华人民共和国行政复议法》第四十七条", other_body="复议机构")
    letter = letters.reply_letter(
        ReplyKind.OWN_FILE, OFFICE, replace(CASE, is_person=False), "青建答〔2026〕20号", ON,
        said=said, remedy=REMEDY,
    )  # fmt: skip
    assert any("查阅与你单位有关的案卷材料" in one for one in letters.words(letter))
