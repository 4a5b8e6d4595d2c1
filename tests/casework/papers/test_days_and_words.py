"""The day each paper bears, and what sheets, facts and lists say of it, line by line."""

from datetime import date
from pathlib import Path

import docx
import pytest

from casework.bundles.bundled_papers import archive_papers
from casework.cases.attachments import add_file
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.letters import LetterKind
from casework.letters.file_papers import EndSheet, FileContents
from casework.papers.case_papers import PaperOffer, paper_of, write_paper
from casework.papers.chase_sheet import ChasedAct, write_chase_sheet
from casework.papers.issuing import case_facts, dated_on
from casework.papers.order_words import order_words
from casework.papers.services import LetterService, services_of
from casework.word import paragraphs
from db import documents
from rules.errors import ClerkError
from tests.casework.doings import BODY, COURT, Do, done_today

NOTICE = "政府信息公开申请补正告知书（公开补〔2026〕1号）"


def test_the_contents_of_a_file_give_each_paper_the_day_it_bears(
    desk: Desk, do: Do, clock, tmp_path: Path
) -> None:
    clock.day = date(2026, 3, 9)
    # Received on Friday, entered on Monday: the receipt bears the day on which it was written.
    own = {"arrived_on": date(2026, 3, 6), "applicant_name": "林一帆", "information_sought": "甲"}
    request_id = done_today(desk, "register", None, **own).request_id
    for name, leaves in (("定稿.txt", True), ("底稿.txt", False)):
        source = tmp_path / name
        source.write_text(name, encoding="utf-8")
        add_file(desk, request_id, source, to_disclose=leaves)
    do("ask_correction", request_id, "2026-03-10", items="请写明名称", days=15)
    do("dispatch", request_id, "2026-03-10", ref=NOTICE, mail_number="EA1")
    # It had left: what takes its place is of the day on which it does.
    do("remake_letter", request_id, "2026-03-12", ref=NOTICE, reason="错字")
    do("receive_correction", request_id, "2026-03-13", information_sought="乙")
    done = do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="网站")
    # A draft keeps its day.
    name = f"{done.documents[0].title}（{done.documents[0].number}）"
    do("remake_letter", request_id, "2026-03-17", ref=name, reason="错字")
    clock.day = date(2026, 3, 18)
    sheet = LetterKind.REGISTRATION_SHEET
    write_paper(desk, request_id, PaperOffer(sheet, sheet.title))
    contents = paper_of(desk, request_id, LetterKind.FILE_CONTENTS)
    assert isinstance(contents, FileContents)
    told = [(one.number, one.on, one.title, one.pages, one.remark) for one in contents.papers]
    assert told == [
        ("", "2026年3月9日", "政府信息公开申请接收回执", "", ""),
        ("公开补〔2026〕2号", "2026年3月12日", "政府信息公开申请补正告知书", "", ""),
        ("公开答〔2026〕1号", "2026年3月16日", "政府信息公开申请答复书（已主动公开）", "", ""),
        ("", "2026年3月9日", "政府信息公开申请登记表", "", ""),
        ("", "2026年3月9日", "定稿.txt", "", "拟公开"),
        ("", "2026年3月9日", "底稿.txt", "", ""),
    ]
    end = paper_of(desk, request_id, LetterKind.END_SHEET)
    assert isinstance(end, EndSheet)
    assert end.count == "6"
    # What lists the others is none of them, and what is written after it is one more.
    for kind in (LetterKind.FILE_CONTENTS, LetterKind.END_SHEET, LetterKind.LEGALITY_LIST):
        write_paper(desk, request_id, PaperOffer(kind, kind.title))
    again = paper_of(desk, request_id, LetterKind.FILE_CONTENTS)
    assert isinstance(again, FileContents)
    (more,) = [one for one in again.papers if one not in contents.papers]
    assert (len(again.papers), more.title) == (7, LetterKind.LEGALITY_LIST.title)


