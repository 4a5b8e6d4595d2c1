"""Tables of other offices with one thing about them changed, at every edge of what is read."""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx import Document
from lxml import etree
from openpyxl import Workbook

from casework.reports.grids import content_of
from casework.reports.handed_in import report_in, title_of
from rules.errors import ClerkError
from rules.report_rows import COLUMNS, RESULT_HEADS, ROWS
from tests.casework.approved.plain import told
from tests.casework.docx_samples import NAMESPACES, p, table

Rows = list[list[str]]
REFUSED = ("12,34", "1.5", "约3", "3 4", "1.", ".5", "一", "3件件", "长" * 21)
NUMBERS = (
    "3",
    "３",
    " 3 件",
    "1,234",
    "1，234",
    "1.0",
    "-3",
    "－",
    "无",
    "零",
    "——",
    "—",
    "/",
    "\\",
    "3万元",
    "",
    "7" * 25,
)


def third(count: Callable[[int, int], int] = lambda row, column: (row + column) % 7) -> Rows:
    """Return table 3 as a clerk types it: a part, a group and an item before its numbers."""
    rows = [["", "", "", *COLUMNS]]
    for row in ROWS:
        numbers = [str(count(row.number, column)) for column in range(7)]
        rows.append([row.part, row.group if row.item else "", row.item or row.group or row.part, *numbers])  # fmt: skip
    return rows


def fourth() -> Rows:
    return [list(RESULT_HEADS) * 3, [str(column) for column in range(1, 16)]]


