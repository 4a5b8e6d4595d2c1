"""What a mail encloses, what a section may send back, what is told of mail and of limits."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from casework.acts import undo
from casework.cases.attachments import add_content, add_file
from casework.cases.case_file import load
from casework.cases.recorded import lawful
from casework.desk.desk import Desk
from casework.letters import values_of
from casework.papers import events, section_packages
from casework.papers.case_papers import mail_of
from casework.papers.issuing import line_of
from casework.papers.opened_letters import has_its_file, page_to_look_at
from casework.papers.proofs import proof_letters
from casework.papers.remaking import replaceable
from casework.papers.revising import register_revision
from casework.papers.section_packages import answer_of, write_package
from casework.papers.section_reading import SectionReading, read_section_form
from casework.papers.services import has_left, outgoing, posted_on, services_of
from db import documents, settings
from forms.choices import SearchResult, ServiceMethod
from rules.circulation import circulated
from rules.errors import ClerkError
from rules.steps import StepKind
from tests.casework.conftest import OFFICE
from tests.casework.doings import Do

KNOWN = {"applicant_name": "林一帆", "information_sought": "工作要点", "email": "lin@example.org"}


def test_the_mail_of_a_reply_encloses_what_is_disclosed_and_that_of_a_notice_nothing(
    desk: Desk, do: Do, tmp_path: Path
) -> None:
    request_id = do("register", None, "2026-03-06", **KNOWN).request_id
    add_content(desk, request_id, "来信.pdf", b"1")
    source = tmp_path / "工作要点.pdf"
    source.write_bytes(b"2")
    add_file(desk, request_id, source, to_disclose=True)
    do("extend", request_id, "2026-03-09", reason="量大", days=10, approved_by="吴处长")
    company = {"ref": "甲公司", "content": "合同", "delivered_on": "2026-03-09"}
    do("consult_third_party", request_id, "2026-03-09", **company)
    do("third_party_answered", request_id, "2026-03-10", ref="甲公司", opinion="CONSENT")
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    letters = {one.kind: one for one in documents.of_request(desk.store, request_id)}
    reply = mail_of(desk, letters["disclosure"])
    assert "附件：\n1．工作要点.pdf\n\n收到本邮件" in reply.body
    assert "来信" not in reply.body
    assert "附件：" not in mail_of(desk, letters["extension_notice"]).body
    with pytest.raises(ClerkError, match="这份文书不是发给申请人的"):
        mail_of(desk, letters["third_party_consultation"])


SECRET = "00" * 32


@pytest.fixture
def asked(desk: Desk, do: Do, registered: int) -> tuple[str, dict[str, str]]:
    """The code of a form that was sent to a section, and what stands in its head."""
    settings.put(desk.store, "section_secret", SECRET)
    do(
        "assign",
        registered,
        "2026-03-09",
        section="规划科",
        note="查找定稿",
        answer_by="2026-03-16",
    )
    file = load(desk, registered)
    (one,) = circulated(file.standing)
    head = {
        "申请编号": file.register_number,
        "承办科室": "规划科",
        "申请公开的信息": file.information_sought,
        "请答复的问题": "查找定稿",
    }
    return section_packages._code(file, one, SECRET), head


def answered(desk: Desk, code: str, said: dict[str, str]) -> section_packages.SectionReply:
    return answer_of(desk, "表.docx", SectionReading(code, tuple(said.items())))


FOREIGN = "“表.docx”的回执码不是本登记簿发出的"


def test_a_code_that_is_not_the_one_sent_is_refused(
    desk: Desk, asked: tuple[str, dict[str, str]]
) -> None:
    code, head = asked
    parts = code.split("-")[1:]
    refusals = {
        "OGS-{0}-{1}": "“表.docx”的回执码“OGS-1-2”不完整",
        "": "“表.docx”的回执码“”不完整",
        "九" * 50: f"“表.docx”的回执码“{'九' * 40}”不完整",
        # No such case, step or section; one that was made up.
        "OGS-999-{1}-{2}-{3}": FOREIGN,
        "OGS-{0}-9-{2}-{3}": FOREIGN,
        "OGS-{0}-{1}-1-{3}": FOREIGN,
        "OGS-{0}-{1}-2-{3}": FOREIGN,
        "OGS-{0}-{1}-{2}-AAAAAAAAAA": FOREIGN,
    }
    for pattern, said in refusals.items():
        with pytest.raises(ClerkError) as refused:
            answered(desk, pattern.format(*parts), {**head, "办理意见": "可以公开"})
        assert refused.value.message.startswith(said)


def test_without_a_secret_no_form_was_ever_sent(desk: Desk, asked) -> None:
    code, head = asked
    settings.put(desk.store, "section_secret", "")
    with pytest.raises(ClerkError, match="不是本登记簿发出的"):
        answered(desk, code, {**head, "办理意见": "可以公开"})


def test_an_answer_is_of_the_day_it_names_between_the_asking_and_today(
    desk: Desk, asked, clock
) -> None:
    code, head = asked
    clock.day = date(2026, 3, 12)
    days = {
        "2026年3月8日": 12, "2026年3月9日": 9, "3月11日": 11, "2026-03-12": 12,
        "2026年3月13日": 12, "昨天": 11, "不记得了": 12, "": 12,
    }  # fmt: skip
    form = {**head, "办理意见": "可以公开", "检索结果": "部分找到", "答复人": "李文"}
    for typed, day in days.items():
        reply = answered(desk, code.lower(), {**form, "答复日期": typed})
        assert reply.values["on"] == date(2026, 3, day), typed
    assert reply.values == {
        "on": date(2026, 3, 12), "ref": "规划科", "by_name": "李文", "answer": "可以公开",
        "grounds": "", "scope": "", "result": SearchResult.PARTLY_FOUND,
    }  # fmt: skip
    assert reply.words == "已读入规划科对依申请〔2026〕1号的答复，请核对后保存。"
    for said in ("退回", "是", " 是，退回"):
        back = answered(desk, code, {**head, "是否退回": said, "办理意见": "不属于本科室"})
        assert (back.act_name, back.values["reason"]) == ("section_returned", "不属于本科室")
    for said in ("否", "不退回", ""):
        stays = answered(desk, code, {**head, "是否退回": said, "办理意见": "可以公开"})
        assert stays.act_name == "section_answered"


def test_a_package_tells_how_to_fill_it_in(desk: Desk, do: Do, registered: int, tmp_path) -> None:
    with pytest.raises(ClerkError, match="“规划科”没有待答复的事项，请先用“分办”分给科室。"):
        write_package(desk, registered, "规划科", tmp_path)
    how = section_packages._how("规划科", None, desk).split("\r\n")
    assert how == [
        "规划科：",
        "",
        "请尽快办理。",
        "1．打开“政府信息公开申请办理意见表.docx”，用 Word 或者 WPS 填写下半部分，"
        "上半部分和回执码不要改。",
        "2．不属于本科室职责的，在是否退回一栏写退回，并写明理由。",
        "3．原样存盘（.docx）。有材料的，和表一起压缩成一个 zip，或者分开交。",
        f"4．用优盘或者内网交回{desk.office.ogi_office}，签字的纸件另交。",
        "",
        "联系电话：0791-86000018",
        "",
    ]
    by = section_packages._how("规划科", date(2026, 3, 16), desk)
    assert by.split("\r\n")[2] == "请在2026年3月16日前办理。"


def test_what_was_sent_with_one_package_is_read_after_another(
    desk: Desk, do: Do, registered: int, tmp_path: Path
) -> None:
    do("assign", registered, "2026-03-09", section="规划科")
    package = write_package(desk, registered, "规划科", tmp_path)
    secret = settings.value(desk.store, "section_secret", "")
    assert re.fullmatch("[0-9a-f]{64}", str(secret))
    first = read_section_form(package)
    assert write_package(desk, registered, "规划科", tmp_path) == package
    assert settings.value(desk.store, "section_secret", "") == secret
    assert read_section_form(package).code == first.code
    # How to fill it in is no paper of the section's.
    name = "政府信息公开申请办理意见表.docx"
    assert [one for one, _ in first.others] == [name]
    with zipfile.ZipFile(package) as archive:
        form = archive.read(name)

    def back(many: int) -> Path:
        path = tmp_path / "交回.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(f"交回/{name}", form)
            made.writestr("交回/", "")
            for number in range(1, many):
                made.writestr(f"交回/{number}.txt", b"1")
        return path

    assert len(read_section_form(back(40)).others) == 40
    with pytest.raises(ClerkError, match="里有41个文件，最多40个，请分开交回。"):
        read_section_form(back(41))
    form = b"PK"
    with pytest.raises(ClerkError, match=r"“交回\.zip”里没有办理意见表"):
        read_section_form(back(2))
    with pytest.raises(ClerkError, match=r"“没有\.zip”读不出来"):
        read_section_form(tmp_path / "没有.zip")


def test_a_name_of_one_sign_hides_itself_alone(desk: Desk, do: Do) -> None:
    typed = {"applicant_name": "林 甲乙", "co_applicants": "钱明、王；周 丙,吴丁", "contact": "石"}
    file = load(
        desk, do("register", None, "2026-03-06", information_sought="批复", **typed).request_id
    )
    hidden = section_packages.without_applicant
    # 林 and 周 alone are in every second word; 石 was entered as a name by itself.
    assert hidden(file, "林业局、周边、王府") == "林业局、周边、王府"
    assert hidden(file, "石") == "○○"
    for name in ("林 甲乙", "甲乙", "林甲乙", "钱明", "钱　明", "周 丙", "吴 丁"):
        assert hidden(file, f"由{name}申请") == "由○○申请"


def test_a_limit_within_what_was_announced_is_not_provisional(desk: Desk, do: Do) -> None:
    assert desk.outlook.published_until == date(2026, 12, 31)
    for received, due, is_unsure in (
        ("2026-12-03", "2026年12月31日", False),
        ("2026-12-04", "2027年1月4日", True),
    ):
        request_id = do("register", None, received, **KNOWN).request_id
        reply = dict(proof_letters(desk, load(desk, request_id)))["期限计算书（答复期限）"]
        result = str(values_of(reply)["计算结果"])
        assert result.startswith(due)
        assert ("尚未" in result or "暂定" in result) == is_unsure, result


def test_a_reply_is_told_to_have_been_served_in_the_way_and_under_the_number_known() -> None:
    def said(later: str, **kept: object) -> str:
        return events._served(lawful(StepKind.SERVED, date(2026, 3, 9), kept, 1, None), later)

    assert said("", method=None) == "送达答复"
    assert said("", method="BY_HAND") == "送达答复，直接送达"
    assert said("", method="POST", mail_number="1") == "送达答复，邮寄（邮政企业），邮件单号1"
    assert said("2", method="POST", mail_number="1") == "送达答复，邮寄（邮政企业），邮件单号2"


def test_of_a_day_the_post_has_what_was_given_to_it_that_day(desk: Desk, do: Do) -> None:
    request_id = do("register", None, "2026-03-06", **KNOWN, address="梧桐里8号").request_id
    do("ask_correction", request_id, "2026-03-09", items="名称", days=15)
    notice = outgoing(desk, load(desk, request_id))[-1]
    name = f"{notice.title}（{notice.number}）"
    do("dispatch", request_id, "2026-03-10", ref="政府信息公开申请接收回执", method="EMAIL")
    do("dispatch", request_id, "2026-03-10", ref=name, mail_number="EA1")
    do("receive_correction", request_id, "2026-03-11", information_sought="工作要点")
    company = {"ref": "甲公司", "content": "合同", "delivered_on": "2026-03-11"}
    do("consult_third_party", request_id, "2026-03-11", **company)
    no = {"ref": "甲公司", "opinion": "REFUSE", "reasons": "商业秘密"}
    do("third_party_answered", request_id, "2026-03-11", **no)
    reply = {"kind": "PROVIDED", "provided": "合同", "public_interest": "关系居民安全"}
    do("decide", request_id, "2026-03-12", **reply)
    do("serve", request_id, "2026-03-13", mail_number="EA2")

    def posted(day: int) -> list[str]:
        return [one.document.kind for one in posted_on(desk, date(2026, 3, day))]

    assert [posted(day) for day in (9, 10, 11, 12, 13)] == [
        [], ["correction_notice"], [], [], ["disclosure"],
    ]  # fmt: skip
    # What tells the third party waits: it has a way of its own.
    told = next(
        one
        for one in outgoing(desk, load(desk, request_id))
        if one.kind == "third_party_disclosure"
    )
    do(
        "dispatch",
        request_id,
        "2026-03-13",
        ref=f"{told.title}（{told.number}）",
        mail_number="EA3",
    )
    assert posted(13) == ["disclosure", "third_party_disclosure"]


def test_what_came_back_or_was_made_anew_stays_among_the_mail_of_its_day(
    desk: Desk, do: Do
) -> None:
    known = {**KNOWN, "address": "梧桐里8号", "arrived_on": "2026-03-06"}
    request_id = do("register", None, "2026-03-06", **known).request_id
    do("ask_correction", request_id, "2026-03-09", items="名称", days=15)
    name = "政府信息公开申请补正告知书（公开补〔2026〕1号）"

    def posted(day: int) -> list[tuple[str, str, str]]:
        found = posted_on(desk, date(2026, 3, day))
        return [(one.document.number, one.address, one.mail_number) for one in found]

    do("dispatch", request_id, "2026-03-09", ref=name)
    do("number_mail", request_id, "2026-03-09", ref=name, mail_number="EA1")
    do("letter_returned", request_id, "2026-03-10", ref=name, reason="迁移")
    do("amend", request_id, "2026-03-10", **{**known, "address": "澄湖路1号"})
    do("dispatch", request_id, "2026-03-11", ref=name, mail_number="EA2")
    do("remake_letter", request_id, "2026-03-12", ref=name, reason="错字")
    second = "政府信息公开申请补正告知书（公开补〔2026〕2号）"
    do("dispatch", request_id, "2026-03-12", ref=second, method="EMAIL")
    do("receive_correction", request_id, "2026-03-13", information_sought="要点")
    notices = ("公开补〔2026〕1号", "梧桐里8号", "EA1"), ("公开补〔2026〕1号", "澄湖路1号", "EA2")
    assert [posted(day) for day in (9, 11, 12)] == [[notices[0]], [notices[1]], []]

    # The first draft of the reply never left; of two sendings of a day each is a piece of mail.
    done = do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="网站")
    reply = f"{done.documents[0].title}（{done.documents[0].number}）"
    do("remake_letter", request_id, "2026-03-16", ref=reply, reason="错字")
    number = done.documents[0].number
    do("serve", request_id, "2026-03-17", mail_number="EB1")
    do("returned", request_id, "2026-03-17", reason="无人签收")
    do("serve", request_id, "2026-03-17", mail_number="EB2")
    do("returned", request_id, "2026-03-18", reason="查无此人")
    do("serve", request_id, "2026-03-19", method="BY_HAND", received_by="林一帆")
    mail = [(number, "澄湖路1号", "EB1"), (number, "澄湖路1号", "EB2")]
    assert [posted(day) for day in (17, 19)] == [mail, []]
    do("remake_letter", request_id, "2026-03-20", ref=reply, reason="错字")
    assert posted(17) == mail
    assert [posted(day) for day in (9, 11)] == [[notices[0]], [notices[1]]]


def test_what_is_signed_for_or_sent_electronically_is_received_that_day(desk: Desk, do: Do) -> None:
    office = {**OFFICE, "reconsideration_url": "https://fuyi.example.org"}
    settings.put(desk.store, "office", office)
    desk.forget_settings()
    at_once = [date(2026, 3, 9), date(2026, 3, 10)]
    for method in ServiceMethod:
        request_id = do("register", None, "2026-03-06", **KNOWN).request_id
        do("decide", request_id, "2026-03-09", kind="ALREADY_PUBLIC", access="网站")
        sent = {"method": method.name, "ref": "政府信息公开申请接收回执"}
        do("dispatch", request_id, "2026-03-09", **sent)
        do("serve", request_id, "2026-03-10", method=method.name, received_by="林一帆")
        known = [one.received_on for one in services_of(desk, load(desk, request_id))]
        assert known == ([None, None] if method is ServiceMethod.POST else at_once)


def test_letters_of_one_name_are_told_apart_and_only_those_that_stand(
    desk: Desk, do: Do, registered: int
) -> None:
    (receipt,) = documents.of_request(desk.store, registered)
    for _ in range(2):
        documents.add(
            desk.store, registered, kind="receipt", title=receipt.title, created_at=desk.now,
            step_id=receipt.step_id,
        )  # fmt: skip
    documents.add(desk.store, registered, kind="end_sheet", title="备考表", created_at=desk.now)
    file, title = load(desk, registered), receipt.title
    assert list(replaceable(desk, file)) == [title, f"{title}（第2份）", f"{title}（第3份）"]
    documents.change(desk.store, receipt.id, {"status": "withdrawn"})
    assert list(replaceable(desk, file)) == [title, f"{title}（第2份）"]


def test_a_paper_of_no_step_has_not_left(desk: Desk, do: Do, registered: int) -> None:
    kept = documents.add(
        desk.store, registered, kind="refusal", title="答复书", created_at=desk.now, status="issued"
    )
    assert not has_left(desk, load(desk, registered), kept)


def test_what_was_taken_back_is_revised_no_more_and_seen_where_it_lies(
    desk: Desk, do: Do, registered: int
) -> None:
    done = do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
    letter = documents.one(desk.store, done.documents[0].document_id)
    line = line_of(desk, letter)
    assert has_its_file(line)
    assert page_to_look_at(line)
    undo(desk, registered, done.step_id or 0)
    with pytest.raises(ClerkError) as refused:
        register_revision(desk, letter.id)
    assert refused.value.message == f"“{letter.title}”已撤回，不再登记改稿。"
    Path(line.path).unlink()
    assert not has_its_file(line)
