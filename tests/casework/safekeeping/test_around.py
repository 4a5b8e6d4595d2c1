"""Twenty broken starts: what is said of each, and the way back that works."""

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from casework.acts import ACTS, perform
from casework.desk.daily_copy import back_up
from casework.desk.desk import open_desk
from casework.pages.register_check import problems
from casework.safekeeping.around import RegisterState, Way, age_words, look_around
from casework.safekeeping.recovery import begin_told, keep_report, put_back_from, save_beside
from db.beside import Beside
from db.copies import Copy
from forms.fields import read
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("what lies around a file that does not open")

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock
PAGE = 4096


def now() -> datetime:
    return NOON


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a copy, and one case registered since."""
    folder = tmp_path_factory.mktemp("made") / "office"
    folder.mkdir()
    desk = open_desk(folder / "登记簿.db", clock=now, clerk="周敏")
    for name in ("钱某", "孙某"):
        typed = {"arrived_on": NOON.date(), "applicant_name": name, "information_sought": "批文"}
        form = read(ACTS["register"].form, typed)
        assert not isinstance(form, list)
        perform(desk, ACTS["register"], None, form)
        if name == "钱某":
            back_up(desk)
    desk.close()
    return folder


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "office")
    return tmp_path / "office" / "登记簿.db"


def rewrite(change: Callable[[bytearray], object]) -> Callable[[Path], object]:
    def applied(register: Path) -> None:
        data = bytearray(register.read_bytes())
        change(data)
        register.write_bytes(data)

    return applied


def put(data: bytearray, at: int, piece: bytes) -> None:
    data[at : at + len(piece)] = piece


def no_copies(register: Path) -> None:
    shutil.rmtree(register.with_name("登记簿 备份"))


def newer(register: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(register)) as plain:
        plain.execute("update _sqlite_migrations set name = 'm9999_later' where id = 2")
        plain.commit()


def moved(register: Path) -> None:
    register.rename(register.with_name("登记簿 恢复前 2026-03-06 110000.db"))


def all_of(*changes: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda register: [change(register) for change in changes]


Start = tuple[Callable[[Path], object], RegisterState, Way]
STARTS: dict[str, Start] = {
    "0 bytes": (lambda path: path.write_bytes(b""), RegisterState.EMPTY, Way.RESTORE),
    "gone": (lambda path: path.unlink(), RegisterState.MISSING, Way.RESTORE),
    "gone between the names of a restore": (moved, RegisterState.MISSING, Way.RESTORE),
    "gone between them, no copies": (all_of(moved, no_copies), RegisterState.MISSING, Way.PUT_BACK),
    "gone, letters only": (
        all_of(no_copies, lambda path: path.unlink()), RegisterState.MISSING, Way.AGAIN,
    ),
    "0 bytes, letters only": (
        all_of(no_copies, lambda path: path.write_bytes(b"")), RegisterState.EMPTY, Way.ELSEWHERE,
    ),
    "first page zeroed": (
        rewrite(lambda data: put(data, 0, bytes(PAGE))), RegisterState.FOREIGN, Way.RESTORE,
    ),
    "header of another": (
        rewrite(lambda data: put(data, 0, b"PK\3\4")), RegisterState.FOREIGN, Way.RESTORE,
    ),
    "second half zeroed": (
        rewrite(lambda data: put(data, len(data) // 2, bytes(len(data) // 2))),
        RegisterState.DAMAGED, Way.RESTORE,
    ),
    "a page of the schema zeroed": (
        rewrite(lambda data: put(data, PAGE, bytes(PAGE))), RegisterState.DAMAGED, Way.RESTORE,
    ),
    "cut in the middle": (
        rewrite(lambda data: data.__delitem__(slice(len(data) // 2, None))),
        RegisterState.DAMAGED, Way.RESTORE,
    ),
    "cut in the first page": (
        rewrite(lambda data: data.__delitem__(slice(700, None))),
        RegisterState.DAMAGED, Way.RESTORE,
    ),
    "one bit of the schema": (
        rewrite(lambda data: put(data, 105, bytes([data[105] ^ 4]))),
        RegisterState.DAMAGED, Way.RESTORE,
    ),
    "no copies, damaged": (
        all_of(no_copies, rewrite(lambda data: put(data, PAGE, bytes(5 * PAGE)))),
        RegisterState.DAMAGED, Way.SALVAGE,
    ),
    "a newer program's": (newer, RegisterState.OLDER_PROGRAM, Way.LOOK),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), RegisterState.FOREIGN, Way.RESTORE),
    "a pipe": (lambda path: (path.unlink(), os.mkfifo(path)), RegisterState.FOREIGN, Way.RESTORE),
    "a link to nothing": (
        lambda path: (path.unlink(), path.symlink_to("没有.db")),
        RegisterState.MISSING, Way.RESTORE,
    ),
    "a picture": (
        lambda path: path.write_bytes(b"\x89PNG" * 9999),
        RegisterState.FOREIGN, Way.RESTORE,
    ),
    "a list that is broken": (
        all_of(
            lambda path: next(path.parent.rglob("*.清单.json")).write_text("{"),
            lambda path: path.unlink(),
        ),
        RegisterState.MISSING, Way.AGAIN,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("ruin", "state", "way"), [pytest.param(*start, id=name) for name, start in STARTS.items()]
)
def test_of_each_broken_start_the_way_back_is_known_and_nothing_is_written(
    register: Path, ruin: Callable[[Path], object], state: RegisterState, way: Way
) -> None:
    ruin(register)
    before = sorted(register.parent.rglob("*"))
    around = look_around(register, now=NOON)
    assert around.state is state, around.sentence
    assert around.steps[0].way is way
    assert sorted(register.parent.rglob("*")) == before
    assert around.state is not RegisterState.NEW
    assert all(line for line in around.lines())
    with pytest.raises(ClerkError):
        open_desk(register, clock=now)


@pytest.mark.parametrize(
    "ruin",
    [
        pytest.param(ruin, id=name)
        for name, (ruin, _, way) in STARTS.items()
        if way in (Way.RESTORE, Way.PUT_BACK)
    ],
)
def test_the_best_way_brings_the_office_back(
    register: Path, ruin: Callable[[Path], object]
) -> None:
    ruin(register)
    step = look_around(register, now=NOON).steps[0]
    assert step.path is not None
    assert begin_told(step.path, register)
    put_back_from(step.path, register, now)
    desk = open_desk(register, clock=now)
    try:
        assert list(problems(desk)) == []
        assert desk.store.value("select count(*) from request") >= 1
    finally:
        desk.close()


def test_a_case_since_the_copy_is_named_even_where_the_register_does_not_open(
    register: Path,
) -> None:
    rewrite(lambda data: put(data, 0, bytes(PAGE)))(register)
    step = look_around(register, now=NOON).steps[0]
    assert step.path is not None
    assert any("孙某" in line for line in begin_told(step.path, register))


def test_papers_since_the_copy_are_named_where_nothing_of_the_register_can_be_read(
    register: Path,
) -> None:
    paper = Beside(register).letters / "2026" / "接收回执.docx"
    paper.parent.mkdir(parents=True, exist_ok=True)
    paper.write_bytes(b"since the copy")
    register.write_bytes(bytes(PAGE))
    step = look_around(register, now=NOON).steps[0]
    assert step.path is not None
    lines = begin_told(step.path, register)
    # Beside it lies the receipt of the case that was registered after the copy.
    assert "备份以后新增的文书和附件有2个，可以据此补录：" in lines
    assert "  文书/2026/接收回执.docx" in lines


def test_what_is_saved_beside_opens(register: Path) -> None:
    no_copies(register)
    rewrite(lambda data: put(data, 0, bytes(2 * PAGE)))(register)
    path, said = save_beside(register, now)
    assert said[0].startswith("已抢救到“登记簿 抢救 2026-03-06 120000.db”：2件申请")
    desk = open_desk(path, clock=now)
    assert list(problems(desk)) == []
    desk.close()


def test_where_nothing_is_a_register_may_be_begun(tmp_path: Path) -> None:
    around = look_around(tmp_path / "登记簿.db", now=NOON)
    assert around.state is RegisterState.NEW


def test_the_report_for_the_technician_names_nobody(register: Path, tmp_path: Path) -> None:
    rewrite(lambda data: put(data, PAGE, bytes(PAGE)))(register)
    keep_report(look_around(register, now=NOON), tmp_path / "检查结果.txt")
    text = (tmp_path / "检查结果.txt").read_text(encoding="utf-8-sig")
    assert "SQLite" in text
    assert "钱某" not in text


@pytest.mark.parametrize(
    ("day", "words"), [(6, "今天"), (5, "昨天"), (1, "5天前"), (7, "日期比今天晚")]
)
def test_the_age_of_a_copy_is_said_in_days_and_never_below_nothing(day: int, words: str) -> None:
    copy = Copy(Path("登记簿 备份.db"), date(2026, 3, day), None)
    assert age_words(copy, NOON) == words
