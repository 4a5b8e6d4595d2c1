"""Parts of other units' reports that are missing, old or broken: a finding, never noughts."""

from pathlib import Path

import pytest

from casework.reports.handed_in import read_report, title_of
from casework.reports.rollup import roll_up
from rules.errors import ClerkError
from rules.report_rows import COLUMNS, RESULT_HEADS, ROWS

OLD_2 = """
第二十条第（一）项|||
信息内容|本年新制作数量|本年新公开数量|对外公开总数量
规章|0|0|0
规范性文件|2|2|9
第二十条第（五）项|||
信息内容|上一年项目数量|本年增/减|处理决定数量
行政许可|61|36|97
"""
NEW_2 = """
信息内容|本年制发件数|本年废止件数|现行有效件数
规章|0|0|0
行政规范性文件|2|1|9
信息内容|本年处理决定数量||
行政许可|97||
行政处罚|3||
行政强制|0||
信息内容|本年收费金额（单位：万元）||
行政事业性收费|0||
"""
BROKEN_2 = NEW_2.replace(
    "信息内容|本年制发件数|本年废止件数|现行有效件数",
    "信息内容|本年|本年|现行\n|制发件数|废止件数|有效件数",
)


def rows_3(new: int) -> list[list[str]]:
    """Return the cells of a table 3 with so many requests of persons, all disclosed."""
    rows = [["", "", *COLUMNS]]
    for row in ROWS:
        count = new if row.number in (1, 3, 24) else 0
        numbers = [str(count if at in (0, 6) else 0) for at in range(7)]
        rows.append([row.words.split("、")[0], row.item or row.name, *numbers])
    return rows


