"""What is said around a register that does not open, whole, and the text for the technician."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from casework.safekeeping.around import (
    Around,
    FoundFile,
    RegisterState,
    Way,
    age_words,
    copy_words,
    from_elsewhere,
    look_around,
)
from casework.safekeeping.recovery import keep_report, keep_words
from db.copies import Copy, Manifest
from db.history import Anchor
from rules.errors import ClerkError
from tests.casework.safekeeping.test_around import NOON, PAGE, STARTS, made, no_copies, register

__all__ = ["made", "register"]
pytestmark = pytest.mark.of_file("what lies around a file that does not open")


def lines_of(around: Around, folder: Path) -> Iterator[str]:
    yield f"{around.state.name} may begin: {around.may_begin}"
    yield from (one.replace(str(folder), "〈文件夹〉") for one in around.lines())
    yield from (f"  {one.way.name} {one.path and one.path.name}" for one in around.steps)


def test_everything_said_of_each_broken_start(approved, made: Path, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        for number, (name, (ruin, *_)) in enumerate(STARTS.items()):
            folder = tmp_path / str(number)
            shutil.copytree(made, folder)
            ruin(folder / "登记簿.db")
            yield f"==== {name}"
            yield from lines_of(look_around(folder / "登记簿.db", now=NOON), folder)

    approved("around_broken", tell())


def test_what_lies_around_a_place_where_nothing_opens(approved, register: Path) -> None:
    folder = register.parent
    older = folder / "登记簿 恢复前 2026-03-05 110000.db"

    def found(name: str, now: datetime = NOON, *, was_there: bool = False) -> Iterator[str]:
        yield f"==== {name}"
        yield from lines_of(look_around(register, now=now, was_there=was_there), folder)

    def tell() -> Iterator[str]:
        yield from found("sound")
        whole = register.read_bytes()
        shutil.copyfile(register, older)
        register.unlink()
        yield from found("a register kept aside, copies and letters")
        broken = folder / "登记簿 升级前 2026-03-06.db"
        broken.write_bytes(bytes(PAGE))
        register.with_name("登记簿.db.part").write_bytes(b"half")
        (folder / "登记簿 文书" / "半份.docx.part").write_bytes(b"half")
        yield from found("one more that does not open, half-written ones", NOON + timedelta(days=1))
        shutil.rmtree(folder / "登记簿 文书")
        yield from found("no letters", NOON - timedelta(days=1))
        no_copies(register)
        yield from found("registers kept aside alone")
        older.unlink()
        yield from found("one that does not open alone")
        broken.unlink()
        yield from found("half-written alone")
        yield from found("half-written alone, there before", was_there=True)
        register.write_bytes(b"")
        yield from found("empty, and nothing beside it")
        (folder / "登记簿 文书").mkdir()
        (folder / "登记簿 文书" / "半份.docx.part").write_bytes(b"half")
        yield from found("empty, and one half-written paper")
        (folder / "登记簿 文书" / "回执.docx").write_bytes(b"PK")
        yield from found("empty, and a paper")
        register.write_bytes(whole[:PAGE])
        yield from found("the first page alone")

    approved("around_places", tell())


def test_a_folder_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    away = tmp_path / "移动硬盘"
    around = look_around(away / "登记簿.db", now=NOON)
    assert around.state is RegisterState.OUT_OF_REACH
    assert around.sentence == f"登记簿所在的文件夹“{away}”现在打不开。"
    assert [one.way for one in around.steps] == [Way.AGAIN, Way.OTHER, Way.FRESH, Way.SEND]
    assert not around.may_begin
    around = look_around(tmp_path / f"{'长' * 200}.db", now=NOON)
    assert around.state is RegisterState.OUT_OF_REACH
    assert around.sentence.endswith("现在打不开，可能在没有接通的磁盘上。")


def kept(files: int = 3, cases: int = 2) -> Manifest:
    return Manifest(
        "2026-03-05T10:11:12", "", "登记簿.db", "", 1, cases, 5, Anchor(1, "a"), files=files
    )


def test_five_copies_are_named_and_more_are_counted(approved, tmp_path: Path) -> None:
    first = Copy(tmp_path / "登记簿 备份 2026-03-05 101112.db", date(2026, 3, 5), kept())
    alone = Copy(tmp_path / "登记簿 备份 2026-03-04 000000.db", date(2026, 3, 4), None)
    torn = Copy(tmp_path / "登记簿 备份 2026-03-03 000000.db", None, None, is_broken=True)

    def tell() -> Iterator[str]:
        for copy in (first, alone, torn):
            yield f"{copy_words(copy)} {age_words(copy, NOON)}"
        for number in (0, 1, 5, 6):
            copies = (alone,) * number
            aside = FoundFile(tmp_path / "登记簿 恢复前 x.db", "打不开", False)
            asides, halves = (aside,) * (number % 2), (tmp_path / "x.part",) * (number % 2)
            yield from Around(
                tmp_path, RegisterState.MISSING, "不在。", number, copies, asides, halves, ()
            ).lines()

    approved("around_copies", tell())


def test_the_latest_copy_of_another_disk_is_the_way_back(register: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    with pytest.raises(ClerkError, match="没有"):
        from_elsewhere(stick, register, NOON)
    for one in register.with_name("登记簿 备份").iterdir():
        (shutil.copytree if one.is_dir() else shutil.copy)(one, stick / one.name)
    way = from_elsewhere(stick, register, NOON)
    assert way.way is Way.RESTORE
    assert way.path is not None
    assert way.path.parent == stick
    assert way.words == (
        f"“{stick}”：从今天的备份恢复（2026-03-06 12:00，1件申请，1个文件）。"
        "恢复前先列出会少哪些申请；现在的文件改名保留。"
    )


Ruin = Callable[[Path], object]


@pytest.mark.parametrize(
    ("ruin", "size", "start", "pages", "zeros"),
    [
        (lambda path: path.write_bytes(bytes(PAGE) * 2 + b"x" * PAGE + bytes(5)),
         3 * PAGE + 5, "00 " * 16, 4, 3),
        (lambda path: path.write_bytes(b"PK\3\4"), 4, "50 4b 03 04", 1, 0),
        (lambda path: path.unlink(), 0, "", 0, 0),
    ],
)  # fmt: skip
def test_the_technician_is_told_of_the_pages(
    register: Path, tmp_path: Path, ruin: Ruin, size: int, start: str, pages: int, zeros: int
) -> None:
    ruin(register)
    around = look_around(register, now=NOON)
    keep_report(around, tmp_path / "检查结果.txt")
    said = (tmp_path / "检查结果.txt").read_bytes().decode("utf-8-sig").split("\r\n")
    assert said[:2] == [f"登记簿：{register}", f"状态：{around.state.value}"]
    assert said[2 : 2 + len(list(around.lines()))] == list(around.lines())
    assert said[-4] == ""
    assert said[-3].startswith("SQLite 3.")
    assert said[-2] == f"文件大小：{size}字节；开头：{start.strip()}"
    assert said[-1] == f"4096字节的页：{pages}，其中全为零：{zeros}"


def test_a_text_for_its_owner_alone_says_where_it_cannot_be_written(tmp_path: Path) -> None:
    keep_words(tmp_path / "恢复码.txt", "甲")
    assert (tmp_path / "恢复码.txt").read_bytes() == b"\xef\xbb\xbf" + "甲".encode()
    if os.name == "posix":
        assert (tmp_path / "恢复码.txt").stat().st_mode & 0o777 == 0o600
    (tmp_path / "占用").mkdir()
    with pytest.raises(ClerkError, match="“占用”写不进去（"):
        keep_words(tmp_path / "占用", "甲")
