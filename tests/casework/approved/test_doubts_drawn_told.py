"""Registers drawn by lot with slips in them: what the annual report's check doubts, and why."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from casework.reports.evidence import applicant_from_name, doubts, row_from_words
from casework.reports.request_facts import ReportedRequest
from casework.reports.suspects import difference, ledger_suspects, suspects
from rules.annual_report import table_3
from rules.report_rows import Applicant

YEAR = 2025
NAMES = ("李娜", "李娜等5人", "青枫建材有限公司", "青枫律师事务所", "省农业研究所", "绿水环保促进会", "梧桐里村委员会", "某某中心站",
         "阿依古丽·买买提江", "红光厂", "欧阳若水", "张", "仁爱医院", "青枫志愿者之家", "明德学院", "")  # fmt: skip
PAPERS = ("", "居民身份证", "营业执照", "统一社会信用代码", "护照", "律师执业许可证")
NUMBERS = ("", "11010519491231002X", "1101051949123100", "91320102MA1ABCDE2X")
WORDS = ("", "予以公开", "已主动公开", "信息不存在", "部分公开", "涉及商业秘密，不予公开", "申请人撤回", "逾期未补正", "补正后仍不明确", "未缴费视为放弃",
         "国家秘密", "三安全一稳定", "法律法规禁止公开", "个人隐私", "内部事务信息", "过程性信息", "行政执法案卷", "行政查询事项", "需另行制作", "本机关不掌握",
         "重复申请", "政府公报", "大量反复申请", "要求确认或重新出具", "信访事项", "公开", "同意公开", "公开一部分", "不是上面的任何一种", "转送", "咨询")  # fmt: skip
DOCUMENTS = ("", "青公开答〔2025〕7号", "青公开答〔2024〕7号", "青公开答(2026)7号", "公开7号")


def request_by_lot(draw: random.Random, number: int) -> ReportedRequest:
    """Return a request as the report counts it; some of what it says does not go together."""
    received = date(2024, 11, 20) + timedelta(
        days=number * 4 + draw.choice((0, 0, 0, 1, 45, 46, 47, 365))
    )
    took = draw.choice((-3, 0, 5, 18, 18, 20, 44, 45, 46, 149, 150, 151, 190, 370))
    closed = None if draw.random() < 0.15 else received + timedelta(days=took)
    served = closed and closed + timedelta(days=draw.choice((0, 0, 0, -1, 45, 46, -46)))
    return ReportedRequest(
        request_id=number,
        register_number=f"〔{received.year}〕{number}号" if number % 9 else "",
        applicant_name=draw.choice(NAMES),
        applicant=draw.choice(list(Applicant)),
        received_on=received,
        year=received.year if number % 11 else 0,
        serial=number,
        id_type=draw.choice(PAPERS),
        id_number=draw.choice(NUMBERS),
        arrived_on=draw.choice((None, None, received, received - timedelta(days=1))),
        matter=draw.choice(("征地批复", "规划许可证", "施工合同", "")),
        information_sought=draw.choice(("某村征地批复", "")),
        closed_on=closed,
        decided_on=draw.choice((None, closed, received - timedelta(days=2))) if number % 5 == 0 else closed,
        served_on=served if number % 3 else None,
        document_number=draw.choice(DOCUMENTS),
        letter_title=draw.choice(("", "政府信息公开申请答复书", "信息不存在告知书")) if number % 4 == 0 else "",
        outcome=draw.choice(WORDS),
        outcome_row=None if closed is None else draw.randint(3, 23),
        remark=draw.choice(("", "", "同意公开")),
        used_days=draw.choice((None, 0, 12)),
        corrected=draw.random() < 0.2,
        extended_days=draw.choice((0, 0, 20, 10)),
        consultations=draw.choice((0, 0, 1, 2)),
        fee_yuan=draw.choice((0, 0, 0, 380)),
    )  # fmt: skip


def register_by_lot(seed: int, size: int) -> list[ReportedRequest]:
    draw = random.Random(f"register {seed}")
    made = [request_by_lot(draw, number) for number in range(1, size + 1)]
    # What was entered twice, and what left a gap in the numbers.
    for at in draw.sample(range(1, size), 3):
        apart = timedelta(days=draw.choice((0, 6, 7, 8)))
        before = made[at - 1]
        made[at] = replace(made[at], applicant_name=before.applicant_name, matter=before.matter,
                           information_sought=before.information_sought, received_on=before.received_on + apart)  # fmt: skip
    if seed % 2:
        del made[draw.randrange(size)]
    return made


def slipped(draw: random.Random, one: ReportedRequest) -> ReportedRequest | None:
    """Return a request as another list has it: counted elsewhere, under another year, or not at all."""
    kind = draw.randrange(6)
    if kind == 0:
        return None
    if kind == 1:
        return replace(one, applicant=draw.choice(list(Applicant)))
    if kind == 2:
        return replace(one, outcome_row=draw.randint(3, 23) if one.closed_on else None)
    if kind == 3:
        return replace(
            one, received_on=one.received_on.replace(year=one.received_on.year - 1, day=1)
        )
    if kind == 4:
        return replace(one, closed_on=None, outcome_row=None)
    return replace(one, register_number=f" {one.register_number} ".replace("〕", "〕 "))


def test_what_each_row_raises_doubts_about(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(8):
            yield f"== {seed}"
            for one in doubts(register_by_lot(seed, 40), YEAR):
                yield f"{one.kind.name} {one.weight} {one.sentence} {sorted(one.effect.items())}"

    approved("doubts_drawn", tell())


def test_which_cases_may_explain_a_difference(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(16):
            draw = random.Random(f"slips {seed}")
            ours = register_by_lot(seed, 30)
            theirs = list(ours)
            for at in draw.sample(range(len(ours)), 1 + seed % 3):
                theirs[at] = slipped(draw, ours[at])
            theirs = [one for one in theirs if one is not None]
            told = table_3((one.counted for one in theirs), YEAR)
            mine = table_3((one.counted for one in ours), YEAR)
            yield f"== {seed}: {sorted(difference(mine, told).items())}"
            for one in suspects(ours, told, YEAR, at_most=6):
                yield f" {one.request_id} {one.register_number} {one.kind.name} {one.explains} {one.sentence}"
            for one in ledger_suspects(ours, theirs, YEAR):
                yield f" list: {one.request_id} {one.register_number} {one.kind.name} {one.explains} {one.sentence}"

    approved("differences_explained", tell())


def test_whom_a_name_and_papers_suggest_and_which_row_words(approved) -> None:
    plain = request_by_lot(random.Random("plain"), 1)

    def tell() -> Iterator[str]:
        for name in NAMES:
            for paper in PAPERS:
                for number in NUMBERS:
                    kind, sure = applicant_from_name(
                        replace(plain, applicant_name=name, id_type=paper, id_number=number)
                    )
                    yield f"{name} {paper} {number}: {kind.name if kind else '—'} {sure}"
        for words in WORDS:
            yield f"{words}: {row_from_words(words)} {row_from_words('', words)} {row_from_words('无', words, '予以公开')}"

    approved("kinds_suggested", tell())
