"""Every transaction leaves an entry; every row changed outside one is named."""

import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import calendar_days, documents, drafts, history, numbers, requests, settings, steps
from db.integrity import problems
from db.migrations import migrations, step_names
from db.opening import open_store
from db.sealing import Stamp
from db.store import Store
from rules.errors import ClerkError
from rules.working_days import SpecialDay
from tests.engines import outside

pytestmark = pytest.mark.on_both_engines

NOON = Stamp("2026-03-02T12:00:00+08:00", "周敏", "zhoumin@OFFICE-1")


def fill(store: Store) -> None:
    """Write a row into every table as the program does."""
    with store.atomic():
        serial = numbers.reserve(store, "登记", 2026)
        request_id = requests.insert(
            store,
            {
                "register_number": "2026-1", "year": 2026, "serial": serial,
                "applicant_name": "周某", "matter": "规划批文",
            },
        )  # fmt: skip
        record = steps.append(
            store, request_id, kind="received", on=date(2026, 3, 2), details={"a": 1},
            recorded_at="2026-03-02T12:00:00", recorded_by="周敏",
        )  # fmt: skip
        documents.add(
            store, request_id, kind="acknowledgement", title="登记回执", step_id=record.id,
            created_at="2026-03-02T12:00:00", text="兹收到",
        )  # fmt: skip
    settings.put(store, "office", {"name": "某局"})
    settings.put(store, "published_2025", {"report": "{}"})
    days = [SpecialDay(date(2026, 10, 1), False, "国庆节", "通知")]
    calendar_days.replace_year(
        store, 2026, days, source="通知", recorded_at="2026-03-02T12:00:00", recorded_by="周敏"
    )
    drafts.keep(store, "register:0", {"applicant_name": "钱某"})


@pytest.fixture
def filled(register_path: Path) -> Path:
    with open_store(register_path, stamp=lambda: NOON) as store:
        fill(store)
        assert problems(store) == []
    return register_path


def tampered(path: Path, *statements: str) -> list[str]:
    with outside(path) as plain:
        for statement in statements:
            plain.execute(statement)
    with open_store(path, read_only=True) as store:
        return problems(store)


def test_an_entry_says_who_when_and_on_which_computer(filled: Path) -> None:
    with open_store(filled, read_only=True) as store:
        entry = history.latest(store)
        assert entry is not None
        assert (entry.at, entry.by, entry.machine) == (NOON.at, NOON.by, NOON.machine)
        assert history.latest(store) is not None


def test_a_note_says_what_a_transaction_was_about(filled: Path) -> None:
    with open_store(filled, stamp=lambda: NOON) as store:
        with store.atomic():
            store.note("published", year=2026)
        (entry,) = history.noted(store, "published")
        assert entry.notes == ({"note": "published", "year": 2026},)
        assert problems(store) == []


def test_a_transaction_that_fails_leaves_neither_entry_nor_note(filled: Path) -> None:
    with open_store(filled) as store:
        before = history.anchor(store)
        with suppress(ZeroDivisionError), store.atomic():
            store.note("published", year=2026)
            settings.put(store, "clerk", str(1 // len(settings.value(store, "没有", []))))
        with store.atomic():
            pass
        assert history.anchor(store) == before
        assert problems(store) == []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("update setting set value = '{}' where name = 'office'", "设置“office”与写入时不一致"),
        ("update setting set name = 'offices' where name = 'office'", "设置“offices”不是由程序"),
        ("delete from setting where name = 'published_2025'", "设置“published_2025”已被人"),
        ("insert into setting values ('practice', '{}')", "设置“practice”不是由程序写入的"),
        ("update request set remark = '另有他人'", "2026-1的登记内容与写入时不一致"),
        ("update request set in_time = 0", "2026-1的登记内容与写入时不一致"),
        ("insert into request (id) values (9)", "第9件申请不是由程序写入的"),
        ("update document set text = '兹未收到'", "2026-1的文书“登记回执”的记录与写入时不一致"),
        ("update document set sha256 = 'ff'", "2026-1的文书“登记回执”的记录与写入时不一致"),
        ("delete from document", "第1份文书已被人从程序之外删除"),
        ("update number set is_taken = 0", "编号（登记2026年第1号）与写入时不一致"),
        ("insert into number values ('登记', 2026, 2, 1)", "编号（登记2026年第2号）不是由程序"),
        ("delete from number", "编号（登记2026年第1号）已被人从程序之外删除"),
        ("update calendar_day set is_working = 1", "工作日历的2026-10-01与写入时不一致"),
        ("delete from calendar_day", "工作日历的2026-10-01已被人从程序之外删除"),
        ("update calendar_year set source = '自定'", "工作日历的2026年与写入时不一致"),
        ("update calendar_change set recorded_by = '他人'", "工作日历的第1次改动与写入时不一致"),
        ("update draft set fields = '{}'", "register:0”与保存时不一致"),
        ("delete from draft", "register:0”与保存时不一致"),
        ("update request_text set folded = '别的'", "检索用的文字与登记内容不一致"),
        ("insert into request_text (id) select 77 where 1 = 0", ""),
        ("create trigger _more after insert on step begin select 1; end", "多出触发器“_more”"),
        ("create table _more (id integer)", "多出表“_more”"),
        ("create view more as select 1", "多出视图“more”"),
        ("create index _idx on step (kind)", "多出索引“_idx”"),
        ("drop trigger step_stays", "保护（触发器“step_stays”）已被人"),
        ("drop index step_kind", "缺少索引“step_kind”"),
        ("pragma user_version = 7", "参数“user_version”已被改成7"),
        ("pragma journal_mode = wal", "参数“journal_mode”已被改成wal"),
        ("update _sqlite_migrations set name = 'm0009' where id = 2", "用更新版本的程序建立的"),
        ("update chain_head set steps = 2", "末尾缺少第2条办理记录"),
        ("update entry_head set entries = 2", "末尾多出"),
        ("update entry_head set hash = x'00'", "最后一条操作记录的校验值与写入时不一致"),
    ],
)  # fmt: skip
def test_what_was_changed_outside_is_named(filled: Path, statement: str, named: str) -> None:
    try:
        said = tampered(filled, statement)
    except ClerkError as refused:
        # A register whose tables are not ours is not even opened; the door says why.
        said = [refused.message]
    assert any(named in sentence for sentence in said) if named else said == []
    assert all(sentence.endswith("。") for sentence in said)


