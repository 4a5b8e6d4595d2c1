"""The operative passage of each sample letter: found, and nothing of the remedies in it."""

import pytest

from casework.letters import LetterKind
from casework.letters.operative import operative
from casework.letters.rendering import words
from casework.letters.sample import sample_letter

_REPLIES = [kind for kind in LetterKind if "答复书" in kind.title]


@pytest.mark.parametrize("kind", _REPLIES, ids=lambda kind: kind.key)
def test_every_reply_has_one(kind: LetterKind) -> None:
    lines = [line for line in words(sample_letter(kind)) if line.strip()]
    marked = [lines[number] for number in sorted(operative(lines))]
    assert marked
    assert not any("不服" in line or "联系人" in line for line in marked)
    assert lines[0] not in marked
    assert lines[-1] not in marked


def test_what_is_announced_belongs_to_it() -> None:
    lines = [
        "王小明：",
        "本机关于2026年3月6日收到你提交的申请。",
        "根据《中华人民共和国政府信息公开条例》第三十条的规定，请你对下列事项作出补正：",
        "一、请写明名称。",
        "本机关自收到补正后的申请之日起重新计算答复期限。",
        "青枫区政务公开局",
    ]
    assert operative(lines) == {2, 3}


def test_a_letter_that_decides_nothing_has_none() -> None:
    assert operative(["政府信息公开申请接收回执", "你提交的申请，本机关已经接收。"]) == frozenset()
