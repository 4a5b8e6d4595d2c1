from pathlib import Path

import pytest

from db import keys
from desktop.settings.marks_part import MarksPart


@pytest.fixture
def part(qtbot, desk, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "密钥.json"))
    keys.forget_held()
    part = MarksPart(desk)
    qtbot.addWidget(part)
    part.show()
    yield part
    keys.forget_held()


def test_marks_begin_once_the_code_was_typed_from_the_paper(qtbot, part, desk, tmp_path):
    assert "没有启用" in part.words.text()
    part.begin.click()
    code = part.step.code.text()
    part.step.save_to(tmp_path / "校验字.txt")
    assert code in (tmp_path / "校验字.txt").read_text(encoding="utf-8-sig")
    with qtbot.waitSignal(part.failed):
        part.step.typed.setText(keys.code_of(keys.fresh()))
        part.step.go.click()
    assert "验" not in desk.anchor_words
    with qtbot.waitSignal(part.said):
        part.step.typed.setText(code.lower())
        part.step.go.click()
    assert "验" in desk.anchor_words
    assert "已启用" in part.words.text()
    assert part.begin.isHidden()
    part.show_code.click()
    assert part.step.code.text() == code


def test_another_account_types_the_code(qtbot, part, desk, tmp_path):
    part.begin.click()
    code = part.step.code.text()
    part.step.typed.setText(code)
    part.step.go.click()
    (tmp_path / "密钥.json").unlink()
    keys.forget_held()
    part.refresh()
    assert "这个账户没有密钥" in part.words.text()
    assert not part.taken.isHidden()
    part.taken.setText(code)
    part.take.click()
    assert "验" in desk.anchor_words
    assert part.taken.isHidden()


def test_where_no_key_can_be_kept_it_is_said_and_not_offered(qtbot, part, monkeypatch):
    monkeypatch.setattr(keys, "is_guarded", lambda: False)
    part.refresh()
    assert "不能启用" in part.words.text()
    assert part.begin.isHidden()