@pytest.mark.parametrize(
    "change",
    [
        "update entry set by = '他人' where id = 2",
        "update entry set at = '2026-03-01T12:00:00+08:00' where id = 2",
        "update entry set machine = 'x@Y' where id = 2",
        "update entry set notes = '[1]' where id = 2",
        "update entry set rows = '{}' where id = 2",
        "delete from entry where id = 2",
        "delete from entry where id = (select max(id) from entry)",
        "insert into entry select 99, at, by, machine, notes, steps, step_hash, rows, hash"
        " from entry where id = 2",
    ],
)
def test_an_entry_changed_outside_is_named(filled: Path, change: str) -> None:
    with outside(filled) as plain, plain.unguarded("entry_stays_as_it_is", "entry_stays"):
        plain.execute(change)
    with open_store(filled, read_only=True) as store:
        said = problems(store)
    assert any("操作记录" in sentence for sentence in said)


def rewritten(path: Path) -> None:
    """Write the whole history anew, consistently, with another name in its third setting."""
    with outside(path) as plain, plain.unguarded("entry_stays_as_it_is", "entry_stays"):
        plain.execute("delete from entry")
        plain.execute("update entry_head set entries = 0, hash = x''")
        plain.execute("update setting set value = '{\"name\": \"别局\"}' where name = 'office'")
    from db import sealing

    with open_store(path) as store:
        for table, seals in sealing.stock(store.connection).items():
            sealing.append(store.connection, NOON, [], {table: dict(seals)})


def test_a_history_rewritten_whole_differs_from_any_anchor(filled: Path) -> None:
    with open_store(filled) as store:
        printed = history.read_anchor(f"校验锚点：{history.anchor(store).words}")
        early = history.anchor_at(store, 1)
    assert printed is not None
    assert early is not None
    rewritten(filled)
    with open_store(filled, read_only=True) as store:
        assert problems(store) == []
        (said,) = history.differing(store, [("卷内目录", printed)])
        assert "卷内目录" in said
        assert list(history.differing(store, [("卷内目录", early)])) != []


def test_a_restore_written_down_further_on_excuses_nothing(filled: Path) -> None:
    with open_store(filled) as store:
        printed = history.anchor(store)
    rewritten(filled)
    with open_store(filled) as store, store.atomic():
        store.note(
            "restored", copy="没有过.db", **{"from": 0, "until": 999, "head": ""}, numbers=[]
        )
    with open_store(filled, read_only=True) as store:
        assert history.left_behind(store, printed) is None
        assert list(history.differing(store, [("卷内目录", printed)])) != []


def test_an_anchor_the_history_passes_through_is_no_difference(filled: Path) -> None:
    with open_store(filled) as store:
        anchors = [("备份", history.anchor(store)), ("早些时候", history.anchor_at(store, 2))]
        settings.put(store, "clerk", "周敏")
        assert list(history.differing(store, [(n, a) for n, a in anchors if a])) == []


@pytest.mark.parametrize("steps_before", range(1, step_names().index("m0005_entries") + 1))
@pytest.mark.of_file("older registers are files")
def test_an_older_register_is_sealed_when_it_is_brought_up_to_date(
    register_path: Path, steps_before: int
) -> None:
    with closing(sqlite3.connect(register_path, isolation_level=None)) as older:
        migrations.apply(Database(older), stop_before=step_names()[steps_before])
        if steps_before >= 4:
            older.execute("insert into setting values ('office', '{}')")
    with open_store(register_path, stamp=lambda: NOON) as store:
        assert problems(store) == []
        assert [entry.by for entry in history.noted(store, "upgraded")] == ["周敏"]


@pytest.mark.of_file("older registers are files")
def test_an_upgrade_does_not_make_good_what_was_altered(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with outside(filled) as plain:
        plain.execute("update setting set value = '{}' where name = 'office'")
    from db import upgrading

    with open_store(filled) as store:
        monkeypatch.setattr(migrations, "apply", lambda _: None)
        upgrading.bring_up_to_date(store, None, is_new=False)
        assert any("设置“office”" in sentence for sentence in problems(store))
