"""Mails read: whatever their charset, forwarded or answered, with the form attached."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO

import pytest
from docx import Document

from casework.receipt.forwarded import passed_on
from casework.receipt.mail import mail_of
from casework.receipt.outlook import outlook_mail
from casework.receipt.reading import read_bytes
from casework.receipt.result import Reading
from rules.errors import ClerkError
from tests.casework.receipt.compound import compound, msg

BODY = "申请人：李喆某\n联系电话：13800000003\n申请内容：㙍塘村、堃城路征收土地公告\n"


def mail(text: str, *, subject: str = "信息公开申请", sender: str = "林一帆 <lin@example.org>",
         date: str = "Thu, 05 Mar 2026 21:04:00 +0800", page: str = "",
         attached: dict[str, bytes] | None = None) -> bytes:  # fmt: skip
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = sender, subject, date
    made.set_content(text)
    if page:
        made.add_alternative(page, subtype="html")
    for name, content in (attached or {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def form() -> bytes:
    document = Document()
    made = document.add_table(rows=3, cols=2)
    rows = (("姓名", "张某甲"), ("电话", "13800000001"), ("所需信息", "某规划许可证"))
    for number, row in enumerate(rows):
        made.cell(number, 0).text, made.cell(number, 1).text = row
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def rest(reading: Reading) -> str:
    return "\n".join(left.text for left in reading.rest)


@pytest.mark.parametrize(
    ("claimed", "codec"),
    [
        ('charset="gb2312"', "gb18030"),
        ("charset=GBK", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ('charset="us-ascii"', "gb18030"),
        ('charset="x-unknown"', "utf-8"),
        ('charset="utf-8"', "gb18030"),
        ("charset=utf-16", "utf-16"),
    ],
)
def test_whatever_charset_a_mail_claims(claimed: str, codec: str) -> None:
    raw = (
        b"From: =?gb2312?B?" + base64.b64encode("李喆某".encode("gb18030")) + b"?= <li@example.o"
                                                                           b"rg>\n"
        b"Subject: t\nMIME-Version: 1.0\nContent-Type: text/plain; " + claimed.encode() + b"\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(BODY.encode(codec))
    )  # fmt: skip
    values = read_bytes(raw, "来信.eml").values
    assert values["applicant_name"] == "李喆某"
    assert values["information_sought"] == "㙍塘村、堃城路征收土地公告"
    assert values["channel"] == "EMAIL"
    assert values["email"] == "li@example.org"
    assert mail_of(raw).sender_name == "李喆某"


def test_a_head_in_raw_bytes_is_read() -> None:
    raw = "From: 李喆某 <li@example.org>\nSubject: 申请\n\n你好".encode("gb18030")
    assert (mail_of(raw).sender_name, mail_of(raw).subject) == ("李喆某", "申请")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Wed, 04 Mar 2026 17:30:00 +0000", "2026-03-05"),
        ("Wed, 04 Mar 2026 22:30:00 +0800", "2026-03-04"),
        ("Thu, 5 Mar 2026 00:10:00 +0900", "2026-03-04"),
        ("4 Mar 2026 09:00:00", "2026-03-04"),
    ],
)
def test_the_day_of_arrival_is_the_day_here(date: str, day: str) -> None:
    assert read_bytes(mail(BODY, date=date), "来信.eml").values["arrived_on"] == day


def test_a_page_gives_its_table_and_nothing_of_its_styles() -> None:
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>您好&nbsp;</p><table>"
        "<tr><td>申请人</td><td>李喆某</td></tr><tr><td>联系电话</td><td>13800000003</td></tr>"
        "<tr><td>申请内容</td><td>某村征收土地公告&nbsp;&amp;附图<br>及批复</td></tr></table>"
        "<div style='display:none'>x</div><script>go()</script></body></html>"
    )
    reading = read_bytes(mail("请看网页版", page=page), "来信.eml")
    assert reading.values["applicant_name"] == "李喆某"
    assert reading.values["information_sought"] == "某村征收土地公告 &附图\n及批复"
    assert not {"red", "go()", "nbsp"} & set(rest(reading).split())


def test_the_form_attached_is_read_rather_than_see_attached() -> None:
    raw = mail("申请表见附件，请查收。\n\n发自我的iPhone", attached={"申请表.docx": form()})
    reading = read_bytes(raw, "来信.eml")
    assert reading.values["applicant_name"] == "张某甲"
    assert reading.values["information_sought"] == "某规划许可证"
    assert reading.values["email"] == "lin@example.org"
    assert "附件“申请表.docx”" in reading.fields["phone"].source
    assert "申请表见附件" in rest(reading)


FORWARDED = (
    "请办理。\n\n------------------ 原始邮件 ------------------\n发件人: \"李某乙\" "
    "<li@example.org>;\n"
    "发送时间: 2026年3月2日(星期一) 晚上9:04\n收件人: \"公开办\"<gkb@example.gov.cn>;\n主题: "
    "申请公开\n\n"
    "申请人：李某乙\n电话：13800000002\n申请公开：某县某村征地批复\n"
)  # fmt: skip
GMAIL = (
    "---------- Forwarded message ---------\n发件人： 李某乙 <li@example.org>\nDate: "
    "2026年3月2日周一 21:04\n"
    "Subject: 申请\nTo: <gkb@example.gov.cn>\n\n\n申请人：李某乙\n电话：13800000002\n"
    "申请公开：某县某村征地批复\n"
)  # fmt: skip
OUTLOOK = (
    "From: Li <li@example.org>\nSent: Monday, March 2, 2026 9:04 PM\nTo: gkb@example.gov.cn\n"
    "Subject: FW\n\n"
    "申请人：李某乙\n电话：13800000002\n申请公开：某县某村征地批复\n"
)


@pytest.mark.parametrize("text", [FORWARDED, GMAIL, OUTLOOK])
def test_a_mail_passed_on_is_its_first_senders(text: str) -> None:
    raw = mail(text, subject="转发：申请公开", sender="王科员 <wang@example.gov.cn>")
    reading = read_bytes(raw, "转发.eml")
    assert reading.values["applicant_name"] == "李某乙"
    assert reading.values["email"] == "li@example.org"
    assert reading.values["arrived_on"] == "2026-03-02"
    assert "arrived_on" in reading.doubtful
    assert reading.values["information_sought"] == "某县某村征地批复"


def test_a_mail_inside_a_mail_is_read() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "王科员 <wang@example.gov.cn>", "转办"
    outer.set_content("请处理")
    inner = EmailMessage()
    inner["From"], inner["Date"] = "李某乙 <li@example.org>", "Mon, 02 Mar 2026 21:04:00 +0800"
    inner.set_content(BODY)
    outer.add_attachment(inner)
    values = read_bytes(outer.as_bytes(), "转办.eml").values
    assert (values["email"], values["arrived_on"]) == ("li@example.org", "2026-03-02")
    assert values["applicant_name"] == "李喆某"


def test_an_answer_is_its_own_writers_and_what_it_quotes_is_rest() -> None:
    text = (
        "申请人：李某乙，补充如下：申请公开某县某村征地批复文件，电话13800000002。\n\n"
        "在 2026年3月1日，公开办 <gkb@example.gov.cn> 写道：\n> 请您补正申请内容。\n"
    )
    reading = read_bytes(mail(text, subject="回复：补正"), "回复.eml")
    assert reading.values["information_sought"] == "申请公开某县某村征地批复文件"
    assert reading.values["email"] == "lin@example.org"
    assert "请您补正申请内容" in rest(reading)


def test_a_sender_is_a_name_only_in_doubt() -> None:
    reading = read_bytes(mail("请公开某县2023年政务公开工作要点。"), "来信.eml")
    assert reading.values["applicant_name"] == "林一帆"
    assert "applicant_name" in reading.doubtful


@pytest.mark.parametrize("narrow", ["", "gb18030"])
def test_a_mail_of_outlook(narrow: str) -> None:
    raw = msg(
        {"0037": "申请公开", "1000": BODY, "0C1A": "李喆某", "5D01": "li@example.org"},
        sent=datetime(2026, 3, 4, 17, 30, tzinfo=UTC), narrow=narrow,
    )  # fmt: skip
    values = read_bytes(raw, "来信.msg").values
    assert values["applicant_name"] == "李喆某"
    assert values["phone"] == "13800000003"
    assert values["email"] == "li@example.org"
    assert values["arrived_on"] == "2026-03-05"
    assert values["channel"] == "EMAIL"


def test_the_form_attached_to_a_mail_of_outlook() -> None:
    raw = msg(
        {"0037": "申请", "0C1A": "李喆某", "5D01": "li@example.org"},
        page="<p>见附件</p>".encode(), sent=datetime(2026, 3, 4, tzinfo=UTC),
        attached={"申请表.docx": form()},
    )  # fmt: skip
    assert read_bytes(raw, "来信.msg").values["information_sought"] == "某规划许可证"


def test_a_mail_of_outlook_cut_short_is_said() -> None:
    raw = msg({"0037": "申请", "1000": BODY}, sent=datetime(2026, 3, 4, tzinfo=UTC))
    with pytest.raises(ClerkError, match=r"损坏|旧版"):
        read_bytes(raw[:1400], "来信.msg")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_in_any_codec(codec: str) -> None:
    assert read_bytes(BODY.encode(codec), "申请.txt").values["applicant_name"] == "李喆某"


def test_a_plain_half_that_says_nothing_gives_way_to_the_page() -> None:
    page = "<div>本人林一帆，电话13800000001，现申请公开某村征地批复。</div>"
    values = read_bytes(mail("请看网页版", page=page), "来信.eml").values
    assert (values["applicant_name"], values["phone"]) == ("林一帆", "13800000001")
    assert "征地批复" in values["information_sought"]


def test_a_subject_that_asks_is_what_is_sought_in_doubt() -> None:
    reading = read_bytes(mail("详见附件", subject="申请公开某区学区划分方案"), "来信.eml")
    assert reading.values["information_sought"] == "申请公开某区学区划分方案"
    assert "information_sought" in reading.doubtful


def test_a_page_that_outlook_keeps_as_text_is_in_no_coding_any_more() -> None:
    page = "<html><meta charset=gb2312><p>申请人：赵敏</p></html>"
    raw = msg({"0037": "申请", "1013": page}, sent=datetime(2026, 3, 4, tzinfo=UTC))
    assert read_bytes(raw, "a.msg").values["applicant_name"] == "赵敏"


def test_the_head_of_a_mail_passed_on_may_be_set_bold_with_stars() -> None:
    rows = mail_of(
        mail("---- 转发的邮件 ----\n*发件人:* 林一帆 <lin@example.org>\n*主题:* 信息公开\n\n见下")
    ).rows
    passed = passed_on(rows)
    assert passed is not None
    told = (passed.sender_name, passed.sender_address, passed.subject)
    assert told == ("林一帆", "lin@example.org", "信息公开")


def test_a_head_that_was_packed_wrongly_is_shown_as_it_came() -> None:
    raw = b"From: lin@example.org\r\nSubject: =?utf-8?B?x?=\r\n\r\n" + BODY.encode()
    assert mail_of(raw).subject == "=?utf-8?B?x?="
    assert read_bytes(raw, "a.eml").values["applicant_name"] == "李喆某"


@pytest.mark.parametrize("before", ["FWD:", "转发：", "Re: 转: ", ""])
def test_what_a_program_puts_before_a_subject_is_not_sought(before: str) -> None:
    reading = read_bytes(mail("详见附件", subject=f"{before}申请公开某区学区划分方案"), "来信.eml")
    assert reading.values["information_sought"] == "申请公开某区学区划分方案"
    assert f"邮件主题：{before}申请公开某区学区划分方案" in [one.text for one in reading.rest]


def test_words_attached_without_a_name_are_an_attachment() -> None:
    made = EmailMessage()
    made["From"] = "lin@example.org"
    made.set_content("正文")
    made.add_attachment("附上的话")
    found = mail_of(made.as_bytes())
    assert [row.text for row in found.rows if row.text] == ["正文"]
    assert [(one.name, one.content.decode().strip()) for one in found.attached] == [
        ("附件", "附上的话")
    ]


def test_what_of_a_subject_of_outlook_is_no_letter_is_shown_as_lost() -> None:
    streams = {"__substg1.0_0037001F": b"\x00\xd8" + "申请".encode("utf-16-le")}
    found = outlook_mail(compound({**streams, "__properties_version1.0": bytes(32)}))
    assert found.subject == "\ufffd申请"


def test_a_page_kept_by_outlook_is_read_in_the_coding_it_claims() -> None:
    page = "<html><meta charset=big5><p>申請公開預算</p></html>".encode("big5").ljust(4096)
    streams = {"__substg1.0_10130102": page, "__properties_version1.0": bytes(32)}
    assert [row.text for row in outlook_mail(compound(streams)).rows] == ["申請公開預算"]
