"""What is found in files, and what is made of them, held against what was approved."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from casework.books.guidance_files import cases_in_lines
from casework.books.plan_rows import due_days, plan_in_text
from casework.commands.due import due_line
from casework.commands.fee import fee_line
from casework.commands.notice import notice_json
from casework.importing.published_list import documents_in
from casework.letters.examination import examine
from casework.letters.rendering import render
from casework.letters.sample import samples
from casework.outgoing import look_into
from casework.receipt.grid import grid_of
from casework.receipt.mail import mail_of
from casework.receipt.page_rows import laid_out
from casework.receipt.reading import read_bytes
from casework.word.merging import merge
from casework.word.red_head import with_red_head
from rules.errors import ClerkError
from tests.casework import planted_faults
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import as_json, told
from tests.casework.books import test_guidance
from tests.casework.docx_samples import docx, p, r
from tests.casework.importing.ledger_samples import write
from tests.casework.published import test_public_documents
from tests.casework.receipt import test_mail, test_page_rows
from tests.casework.receipt.compound import msg
from tests.casework.test_outgoing import BLACK, TEXT, WHITE, pdf, workbook

DATA = Path(__file__).parents[2] / "rules" / "data"


def test_what_is_seen_in_a_file_that_goes_out(approved, tmp_path) -> None:
    hidden = p("甲") + p(r("批示：暂缓", "<w:vanish/>"), r("看不见", '<w:color w:val="FFFFFF"/>'))
    change = p(
        "<w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
    )
    files = {
        "隐藏.docx": docx(hidden),
        "修订.docx": docx(change + p("电话13912345678"), **{"word/vbaProject.bin": "x"}),
        "附件.docx": docx(p("11010519491231002X"), **{"word/embeddings/x.xlsx": "x"}),
        "台账.xlsx": workbook(),
        "黑框.pdf": pdf(TEXT, f"{TEXT} {BLACK}", f"{TEXT} {WHITE}", f"1 1 1 rg {TEXT}"),
        "属性.pdf": pdf(TEXT, info="/Author (Gu) /Title (Draft)"),
        "空白.pdf": pdf(BLACK),
        "不明.bin": b"\x00\x01\x02",
    }

    def tell() -> Iterator[str]:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            yield f"== {name}"
            yield from told(look_into(tmp_path / name))

    approved("files_going_out", tell())


def test_what_is_read_of_mails(approved) -> None:
    page = "<html><style>p{color:red}</style><p>申请人：李喆某</p><table><tr><td>电话</td><td>1</td></table>"
    sent = datetime(2026, 3, 5, 13, 4, tzinfo=UTC)
    texts = {
        "0037": "信息公开申请",
        "1000": test_mail.BODY,
        "0C1A": "林一帆",
        "0C1F": "lin@example.org",
    }
    mails = {
        "plain": test_mail.mail(test_mail.BODY),
        "page": test_mail.mail("见附件", page=page, attached={"申请表.docx": test_mail.form()}),
        "forwarded": test_mail.mail(test_mail.FORWARDED),
        "gmail": test_mail.mail(test_mail.GMAIL),
        "outlook": test_mail.mail(test_mail.OUTLOOK),
        "quiet": test_mail.mail("如题", subject="申请公开2025年部门预算", sender="lin@example.org"),
    }

    def tell() -> Iterator[str]:
        for name, raw in mails.items():
            yield f"== {name}"
            yield from told(mail_of(raw))
            reading = read_bytes(raw, f"{name}.eml")
            yield from told([reading.fields, reading.rest, reading.signed_on])
        reading = read_bytes(msg(texts, sent=sent, attached={"a.docx": test_mail.form()}), "a.msg")
        yield "== outlook's own file"
        yield from told([reading.fields, reading.rest, reading.signed_on])

    approved("mails", tell())


def test_how_a_page_of_words_is_laid_out(approved) -> None:
    word, table = test_page_rows.word, test_page_rows.TABLE
    pages = {
        "table": [word("姓名", 0.12, 0.13, 0.16), word("林一帆", 0.35, 0.13, 0.45, 0.7),
                  word("电话", 0.62, 0.13, 0.66), word("13800000001", 0.35, 0.23, 0.5)],
        "across": [word("姓名林一帆", 0.25, 0.13, 0.4), word("右边", 0.92, 0.14, 0.97)],
        "paragraph": [word("现申请公开某村二〇一九年第三批次城镇建设用地的征地批复及", 0.1, 0.4, 0.9),
                      word("勘测定界图。", 0.1, 0.43, 0.3), word("2.补偿方案。", 0.1, 0.46, 0.3),
                      word("申请人：林一帆", 0.6, 0.6, 0.8), word("2026年3月5日", 0.6, 0.64, 0.8)],
        "columns": [word("姓名", 0.1, 0.5, 0.15), word("林一帆", 0.3, 0.501, 0.4),
                    word("电话", 0.55, 0.499, 0.6), word("1380", 0.65, 0.5, 0.75)],
    }  # fmt: skip

    def tell() -> Iterator[str]:
        yield from told([grid_of(table)])
        for name, words in pages.items():
            for lines in (table, []):
                yield f"== {name} {'within lines' if lines else 'without lines'}"
                for row in laid_out(words, lines, page=1, ratio=0.7):
                    yield from told([row])

    approved("pages_laid_out", tell())


def test_what_the_examination_says_of_planted_faults(approved) -> None:
    def made(kind):
        of_reply = isinstance(kind, planted_faults.ReplyKind)
        return (planted_faults.replied if of_reply else planted_faults.written)(kind)

    def tell() -> Iterator[str]:
        for fault, (kind, change, _) in planted_faults.IN_WORD.items():
            letter, facts = made(kind)
            yield f"== {fault}"
            changed = planted_faults.edited(render(letter), change)
            yield from (str(one) for one in examine(changed, letter, facts))
        letter, facts = planted_faults.replied(planted_faults.PROVIDED)
        data = render(letter)
        for fault, (change_facts, _) in planted_faults.IN_FACTS.items():
            yield f"== {fault}"
            yield from (str(one) for one in examine(data, letter, change_facts(facts)))

    approved("planted_faults", tell())


def test_letters_joined_and_with_a_red_head(approved) -> None:
    three = [render(one) for one in samples()[:60:20]]
    red = with_red_head(three[1], imprint="住建局办公室", printed="2026年2月13日", name="住建局")

    def tell() -> Iterator[str]:
        for title, data in (("joined", merge(three)), ("red", red)):
            yield f"== {title}"
            yield from document_lines(data)

    approved("letters_joined", tell())


def test_what_is_taken_out_of_lists_and_plans(approved, tmp_path) -> None:
    plan = (
        "重点任务\t牵头单位\t完成时限\n更新公开指南\t办公室\t2026年3月31日前\n编发通报\t办公室\t每季度\n"
        "开展评估\t法制科\t6月底前\n月报\t办公室\t每月\n加强学习\t各科室\t适时\n抽查\t法制科\t上半年、年底前"
    )
    days = ("2026-06-30", "12月10日前完成", "9月", "2027年1月中旬", "第二季度", "每季度", "每半年",
            "每月", "上半年", "下半年", "年底前", "6.15", "3月上旬", "3月下旬", "尽快", "")  # fmt: skip

    def tell() -> Iterator[str]:
        yield from told(plan_in_text(plan, 2026))
        yield from (f"{words}: {[str(day) for day in due_days(words, 2026)]}" for words in days)
        yield from told(cases_in_lines(test_guidance.PRINTED, "案例", test_guidance.TODAY))
        yield from told(documents_in(write(tmp_path / "目录.xlsx", test_public_documents.ROWS)))

    approved("lists_and_plans", tell())


def test_the_answers_of_the_command_line(approved) -> None:
    cases = [json.loads(one) for one in (DATA / "due_cases.jsonl").read_text("utf-8").splitlines()]
    fees = ({"pages": 120}, {"nth_in_month": 12}, {"pages": 0}, {"pages": 31}, {"pages": "x"}, {})

    def tell() -> Iterator[str]:
        for case in cases:
            answer = due_line(case)
            answer.pop("ledger", None)
            yield from as_json(answer)
        for fee in fees:
            try:
                yield from as_json(fee_line(fee))
            except ClerkError as refusal:
                yield str(refusal)
        yield from told(
            notice_json("春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。", 2026)
        )

    approved("answers", tell())
