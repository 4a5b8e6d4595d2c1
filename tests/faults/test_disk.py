"""A disk that is full, and a register that was bitten into: a sentence, and nothing torn."""

import os
import random
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import attachments, calendar_days, documents, drafts, requests, settings, steps
from db.faults import told_to_clerk
from db.integrity import problems
from db.opening import open_store
from db.requests import Query
from db.store import Store
from rules.errors import ClerkError
from rules.working_days import SpecialDay

pytestmark = pytest.mark.of_file("disks under a file")

DAY = date(2026, 3, 2)
NOON = "2026-03-02T12:00:00"


def act(store: Store, number: int) -> None:
    with store.atomic():
        request_id = requests.insert(
            store, {"pinyin": "zm", "applicant_name": "周某", "matter": f"{number}号文件" * 99}
        )
        steps.append(
            store, request_id, kind="noted", on=DAY, details={}, recorded_at=NOON, recorded_by=""
        )
        documents.add(store, request_id, kind="reply", title="答复书", created_at=NOON)


def act_without_end(store: Store) -> None:
    for number in count(2):
        act(store, number)


def test_a_full_disk_is_said_and_the_register_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    with open_store(path) as store:
        act(store, 1)
        pages = store.value("pragma page_count")
        store.value(f"pragma max_page_count = {pages + 12}")
        with pytest.raises(ClerkError, match=r"磁盘空间已满.*没有保存"):
            act_without_end(store)
        done = requests.count(store, Query())
        assert done > 1
        assert steps.count(store) == store.value("select count(*) from document") == done
        assert problems(store) == []
        # Room was made: work goes on.
        store.value(f"pragma max_page_count = {pages + 999}")
        act(store, done + 1)
        assert problems(store) == []
    with open_store(path) as store:
        assert requests.count(store, Query()) == done + 1


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "登记簿.db"
    with open_store(path) as store:
        for number in range(12):
            act(store, number)
        attachments.add(store, 1, name="表", path="表", size=1, sha256="ab", added_at=NOON)
        calendar_days.replace_year(
            store, 2026, [SpecialDay(DAY, False, "放假")], source="通知", recorded_at=NOON
        )
        settings.put(store, "office", {"name": "某局"})
        drafts.keep(store, "register", {"applicant_name": "周"})
    return path


def read_everything(path: Path, *, read_only: bool) -> None:
    """Read a register as the program does; whatever is wrong with it must be a `ClerkError`."""
    with suppress(ClerkError), open_store(path, read_only=read_only) as store:
        assert all(sentence.endswith("。") for sentence in problems(store))
        read_all_rooms(store)


def read_all_rooms(store: Store) -> None:
    readings = (
        lambda: list(requests.every(store)),
        lambda: requests.rows(store, requests.ids(store, Query("文件"))),
        lambda: requests.rows(store, requests.ids(store, Query(order_by="due_on"), limit=5)),
        lambda: list(steps.of_all(store)),
        lambda: [documents.of_request(store, number) for number in range(1, 13)],
        lambda: attachments.everything(store),
        lambda: (calendar_days.special_days(store), calendar_days.years(store)),
        lambda: settings.everything(store),
        lambda: drafts.draft(store, "register"),
    )
    for reading in readings:
        with suppress(ClerkError):
            reading()


@hypothesis_settings(max_examples=50)
@given(seed=st.integers(0, 10**6), bites=st.integers(1, 12), read_only=st.booleans())
def test_a_register_bitten_into_is_said_to_be_damaged(
    tmp_path_factory: pytest.TempPathFactory,
    sound: Path,
    seed: int,
    bites: int,
    read_only: bool,
) -> None:
    dice = random.Random(seed)
    content = bytearray(sound.read_bytes())
    for _ in range(bites):
        at = dice.randrange(len(content))
        length = dice.choice((1, 2, 8, 100, 4096))
        content[at : at + length] = dice.randbytes(min(length, len(content) - at))
    path = tmp_path_factory.getbasetemp() / "bitten.db"
    path.write_bytes(content)
    read_everything(path, read_only=read_only)


@hypothesis_settings(max_examples=40)
@given(data=st.data(), read_only=st.booleans())
def test_a_register_cut_off_is_said_to_be_damaged(
    tmp_path_factory: pytest.TempPathFactory, sound: Path, data: st.DataObject, read_only: bool
) -> None:
    length = data.draw(st.integers(0, sound.stat().st_size))
    path = tmp_path_factory.getbasetemp() / "cut.db"
    path.write_bytes(sound.read_bytes()[:length])
    read_everything(path, read_only=read_only)


