"""Every letter of the set: its names, its templates, its wording and what must not be in it."""

import dataclasses
import importlib.util
import re
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from casework import letters, word
from casework.letters import Letter, LetterKind, Recipient
from casework.letters.letter import record_of
from rules.fees import page_fee, request_fee
from rules.replies import ReplyKind
from tests.casework.letter_samples import (
    CASE,
    FULL_CASE,
    OFFICE,
    ON,
    REMEDY,
    REMEDY_FIRST,
    reply,
    samples,
)

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = samples()
IDS = [letter.kind.key for letter in SAMPLES]


def text_of(letter: Letter) -> str:
    return "\n".join(letters.words(letter))


RECORDS = [record_of(kind) for kind in LetterKind]


@pytest.mark.parametrize("letter", RECORDS, ids=lambda letter: letter.__name__)
def test_a_letter_and_its_template_name_the_same_things(letter):
    used = word.placeholders(letters.template_path(letter.kind))
    offered = letters.names_of(letter)
    outer = offered.fields | offered.flags | frozenset(offered.lists)
    in_lists = frozenset().union(*used.lists.values()) - outer
    assert (
        used.fields
        | (frozenset().union(*used.lists.values()) & offered.fields)
        | {flag for flag in used.flags if flag in offered.fields}
        == offered.fields
    )
    assert used.lists.keys() == offered.lists.keys()
    assert in_lists == frozenset().union(*offered.lists.values()) - outer
    assert offered.flags <= used.flags
    assert letters.check(letters.template_path(letter.kind), letter) == []


def test_every_kind_has_one_letter_and_one_template():
    assert [letter.kind for letter in RECORDS] == list(LetterKind)
    names = {path.stem for path in letters.SHIPPED.glob("*.docx")}
    assert names == {kind.key for kind in LetterKind}
    assert {letter.kind for letter in SAMPLES} == set(LetterKind)


def test_the_shipped_templates_are_what_their_texts_make():
    spec = importlib.util.spec_from_file_location(
        "make_templates", ROOT / "packaging" / "make_templates.py"
    )
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    sys.modules["make_templates"] = maker
    spec.loader.exec_module(maker)
    # A template edited by hand is named here together with the reason.
    knowingly_edited: set[str] = set()
    stale = [
        name
        for name, content in maker.templates().items()
        if name not in knowingly_edited and (letters.SHIPPED / name).read_bytes() != content
    ]
    assert stale == []


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_a_letter_is_written_and_read_back_whole(letter):
    data = letters.render(letter)
    read = [line for line in word.paragraphs(data) if line.strip()]
    assert read == letters.words(letter)
    text = "\n".join(read)
    assert not re.search(r"[{}｛｝]", text)
    assert "None" not in text
    assert not re.search(r"。。|，。|；。|：。|，，|的的|（）|“”", text)


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_every_text_of_a_letter_stands_in_it(letter):
    text = re.sub(r"\s|\u3000", "", "".join(letters.words(letter)))
    for field in dataclasses.fields(letter):
        value = getattr(letter, field.name)
        if isinstance(value, str):
            assert re.sub(r"\s|\u3000", "", value) in text, field.name


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_awkward_texts_come_out_as_typed(letter):
    awkward = "㐀𠮷&<b>\"'\u3000甲"
    texts = {
        field.name: awkward
        for field in dataclasses.fields(letter)
        if isinstance(getattr(letter, field.name), str)
    }
    read = "\n".join(word.paragraphs(letters.render(dataclasses.replace(letter, **texts))))
    assert awkward in read


def test_a_file_name_names_nobody():
    for letter in SAMPLES:
        name = letters.file_name(letter)
        assert CASE.applicant_name not in name
        assert name.endswith(".docx")
        assert not re.search(r'[\\/:*?"<>|]', name)


@pytest.mark.parametrize("kind", list(ReplyKind), ids=lambda kind: kind.name)
def test_a_reply_cites_the_provisions_of_its_kind_and_the_remedy_it_was_given(kind):
    text = text_of(reply(kind))
    for basis in kind.bases:
        assert basis.place in text
    if kind.remedy.name == "NONE":
        assert "行政复议" not in text
    elif kind is not ReplyKind.WITHDRAWN:
        wanted = {one.replace("本答复", kind.own_name) for one in (REMEDY, REMEDY_FIRST)}
        assert any(one in text for one in wanted)


@pytest.mark.parametrize(
    "letter",
    [one for one in SAMPLES if one.kind.recipient is Recipient.THIRD_PARTY],
    ids=lambda letter: letter.kind.key,
)
def test_a_letter_to_a_third_party_does_not_name_the_applicant(letter):
    assert CASE.applicant_name not in text_of(letter)


