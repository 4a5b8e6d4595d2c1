"""Table 2: what was disclosed unasked in the year; its numbers are typed by the clerk."""

from dataclasses import dataclass, fields
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Table2:
    """The numbers of table 2 in the official order; `fees_wan_yuan` is in 万元."""

    rules_made: int = 0
    rules_repealed: int = 0
    rules_in_force: int = 0
    normative_made: int = 0
    normative_repealed: int = 0
    normative_in_force: int = 0
    licences: int = 0
    penalties: int = 0
    coercive_measures: int = 0
    fees_wan_yuan: Decimal = Decimal(0)

    def as_json(self) -> dict[str, int | float]:
        """Return the numbers by name, as JSON has them."""
        return {**{name: getattr(self, name) for name in COUNTS}, FEES: float(self.fees_wan_yuan)}

    def __add__(self, other: "Table2") -> "Table2":
        return Table2(**{name: getattr(self, name) + getattr(other, name) for name in NUMBERS})


NUMBERS = tuple(field.name for field in fields(Table2))
FEES = "fees_wan_yuan"
COUNTS = tuple(name for name in NUMBERS if name != FEES)


@dataclass(frozen=True, slots=True)
class Table2Line:
    """A line of table 2: its words and the names of its numbers, one or three of them."""

    words: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table2Block:
    """A block of table 2: the heading across the table, the heads of its columns, its lines."""

    heading: str
    heads: tuple[str, ...]
    lines: tuple[Table2Line, ...]


_ITEM_HEAD = "信息内容"
BLOCKS = (
    Table2Block(
        "第二十条第（一）项",
        (_ITEM_HEAD, "本年制发件数", "本年废止件数", "现行有效件数"),
        (
            Table2Line("规章", ("rules_made", "rules_repealed", "rules_in_force")),
            Table2Line(
                "行政规范性文件", ("normative_made", "normative_repealed", "normative_in_force")
            ),
        ),
    ),
    Table2Block(
        "第二十条第（五）项",
        (_ITEM_HEAD, "本年处理决定数量"),
        (Table2Line("行政许可", ("licences",)),),
    ),
    Table2Block(
        "第二十条第（六）项",
        (_ITEM_HEAD, "本年处理决定数量"),
        (Table2Line("行政处罚", ("penalties",)), Table2Line("行政强制", ("coercive_measures",))),
    ),
    Table2Block(
        "第二十条第（八）项",
        (_ITEM_HEAD, "本年收费金额（单位：万元）"),
        (Table2Line("行政事业性收费", ("fees_wan_yuan",)),),
    ),
)

LABELS = {
    name: f"{line.words}{block.heads[place]}"
    for block in BLOCKS
    for line in block.lines
    for place, name in enumerate(line.numbers, start=1)
}