def _table(rows: list[list[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{body}</table>"


def page(
    path: Path,
    *,
    title: str = "甲局2025年政府信息公开工作年度报告",
    table2: str = NEW_2,
    text: str = "",
    heads: tuple[str, ...] = RESULT_HEADS,
    new: int = 3,
) -> Path:
    """Write a report as a web page; heads with a slash stand in two rows."""
    second = [line.split("|") for line in table2.strip().splitlines()]
    fourth = [[head.split("/")[0] for head in heads] * 3]
    if any("/" in head for head in heads):
        fourth.append([head.partition("/")[2] for head in heads] * 3)
    fourth.append(["0"] * 15)
    titles = "".join(f"<p>{line}</p>" for line in title.splitlines())
    parts = "".join(_table(rows) for rows in (second, rows_3(new), fourth) if rows)
    path.write_text(
        f"<html><meta charset=utf-8><body>{titles}<p>{text}</p>{parts}</body></html>",
        encoding="utf-8",
    )
    return path


def test_a_table_2_of_2019_is_not_read_and_said_so(tmp_path: Path) -> None:
    report = read_report(page(tmp_path / "甲.html", table2=OLD_2))
    assert report.table2 is None
    assert report.unread[0].startswith("表二是2019年试行格式")
    assert report.unread[0] in [finding.sentence for finding in report.findings()]


def test_a_missing_table_2_is_said(tmp_path: Path) -> None:
    report = read_report(page(tmp_path / "甲.html", table2=""))
    assert report.table2 is None
    assert report.unread == (
        "没有找到表二（主动公开政府信息情况），没有读入，请核对文件是否完整。",
    )


def test_the_sum_never_takes_an_unread_table_for_noughts(tmp_path: Path) -> None:
    good = page(tmp_path / "甲.html")
    title = "乙局2025年政府信息公开工作年度报告"
    old = page(tmp_path / "乙.html", title=title, table2=OLD_2, new=4)
    assert roll_up([old], year=2025, unit="某县").total.table2 is None
    both = roll_up([good, old], year=2025, unit="某县")
    assert both.total.table2 is not None
    assert both.total.table2.licences == 97
    assert both.problems()[-1] == (
        "合计的表二不含乙局：1个单位的表二没有读出，不是零，补齐后请重新汇总。"
    )
    assert any(problem.startswith("乙局：表二是2019年试行格式") for problem in both.problems())


def test_heads_broken_over_two_rows_are_one_head(tmp_path: Path) -> None:
    heads = ("结果/维持", "结果/纠正", "其他/结果", "尚未/审结", "总/计")
    report = read_report(page(tmp_path / "甲.html", table2=BROKEN_2, heads=heads))
    assert report.table2 is not None
    assert (report.table2.normative_in_force, report.table2.licences) == (9, 97)
    assert report.unread == ()


def test_a_text_that_says_another_number_than_the_table_is_a_finding(tmp_path: Path) -> None:
    text = "2025年，本机关共收到政府信息公开申请2件，均已答复。"
    report = read_report(page(tmp_path / "甲.html", text=text, new=3))
    assert report.unread == (
        "正文写“收到政府信息公开申请2件”，而表三中本年新收申请为3件，请改成一致。",
    )
    right = read_report(page(tmp_path / "乙.html", text=text.replace("2件", "3件"), new=3))
    assert right.unread == ()


@pytest.mark.parametrize(
    ("title", "year", "unit"),
    [
        (
            "西岭新区底湾街道办事处2024年度政府\n信息公开工作年度报告",
            2024,
            "西岭新区底湾街道办事处",
        ),
        ("某局关于2021年度政府信息公开情况的报告", 2021, "某局"),
        ("某县人民政府\n2022年政府信息公开工作年度报告", 2022, "某县人民政府"),
        ("某局政府信息公开工作年度报告（2023年度）", 2023, "某局"),
        ("某局政府信息公开工作\n2024年度报告", 2024, "某局"),
        ("二〇二四年某局政府信息公开年度报告", 2024, "某局"),
        ("某局二〇二四年度政府信息公开工作年度报告", 2024, "某局"),
        ("某局2024年政府信息公开\n工作年度\n报告", 2024, "某局"),
        ("关于某局2024年政府信息公开工作年度报告的公示", 2024, "某局"),
        ("附件：某局2024年政府信息公开工作年度报告", 2024, "某局"),
        ("附件2\n某局2024年政府信息公开工作年度报告", 2024, "某局"),
        ("附件2 某局2024年政府信息公开工作年度报告", 2024, "某局"),
        ("公开：《关于某局2024年政府信息公开工作年度报告》", 2024, "某局"),
        ("工作简报", 0, "文件名"),
    ],
)
def test_a_title_tells_year_and_unit_however_it_is_broken(title: str, year: int, unit: str) -> None:
    assert title_of(title, "文件名") == (year, unit)


def test_table_4_cut_below_its_heads_is_no_table_of_noughts(tmp_path: Path) -> None:
    path = page(tmp_path / "甲.html")
    cut = path.read_text(encoding="utf-8").replace(
        "<tr><td>0</td>", "</table><table><tr><td>7</td>"
    )
    at = cut.rindex("</table><table>")
    assert "总计" in cut[at - 40 : at]
    path.write_text(cut, encoding="utf-8")
    assert read_report(path).table4.as_list() == [7, *[0] * 14]
    path.write_text(f"{cut[:at]}</table>", encoding="utf-8")
    with pytest.raises(ClerkError, match="没有找到表四"):
        read_report(path)


def test_a_page_saved_as_unicode_is_read(tmp_path: Path) -> None:
    path = page(tmp_path / "甲.html")
    text = path.read_text(encoding="utf-8").replace("<meta charset=utf-8>", "")
    for code in ("utf-16", "utf-16-be"):
        path.write_bytes(("\ufeff" if code.endswith("be") else "").encode(code) + text.encode(code))
        assert read_report(path).table3.at(1) == 3


@pytest.mark.apart
def test_a_report_is_read_in_a_child_process(tmp_path: Path) -> None:
    assert read_report(page(tmp_path / "甲.html")).table3.at(1) == 3