def test_a_bundle_lists_a_letter_by_the_day_it_bears(desk: Desk, do: Do, clock, tmp_path) -> None:
    known = {"applicant_name": "林一帆", "information_sought": "甲"}
    request_id = do("register", None, "2026-03-06", **known).request_id
    clock.day = date(2026, 3, 12)
    form = {"on": date(2026, 3, 10), "kind": "ALREADY_PUBLIC", "access": "网站"}
    done_today(desk, "decide", request_id, **form)
    do("serve", request_id, "2026-03-13", mail_number="EA1")
    found = archive_papers(desk, request_id, tmp_path)
    (reply,) = [one for one in found if one.number]
    assert reply.on == date(2026, 3, 10)
    (letter,) = [one for one in documents.of_request(desk.store, request_id) if one.number]
    assert (letter.created_at[:10], dated_on(letter)) == ("2026-03-12", date(2026, 3, 10))


def acts(desk: Desk, *days: date) -> list[ChasedAct]:
    return [
        ChasedAct(
            register_number=f"依申请〔2026〕{number}号", matter="事项", due_on=day, done_on=day,
            act="签发", last_safe_on=day, caller="规划科 李文",
        )
        for number, day in enumerate(days, start=1)
    ]  # fmt: skip


def test_a_chase_sheet_tells_which_days_are_over(desk: Desk) -> None:
    days = (
        date(2026, 3, 5),
        date(2026, 3, 6),
        date(2026, 3, 9),
        date(2025, 12, 31),
        date(2027, 1, 4),
    )
    path = write_chase_sheet(desk, acts(desk, *days))
    (table,) = docx.Document(str(path)).tables
    said = ["3月5日\n（已过）", "3月6日", "3月9日", "2025年12月31日\n（已过）", "2027年1月4日"]
    # What is due today is not over yet.
    assert [[row.cells[place].text for row in table.rows[1:]] for place in (3, 5)] == [said, said]
    text = "\n".join(paragraphs(path))
    assert "各承办科室、人员" in text
    assert "周敏" in text
    assert path.parent == desk.folder / "督办"
    assert path.name == "2026-03-06 政府信息公开申请督办单.docx"
    of_one = write_chase_sheet(desk, acts(desk, days[0]), "规划科 李文")
    assert of_one.name == "2026-03-06 政府信息公开申请督办单 规划科 李文.docx"
    assert "各承办科室" not in "\n".join(paragraphs(of_one))


def test_a_chase_sheet_that_cannot_be_written_says_so(desk: Desk) -> None:
    target = desk.folder / "督办" / "2026-03-06 政府信息公开申请督办单.docx"
    target.mkdir(parents=True)
    with pytest.raises(ClerkError, match=f"“{target.name}”无法保存.*可能正在 Word 或 WPS 中打开"):
        write_chase_sheet(desk, acts(desk, date(2026, 3, 6)))


SIDES = ("甲公司", "乙公司", "丙公司", "丁公司")


def test_who_was_asked_is_told_as_it_stood_on_the_day(desk: Desk, do: Do, registered: int) -> None:
    for ref in SIDES:
        asked_on = {"content": "合同", "delivered_on": "2026-03-09"}
        do("consult_third_party", registered, "2026-03-09", ref=ref, **asked_on)
    bureau = {"ref": "青枫区财政局", "content": "经费表", "role": "JOINT_MAKER"}
    do("consult_agency", registered, "2026-03-10", **bureau, delivered_on="2026-03-10")
    said = {"甲公司": {"opinion": "CONSENT"}, "乙公司": {"opinion": "PARTLY", "reasons": "单价"}}
    said["丙公司"] = {"opinion": "REFUSE", "reasons": "商业秘密", "sound": "否"}
    for ref, answer in said.items():
        do("third_party_answered", registered, "2026-03-16", ref=ref, **answer)
    do("agency_answered", registered, "2026-03-17", ref="青枫区财政局", opinion="CONSENT")

    def told(day: int, month: int = 3) -> list[str]:
        found = case_facts(desk, load(desk, registered), date(2026, month, day)).consultations
        return [
            f"{one.party or one.agency} {one.answered_on} {one.consents} {one.is_silent}"
            f"{' 部分' * one.in_part}{' 共同制作' * one.is_joint_maker}"
            f"{' 两处' * bool(one.party and one.agency)}"
            for one in found
        ]

    asked = [f"{ref} None None False" for ref in SIDES]
    assert told(8) == []
    assert told(9) == asked
    bureau_asked = "青枫区财政局 None None False 共同制作"
    assert told(10) == told(15) == [*asked, bureau_asked]
    answered = [
        "甲公司 2026-03-16 True False", "乙公司 2026-03-16 False False 部分",
        "丙公司 2026-03-16 False False", "丁公司 None None False",
    ]  # fmt: skip
    assert told(16) == [*answered, bureau_asked]
    bureau_answered = "青枫区财政局 2026-03-17 True False 共同制作"
    assert told(17) == [*answered, bureau_answered]
    # Fifteen working days from the receipt of the 9th end on 30 March.
    assert told(30) == [*answered, bureau_answered]
    assert told(31) == [*answered[:3], "丁公司 None None True", bureau_answered]


