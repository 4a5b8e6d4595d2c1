"""Invented registers of thousands of requests, and errors planted in them as clerks make them."""

import random
from dataclasses import replace
from datetime import date, timedelta

from casework.reports.evidence import change
from casework.reports.request_facts import ReportedRequest
from rules.replies import ReplyKind
from rules.report_rows import Applicant

YEAR = 2025
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英文华建国志玉红"
PLACES = ["临江", "青石", "河口", "东岭", "南塘", "西坪", "北桥", "长乐", "安宁", "新圩", "沙田"]
BODIES = {
    Applicant.BUSINESS: ["置业有限公司", "建材厂", "商贸公司", "种植专业合作社", "物流集团"],
    Applicant.RESEARCH_BODY: ["农业研究所", "规划设计院", "城市研究中心"],
    Applicant.CHARITY: ["环保促进会", "助学基金会", "志愿者协会"],
    Applicant.LEGAL_SERVICES: ["律师事务所", "法律服务所"],
    Applicant.OTHER_BODY: ["村民委员会", "业主委员会", "社区", "第二中学"],
}
SUBJECTS = (
    "征地批复", "补偿安置方案", "规划许可", "环评批复", "施工许可", "财政决算", "招标文件",
    "用地审批", "拆迁公告",
)  # fmt: skip
# Shares of the outcome rows as districts report them.
ROW_SHARES = {
    3: 38, 4: 9, 5: 1, 6: 1, 8: 3, 9: 1, 10: 2, 11: 2, 12: 3, 13: 24, 14: 3, 15: 2, 16: 3,
    17: 2, 18: 1, 19: 1, 21: 3, 22: 1, 23: 4,
}  # fmt: skip
REPLIES = {row: [kind.label for kind in ReplyKind if kind.outcome.row == row] for row in ROW_SHARES}


def a_ledger(size, seed, *, labelled=1.0):
    """Return `size` requests of 2024 and 2025 in the order of their numbers.

    `labelled` is the share of replies whose kind the ledger words beside the report's row.
    """
    pick = random.Random(seed)
    first_day = date(YEAR - 1, 12, 1)
    days = sorted(pick.randrange(395) for _ in range(size))
    serials = {YEAR - 1: 0, YEAR: 0}
    ledger = []
    for number, offset in enumerate(days, start=1):
        received_on = first_day + timedelta(offset)
        serials[received_on.year] += 1
        ledger.append(_a_request(pick, number, received_on, serials[received_on.year], labelled))
    return ledger


def _a_request(pick, number, received_on, serial, labelled):
    applicant = pick.choices(list(Applicant), [72, 12, 1, 2, 8, 5])[0]
    if applicant is Applicant.NATURAL_PERSON:
        name = pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2))))
        paper = pick.choice(("居民身份证", "居民身份证", ""))
    else:
        name = pick.choice(PLACES) + pick.choice(BODIES[applicant])
        paper = pick.choice(("统一社会信用代码", "营业执照", ""))
    row = pick.choices(list(ROW_SHARES), list(ROW_SHARES.values()))[0]
    took = timedelta(pick.randrange(2, 58))
    closed_on = received_on + took
    is_open = closed_on > date(YEAR, 12, 31)
    label = pick.choice(REPLIES[row]) if pick.random() < labelled else ""
    decided = None if is_open else closed_on - timedelta(pick.randrange(3))
    return ReportedRequest(
        request_id=number,
        register_number=f"〔{received_on.year}〕{serial}号",
        year=received_on.year,
        serial=serial,
        applicant_name=name,
        applicant=applicant,
        id_type=paper,
        channel=pick.choices(("网上平台", "邮寄（需签收）", "当面提交"), (70, 20, 10))[0],
        arrived_on=received_on,
        received_on=received_on,
        matter=f"{pick.choice(PLACES)}{pick.choice(PLACES)}村{pick.choice(SUBJECTS)}",
        section=pick.choice(("法规科", "规划科", "征收办", "执法大队")),
        closed_on=None if is_open else closed_on,
        decided_on=decided,
        document_number="" if is_open else f"答〔{closed_on.year}〕{number}号",
        outcome="" if is_open else label,
        outcome_row=None if is_open else row,
        in_time=None if is_open else pick.random() > 0.02,
        used_days=None if is_open else took.days * 5 // 7,
        corrected=row in (15, 21) or pick.random() < 0.1,
        consultations=int(row == 8 or (row == 4 and pick.random() < 0.4)),
        extended_days=20 * (pick.random() < 0.1),
        fee_yuan=100 if row == 22 else 0,
    )


ERRORS = ("applicant", "outcome", "received", "closed", "missing", "duplicate")


def plant(ledger, count, seed):
    """Return the ledger with `count` errors, and the register numbers of the culprits.

    Each error changes table 3 of the year.
    """
    pick = random.Random(seed)
    culprits: list[str] = []
    wrong = list(ledger)
    while len(culprits) < count:
        at = pick.randrange(len(wrong))
        request = wrong[at]
        if request.register_number in culprits:
            continue
        error = pick.choice(ERRORS)
        bad = _spoilt(pick, request, error)
        if error == "missing" or bad is not None:
            effect = change(request, YEAR, bad)
            if error == "duplicate":
                effect = change(request, YEAR, None)
            if not effect:
                continue
            if error == "duplicate":
                copy = replace(request, request_id=10**6 + at)
                wrong.insert(at + pick.randrange(1, 4), copy)
            elif error == "missing":
                del wrong[at]
            else:
                wrong[at] = bad
            culprits.append(request.register_number)
    return wrong, culprits


def _spoilt(pick, request, error):
    if error == "applicant":
        others = [kind for kind in Applicant if kind is not request.applicant]
        return replace(request, applicant=pick.choice(others))
    if error == "outcome" and request.outcome_row:
        rows = [row for row in ROW_SHARES if row != request.outcome_row]
        return replace(request, outcome_row=pick.choice(rows))
    if error == "received":
        return replace(request, received_on=_a_year_off(pick, request.received_on))
    if error == "closed" and request.closed_on:
        return replace(request, closed_on=_a_year_off(pick, request.closed_on))
    return request if error == "duplicate" else None


def _a_year_off(pick, day):
    year = day.year + pick.choice((-1, 1))
    return day.replace(year=year, day=min(day.day, 28))
