"""What a reply hands over, one a line: the letter sets the marks, whatever was typed after."""

from casework.letters.reply_words import listed, names_of
from tests.casework.doings import Do, letter_text


def test_a_mark_typed_after_a_name_is_not_doubled(do: Do, registered: int) -> None:
    typed = "规划图；\n《工作要点》。\n ；\n名单"
    letter = letter_text(do("decide", registered, "2026-03-20", kind="PROVIDED", provided=typed))
    assert "1．规划图；\n2．《工作要点》；\n3．名单。\n" in letter
    assert "附件：1．规划图\n2．《工作要点》\n3．名单\n" in letter


def test_names_are_lines_without_their_last_mark() -> None:
    assert names_of("甲；\n\n 乙，;\n丙（一）。") == ["甲", "乙", "丙（一）"]
    assert listed("甲；\n乙。") == "甲、乙"