ORDERS = (
    (
        {"by": "OFFICE", "way": "OWN"},
        "本机关于2026年5月18日决定自行纠正{earlier}，现重新作出答复。",
    ),
    (
        {"by": "OFFICE", "way": "OWN", "decision": " 青公开纠〔2026〕1号。"},
        "本机关于2026年5月18日决定自行纠正{earlier}（青公开纠〔2026〕1号），现重新作出答复。",
    ),
    (
        {"by": "COURT", "body": f" {COURT} ", "decision": "（2026）赣1号《行政判决书》"},
        f"{COURT}作出（2026）赣1号《行政判决书》，要求本机关重新作出答复，该裁判于2026年5月18日生效。"
        "{earlier}不再执行，现重新作出答复。",
    ),
    (
        {"by": "RECONSIDERATION", "decision": "1号决定"},
        "复议机关作出1号决定，要求本机关重新作出答复，本机关于2026年5月18日收到。"
        "{earlier}不再执行，现重新作出答复。",
    ),
    (
        {"by": "RECONSIDERATION", "body": BODY, "way": "MEDIATED", "decision": "1号调解书"},
        f"{BODY}作出1号调解书，本机关同意重新作出答复，本机关于2026年5月18日收到。现重新作出答复。",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("order", "said"), ORDERS, ids=range(len(ORDERS)))
def test_an_order_is_cited_with_the_reply_it_sets_aside(
    desk: Desk, do: Do, replied: int, order: dict[str, str], said: str
) -> None:
    assert order_words(load(desk, replied)) == ""
    do("order_reply", replied, "2026-05-18", **order)
    earlier = "2026年3月20日作出的《政府信息公开申请答复书》（公开答〔2026〕1号）"
    assert order_words(load(desk, replied)) == said.format(earlier=earlier)


def test_an_order_to_answer_at_last_sets_nothing_aside(desk: Desk, do: Do, registered: int) -> None:
    do("order_answer", registered, "2026-05-18", by="COURT", body=COURT, decision="1号判决", days=5)
    assert order_words(load(desk, registered)) == (
        f"{COURT}作出1号判决，责令本机关对该申请作出答复，该裁判于2026年5月18日生效。现作出答复。"
    )


def test_of_a_letter_not_sent_yet_nothing_is_known(desk: Desk, do: Do, registered: int) -> None:
    own = {"applicant_name": "林一帆", "information_sought": "甲", "arrived_on": "2026-03-06"}
    do("amend", registered, "2026-03-06", address="梧桐里8号", **own)
    do("decide", registered, "2026-03-09", kind="ALREADY_PUBLIC", access="网站")
    reply = services_of(desk, load(desk, registered))[-1]
    assert reply == LetterService(
        reply.document, "林一帆", "梧桐里8号", None, None, "", None, None, "", "", None, "", "", ""
    )
    assert reply.words == "尚未送出"
