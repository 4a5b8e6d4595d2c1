"""The `demo` command: the sample office, its letters, its report and a picture of each screen."""

import json
import os
from pathlib import Path

from casework.desk.desk import Desk
from casework.desk.questions import Query, ids, letters_written
from casework.reports.excel import write_excel
from casework.reports.word import write_word
from casework.sample_office import TODAY, make_sample_office
from casework.year.year_report import year_report


def make_demo(out: Path) -> str:
    """Make the sample office under `out` and return the sentence of what was made.

    Raises `ClerkError` where a sample is already there or the folder cannot be written to.
    """
    desk = make_sample_office(out / "样例登记簿.db")
    try:
        report = year_report(desk, TODAY.year)
        table = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        (out / "表三.json").write_text(table, encoding="utf-8")
        write_excel(report, out / "年度报告表格.xlsx")
        write_word(report, out / "年度报告.docx")
        pictures = _pictures(desk, out / "界面")
        every, letters = ids(desk, Query()), letters_written(desk)
        problems = report.as_json()["problems"]
    finally:
        desk.close()
    sums = "勾稽关系全部成立" if not problems else f"勾稽关系有{len(problems)}处问题"
    return (
        f"样例办公室已生成在“{out}”：申请{len(every)}件，文书{letters}份，"
        f"{TODAY.year}年年报表格（{sums}），界面截图{len(pictures)}张。"
    )


def _pictures(desk: Desk, out: Path) -> list[Path]:
    if not os.environ.get("DISPLAY") and os.name != "nt":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.start.screenshots import take

    out.mkdir(parents=True, exist_ok=True)
    return take(desk, out)
