"""Each kind of reply registers its record, its builder and its words by itself."""

import sys
from pathlib import Path

import pytest

from casework.letters import by_kind
from casework.letters.by_kind.no_request import Repeated
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, record_of
from casework.letters.registered import Item, letter_kind_of, words_of, writes
from casework.letters.sample import CASE, EVERY_REPLY, SAID, reply
from rules.replies import ReplyKind

# What cannot be one answer among several: it ends the request, or is weighed as a whole.
WHOLE_ONLY = {
    ReplyKind.CORRECTION_LAPSED,
    ReplyKind.FEE_LAPSED,
    ReplyKind.WITHDRAWN,
    ReplyKind.EXCESSIVE,
    ReplyKind.TRANSFERRED,
    ReplyKind.MERGED,
    ReplyKind.RECORD_CORRECTION,
}


@pytest.mark.parametrize("kind", EVERY_REPLY)
def test_every_kind_is_written_as_the_letter_it_registered(kind: ReplyKind) -> None:
    assert reply(kind).kind is letter_kind_of(kind)


def test_what_answers_an_item_says_so() -> None:
    for kind in WHOLE_ONLY:
        with pytest.raises(KeyError):
            words_of(Item(kind=kind, text="", said=SAID), CASE)
    for kind in set(ReplyKind) - WHOLE_ONLY:
        assert words_of(Item(kind=kind, text="", said=SAID), CASE).decision


def test_no_kind_is_written_twice() -> None:
    with pytest.raises(ValueError, match="REPEATED is written twice"):
        writes(ReplyKind.REPEATED, letter=LetterKind.REPEATED)(lambda _: reply(ReplyKind.REPEATED))


def test_a_record_registers_itself_and_a_kind_has_one() -> None:
    assert record_of(LetterKind.REPEATED) is Repeated
    with pytest.raises(ValueError, match="REPEATED has two records"):
        type("AnotherOne", (Letter,), {"kind": LetterKind.REPEATED})
    assert record_of(LetterKind.REPEATED) is Repeated


def test_every_module_of_replies_is_read() -> None:
    modules = {path.stem for path in Path(by_kind.__file__).parent.glob("[a-z]*.py")}
    assert {name for name in modules if f"{by_kind.__name__}.{name}" in sys.modules} == modules
