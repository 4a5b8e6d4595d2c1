from decimal import Decimal

from rules.proactive import BLOCKS, COUNTS, LABELS, NUMBERS, Table2

OURS = Table2(1, 2, 3, 4, 5, 6, 7, 8, 9, Decimal("1.5"))


def test_a_table_that_nobody_filled_in_holds_noughts() -> None:
    assert Table2() == Table2(0, 0, 0, 0, 0, 0, 0, 0, 0, Decimal(0))


def test_the_tables_of_two_offices_are_added_number_by_number() -> None:
    together = OURS + Table2(10, 10, 10, 10, 10, 10, 10, 10, 10, Decimal("0.7"))
    assert together == Table2(11, 12, 13, 14, 15, 16, 17, 18, 19, Decimal("2.2"))


def test_json_holds_the_counts_and_the_fees_in_the_official_order() -> None:
    assert list(OURS.as_json().items()) == [
        ("rules_made", 1),
        ("rules_repealed", 2),
        ("rules_in_force", 3),
        ("normative_made", 4),
        ("normative_repealed", 5),
        ("normative_in_force", 6),
        ("licences", 7),
        ("penalties", 8),
        ("coercive_measures", 9),
        ("fees_wan_yuan", 1.5),
    ]


def test_every_number_stands_once_in_the_form_and_has_its_words() -> None:
    placed = [name for block in BLOCKS for line in block.lines for name in line.numbers]
    assert tuple(placed) == NUMBERS == (*COUNTS, "fees_wan_yuan")
    assert "、".join(LABELS[name] for name in NUMBERS) == (
        "规章本年制发件数、规章本年废止件数、规章现行有效件数、行政规范性文件本年制发件数、"
        "行政规范性文件本年废止件数、行政规范性文件现行有效件数、行政许可本年处理决定数量、"
        "行政处罚本年处理决定数量、行政强制本年处理决定数量、"
        "行政事业性收费本年收费金额（单位：万元）"
    )
