import sys

from PySide6.QtWidgets import QPlainTextEdit

from desktop.base.version import version
from desktop.window.crash import CrashDialog, fault_report


def broken(name: str) -> None:
    raise ValueError(f"no such applicant {name}")


def test_a_fault_report_says_where_and_never_who(qtbot):
    try:
        broken("王小明")
    except ValueError:
        kind, _, trace = sys.exc_info()
    report = fault_report(kind, trace)
    assert "tests/desktop/window/test_crash.py" in report
    assert "ValueError" in report
    assert report.startswith(f"依申请公开办件台 {version()}\n")
    assert "王小明" not in report
    dialog = CrashDialog(kind, trace)
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPlainTextEdit, "faultReport").toPlainText() == report
