"""The report as JSON: what `check-report` is given and what it answers."""

from collections.abc import Mapping

from rules.annual_report import Table3
from rules.challenges import Table4
from rules.report_checks import LastYear, check_tables
from rules.report_texts import check_texts


def check_report_json(report: object) -> dict[str, list[str]]:
    """Return {"problems": […]} for a report as JSON has it: sentences, none if it adds up.

    `table3` and `table4` must be there; `table2`, `last_year` (a report like this one, or its
    table 3 alone) and `texts` (heading → text) are checked where they are given. Whatever is
    handed in is answered with sentences; nothing is raised.
    """
    if not isinstance(report, Mapping):
        return {
            "problems": [
                "报告读不出，应为含有“table3”（25行、每行7个数）和“table4”（15个数）的JSON对象，"
                "请核对文件内容。"
            ]
        }
    table3, table4 = report.get("table3"), report.get("table4")
    last_year, problems = _last_year(report.get("last_year"))
    findings = check_tables(table3, table4, report.get("table2"), last_year)
    texts = report.get("texts")
    unread = any(finding.kind in ("shape", "number") for finding in findings)
    if isinstance(texts, Mapping) and texts and not unread and table3 and table4:
        year = report.get("year")
        findings += check_texts(
            {str(heading): str(text) for heading, text in texts.items()},
            Table3(tuple(tuple(int(number) for number in row) for row in table3)),
            Table4(tuple(int(number) for number in table4)),
            year=year if isinstance(year, int) and not isinstance(year, bool) else None,
        )
    return {"problems": [*(finding.sentence for finding in findings), *problems]}


def _last_year(given: object) -> tuple[LastYear | None, list[str]]:
    if given is None:
        return None, []
    if isinstance(given, list):
        return LastYear(table3=given), []
    if isinstance(given, Mapping):
        return LastYear(table3=given.get("table3"), table2=given.get("table2")), []
    return None, ["上年报告读不出，应为上年的表三或者上年报告的JSON对象，请核对。"]
