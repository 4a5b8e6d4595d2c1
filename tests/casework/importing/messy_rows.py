"""Ledgers whose cells are messy: ditto signs, notes in names, courses in a sentence."""

import random
from datetime import timedelta
from pathlib import Path

from tests.casework.importing.ledger_samples import Cell, write
from tests.casework.importing.messy_cases import (
    ALL,
    HEAD,
    REPLIES,
    TOLD,
    Messy,
    cases,
    row_of,
    rows_of,
    text_of,
)


def ditto(source: random.Random, path: Path) -> Messy:
    """同上 and 〃 for what stands above."""
    made = cases(source)
    rows = rows_of(made)
    for place in range(1, len(made)):
        if source.random() < 0.5:
            made[place].name, made[place].phone = made[place - 1].name, made[place - 1].phone
            made[place].id_number = made[place - 1].id_number
            rows[place + 1][3] = rows[place + 1][4] = source.choice(["同上", "〃", " 同 上 "])
            rows[place + 1][5] = source.choice(["同上", "″", "（同上）"])
        if source.random() < 0.3:
            made[place].received = made[place - 1].received
            rows[place + 1][2] = "同上"
    return Messy("同上", write(path, rows), [one.truth(*ALL) for one in made])


def formula_text(source: random.Random, path: Path) -> Messy:
    """Numbers guarded against Excel in a csv."""
    made = cases(source)
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        row[1] = f'="{one.number}"' if source.random() < 0.5 else one.number
        guards = [
            f'="{one.id_number}"',
            f"'{one.id_number}",
            f"{one.id_number}\t",
            f"’{one.id_number}",
        ]
        row[4] = source.choice(guards)
        row[5] = source.choice([f'="{one.phone}"', f"'{one.phone}", f"\t{one.phone}\t"])
        row[2] = f"{one.received:%Y/%m/%d} 9:05:00"
    path = path.with_suffix(".csv")
    lines = [",".join(text_of(cell) for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return Messy("公式和撇号", path, [one.truth(*ALL) for one in made])


def lost_digits(source: random.Random, path: Path) -> Messy:
    """Identity numbers Excel took for quantities."""
    made = cases(source)
    rows, truth = rows_of(made), []
    for row, one in zip(rows[1:], made, strict=True):
        lost = source.choice([True, False])
        digits = one.id_number[:17] + "0"
        if lost:
            spoilt: list[Cell] = [
                float(digits), f"{float(digits):.5E}", "1.1E+17", digits[:15] + "000",
            ]  # fmt: skip
            row[4] = source.choice(spoilt)
        truth.append(one.truth(*ALL) | ({"id_number": TOLD} if lost else {}))
    return Messy("丢失的数字", write(path, rows), truth)


def still_open(source: random.Random, path: Path) -> Messy:
    """Requests that are still being dealt with."""
    made = cases(source)
    rows, truth = rows_of(made), []
    for row, one in zip(rows[1:], made, strict=True):
        if source.random() < 0.5:
            row[8] = source.choice(
                ["在办", "办理中", "未办结", "待答复", "尚未答复", "正在办理", ""]
            )
            row[9] = row[10] = source.choice([None, "/", "—"])
            truth.append(one.truth(*ALL) | {"reply": "", "decided_on": None, "served_on": None})
        else:
            truth.append(one.truth(*ALL))
    return Messy("在办", write(path, rows), truth)


def totals(source: random.Random, path: Path) -> Messy:
    """合计, 小计 and headings of months between the rows."""
    made = cases(source, 6)
    rows = rows_of(made)
    totals: list[list[Cell]] = [
        [None, "合计", None, None, None, None, None, f"共{len(made)}件"],
        ["合计", None, len(made)],
        [None, None, None, "合 计", None, None, None, len(made)],
        ["总计：6件"],
        [7, "总计", 6, "6人"],
    ]
    total = source.choice(totals)
    rows.insert(4, source.choice([["小计", 3], [None, "本月合计", None, 3], ["2025年2月"]]))
    rows.append(total)
    rows.append(["填表人：甲某", None, None, "审核人：乙某"])
    return Messy("合计行", write(path, rows), [one.truth(*ALL) for one in made])


def agents(source: random.Random, path: Path) -> Messy:
    """Agents inside the name."""
    made, truth = cases(source), []
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        agent = source.choice(["钱律一", "孙代二", "李托三"])
        row[3] = source.choice(
            [
                f"{one.name}（代理人：{agent}）", f"{one.name}(委托代理人{agent})",
                f"{one.name}（{agent}代）", f"{one.name}（由{agent}代为申请）",
                f"{one.name}，代理人{agent}", f"{one.name}（委托{agent}）",
                f"{one.name}\n代理人：{agent}", f"申请人：{one.name} 代理人：{agent}",
            ]
        )  # fmt: skip
        truth.append(one.truth(*ALL, agent_name=agent))
    return Messy("姓名中的代理人", write(path, rows), truth)


def joint(source: random.Random, path: Path) -> Messy:
    """Several applicants inside the name."""
    made, truth = cases(source), []
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        other, third = "周共一", "吴同二"
        text, others = source.choice(
            [
                (f"{one.name}、{other}", other),
                (f"{one.name}，{other}，{third}", f"{other}、{third}"),
                (f"{one.name} {other}", other), (f"{one.name}/{other}", other),
                (f"{one.name}、{other}等5人", other), (f"{one.name}等3人", ""),
                (f"{one.name}（与{other}、{third}共同申请）", f"{other}、{third}"),
                (f"{one.name}\n{other}", other), (f"{one.name}及{other}", other),
                (f"{one.name}; {other}", other),
            ]
        )  # fmt: skip
        row[3] = text
        truth.append(one.truth(*ALL, co_applicants=others))
    return Messy("姓名中的共同申请人", write(path, rows), truth)


def notes_in_names(source: random.Random, path: Path) -> Messy:
    """Notes inside the name."""
    made, truth = cases(source), []
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        body = f"{one.name}（上海）贸易有限公司"
        text, name = source.choice(
            [
                (f"{one.name}（已电话联系）", one.name), (f"{one.name}(女)", one.name),
                (f"{one.name}（重复申请）", one.name), (f"{one.name}，男，45岁", one.name),
                (f"{one.name[0]} {one.name[1:]}" if len(one.name) == 2 else one.name, one.name),
                (body, body), (f"{body}（联系人：赵联一）", body), (f"{one.name}先生", one.name),
                (f"{one.name}　", one.name),
            ]
        )  # fmt: skip
        row[3] = text
        truth.append(one.truth(*ALL) | {"applicant_name": name})
    return Messy("姓名中的备注", write(path, rows), truth)


def told_courses(source: random.Random, path: Path) -> Messy:
    """The course in one sentence: 3.5收，3.20延期，4.2答复公开."""
    made, truth = cases(source), []
    head: list[Cell] = ["序号", "登记编号", "申请人", "联系电话", "申请内容",
            source.choice(["办理情况", "办理过程", "办理经过", "备注"])]  # fmt: skip
    rows: list[list[Cell]] = [head]
    for serial, one in enumerate(made, start=1):
        extended = one.received + timedelta(days=2)
        short = source.choice([lambda d: f"{d.month}.{d.day}", lambda d: f"{d.month}月{d.day}日",
                               lambda d: f"{d:%Y-%m-%d}"])  # fmt: skip
        joint_sign = source.choice(["，", "；", ",", "。"])
        words = {"予以公开": "答复公开"}.get(one.reply[0], f"答复（{one.reply[0]}）")
        parts = [f"{short(one.received)}{source.choice(['收', '收到', '收到申请', '受理'])}"]
        with_extension = source.random() < 0.5
        if with_extension:
            parts.append(f"{short(extended)}{source.choice(['延期', '延长答复期限'])}")
        parts.append(f"{short(one.replied)}{words}")
        parts.append(f"{short(one.served)}{source.choice(['寄出', '送达', '邮寄'])}")
        rows.append([serial, one.number, one.name, one.phone, one.matter, joint_sign.join(parts)])
        named = ("number", "applicant_name", "phone", "received_on", "information_sought",
                 "reply", "decided_on", "served_on")  # fmt: skip
        truth.append(one.truth(*named, extended_on=extended if with_extension else None))
    return Messy("一句话的经过", write(path, rows), truth)


def ticks(source: random.Random, path: Path) -> Messy:
    """A column for every outcome, a tick in one of them, under one row of names or two."""
    made = cases(source, 6)
    outcomes = [words for words, _ in REPLIES]
    mark = source.choice(["√", "✓", "1", "☑", "■"])
    head = list(HEAD[:8])
    rows: list[list[Cell]] = []
    merges = []
    two = source.random() < 0.5
    if two:
        rows.append([*head, "办理结果", *[None] * (len(outcomes) - 1), "答复日期", "送达日期"])
        rows.append([*[None] * 8, *outcomes])
        merges = [(0, 8, 0, 7 + len(outcomes)), *((0, at, 1, at) for at in range(8))]
    else:
        rows.append([*head, *outcomes, "答复日期", "送达日期"])
    for serial, one in enumerate(made, start=1):
        cells = [mark if words == one.reply[0] else None for words in outcomes]
        rows.append([*row_of(serial, one)[:8], *cells, one.replied, one.served])
    return Messy("打勾的矩阵", write(path, rows, merges=merges), [one.truth(*ALL) for one in made])


def name_and_phone(source: random.Random, path: Path) -> Messy:
    """Name and phone, and sometimes more, in one column."""
    made = cases(source)
    header = source.choice(
        ["申请人及联系电话", "申请人姓名、电话", "申请人/联系方式", "姓名及电话"]
    )
    rows: list[list[Cell]] = [[*HEAD[:3], header, HEAD[4], *HEAD[6:]]]
    for serial, one in enumerate(made, start=1):
        row = row_of(serial, one)
        text = source.choice(
            [f"{one.name} {one.phone}", f"{one.name}{one.phone}", f"{one.name}，{one.phone}",
             f"{one.name}\n{one.phone}", f"{one.name}（{one.phone}）", f"{one.name}/{one.phone}",
             f"{one.name} 电话：{one.phone}"]
        )  # fmt: skip
        rows.append([*row[:3], text, row[4], *row[6:]])
    return Messy("姓名和电话一列", write(path, rows), [one.truth(*ALL) for one in made])


def turned(source: random.Random, path: Path) -> Messy:
    """Fields down the side, a request in every column."""
    made = cases(source)
    rows = rows_of(made)
    turned_rows = [list(column) for column in zip(*rows, strict=True)]
    if source.random() < 0.5:
        turned_rows.insert(0, ["2025年依申请公开台账"])
    return Messy("横竖颠倒", write(path, turned_rows), [one.truth(*ALL) for one in made])
