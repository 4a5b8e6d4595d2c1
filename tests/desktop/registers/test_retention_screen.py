"""Taking a value out and deciding on files whose period is over, through the window."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest


def shown(window):
    window.screens.show_place("retention")
    return window.screens.present


@pytest.mark.of_file("it looks into the bytes of the file")
def test_a_value_is_found_then_taken_out_and_the_slip_saved(
    window, registered, tmp_path: Path
) -> None:
    registered(applicant_name="王小明", phone="13900000000")
    screen = shown(window)
    screen.value.setText("13900000000")
    screen.look.click()
    assert any("办理记录" in one for one in screen.told.sentences())
    asked = []
    screen.ask = lambda words: asked.append(words) or False
    screen.why.setText("录错")
    screen.erase.click()
    assert b"13900000000" in window.desk.store.path.read_bytes()
    screen.ask = lambda words: True
    screen.erase.click()
    assert b"13900000000" not in window.desk.store.path.read_bytes()
    assert not screen.save.isHidden()
    screen.save_slip(tmp_path / "清单.txt")
    # Windows gives no such bits: there the folder's own rights hold.
    if sys.platform != "win32":
        assert (tmp_path / "清单.txt").stat().st_mode & 0o077 == 0
    assert "盐" in (tmp_path / "清单.txt").read_text("utf-8-sig")
    assert screen.save.isHidden()
    assert screen.slip == ""


def test_a_value_too_common_is_refused_in_a_sentence(window, registered) -> None:
    registered()
    screen = shown(window)
    said = []
    screen.failed.connect(said.append)
    screen.value.setText("2026")
    screen.look.click()
    assert "太短或者太常见" in said[0]


def test_a_file_whose_period_is_over_is_kept_longer(window, do, registered) -> None:
    request_id = registered()
    do("decide", request_id, kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", request_id)
    do("file", request_id, retention="10年")
    screen = shown(window)
    assert screen.table.isHidden()
    window.desk.clock = lambda: datetime(2037, 1, 4, 9)  # noqa: DTZ001
    screen.refresh()
    assert screen.table.rowCount() == 1
    screen.until.set_value("2039-12-31")
    screen.reason.setText("涉诉")
    screen.longer.click()
    assert screen.table.isHidden()
    window.desk.clock = lambda: datetime(2040, 1, 1, 9)  # noqa: DTZ001
    screen.refresh()
    assert screen.table.rowCount() == 1
    assert screen.table.item(0, 5).text() == str(date(2036, 12, 31))
