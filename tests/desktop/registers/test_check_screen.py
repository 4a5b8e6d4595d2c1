"""The register is checked in the window, and what is made of other rows is made anew there."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.engines import outside


def checked(qtbot, window):
    window.screens.show_place("check")
    screen = window.screens.present
    with qtbot.waitSignal(screen.strip.ended):
        screen.go.click()
    return screen


def test_a_sound_register_is_said_to_be_sound(qtbot, window, registered) -> None:
    registered()
    screen = checked(qtbot, window)
    assert screen.found == ()
    assert "没有发现问题" in screen.findChild(QLabel, "checkWords").text()


def test_a_check_says_how_far_it_is_and_stops_within_a_part(
    qtbot, window, registered, monkeypatch
) -> None:
    registered()
    window.screens.show_place("check")
    screen = window.screens.present
    said: list[str] = []
    monkeypatch.setattr(screen.strip, "_show", lambda _, words: said.append(words))
    checked(qtbot, window)
    assert any("列表与办理记录，第1个，共1个" in words for words in said)
    seen: list[str] = []
    monkeypatch.setattr(
        "casework.pages.register_check.altered_papers",
        lambda _, told: (seen.append("begun"), told(0, 9), seen.append("went on")),
    )
    monkeypatch.setattr(
        "casework.pages.register_check.differences", lambda *_: (screen.strip._work.stop(), ())[1]
    )
    said_last: list[str] = []
    screen.said.connect(said_last.append)
    checked(qtbot, window)
    assert said_last == ["已停止，没有检查完。"]
    assert "went on" not in seen


def test_a_row_changed_from_outside_is_found(qtbot, window, registered) -> None:
    registered()
    with outside(window.desk.store.path) as plain:
        plain.execute("update request set due_on = '2030-01-01'")
    screen = checked(qtbot, window)
    assert screen.found
    assert screen.findings.count() == len(screen.found)


def test_the_searched_text_is_made_anew(qtbot, window, registered, monkeypatch) -> None:
    registered()
    screen = checked(qtbot, window)
    said: list[Any] = []
    screen.said.connect(said.append)
    screen.search.click()
    qtbot.waitUntil(lambda: bool(said) and not screen.strip.is_busy)
    assert said[0].startswith("已重建检索")
    assert screen.found == ()


def test_every_request_is_computed_anew(qtbot, window, registered) -> None:
    registered()
    screen = checked(qtbot, window)
    said: list[Any] = []
    screen.said.connect(said.append)
    screen.again.click()
    qtbot.waitUntil(lambda: bool(said) and not screen.strip.is_busy)
    assert said[0] == "已按办理记录重新计算1件申请。"


def test_the_anchor_on_a_paper_is_held_against_the_history(qtbot, window, registered) -> None:
    registered()
    printed = window.desk.anchor_words
    window.screens.show_place("check")
    screen = window.screens.present
    screen.anchor.setText(f"登记簿校验锚点：{printed}")
    screen.compare.click()
    qtbot.waitUntil(lambda: not screen.strip.is_busy)
    assert screen.compared.sentences() == [
        "一致：登记簿的历史经过这个锚点，锚点以前的操作记录没有被改写。"
    ]
    screen.anchor.setText(printed.replace(printed[-4:], "0000" if printed[-4:] != "0000" else "1"))
    qtbot.keyClick(screen.anchor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.strip.is_busy)
    assert "已被重写" in screen.compared.sentences()[0]
    failed: list[str] = []
    screen.failed.connect(failed.append)
    screen.anchor.setText("见附件")
    screen.compare.click()
    qtbot.waitUntil(lambda: not screen.strip.is_busy)
    assert "不是校验锚点" in failed[0]
    assert screen.compared.isHidden()


def test_a_register_that_was_upgraded_says_where_it_was_kept(desk, tmp_path) -> None:
    desk.store.copied_aside = tmp_path / "登记簿 升级前 2026-11-20.db"
    assert "“登记簿 升级前 2026-11-20.db”" in desk.opening_words
    desk.store.copied_aside = None
    assert desk.opening_words == ""
