"""What the usual day costs in keys beside the words themselves, through the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casework.cases.case_file import load
from casework.desk.desk import Desk
from db import attachments, requests
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.window.main_window import MainWindow
from forms.registration import Registration
from rules.steps import StepKind
from tests.desktop.conftest import REVIEW
from tests.desktop.keys import CTRL, Keys

PAPER = """政府信息公开申请表
姓名：林一帆
证件名称：居民身份证
联系电话：13800005526
通信地址：青枫区梧桐里6号2栋301室
所需政府信息：2023年政务公开工作要点
获取方式：邮寄
"""


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> Keys:
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.screens.present.take_focus()
    return Keys(qtbot)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    titles: list[str] = []

    def print_document(document: object) -> str:
        titles.append(document.title)  # type: ignore[attr-defined]
        return "已交给打印机。"

    monkeypatch.setattr("desktop.base.documents.print_document", print_document)
    return titles


def receipt(window: MainWindow) -> ReceiptScreen:
    screen = window.screens.present
    assert isinstance(screen, ReceiptScreen)
    return screen


def shown_case(window: MainWindow) -> int:
    case = window.open_case
    assert case is not None
    return case.request_id


def test_from_a_paper_to_the_register_it_takes_three_keys(
    qtbot: QtBot,
    desk: Desk,
    window: MainWindow,
    keys: Keys,
    copied: Callable[..., None],
    tmp_path: Path,
) -> None:
    paper = tmp_path / "申请表.txt"
    paper.write_text(PAPER, encoding="utf-8")
    copied(paper)
    keys.press(Qt.Key.Key_F2)
    with qtbot.waitSignal(receipt(window).papers_read):
        keys.press(Qt.Key.Key_V, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.count == 3
    row = requests.one(desk.store, shown_case(window))
    assert (row.applicant_name, row.phone) == ("林一帆", "13800005526")
    assert row.information_sought == "2023年政务公开工作要点"
    (kept,) = attachments.of_request(desk.store, row.id)
    assert kept.name == "申请表.txt"


def test_a_letter_by_post_typed_in_full_takes_fourteen_keys_at_most(
    desk: Desk, window: MainWindow, keys: Keys
) -> None:
    keys.press(Qt.Key.Key_F2)
    for words in (
        "北山建设有限公司",
        "需签收",
        "2026-11-18",
        "",
        "",
        "91350100M000100Y43",
        "0791-86000018",
        "青枫区梧桐里6号",
    ):
        keys.type(words)
        keys.press(Qt.Key.Key_Tab)
    keys.type("2023年政务公开工作要点，纸质，邮寄。")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.count <= 14
    file = load(desk, shown_case(window))
    assert isinstance(file.registration, Registration)
    assert file.registration.channel.name == "SIGNED_POST"
    assert str(file.registration.arrived_on) == "2026-11-18"
    assert file.registration.id_number == "91350100M000100Y43"
    assert file.registration.phone == "0791-86000018"
    assert file.registration.address == "青枫区梧桐里6号"


def test_from_the_decision_to_the_letter_printed_and_served_it_takes_six_keys(
    qtbot: QtBot,
    desk: Desk,
    window: MainWindow,
    keys: Keys,
    printed: list[str],
    registered: Callable[..., int],
    do: Callable[..., object],
) -> None:
    request_id = registered(address="青枫区梧桐里6号")
    do("review", request_id, **REVIEW)
    window.screens.open_case(request_id)
    keys.press(Qt.Key.Key_R)
    keys.type("提供信息")
    keys.press(Qt.Key.Key_Tab)
    keys.type("《青枫区2023年政务公开工作要点》纸质复印件一份")
    keys.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: load(desk, request_id).case.has(StepKind.DECIDED))
    keys.press(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: len(printed) == 1)
    keys.press(Qt.Key.Key_S)
    keys.type("1093552488371")
    keys.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: load(desk, request_id).case.has(StepKind.SERVED))
    assert keys.count == 6
    assert "答复书" in printed[0]
    (*_, step) = load(desk, request_id).case.steps
    assert step.kind is StepKind.SERVED


def test_ctrl_p_prints_no_letter_of_a_case_that_is_out_of_sight(
    window: MainWindow,
    keys: Keys,
    printed: list[str],
    registered: Callable[..., int],
) -> None:
    registered()
    window.screens.show_place("worklist")
    window.screens.worklist.show_chosen()
    for place in ("today", "month", "report"):
        window.screens.show_place(place)
        keys.press(Qt.Key.Key_P, CTRL)
        assert printed == []
        assert "先打开" in window.outcome.words.text()
        window.outcome.leave()
