"""What a restore says before and after it is done, at each of its limits."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from casework.safekeeping.numbers_on_papers import _numbers_in, _pattern
from casework.safekeeping.restoring import _done, _sentences
from db.copies import Copy, Manifest
from db.history import Anchor
from db.restored import Restored
from db.restoring import Change, LostCase

MADE = Manifest("2026-03-05T10:11:12", "", "登记簿.db", "", 1, 2, 5, Anchor(1, "a"), files=3)


def lost(many: int) -> tuple[LostCase, ...]:
    letters = ((), ("公开答〔2026〕1号",), ("公开补〔2026〕1号", "公开答〔2026〕2号"))
    return tuple(
        LostCase(f"依申请〔2026〕{number}号", "甲", "乙", letters[number % 3])
        for number in range(many)
    )


def names(word: str, many: int) -> tuple[str, ...]:
    return tuple(f"{word}{number}" for number in range(many))


CHANGES = {
    "nothing": Change(2, 2, 5, 5),
    "does not open": Change(None, 2, None, 5),
    "one of each": Change(
        3, 2, 6, 5, lost(1), names("文书", 1), names("补", 1), names("换", 1), names("坏", 1),
        names("新", 1),
    ),
    "at the limit": Change(
        40, 2, 60, 5, lost(30), names("文书", 30), names("补", 30), names("换", 30),
        names("坏", 30), names("新", 30),
    ),
    "beyond it": Change(
        40, 2, 60, 5, lost(31), names("文书", 31), names("补", 31), names("换", 31),
        names("坏", 31), names("新", 31),
    ),
    "does not open, papers since": Change(
        None, 0, None, 0, lost(2), (), files_newer=names("新", 31)
    ),
    "does not open, no papers since": Change(None, 0, None, 0, files_unsure=names("坏", 2)),
}  # fmt: skip


def test_what_a_restore_would_change(approved, tmp_path: Path) -> None:
    register = tmp_path / "登记簿.db"
    with_list = Copy(tmp_path / "登记簿 备份 2026-03-05 101112.db", date(2026, 3, 5), MADE)
    alone = Copy(tmp_path / "登记簿 备份 2026-03-04.db", date(2026, 3, 4), None)

    def tell() -> Iterator[str]:
        for name, change in CHANGES.items():
            yield f"== {name}"
            yield from _sentences(with_list, change, register)
        yield "== no list"
        yield from _sentences(alone, CHANGES["does not open"], register)
        register.write_bytes(b"x")
        yield "== no list, something lies there"
        yield from _sentences(alone, CHANGES["does not open"], register)
        aside, files = tmp_path / "登记簿 恢复前.db", tmp_path / "登记簿 文书 恢复前"
        for gone, unnamed in ((0, []), (1, ["zhou"]), (2, ["zhou", "sun"])):
            yield f"== shared {gone}"
            done = Restored(None, drafts_gone=gone, accounts_unnamed=unnamed)
            yield from _done(with_list, register, done, 0)
        yield "== all of it"
        whole = Restored(aside, 3, files, list(names("坏", 2)), 1, ["zhou"])
        yield from _done(alone, register, whole, 2)

    approved("restore_foreseen", tell())


PATTERNS = ("依申请〔{年}〕{号}号", "{号}/{年}", "YSQ-{年}-{号}", "{年}（{号}）{年}")
TEXTS = (
    "依申请〔2026〕1号。依申请〔2026〕000001号、依申请〔2026〕1234567号",
    "12/2026与0012/2026，12/202，/2026，123456/20261",
    "YSQ-2026-7 YSQ-2026-7a YSQ-2026-77777777 ysq-2026-8 YSQ-026-9",
    "2026（3）2026 2026（3）2027 2026（3） 没有标记",
)


def test_numbers_of_an_office_found_in_texts(approved) -> None:
    def tell() -> Iterator[str]:
        for words in PATTERNS:
            for text in TEXTS:
                yield f"{words} in {text}: {list(_numbers_in(text, [('登记', _pattern(words))]))}"

    approved("numbers_found", tell())