def second() -> Rows:
    return [
        ["第二十条第（一）项"], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"],
        ["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可", "7"], ["第二十条第（六）项"], ["信息内容", "本年处理决定数量"],
        ["行政处罚", "8"], ["行政强制", "9"], ["第二十条第（八）项"], ["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "10.5"],
    ]  # fmt: skip


TITLE = "甲局2025年政府信息公开工作年度报告"


def drawn(*tables: Rows, before: str = TITLE) -> str:
    body = "".join(
        f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"
        for rows in tables
    )
    return f"<meta charset=utf-8>{''.join(f'<p>{line}</p>' for line in before.splitlines())}{body}"


def read(path: Path, text: str) -> str:
    """Return what is read of a page, in one line."""
    path.write_text(text, encoding="utf-8")
    try:
        one = report_in(path)
    except ClerkError as refusal:
        return f"refused: {refusal}"
    rows = [[str(number) for number in row] for row in one.table3.rows]
    told3 = "as it was" if rows == [row[3:] for row in third()[1:]] else " ".join(map(",".join, rows))  # fmt: skip
    told2 = "—" if one.table2 is None else " ".join(map(str, one.table2.as_json().values()))
    return f"{one.year} {one.unit} | {told2} | {told3} | {one.table4.as_list()} | {' '.join(one.unread)}"


def changed(rows: Rows, row: int, column: int, words: str) -> Rows:
    made = [list(one) for one in rows]
    made[row][column] = words
    return made


def test_numbers_however_they_are_typed(approved, tmp_path: Path) -> None:
    path = tmp_path / "上报.html"

    def tell() -> Iterator[str]:
        yield read(path, drawn(second(), third(), fourth()))
        # Of each table what is read of many, then what is refused, one at a time.
        many = [one for one in NUMBERS if one not in REFUSED]
        for first in range(0, len(many), 7):
            row = [*third()[5][:3], *[*many[first : first + 7], *[""] * 7][:7]]
            counts = [*many[first : first + 15], *["0"] * 15][:15]
            yield f"{many[first : first + 7]}: {read(path, drawn(second(), [*third()[:5], row, *third()[6:]], [fourth()[0], counts]))}"
        for number in ("１", "1.50", "2件", "3万元", "", "无"):
            yield f"{number!r}: {read(path, drawn(changed(changed(second(), 2, 1, number), 13, 1, number), third(), fourth()))}"
        for number in REFUSED:
            yield f"{number!r}"
            yield read(path, drawn(changed(second(), 13, 1, number), third(), fourth()))
            yield read(path, drawn(second(), changed(third(), 5, 6, number), fourth()))
        yield read(path, drawn(second(), third(), changed(fourth(), 1, 14, "1.5")))
        yield read(path, drawn(second(), third(), changed(fourth(), 1, 0, "约1")))

    approved("numbers_handed_in", tell())


def test_tables_with_rows_and_columns_elsewhere(approved, tmp_path: Path) -> None:
    path = tmp_path / "上报.html"
    draw = random.Random("columns")
    whole = third()

    def moved(order: list[int]) -> Rows:
        return [[*row[:3], *(row[3 + at] for at in order)] for row in whole]

    def without(number: int) -> Rows:
        return [row for at, row in enumerate(whole) if at != number]

    orders = [[0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [1, 2, 3, 4, 0, 5, 6], [1, 2, 3, 4, 5, 6, 0], [5, 0, 1, 2, 3, 4, 6]]  # fmt: skip
    old = [*whole[:21], ["", "", "（六）其他处理", *"1234567"], *whole[24:]]
    heads = [["", "", "", COLUMNS[0], "法人", "", "", "", "", COLUMNS[6]], ["", "", "", "", *COLUMNS[1:6], ""]]  # fmt: skip
    twice = [["", "", "", *COLUMNS[:5], COLUMNS[1], *COLUMNS[5:]], *([*row[:8], "0", *row[8:]] for row in whole[1:])]  # fmt: skip
    tables: dict[str, Rows] = {
        **{f"order {order}": moved(order) for order in [*orders, draw.sample(range(7), 7), draw.sample(range(7), 7)]},
        **{f"without row {at}": without(at) for at in (1, 2, 3, 4, 15, 20, 23, 24, 25)},
        **{f"only {many} rows": whole[: many + 1] for many in (6, 7, 8, 9, 24)},
        "no other": [row[:8] + row[9:] for row in whole], "no total": [row[:9] for row in whole], "no person": [row[:3] + row[4:] for row in whole],
        "old": old, "old without its first": [*whole[:20], *old[21:]], "above": [*heads, *whole[1:]], "two above": [heads[0], ["通知"], heads[1], *whole[1:]],
        "four above": [heads[0], ["一"], ["二"], ["三"], heads[1], *whole[1:]], "a body twice": twice,
        "numbered": [[str(at), *row[1:]] if at else row for at, row in enumerate(whole)], "labels with numbers": [[*row[:2], f"{at}．{row[2]}", *row[3:]] if at else row for at, row in enumerate(whole)],
        "head word by word": [[f" {'　'.join(cell)}：" for cell in row] if not at else row for at, row in enumerate(whole)], "twice": [*whole, *whole[1:]], "blank rows": [one for row in whole for one in (row, [""] * 10)],
        "不予": [[*row[:2], row[2].replace("予以公开", "不予公开，予以公开"), *row[3:]] for row in whole],
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, rows in tables.items():
            yield f"{name}: {read(path, drawn(second(), rows, fourth()))}"

    approved("rows_handed_in", tell())


def test_tables_cut_and_heads_broken(approved, tmp_path: Path) -> None:
    path = tmp_path / "上报.html"
    whole, results, numbers2 = third(), fourth(), second()

    def split(rows: Rows, *at: int) -> tuple[Rows, ...]:
        ends = (0, *at, len(rows))
        return tuple(rows[first:last] for first, last in pairwise(ends))

    def broken(rows: Rows, at: int) -> Rows:
        upper = [cell[: len(cell) // 2] for cell in rows[at]]
        lower = [cell[len(cell) // 2 :] for cell in rows[at]]
        return [*rows[:at], upper, lower, *rows[at + 1 :]]

    pages: dict[str, tuple[Rows, ...]] = {
        "in two": (numbers2, *split(whole, 9), results), "in three": (numbers2, *split(whole, 9, 17), results), "in four": (numbers2, *split(whole, 9, 13, 17), results),
        "one": ([*numbers2, *whole, *results],), "other order": (results, whole, numbers2), "head alone": (numbers2, *split(whole, 1), results), "2 in two": (*split(numbers2, 5), whole, results), "4 in two": (numbers2, whole, *split(results, 1)),
        "broken 3": (numbers2, broken(whole, 0), results), "broken 4": (numbers2, whole, broken(results, 0)), "broken 2": (broken(numbers2, 1), whole, results), "broken 2 twice": (broken(broken(numbers2, 1), 6), whole, results),
        **{f"{many} lines before": (numbers2, [*[["通知"]] * many, *broken(whole, 0)], results) for many in (10, 11, 12, 13)},
        "no 2": (whole, results), "no 3": (numbers2, results), "no 4": (numbers2, whole), "old 2": ([["信息内容", "本年新制作数量", "对外公开总数量"], ["规章", "1", "2"]], whole, results),
        "2 without heads": ([row for row in numbers2 if not row[0].startswith("信息")], whole, results), "2 without articles": ([row for row in numbers2 if len(row) > 1][1:], whole, results),
        "2 short": (numbers2[:10], whole, results), "规范性文件": (changed(numbers2, 3, 0, "规范性文件"), whole, results), "2 one column": ([row[:2] for row in numbers2], whole, results), "2 moved": ([["", *row] for row in numbers2], whole, results), "2 moved and bad": ([["", *row] for row in changed(numbers2, 6, 1, "x")], whole, results),
        "4 after a blank": (numbers2, whole, [results[0], [""] * 15, results[1]]), "4 with a label": (numbers2, whole, [["", *results[0]], ["件数", *results[1]]]), "4 short": (numbers2, whole, [results[0][:14], results[1]]),
        "4 in three rows": (numbers2, whole, [results[0][:5], ["", "", "", "", "", *results[0][5:]], results[1]]), "4 empty": (numbers2, whole, results[:1]), "4 partly": (numbers2, whole, [results[0], ["", "", "3"]]),
        "4 bad then good": (numbers2, whole, changed(results, 1, 0, "x"), results), "3 bad then good": (numbers2, changed(whole, 3, 4, "x"), whole, results), "2 bad": (changed(numbers2, 2, 1, "x"), whole, results), "2 half": (changed(numbers2, 2, 1, "1.5"), whole, results),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, tables in pages.items():
            yield f"{name}: {read(path, drawn(*tables))}"

    approved("tables_cut", tell())


def test_titles_at_their_edges(approved) -> None:
    unit = "青" * 39 + "局"
    texts = (
        f"{unit}2025年政府信息公开工作年度报告", f"青{unit}2025年政府信息公开工作年度报告", "\n".join(["通知"] * 398 + [TITLE, "x"]), "\n".join(["通知"] * 399 + [TITLE]), "\n".join(["通知"] * 400 + [TITLE]),
        "2025年政府信息公开工作年度报告\n一\n二\n青枫区水利局\n三", "2025年政府信息公开工作年度报告\n一\n二\n三\n青枫区水利局", "2025年政府信息公开工作年度报告\n编制单位（盖章）：青枫区水利局（盖章）", "2025年政府信息公开工作年度报告\n单位名称:甲", "2025年政府信息公开工作年度报告\n单位:甲乙",
        f"{'长' * 40}\n2025年政府信息公开工作年度报告", f"{'长' * 41}\n2025年政府信息公开工作年度报告", "甲局2024年政府信息公开工作年度报告\n2025年政府信息公开工作年度报告", "《甲局2025年政府信息公开工作年度报告》", "关于甲局关于2025年信息公开总结", "甲局：2025年信息公开年报",
        "二〇二五年度甲局政府信息公开报告", "甲局二零二五年信息公开的报告", "甲局二O二五年信息公开报告", "甲局二○一九年信息公开年度工作报告", "2025年甲局政府信息公开年报", "2025年甲政府信息公开年报", "2025年度甲局，乙局政府信息公开年报", "甲局政府信息公开2025年工作报告", "甲局政府信息公开工作情况报告〔2025〕",
        "甲局1999年政府信息公开工作年度报告", "甲局 2 0 2 5 年政府信息公开工作年度报告", "甲局\n2025年\n政府信息公开工作\n年度报告", "甲局\n2025\n年度\n政府信息公开\n年度报告", "前言。甲局2025年信息公开年报", "乡镇2025年信息公开年报\n某镇",
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for text in texts:
            short = text if len(text) < 90 else f"{text[:5]}…{text[-30:]} ({len(text)})"
            yield f"{short!r}: {title_of(text, '上报2023年版')} {title_of(text, '上报')}"

    approved("titles_at_their_edges", tell())


def tried(path: Path) -> Iterator[str]:
    try:
        yield from told([content_of(path)], "  ")
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def test_files_taken_apart(approved, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    rows: list[list[Any]] = [[None, "甲", " ", 1], [True, 2.5, "乙"], [], ["丙", "丁", "戊", "己"]]
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column, value)
    sheet.merge_cells("B4:C5")
    book.create_sheet("空").append(["庚"])
    book.save(tmp_path / "a.xlsx")
    span = '<w:gridSpan w:val="{}"/>'
    parts = (
        p("文") + table([p("甲"), p("乙")], [p("丙") + p("丁")]) + p("后") + "<w:p><w:r><w:t/></w:r></w:p>",
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:tcPr>{span.format(3)}</w:tcPr>{p("甲")}</w:tc></w:tr><w:ins><w:tr><w:tc><w:tcPr><w:vMerge w:val="continue"/></w:tcPr>{p("不见")}</w:tc><w:tc><w:tcPr>{span.format("")}</w:tcPr>{p(" ")}</w:tc></w:tr></w:ins></w:tbl>',
    )  # fmt: skip
    marks = "<table><tr><td>甲"
    mail = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{' ' * 200}{marks}"
    pages: dict[str, str | bytes] = {
        "spans": "<table><tr><td rowspan=3>甲<td colspan=2>乙<td>丙<tr><td>丁<tr><td colspan=11>戊</table>", "no row": "<table><td>甲</td><td>乙</td></table>", "empty": "<table></table>甲", "unclosed": f"<p>前{marks}<td>乙", "none open": "</table></td><td>甲<tr>乙<table><tr></table>",
        "lines": "<title>题</title><h1>一</h1>二<h2>三</h2><h3>四</h3><li>五</li><div>六</div>七<br>八<p>九<table><tr><th>十</th></tr></table>末", "silent": "<table><tr><td>甲<script>x</script>乙<style>y</style></td></tr></table></script>丙<script><style></script>丁",
        "mail": mail, "mail late": "x" * 1990 + "MIME-Version: 1.0\n\n" + marks, "table early": "<table>MIME-Version: 1.0<tr><td>甲</table>", "mail without": "MIME-Version: 1.0\n\n甲",
        "big5": "<meta charset=big5><table><tr><td>政府</td></tr></table>".encode("big5"), "utf16": ("\ufeff" + marks).encode("utf-16-le"),
        "spaced": "<table><tr><td rowspan=' 2 '>甲</td><td colspan='-1'>乙</td><td colspan='２'>丙</td></tr><tr><td>丁</td></tr></table>", "upper": "<TABLE><TR><TD>甲</TD></TR></TABLE>",
    }  # fmt: skip

    def tell() -> Iterator[str]:
        yield from tried(tmp_path / "a.xlsx")
        for number, body in enumerate(parts):
            path = tmp_path / f"{number}.docx"
            document = Document()
            document.element.body.clear()
            for element in etree.fromstring(f"<x {NAMESPACES}>{body}</x>"):
                document.element.body.append(element)
            document.save(str(path))
            yield f"== {number}"
            yield from tried(path)
        for name, text in pages.items():
            path = tmp_path / f"{name}.html"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            yield f"== {name}"
            yield from (line[:160] for line in list(tried(path))[:40])

    approved("files_taken_apart", tell())
