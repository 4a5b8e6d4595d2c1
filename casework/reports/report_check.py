"""Any report checked, from this program or not: JSON, Excel, Word, a saved web page."""

import json
from pathlib import Path

from casework.reports.handed_in import read_report
from rules.errors import ClerkError
from rules.report_json import check_report_json


def check_report_text(text: str) -> dict[str, list[str]]:
    """Return {"problems": […]} for the JSON text of a report; nothing is raised."""
    try:
        report = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {"problems": ["输入的内容不是有效的JSON，请核对是否完整、引号和括号是否成对。"]}
    return check_report_json(report)


def check_report_file(path: Path, last_year: Path | None = None) -> dict[str, list[str]]:
    """Return {"problems": […]} for a report file of any kind, checked against last year's.

    A file that cannot be read is answered with a sentence; nothing is raised.
    """
    try:
        with path.open("rb") as file:
            is_json = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
        if is_json and last_year is None:
            return check_report_text(path.read_text("utf-8-sig"))
        report = read_report(path)
        before = None if last_year is None else read_report(last_year)
    except ClerkError as error:
        return {"problems": [error.message]}
    except UnicodeDecodeError:
        return {"problems": [f"文件“{path.name}”的文字编码无法识别，请以UTF-8编码重新保存。"]}
    except OSError:
        return {"problems": [f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。"]}
    return {"problems": [finding.sentence for finding in report.findings(before)]}
