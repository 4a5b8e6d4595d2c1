from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from casework.acts import Done
from casework.desk.desk import Desk
from casework.foreign import Limits
from casework.receipt import receipt_form
from casework.receipt.receipt_form import (
    MOST_CHARACTERS,
    Reading,
    read_application,
    read_application_bytes,
    read_application_text,
)
from db import documents
from rules.errors import ClerkError

Do = Callable[..., Done]


def said(reading: Reading) -> dict[str, str]:
    """Return what was written, without what the program infers from it."""
    inferred = ("applicant_kind", "id_type", "channel", "arrived_on")
    return {name: value for name, value in reading.values.items() if name not in inferred}


def test_a_text_with_labels_fills_the_fields_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "申请.txt"
    path.write_text(
        "政府信息公开申请表\n姓 名：林一帆\n联系电话：13800000001\n"
        "通信地址：青枫区人民路1号\n所需政府信息：2023年政务公开工作要点\n电子邮箱：____\n",
        encoding="utf-8",
    )
    assert said(read_application(path)) == {
        "applicant_name": "林一帆",
        "phone": "13800000001",
        "address": "青枫区人民路1号",
        "information_sought": "2023年政务公开工作要点",
    }


def test_a_text_without_labels_is_what_is_sought(tmp_path: Path) -> None:
    path = tmp_path / "申请.txt"
    path.write_bytes("请公开西湖区2023年政务公开工作要点。".encode("gb18030"))
    assert said(read_application(path)) == {
        "information_sought": "请公开西湖区2023年政务公开工作要点。"
    }


def test_a_mail_gives_its_text_and_the_senders_address(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "林一帆 <lin@example.org>"
    mail["Subject"] = "信息公开申请"
    mail.set_content("申请人：林一帆\n申请公开的信息：2023年政务公开工作要点\n")
    path = tmp_path / "来信.eml"
    path.write_bytes(mail.as_bytes())
    assert said(read_application(path)) == {
        "applicant_name": "林一帆",
        "information_sought": "2023年政务公开工作要点",
        "email": "lin@example.org",
    }


def test_the_offices_own_form_is_read_back(desk: Desk, do: Do) -> None:
    done = do(
        "register", None, "2026-03-06", applicant_name="林一帆", phone="13800000001",
        address="青枫区人民路1号", channel="ORAL",
        information_sought="2023年政务公开工作要点",
    )  # fmt: skip
    (form,) = (
        one
        for one in documents.of_request(desk.store, done.request_id)
        if one.title == "政府信息公开申请表"
    )
    found = read_application(desk.store.path.parent / form.path).values
    assert found["applicant_name"] == "林一帆"
    assert found["phone"] == "13800000001"
    assert found["address"] == "青枫区人民路1号"
    assert "2023年政务公开工作要点" in found["information_sought"]


def test_a_picture_says_how_it_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.receipt.component._folders", list)
    path = tmp_path / "申请表.jpg"
    path.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ClerkError, match=r"run\.py ocr"):
        read_application(path)


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match="不能读取"):
        read_application(tmp_path / "没有.txt")


def test_a_written_request_prints_no_form(desk: Desk, do: Do) -> None:
    done = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="要点")
    titles = [one.title for one in documents.of_request(desk.store, done.request_id)]
    assert titles == ["政府信息公开申请接收回执"]
    assert date(2026, 3, 6) == desk.today


def test_a_copied_form_is_read_like_a_file() -> None:
    text = "姓名：林一帆\r\n联系电话：13800000001\r\n所需政府信息：2023年政务公开工作要点\r\n"
    assert said(read_application_text(text)) == {
        "applicant_name": "林一帆",
        "phone": "13800000001",
        "information_sought": "2023年政务公开工作要点",
    }


def test_a_copied_table_is_read_cell_by_cell() -> None:
    text = "姓名\t林一帆\t联系电话\t13800000001\n所需政府信息\t2023年政务公开工作要点\n"
    assert read_application_text(text).values["phone"] == "13800000001"
    assert read_application_text(text).values["information_sought"] == "2023年政务公开工作要点"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "------------------ 原始邮件 ------------------\n发件人：林一帆 <lin@example.org>\n"
            "发送时间：2026年3月5日 21:04\n收件人：公开办\n主题：信息公开申请\n\n"
            "请公开2023年政务公开工作要点。\n要纸质的。\n",
            id="as a window shows it",
        ),
        pytest.param(
            "From: Lin <lin@example.org>\nSubject: =?utf-8?b?55Sz6K+3?=\nMIME-Version: 1.0\n"
            'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
            "请公开2023年政务公开工作要点。\n要纸质的。\n",
            id="as it was sent",
        ),
    ],
)
def test_a_copied_mail_gives_its_text_and_the_senders_address(text: str) -> None:
    reading = read_application_text(text)
    assert reading.values["information_sought"] == "请公开2023年政务公开工作要点。\n要纸质的。"
    assert reading.values["email"] == "lin@example.org"
    assert set(reading.values) - {"applicant_name"} == set(reading.values) - set(reading.doubtful)


def test_a_copied_text_that_only_looks_like_a_mail_keeps_its_first_lines() -> None:
    text = "日期：2026年3月5日\n请公开2023年政务公开工作要点。"
    reading = read_application_text(text)
    assert reading.values["information_sought"] == "请公开2023年政务公开工作要点。"
    assert reading.signed_on == "2026-03-05"


def test_a_whole_book_copied_is_no_application() -> None:
    with pytest.raises(ClerkError, match="超过20万字"):
        read_application_text("字" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("name", ["a.PDF", "a.jpg", "a.eml", "a.msg", "a.docx", "a.txt"])
def test_only_what_may_be_a_scan_is_given_the_time_of_a_scan(
    name: str, is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, object]] = []

    def here(_: object, *asked: object, recognise: bool, limits: Limits, check: object) -> None:
        given.append((recognise, limits.seconds))

    monkeypatch.setattr(receipt_form, "is_installed", lambda: is_there)
    monkeypatch.setattr(receipt_form, "read_apart", here)
    path = tmp_path / name
    path.write_bytes(b"x")
    read_application(path)
    usual = Limits().seconds
    is_long = is_there and name not in ("a.docx", "a.txt")
    assert given == [(is_there, 150 if is_long else usual)]
    read_application_bytes(b"x", name)
    assert given[1:] == [(is_there, 150 if is_there else usual)]