@pytest.mark.parametrize(
    "kind",
    [
        LetterKind.CORRECTION_NOTICE,
        LetterKind.REASONS_NOTICE,
        LetterKind.EXTENSION_NOTICE,
        LetterKind.DEFERRAL_NOTICE,
        LetterKind.FEE_NOTICE,
        LetterKind.THIRD_PARTY_CONSULTATION,
        LetterKind.AGENCY_CONSULTATION,
        LetterKind.CONSULTATION_NOTICE,
    ],
)
def test_a_letter_of_procedure_tells_of_no_remedy(kind):
    letter = next(one for one in SAMPLES if one.kind is kind)
    assert "行政复议" not in text_of(letter)
    assert "诉讼" not in text_of(letter)


def test_the_correction_notice_says_each_item_the_period_and_what_follows():
    text = text_of(next(one for one in SAMPLES if one.kind is LetterKind.CORRECTION_NOTICE))
    assert "一、请写明所需信息的名称或者文号；" in text
    assert "二、请写明信息形成的大致时间和涉及的具体小区。" in text
    assert "《中华人民共和国政府信息公开条例》第三十条" in text
    assert "15个工作日内" in text
    assert "视为放弃申请" in text


def test_the_reply_tells_the_course_of_the_case():
    text = text_of(reply(ReplyKind.PROVIDED, FULL_CASE))
    assert "于2026年2月5日发出补正告知书（青建补〔2026〕1号）" in text
    assert "于2026年2月26日书面征求第三方的意见，并于2026年3月6日收到其意见" in text
    assert "答复期限延长10个工作日" in text
    assert "你单位申请公开的政府信息" in text


def test_the_extension_notice_does_not_tell_of_itself_as_past():
    letter = letters.extension_notice(
        OFFICE,
        FULL_CASE,
        "青建延〔2026〕2号",
        ON,
        reason="因工作量大。",
        days=10,
        due_on=date(2026, 3, 9),
        extended_due_on=date(2026, 3, 23),
    )
    text = text_of(letter)
    assert text.count("延长10个工作日") == 1
    assert "答复期限至2026年3月9日届满。因工作量大，不能在此期限内作出答复" in text


def test_a_receipt_not_yet_confirmed_names_no_day_of_receipt():
    open_receipt = letters.receipt_acknowledgement(OFFICE, CASE, ON, confirmed=False)
    assert "收到申请之日 | 以双方确认之日为准" in text_of(open_receipt)
    # And promises no last day, which would be counted from it.
    assert "，即" not in open_receipt.time_limit
    assert "，即" in letters.receipt_acknowledgement(OFFICE, CASE, ON).time_limit


def test_partial_disclosure_gives_every_item_its_decision_and_what_is_withheld_its_reason():
    text = text_of(next(one for one in SAMPLES if one.kind is LetterKind.PARTIAL_DISCLOSURE))
    assert text.count("本机关决定予以公开。") == 1
    assert text.count("本机关决定不予公开。") == 2
    assert text.count("理由：") == 2


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        (0, "零元整"),
        (10, "壹拾元整"),
        (100, "壹佰元整"),
        (380, "叁佰捌拾元整"),
        (1001, "壹仟零壹元整"),
        (2700, "贰仟柒佰元整"),
        (10010, "壹万零壹拾元整"),
        (105000, "壹拾万伍仟元整"),
        (20300000, "贰仟零叁拾万元整"),
        (100000001, "壹亿零壹元整"),
    ],
)
def test_a_sum_is_written_as_on_a_bill(yuan, words):
    assert letters.formal_yuan(yuan) == words


def fee_rows(ledger):
    letter = letters.fee_notice(OFFICE, CASE, "青建费〔2026〕1号", ON, ledger=ledger, payment="甲")
    return letter, [(row.tier, row.units, row.rate, row.yuan) for row in letter.rows]


def test_the_fee_notice_shows_the_tiers_by_page():
    letter, rows = fee_rows(page_fee(120))
    assert rows == [("第31至100页", "70页", "10", "700"), ("第101至120页", "20页", "20", "400")]
    assert (letter.total, letter.formal_total) == ("1,100元", "壹仟壹佰元整")


def test_the_fee_notice_by_request_charges_this_request_alone():
    letter, rows = fee_rows(request_fee(41))
    assert rows == [("第41件", "1件", "300", "300")]
    assert letter.total == "300元"


def test_an_electronic_service_names_the_channel_for_reconsideration_where_it_decides():
    office = dataclasses.replace(OFFICE, online_reconsideration="https://example.org/fuyi")
    shared: dict[str, Any] = {
        "title": "政府信息公开申请答复书",
        "number": "青建答〔2026〕6号",
        "on": ON,
    }
    reply_mail = letters.service_mail(office, CASE, **shared, decides=True, enclosures=["甲"])
    assert "https://example.org/fuyi" in reply_mail.body
    assert "《中华人民共和国行政复议法》第二十二条第二款" in reply_mail.body
    assert "1．甲" in reply_mail.body
    assert reply_mail.body.startswith("沈知微：")
    assert (
        "example.org/fuyi" not in letters.service_mail(office, CASE, **shared, decides=False).body
    )
    assert "行政复议" not in letters.service_mail(OFFICE, CASE, **shared, decides=True).body