@hypothesis_settings(max_examples=60)
@given(content=st.binary(max_size=300), read_only=st.booleans())
def test_any_file_at_all_is_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, read_only: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.db"
    path.write_bytes(content)
    read_everything(path, read_only=read_only)
    path.write_bytes(b"SQLite format 3\x00" + content)
    read_everything(path, read_only=read_only)


@pytest.mark.parametrize(
    "statement",
    [
        "update request set due_on = 'soon'", "update request set pinyin = cast(x'ff' as text)",
        "update document set fields = '{'", "update setting set value = '{'",
        "update draft set fields = '['", "update calendar_day set date = 'never'",
        "update calendar_year set year = 0", "delete from chain_head", "drop table request_gram",
        "drop table step", "delete from _sqlite_migrations", "drop table request_text",
    ],
)  # fmt: skip
def test_content_no_program_of_ours_wrote_is_said_to_be_damaged(
    tmp_path: Path, sound: Path, statement: str
) -> None:
    import sqlite3

    path = tmp_path / "登记簿.db"
    path.write_bytes(sound.read_bytes())
    connection = sqlite3.connect(path)
    for trigger in ("step_stays_as_it_is", "step_stays", "chain_head_stays"):
        connection.execute(f"drop trigger {trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()
    for read_only in (True, False):
        read_everything(path, read_only=read_only)


@pytest.mark.parametrize("left", [0, 1, 99, 4096, 8192, 100_000])
def test_a_register_cut_off_under_an_open_window_is_said_to_be_damaged(
    tmp_path: Path, left: int
) -> None:
    path = tmp_path / "登记簿.db"
    with open_store(path) as store:
        act(store, 1)
        os.truncate(path, left)
        for doing in (
            lambda: requests.rows(store, [1]),
            lambda: requests.ids(store, Query("周某"), 9),
            lambda: settings.value(store, "office"),
            lambda: act(store, 2),
            lambda: requests.rows(store.reader(), [1]),
        ):
            with pytest.raises(ClerkError, match=r"损坏|不是本程序的登记簿"):
                doing()
        assert path.stat().st_size == left


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no file that is open")
@pytest.mark.parametrize("how", ["removed", "moved", "exchanged"])
def test_a_register_taken_away_under_an_open_window_is_said_to_be_gone(
    tmp_path: Path, how: str
) -> None:
    path = tmp_path / "登记簿.db"
    with open_store(path) as store:
        act(store, 1)
        if how == "removed":
            path.unlink()
        elif how == "moved":
            path.rename(tmp_path / "别处.db")
        else:
            open_store(tmp_path / "另一个.db").close()
            (tmp_path / "另一个.db").replace(path)
        with pytest.raises(ClerkError, match=r"移走、删除或者换成了另一个文件.*没有保存"):
            act(store, 2)
        # What the window shows can still be read and written down.
        assert requests.count(store, Query()) == 1


@pytest.mark.parametrize(
    ("key", "value"), [("version", 0), ("version", 99), ("rank", "bm25(("), ("pgsz", -1)]
)
def test_a_search_index_that_is_damaged_is_said_and_never_a_fault(
    tmp_path: Path, key: str, value: object
) -> None:
    path = tmp_path / "登记簿.db"
    with open_store(path) as store:
        act(store, 1)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("insert or replace into request_gram_config values (?, ?)", (key, value))
        plain.commit()
    with open_store(path, read_only=True) as store:
        with suppress(ClerkError):
            requests.ids(store, Query("周某"), 9)
        with suppress(ClerkError):
            requests.count(store, Query("周某"))
        assert requests.rows(store, [1])


def test_a_file_that_asks_for_more_memory_than_there_is_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match="内存不足"), told_to_clerk(tmp_path / "登记簿.db"):
        raise MemoryError
    # What asks for it beside SQLite is no matter of the file.
    with pytest.raises(MemoryError), told_to_clerk(tmp_path / "登记簿.db", by_others=True):
        raise MemoryError


def test_a_table_that_is_asked_for_by_a_wrong_name_is_a_bug(tmp_path: Path) -> None:
    with open_store(tmp_path / "登记簿.db") as store, pytest.raises(sqlite3.OperationalError):
        store.rows("select 1 from nothing")
