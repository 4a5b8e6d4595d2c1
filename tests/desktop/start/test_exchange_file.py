import os
import subprocess
import sys
from unittest.mock import Mock

import pytest

from casework.reports.annual import AnnualReport
from casework.year.report_files import EXCHANGE_ENDING, ReportForm, write_report
from desktop.registers import registers
from desktop.start import application, command_line
from rules.errors import ClerkError
from rules.proactive import Table2


@pytest.fixture
def handed_in(tmp_path):
    path = tmp_path / f"青枫区教育局 2026年{EXCHANGE_ENDING}"
    write_report(AnnualReport(2026, "青枫区教育局", Table2()), path, ReportForm.EXCHANGE)
    return path


def test_the_window_knows_the_ending_that_reports_are_written_with():
    assert registers.EXCHANGE == EXCHANGE_ENDING == ReportForm.EXCHANGE.suffix


def test_a_units_report_is_summed_up_in_the_register_last_used(monkeypatch, tmp_path, handed_in):
    opened: list[object] = []
    register = tmp_path / "登记簿.djb"
    monkeypatch.setattr("desktop.registers.registers.chosen_register", lambda: register)

    def run_window(desk, *, hidden, taking):
        opened.extend((desk.store.path, taking))
        return 0

    monkeypatch.setattr(application, "run_window", run_window)
    assert command_line.main(["open", str(handed_in)]) == 0
    assert opened == [register, handed_in]


def test_the_window_shows_the_roll_up_with_it(qtbot, window, handed_in):
    application.sum_up(window, handed_in)
    page = window.screens.present.roll_up
    qtbot.waitUntil(lambda: page.result is not None)
    assert [unit.unit for unit in page.result.units] == ["青枫区教育局"]
    assert window.screens.present.tabs.currentWidget() is page


SECOND_START = """
import sys
from pathlib import Path
from desktop.start.application import summon
taking = Path(sys.argv[2]) if len(sys.argv) > 2 else None
raise SystemExit(0 if summon(Path(sys.argv[1]), taking) else 1)
"""


def test_a_window_that_is_open_already_is_handed_the_report(qtbot, window, handed_in, monkeypatch):
    taken: list[object] = []
    monkeypatch.setattr(application, "sum_up", lambda _, report: taken.append(report))
    register = window.desk.store.path
    server = application.listen(register, window)

    def start_again(*words):
        # A process of its own: in this one nobody would read while the caller waits.
        paths = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", SECOND_START, str(register), *map(str, words)]
        with subprocess.Popen(command, env=paths) as second:
            qtbot.waitUntil(lambda: second.poll() is not None)
            return second.returncode

    try:
        assert start_again(handed_in) == 0
        qtbot.waitUntil(lambda: taken == [handed_in.resolve()])
        assert start_again() == 0
        qtbot.waitUntil(lambda: not server.hasPendingConnections())
        assert taken == [handed_in.resolve()]
    finally:
        server.close()


def test_a_window_that_does_not_take_it_is_told_of(monkeypatch, tmp_path, handed_in):
    socket = Mock()
    socket.waitForConnected.return_value = True
    socket.waitForBytesWritten.return_value = False
    socket.bytesToWrite.return_value = 12
    monkeypatch.setattr("PySide6.QtNetwork.QLocalSocket", lambda: socket)
    with pytest.raises(ClerkError, match=f"没有收到“{handed_in.name}”"):
        application.summon(tmp_path / "登记簿.djb", handed_in)
    assert socket.waitForBytesWritten.call_args.args[0] > 10_000
