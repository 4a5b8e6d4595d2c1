"""Mails put together by lot, with forms attached, passed on and answered: what is read of each, held
against what was approved."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from casework.receipt import reading
from casework.receipt.blocks import lines_of
from casework.receipt.mail import Attached, Mail, header_text, mail_of
from casework.receipt.reading import read_text
from casework.receipt.sources import sheet_rows
from casework.receipt.word_form import word_rows
from tests.casework.approved.plain import told
from tests.casework.approved.test_papers_received_told import FORM, WORD, book, reading_lines
from tests.casework.docx_samples import docx, p, table

Draw = random.Random
BODIES = (
    FORM, "申请人：江晓舟\n电话：13900139000\n", "申请公开2025年度部门预算。\n周敏\n", "详见附件", "见下", "", "请看附件。\n发自我的手机", "您好，我叫林一帆，申请公开征地批复，请发邮箱。", "邮箱：other@example.org\n申请日期：2026年3月1日\n所需信息：见附件\n",
    "所需信息内容描述：规划许可证\n", "证件号码：110105194912310021\n",
)  # fmt: skip
HEAD = "\n---- 转发的邮件 ----\n发件人：{}\n发送时间：{}\n收件人：office@example.org\n主题：信息公开申请\n\n{}"
SENDERS = ("林一帆 <lin@example.org>", "lin@example.org", "周敏", "John <j@example.org>")
DAYS = ("2026年3月4日 10:00", "昨天", "")
QUOTED = "\n在 2026年3月2日，青枫局写道：\n> 请补正。\n> 申请人：赵立\n"
SUBJECTS = (
    "信息公开申请",
    "申请公开青枫区某规划",
    "转发：信息公开申请",
    "Fw: FOI",
    "转: x",
    "FWD:申请公开某方案",
    "回复",
    "",
)
SHORT = docx(p("信息公开申请表") + table([p("姓名"), p("赵立")], [p("所需信息"), p("会议纪要")]))
NAMED = docx(
    table(
        [p("姓名"), p("何清")],
        [p("电话"), p("13700137000")],
        [p("证件号码"), p("11010519491231002X")],
    )
)
DOUBTED = docx(table([p("所需信息内容描述"), p("见附件")], [p("电话"), p("13700137000")]))
FILES = {"申请表.docx": WORD, "短表.docx": SHORT, "人.docx": NAMED, "疑.docx": DOUBTED, "其他.docx": docx(p("补充说明")), "坏.docx": b"PK\x03\x04", "图.png": b"\x89PNG\r\n\x1a\n", "表.xlsx": book(("申请人姓名", "钱多多"), ("所需信息内容描述", "批复")), "": WORD}  # fmt: skip


def mail(draw: Draw, depth: int = 0) -> Mail:
    """Return a mail, with whatever people put into one."""
    text = draw.choice(BODIES)
    if draw.random() < 0.35:
        text += HEAD.format(draw.choice(SENDERS), draw.choice(DAYS), draw.choice(BODIES))
    elif draw.random() < 0.25:
        text += QUOTED
    sent = draw.choice((None, datetime(2026, 3, 5, 15, 59, tzinfo=UTC), datetime(2026, 3, 5, 16, tzinfo=UTC)))  # fmt: skip
    chosen = draw.sample(list(FILES.items()), draw.choice((0, 0, 0, 1, 1, 2, 3)))
    return Mail(
        draw.choice(("林一帆", "江晓舟", "", "Lin", "青枫区政务公开局", "桂苑小区业委会")), draw.choice(("lin@example.org", "", "OTHER@example.org")), draw.choice(SUBJECTS), sent,
        lines_of(text), [Attached(name, content) for name, content in chosen],
        [mail(draw, 1)] if depth == 0 and draw.random() < 0.2 else [],
    )  # fmt: skip


def mail_line(one: Mail) -> str:
    inner = f" with {[mail_line(each) for each in one.inner]}" if one.inner else ""
    return f"{one.sender_name} <{one.sender_address}> {one.subject!r} {one.sent_on} {' / '.join(row.text for row in one.rows if row.text)!r} {[each.name for each in one.attached]}{inner}"


def test_mails_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(130):
            one = mail(Draw(f"mail {seed}"))
            yield f"== {seed} {mail_line(one)}"
            yield from reading_lines(reading._of_mail(one, recognise=False))

    approved("mails_by_lot", tell())


def test_words_copied_from_a_window(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(40):
            draw = Draw(f"copied {seed}")
            text = draw.choice(("", "", "见下\n", "申请人：江晓舟\n"))
            text += HEAD.format(draw.choice(SENDERS), draw.choice(DAYS), draw.choice(BODIES))
            if draw.random() < 0.3:
                text = f"From: {draw.choice(SENDERS)}\nSubject: FOI\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{draw.choice(BODIES)}"  # fmt: skip
            text = text.replace("\n", draw.choice(("\n", "\r\n")))
            yield f"== {seed} {text!r}"
            yield from reading_lines(read_text(text))

    approved("copied_by_lot", tell())


def part(kind: str, words: str, *heads: str) -> str:
    return "\r\n".join(("--b", f"Content-Type: {kind}", *heads, "", words, ""))


def test_mails_of_many_parts(approved) -> None:
    parts = (
        part("text/plain; charset=utf-8", "正文一"), part("text/plain", "  "), part("text/plain; charset=gb2312", "正文"), part("text/html", "<p>网页里的话比正文长得多得多</p>"), part("text/html", "<table><tr><td>姓名</td><td>林一帆</td></tr></table>"),
        part("text/html; charset=utf-8", "<p>短</p>"), part("text/calendar", "BEGIN"), part('text/plain; name="a.txt"', "文件", 'Content-Disposition: attachment; filename="a.txt"'), part("application/pdf", "%PDF"), part("image/jpeg", "x", "Content-Disposition: inline"),
        part("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "x"), part("application/msword", "x"), part("application/octet-stream", "x", "Content-Disposition: attachment; filename*=utf-8''%E8%A1%A8.docx"), part("message/rfc822", "From: c@d.cn\r\nSubject: inner\r\n\r\n里层"),
        part("text/plain", "x", 'Content-Disposition: attachment; filename="a/b\\\\c.txt"'), part("image/png", "x", 'Content-Disposition: attachment; filename="=?utf-8?B?5Zu+LnBuZw==?="'),
    )  # fmt: skip
    dates = ("Date: Thu, 05 Mar 2026 23:59:00 +0800", "Date: Thu, 05 Mar 2026 16:00:00 +0000", "Date: Thu, 05 Mar 2026 21:04:00", "Date: nonsense\r\nReceived: from a; Fri, 06 Mar 2026 01:02:03 +0000", "Received: a; nonsense", "X: y")  # fmt: skip
    froms = ("From: =?gb2312?B?wdbSu7er?= <lin@example.org>", "From: lin@example.org", "FROM: \"江\" <j@x.cn>", "X: y", "From: [周敏] <z@x.cn>;")  # fmt: skip

    def tell() -> Iterator[str]:
        for seed in range(70):
            draw = Draw(f"parts {seed}")
            inner = "".join(draw.choice(parts) for _ in range(draw.randint(1, 4)))
            head = f"{draw.choice(froms)}\r\n{draw.choice(dates)}\r\nSubject: {draw.choice(('x', '=?utf-8?Q?=E7=94=B3=E8=AF=B7?=', ''))}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"  # fmt: skip
            raw = (draw.choice(("", "\ufeff", "\r\n ")) + head + inner + "--b--\r\n").encode()
            yield f"== {seed}"
            yield from told([mail_of(raw)], "  ")
        many = "".join(part("application/pdf", "%PDF") for _ in range(42))
        whole = mail_of(f"Content-Type: multipart/mixed; boundary=b\r\n\r\n{many}--b--".encode())
        yield f"{len(whole.attached)} of 42 attached"
        deep = "里层"
        for level in range(5):
            deep = f"Subject: {level}\r\nContent-Type: message/rfc822\r\n\r\n{deep}"
        outer, subjects = mail_of(deep.encode()), []
        while outer.inner:
            subjects.append(outer.subject)
            outer = outer.inner[0]
        yield f"{subjects} {outer.subject}"
        for value in ("=?utf-8?B?5p6X?=\r\n =?utf-8?B?5LiA?=", "=?x-unknown?B?5p6X?=", "=?gbk?Q?=C1=D6?= =?gbk?Q?=D2=BB?=", "plain ", "\udce6\udc9e\udc97", "é\udce6", "=?utf-8?B?x?="):  # fmt: skip
            yield f"{value!r}: {header_text(value)!r}"

    approved("mails_of_parts", tell())


def test_days_by_the_calendar_of_china() -> None:
    last = datetime(2026, 3, 5, 15, 59, 59, tzinfo=UTC)
    assert Mail(sent=last).sent_on == "2026-03-05"
    assert Mail(sent=last + timedelta(seconds=1)).sent_on == "2026-03-06"
    assert Mail().sent_on == ""


def test_a_wide_cell_moves_what_is_below_it_to_its_column() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"

    wide, below = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
    first = f"<w:tr>{cell('甲', wide)}{cell('乙')}{cell('丙')}</w:tr>"
    second = f"<w:tr>{cell('一')}{cell('二')}{cell('', below)}{cell('', below)}</w:tr>"
    rows = word_rows(docx(f"<w:tbl>{first}{second}</w:tbl>"))
    assert [cell.text for cell in rows[1].cells] == ["一", "二", "乙", "丙"]


def test_a_sheet_is_read_to_its_sixty_fourth_column() -> None:
    (row,) = sheet_rows(book(tuple(f"格{at}" for at in range(66))))
    assert [cell.text for cell in row.cells] == [f"格{at}" for at in range(64)]
