from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.importing.import_screen import ImportScreen
from desktop.window.main_window import MainWindow
from tests.casework.importing.ledger_samples import table, write

LEDGER = """
青枫区2025年依申请公开台账
登记编号|收到日期|申请人|申请内容|补正告知日期|补正收到日期|答复类型|答复日期|热线
依申请〔2025〕1号|2025.3.5|张三丰|征地批复|2025.3.7|2025.3.12|予以公开|2025.3.20|12345
依申请〔2025〕2号|2025.2.30|李四光|会议纪要|||予以公开|2025.4.1|
依申请〔2025〕3号|2025.3.7|某某置业有限公司|规划许可|||信息不存在|2025.4.2|
依申请〔2025〕1号|2025.3.9|王五|拆迁公告|||予以公开|2025.3.20|
"""


@pytest.fixture
def ledger(tmp_path) -> Path:
    return write(tmp_path / "2025年台账.xlsx", table(LEDGER))


@pytest.fixture
def many(tmp_path) -> Path:
    rows = [[f"2025-{number}", "2025.3.5", "甲", f"图纸{number}"] for number in range(1, 1002)]
    head = ["登记编号", "收到日期", "申请人", "申请内容"]
    return write(tmp_path / "很多.xlsx", [head, *rows])


@pytest.fixture
def page(window: MainWindow) -> ImportScreen:
    window.screens.show_place("import")
    screen = window.screens.present
    assert isinstance(screen, ImportScreen)
    return screen


@pytest.fixture
def read(qtbot, page):
    def read(path: Path) -> ImportScreen:
        page.read(path)
        qtbot.waitUntil(lambda: not page.strip.is_busy)
        return page

    return read


@pytest.fixture
def enter(qtbot, page):
    def enter() -> ImportScreen:
        qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.strip.is_busy)
        return page

    return enter
