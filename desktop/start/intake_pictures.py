"""Pictures of what comes in: a form beside the receipt, a notice as a table, a ledger to enter.

Everything read is made here and invented; nothing of it is entered into the register.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from casework.programs.aside import aside
from desktop.base.pasting import Handed
from desktop.base.wishes import ImportLedger
from desktop.importing.import_screen import ImportScreen
from desktop.look import theme
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.settings.settings_screen import SettingsScreen
from desktop.window.main_window import MainWindow

_LONGEST_SECONDS = 20.0
_FORM = """政府信息公开申请表
收文 {year}.{month}.{day}
申请人：林婉清
身份证号码：360102198803154021
联系电话：13800005526
通信地址：青枫区梧桐里6号2栋301室
所需信息：
1. 梧桐里片区老旧小区改造工程的规划许可证及附图；
2. 该工程的施工招标文件和中标通知书；
3. 改造资金的拨付凭证（2025年）。
提供方式：纸质
获取方式：自行领取
申请人签名：林婉清
2026年3月4日
"""
_NOTICE = """2027年部分节假日安排
节日\t放假时间\t天数\t调休上班
元旦\t1月1日至3日\t3天\t无
春节\t2月5日至11日\t7天\t1月31日（周日）、2月20日（周六）
国庆节\t10月1日至7日\t8天\t9月26日（周日）、10月9日（周六）
"""
_LEDGER = """编号,收到日期,申请人,联系方式,申请内容,答复结果,答复日期
2025-01,2025.3.5,林婉清,13800005526,梧桐里片区改造的规划许可证,予以公开,2025.3.20
2025-02,3月7日,青枫区某某置业有限公司,,用地批复,信息不存在,2025.4.1
2025-03,2025.2.30,周某,,征收补偿方案,部分公开,2025.3.28
2025-04,2025.3.12,买买提·江,1.38E+10,会议纪要,不予公开,2025.4.8
合计,4件,,,,,
"""


def shown_in_turn(window: MainWindow) -> Iterator[str]:
    """Yield the name of each picture once the window shows it."""
    with aside("pictures") as folder:
        yield from _receipt(window, folder)
        yield from _ledger(window, folder)
    yield from _notice(window)


def _receipt(window: MainWindow, folder: Path) -> Iterator[str]:
    today = window.desk.today
    form = folder / "申请表.pdf"
    _print(_FORM.format(year=today.year, month=today.month, day=today.day), form)
    window.screens.show_place("receipt")
    screen = window.screens.present
    assert isinstance(screen, ReceiptScreen)
    read: list[bool] = []
    screen.papers_read.connect(lambda: read.append(True))
    screen.take_in(Handed(paths=(form,)))
    _wait(lambda: bool(read))
    screen.panel.look_ahead()
    yield "收件—申请表在旁"
    screen.desk_of_papers.take_off_all()
    screen.panel.view.set_values({"applicant_name": "", "information_sought": ""})


def _print(words: str, path: Path) -> None:
    """Print words on a page, so that there is something to see beside the form."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter(writer)
    font = theme.current().font(13)
    font.setPointSize(12)
    painter.setFont(font)
    edge = writer.width() / 12
    room = QRectF(edge, edge, writer.width() - 2 * edge, writer.height() - 2 * edge)
    painter.drawText(room, words)
    painter.end()


def _ledger(window: MainWindow, folder: Path) -> Iterator[str]:
    ledger = folder / "2025年台账.csv"
    ledger.write_text(_LEDGER, encoding="utf-8")
    window.granting.grant(ImportLedger(ledger))
    screen = window.screens.present
    if isinstance(screen, ImportScreen):
        _wait(lambda: screen.plan is not None)
        yield "导入台账"


def _notice(window: MainWindow) -> Iterator[str]:
    window.screens.show_place("settings")
    settings = window.screens.present
    assert isinstance(settings, SettingsScreen)
    settings.take("calendar")
    settings.calendar.show_notice(_NOTICE, 2027)
    yield "设置—放假通知"
    settings.calendar.show_notice("", 2027)


def _wait(is_done: Callable[[], bool]) -> None:
    """Let the window work until something is done, for so long at most."""
    end = time.monotonic() + _LONGEST_SECONDS
    while not is_done() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
