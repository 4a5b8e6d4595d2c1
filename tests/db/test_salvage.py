import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db import calendar_days, documents, history, numbers, requests, settings, steps
from db.integrity import known_losses, problems
from db.opening import open_store
from db.pages import Pages
from db.salvage import picked_rows, salvage
from rules.errors import ClerkError
from rules.working_days import SpecialDay

pytestmark = pytest.mark.of_file("pages are picked over in files alone")

CASES = 60
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "登记簿.db"
    with open_store(path) as store:
        for serial in range(1, CASES + 1):
            with store.atomic():
                numbers.take(store, "登记", 2026, serial)
                request_id = requests.insert(
                    store,
                    {
                        "register_number": f"2026-{serial}", "year": 2026, "serial": serial,
                        "applicant_name": f"申请人{serial}", "matter": "规划批文" * 20,
                    },
                )  # fmt: skip
                for kind in ("received", "acknowledged", "noted"):
                    steps.append(
                        store, request_id, kind=kind, on=date(2026, 3, 2),
                        details={"words": "长" * (3000 if serial % 9 == 0 else 40)},
                        recorded_at="2026-03-02T09:00:00", recorded_by="周敏",
                    )  # fmt: skip
                documents.add(
                    store, request_id, kind="reply", title=f"答复书{serial}", step_id=request_id,
                    created_at="2026-03-02T09:00:00", text="答复" * 30,
                )  # fmt: skip
        settings.put(store, "office", {"name": "某局"})
        calendar_days.replace_year(
            store, 2026, [SpecialDay(date(2026, 10, 1), False, "国庆节", "通知")],
            source="通知", recorded_at="2026-03-02T09:00:00",
        )  # fmt: skip
        assert problems(store) == []
    return path.read_bytes()


@pytest.fixture
def ruined(register_path: Path, whole: bytes) -> Path:
    register_path.write_bytes(whole)
    return register_path


def zero(path: Path, *numbers: int) -> None:
    data = bytearray(path.read_bytes())
    for number in numbers:
        data[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def test_of_a_sound_register_everything_is_saved(ruined: Path, tmp_path: Path) -> None:
    saved = salvage(ruined, tmp_path / "抢救.db")
    assert (saved.cases, saved.steps, saved.letters, saved.lost) == (CASES, 3 * CASES, CASES, [])
    with open_store(tmp_path / "抢救.db") as store, open_store(ruined, read_only=True) as old:
        assert problems(store) == []
        for table in ("request", "step", "document", "number", "calendar_day", "setting"):
            query = f"select * from {table} order by 1, 2, 3"
            assert store.rows(query.replace(", 2, 3", "")) == old.rows(query.replace(", 2, 3", ""))
        head = history.anchor(old)
        assert history.anchor_at(store, head.entries) == head


def test_what_is_read_by_pages_is_what_sqlite_reads(ruined: Path) -> None:
    with closing(sqlite3.connect(ruined)) as plain:
        for table in ("request", "step", "number", "entry"):
            rows = plain.execute(f"select * from {table}").fetchall()
            assert sorted(picked_rows(ruined, table)) == sorted(rows)


@pytest.mark.parametrize("ruin", ["first page", "header", "cut", "wrong page size"])
def test_a_register_nothing_opens_is_saved_in_the_main(
    ruined: Path, tmp_path: Path, ruin: str
) -> None:
    data = bytearray(ruined.read_bytes())
    if ruin == "first page":
        data[:PAGE] = bytes(PAGE)
    elif ruin == "header":
        data[:100] = b"\xff" * 100
    elif ruin == "cut":
        del data[len(data) * 3 // 4 :]
    else:
        data[16:18] = b"\x02\x00"
    ruined.write_bytes(data)
    saved = salvage(ruined, tmp_path / "抢救.db")
    assert saved.cases >= CASES * 0.5
    assert saved.steps >= CASES * 0.5
    with open_store(tmp_path / "抢救.db") as store:
        assert problems(store) == []


def test_steps_on_a_lost_page_are_listed_and_no_surprise_later(
    ruined: Path, tmp_path: Path
) -> None:
    pages = Pages(ruined)
    with closing(sqlite3.connect(ruined)) as plain:
        (root,) = plain.execute("select rootpage from sqlite_master where name = 'step'").fetchone()
    leaf = next(one for one in pages.tree(root) if len(list(pages.rows(one))) > 2)
    gone = [row.key for row in pages.rows(leaf)]
    zero(ruined, leaf)
    saved = salvage(ruined, tmp_path / "抢救.db")
    assert saved.steps == 3 * CASES - len(gone)
    assert any(f"第{gone[0]}条办理记录读不出来" in sentence for sentence in saved.lost)
    with open_store(tmp_path / "抢救.db") as store:
        assert problems(store) == []
        assert known_losses(store)["missing"] == sorted(one for one in gone if one is not None)
        record = steps.append(
            store, 1, kind="noted", on=date(2026, 3, 3), details={}, recorded_at="",
            recorded_by="",
        )  # fmt: skip
        assert record.id == 3 * CASES + 1
        assert problems(store) == []


def test_any_page_may_be_lost(ruined: Path, tmp_path: Path, whole: bytes) -> None:
    dice = random.Random(20261128)
    for turn in range(6):
        ruined.write_bytes(whole)
        zero(ruined, *dice.sample(range(1, len(whole) // PAGE + 1), 3))
        target = tmp_path / f"抢救{turn}.db"
        saved = salvage(ruined, target)
        assert saved.cases >= CASES * 0.6
        with open_store(target) as store:
            assert problems(store) == []


@pytest.mark.parametrize(
    "content", [b"", bytes(8192), b"SQLite format 3\0" + bytes(4096), b"PK\3\4"]
)
def test_where_nothing_is_left_it_is_said_and_nothing_is_made(
    register_path: Path, tmp_path: Path, content: bytes
) -> None:
    register_path.write_bytes(content)
    with pytest.raises(ClerkError, match="找不到任何申请"):
        salvage(register_path, tmp_path / "抢救.db")
    assert not (tmp_path / "抢救.db").exists()


def test_what_lies_at_the_target_is_not_touched(ruined: Path, tmp_path: Path) -> None:
    target = tmp_path / "抢救.db"
    target.write_text("别的", encoding="utf-8")
    with pytest.raises(ClerkError, match="已经存在"):
        salvage(ruined, target)
    assert target.read_text(encoding="utf-8") == "别的"


def test_arbitrary_bytes_are_read_in_bounded_time(register_path: Path) -> None:
    dice = random.Random(7)
    for _ in range(30):
        register_path.write_bytes(dice.randbytes(dice.randrange(0, 40_000)))
        assert picked_rows(register_path, "request") == []
