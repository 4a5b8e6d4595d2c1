"""The report for the office's website: one page, real table cells, no pictures, no scripts."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from casework.reports.annual import AnnualReport
from casework.reports.layout import Layout, Spot, layout_2, layout_3, layout_4
from db.files import taking_its_name
from rules.report_rows import HEADINGS

_STYLE = """
body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 16px/1.75 "宋体", serif; }
h1 { text-align: center; font-size: 1.6em; }
h2 { font-size: 1.2em; margin-top: 2em; }
p { text-indent: 2em; margin: .4em 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: 14px; line-height: 1.4; }
th, td { border: 1px solid #444; padding: .3em .4em; text-align: center; font-weight: normal; }
th.item { text-align: left; }
""".strip()


def web_page(report: AnnualReport) -> str:
    """Return the report as a whole HTML page."""
    title = report.title
    body = "\n".join(_body(report))
    return (
        "<!DOCTYPE html>\n"
        '<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def write_web_page(report: AnnualReport, path: Path) -> None:
    """Write the page to `path`."""
    with taking_its_name(path) as half:
        half.write_text(web_page(report), encoding="utf-8")


def _body(report: AnnualReport) -> Iterator[str]:
    tables = {
        HEADINGS[1]: None if report.table2 is None else layout_2(report.table2),
        HEADINGS[2]: layout_3(report.table3),
        HEADINGS[3]: layout_4(report.table4),
    }
    for heading in HEADINGS:
        yield f"<h2>{escape(heading)}</h2>"
        for paragraph in report.paragraphs(heading):
            yield f"<p>{escape(paragraph)}</p>"
        layout = tables.get(heading)
        if layout is not None:
            yield _table(layout)


def _table(layout: Layout) -> str:
    rows: list[list[str]] = [[] for _ in range(layout.rows)]
    for spot in sorted(layout.spots, key=lambda spot: (spot.row, spot.column)):
        rows[spot.row].append(_cell(spot))
    lines = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f'<div class="wide"><table aria-label="{layout.name}">\n{lines}\n</table></div>'


def _cell(spot: Spot) -> str:
    tag = "th" if spot.is_head else "td"
    reach = f' rowspan="{spot.rows}"' if spot.rows > 1 else ""
    reach += f' colspan="{spot.columns}"' if spot.columns > 1 else ""
    kind = ' class="item"' if spot.is_head and spot.words[:1].isdigit() else ""
    return f"<{tag}{kind}{reach}>{escape(spot.text)}</{tag}>"
