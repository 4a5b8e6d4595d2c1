"""Requests as they truly are, from which messy ledgers are made; nobody in them exists.

A row of `Messy.truth` maps fields to what the register must hold; `TOLD` stands for what cannot
be known and must be said of the row instead.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.casework.importing.ledger_samples import Cell, Rows

TOLD = "（只能告知）"
Truth = dict[str, Any]
_SURNAMES, _GIVEN = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
_CHARS = "某章松柏梅兰竹菊云岚"
_MATTERS = (
    "青枫路改造工程立项批复", "桂苑社区征地补偿标准", "2024年部门预算", "澄湖环评报告", "会议纪要",
    "拆迁公告及附件", "教师编制数", "采购合同", "行政处罚统计", "道路规划图",
)  # fmt: skip
REPLIES = (
    ("予以公开", "PROVIDED"), ("部分公开", "PARTLY"), ("信息不存在", "NOT_EXISTING"),
    ("不属于本机关公开", "NOT_THIS_AGENCY"), ("国家秘密", "REFUSED_STATE_SECRET"),
    ("过程性信息", "REFUSED_WORKING_PAPERS"), ("已主动公开", "ALREADY_PUBLIC"),
    ("重复申请", "REPEATED"), ("信访投诉", "PETITION_OR_COMPLAINT"),
)  # fmt: skip
_CHANNELS = (("当面", "IN_PERSON"), ("邮寄", "SIGNED_POST"), ("网上平台", "INTERNET"))
WEEK = "一二三四五六日"
_CHECKS = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Case:
    """A request as it truly is."""

    number: str
    name: str
    phone: str
    id_number: str
    channel: tuple[str, str]
    received: date
    matter: str
    reply: tuple[str, str]
    replied: date
    served: date

    def truth(self, *names: str, **more: Any) -> Truth:
        """Return what the register must hold of the fields named."""
        whole: Truth = {
            "number": self.number, "applicant_name": self.name, "phone": self.phone,
            "id_number": self.id_number, "channel": self.channel[1],
            "received_on": self.received, "information_sought": self.matter,
            "reply": self.reply[1], "decided_on": self.replied, "served_on": self.served,
        }  # fmt: skip
        return {name: whole[name] for name in names} | more


@dataclass
class Messy:
    """A ledger's file, what is right, and the kind of mess it has; `before` is imported first."""

    kind: str
    path: Path
    truth: list[Truth]
    before: Path | None = None
    none_of: tuple[str, ...] = ()
    same_person: tuple[str, ...] = ()
    told: tuple[str, ...] = field(default_factory=tuple)


def resident_id(source: random.Random) -> str:
    """Return an identity number with a true check character and no noughts at its end."""
    while True:
        born = date(1950, 1, 1) + timedelta(days=source.randrange(18_000))
        body = f"110101{born:%Y%m%d}{source.randrange(1, 1000):03d}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        if not (number := body + _CHECKS[total % 11]).endswith("000"):
            return number


def cases(source: random.Random, count: int = 0) -> list[Case]:
    """Return some requests of one year, in the order of their numbers."""
    made: list[Case] = []
    received = date(2025, 1, 6)
    for serial in range(1, (count or source.randrange(4, 9)) + 1):
        received += timedelta(days=source.randrange(1, 9))
        replied = received + timedelta(days=source.randrange(3, 18))
        name = source.choice(_SURNAMES) + source.choice(_CHARS) + source.choice(_GIVEN)
        made.append(
            Case(
                f"依申请〔2025〕{serial}号", name, f"138{source.randrange(10**7, 10**8)}",
                resident_id(source), source.choice(_CHANNELS), received,
                source.choice(_MATTERS) + f"第{serial}项", source.choice(REPLIES), replied,
                replied + timedelta(days=source.randrange(0, 3)),
            )
        )  # fmt: skip
    return made


HEAD = ("序号", "登记编号", "收到日期", "申请人", "证件号码", "联系电话", "申请方式", "申请内容",
         "答复类型", "答复日期", "送达日期")  # fmt: skip
ALL = ("number", "applicant_name", "phone", "id_number", "channel", "received_on",
        "information_sought", "reply", "decided_on", "served_on")  # fmt: skip


def row_of(serial: int, one: Case) -> list[Cell]:
    """Return the cells of a request in the plain layout."""
    return [
        serial, one.number, one.received, one.name, one.id_number, one.phone, one.channel[0],
        one.matter, one.reply[0], one.replied, one.served,
    ]  # fmt: skip


def rows_of(made: list[Case]) -> list[list[Cell]]:
    """Return a header and the rows of some requests."""
    return [list(HEAD), *(row_of(serial, one) for serial, one in enumerate(made, start=1))]


def text_of(cell: Cell) -> str:
    """Return a cell as a csv has it."""
    return "" if cell is None else str(cell)


def csv_of(path: Path, rows: Rows, delimiter: str = ",", code: str = "gb18030") -> Path:
    """Write rows as a text table."""
    lines = (
        delimiter.join(
            f'"{text}"' if delimiter in (text := text_of(cell)) or '"' in text else text
            for cell in row
        )
        for row in rows
    )
    path.write_bytes("\r\n".join(lines).encode(code))
    return path