def test_mail_to_somebody_else_does_not_take_the_applicants_address():
    letter = letters.envelope(OFFICE, CASE, addressee="临江市朗川建设有限公司", address="文澜路2号")
    text = text_of(letter)
    assert "文澜路2号" in text
    assert CASE.address not in text
    label = letters.ems_label(OFFICE, CASE, document="甲", number="", addressee="乙", address="丙")
    assert CASE.phone not in text_of(label)


def test_the_offices_own_template_is_preferred(tmp_path):
    letter = SAMPLES[1]
    own = tmp_path / f"{letter.kind.key}.docx"
    shipped = letters.template_path(letter.kind).read_bytes()
    own.write_bytes(word.fill(shipped, letters.values_of(letter)))
    assert letters.template_path(letter.kind, tmp_path) == own
    assert letters.template_path(LetterKind.REFUSAL, tmp_path).parent == letters.SHIPPED
    assert letters.words(letter, tmp_path) == letters.words(letter)


def test_a_changed_template_is_read_anew(tmp_path):
    letter = SAMPLES[1]
    own = tmp_path / f"{letter.kind.key}.docx"
    own.write_bytes(letters.template_path(LetterKind.PHONE_RECORD).read_bytes())
    assert letters.check(own, type(letter)) != []
    own.write_bytes(letters.template_path(letter.kind).read_bytes())
    assert letters.check(own, type(letter)) == []


def _styles_of(path) -> dict[str, str]:
    styles = zipfile.ZipFile(path).read("word/styles.xml").decode()
    return {
        one[1]: one[0]
        for one in re.finditer(r'<w:style [^>]*w:styleId="([^"]+)".*?</w:style>', styles, re.S)
    }


def test_the_name_of_the_office_stands_in_the_middle_over_the_date() -> None:
    styles = _styles_of(letters.template_path(LetterKind.REFUSAL))
    places = [
        re.search(r"<w:ind [^>]*/><w:jc [^>]*/>", styles[name])[0]
        for name in ("LetterSignature", "LetterDate")
    ]
    assert places[0] == places[1]
    assert 'w:val="center"' in places[0]


def test_no_heading_stands_at_a_foot_and_no_line_alone() -> None:
    styles = _styles_of(letters.template_path(LetterKind.MIXED_REPLY))
    assert "<w:keepNext/>" in styles["LetterItem"]
    assert '<w:widowControl w:val="1"/>' in styles["Normal"]
    assert "<w:keepNext/>" not in styles["LetterBody"]


def test_a_long_list_of_enclosures_may_break_over_pages() -> None:
    letter: Any = reply(ReplyKind.PROVIDED)
    texts = {}
    for count in (3, 30):
        many = dataclasses.replace(letter, enclosures="\n".join(["附件一份"] * count))
        body = zipfile.ZipFile(BytesIO(letters.render(many))).read("word/document.xml").decode()
        parts = re.findall(r"<w:p>.*?</w:p>", body, re.S)
        at = next(place for place, one in enumerate(parts) if "附件：" in one)
        texts[count] = parts[at - 1], parts[at]
        assert body.count("附件一份") == count
    assert '<w:keepNext w:val="0"/>' in texts[30][1]
    assert "<w:keepNext/>" not in texts[30][0]
    assert '<w:keepNext w:val="0"/>' not in texts[3][1]


@pytest.mark.parametrize(
    ("last", "which"), [("第三段。", [False, True, True]), ("第三段。" * 7, [False, False, True])]
)
def test_of_several_paragraphs_two_lines_stay_with_the_signature(last, which) -> None:
    letter: Any = reply(ReplyKind.PROVIDED)
    several = dataclasses.replace(letter, enclosures="", remedy=f"第一段。\n第二段。\n{last}")
    body = zipfile.ZipFile(BytesIO(letters.render(several))).read("word/document.xml").decode()
    kept = [
        "<w:keepNext/>" in paragraph
        for paragraph in re.findall(r"<w:p>.*?</w:p>", body, re.S)
        if "段。" in paragraph
    ]
    assert kept == which


def test_a_day_before_which_something_is_asked_says_that_it_counts_itself():
    for letter in SAMPLES:
        text = text_of(letter)
        assert not re.search(r"\d日前(?!（含当日）)", text), letter.kind


@pytest.mark.parametrize("key", ["petition", "confirm_or_reissue"])
def test_what_is_no_request_for_information_is_not_said_to_ask_for_it(key):
    text = text_of(next(one for one in SAMPLES if one.kind.key == key))
    assert "申请的内容是“" in text
    assert "申请公开“" not in text


def test_a_title_within_a_title_stands_in_single_marks_in_consultations():
    letter = letters.agency_consultation(
        OFFICE, CASE, "青建协〔2026〕1号", ON, agency="甲局", proposed="《关于《要点》的通知》",
        joint=False,
    )  # fmt: skip
    assert "《关于〈要点〉的通知》" in text_of(letter)
