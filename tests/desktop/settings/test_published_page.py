from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.settings.published_page import PublishedPage
from tests.casework.importing.ledger_samples import write


@pytest.fixture
def page(qtbot, desk) -> PublishedPage:
    page = PublishedPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_list_is_read_beside_the_window_and_kept(qtbot, page, tmp_path: Path):
    path = tmp_path / "目录.xlsx"
    write(path, [["标题", "文号"], ["2024年工作要点", "青府办〔2024〕4号"]])
    with qtbot.waitSignal(page.said) as said:
        page.take_over(path)
        assert page.strip.is_busy
        assert not page.choose.isEnabled()
    assert "读到1条，新增1条" in said.args[0]
    assert "现有1条" in page.findChild(QLabel, "publishedCount").text()
    qtbot.waitUntil(page.choose.isEnabled)


def test_a_file_that_lists_nothing_says_so(qtbot, page, tmp_path: Path):
    path = tmp_path / "空.csv"
    path.write_text("甲,乙", encoding="utf-8")
    with qtbot.waitSignal(page.failed) as failed:
        page.take_over(path)
    assert "没有找到公开目录" in failed.args[0]
    qtbot.waitUntil(page.choose.isEnabled)
