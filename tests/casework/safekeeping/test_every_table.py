"""Every table of the schema, and in it every column, tampered with and found.

The tables are asked of the register itself: one added by a later version is tried without anybody
having thought of it here, and a table the office below leaves empty fails the test.
"""

import re
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from casework.acts import ACTS, perform
from casework.books.enquiries import ENQUIRIES
from casework.books.entering import enter
from casework.cases.attachments import add_content
from casework.desk.access import Look
from casework.desk.desk import Desk, open_desk
from casework.desk.half_filled import keep_half_filled
from casework.desk.people import keep_absence, keep_person
from casework.importing.published_list import keep_list
from casework.pages.register_check import problems
from casework.receipt.attached_words import FileWords, keep_words
from casework.safekeeping.erasing import erase_value
from db import attached_words, integrity, local_days, sealing, settings
from db.opening import open_store
from db.public_documents import PublicDocument
from forms.enquiry import Enquiry
from forms.fields import read
from forms.people import AbsenceForm, PersonForm
from rules.errors import ClerkError
from rules.working_days import SpecialDay
from tests.casework.safekeeping.conftest import NOON

pytestmark = pytest.mark.of_file("it writes into the file as SQLite does; see test_tampering")

SCHEMA = Path(__file__).parents[2] / "db" / "schema.sql"
DAY = date(2026, 3, 6)
TABLES = sorted(
    [
        *re.findall(r"^CREATE TABLE (\w+)", SCHEMA.read_text(encoding="utf-8"), re.MULTILINE),
        sealing.MIGRATIONS,
    ]
)
# The one row these hold cannot be doubled.
_ONE_ROW = {"chain_head", "entry_head"}
# How the key of a row put in differs from that of the row it is made like.
_ADDED = {
    "calendar_day.date": "'2031-01-01'", "local_day.date": "'2031-01-01'", "number.serial": "99",
    "calendar_year.year": "2031", "clock.task": "'another'", "setting.name": "'another'",
    "draft.key": "'another'", "draft_seal.key": "'another'", "attachment_text.sha256": "'ab'",
    "public_document.title": "'别的批复'", "request.register_number": "'依申请〔2026〕99号'",
    "request.serial": "99", "_sqlite_migrations.name": "'another'",
}  # fmt: skip
# What FTS5 keeps is made of other rows and compared with them as a whole: see `test_tampering`.
_OF_THE_INDEX = "request_gram"


def _done(desk: Desk, name: str, request_id: int | None, **typed: object) -> int:
    day = "arrived_on" if request_id is None else "on"
    form = read(ACTS[name].form, {day: DAY, **typed})
    assert not isinstance(form, list), form
    return perform(desk, ACTS[name], request_id, form).request_id


def _office(path: Path) -> None:
    """Make an office with a row in every table."""
    desk = open_desk(path, clock=lambda: NOON, clerk="周敏")
    settings.put(desk.store, "office", {"name": "某局", "reconsideration_body": "某区人民政府"})
    desk.forget_settings()
    for name, phone in (("钱某", "13900000001"), ("孙某", "13900000002")):
        typed = {"applicant_name": name, "phone": phone, "information_sought": "规划批文"}
        one = _done(desk, "register", None, **typed)
        add_content(desk, one, "身份证.png", b"\x89PNG" + name.encode())
    _done(desk, "decide", 1, kind="ALREADY_PUBLIC", access="门户网站")
    erase_value(desk, "13900000002", "录错")
    keep_words(desk, {key: FileWords("批文", "") for key, *_ in attached_words.unread(desk.store)})
    keep_person(desk, PersonForm(name="李文", section="政务公开科"))
    keep_person(desk, PersonForm(name="孙悦"))
    keep_absence(
        desk, AbsenceForm(who="李文", stand_in="孙悦", first_on=DAY, last_on=DAY, reason="出差")
    )
    asked = read(Enquiry, {"on": DAY, "question": "怎样申请", "channel": "PHONE"})
    assert isinstance(asked, Enquiry), asked
    enter(desk, ENQUIRIES, asked)
    keep_list(
        desk, "目录.xlsx", [PublicDocument("规划批复", "某规〔2025〕1号", "", "https://a.cn/1")]
    )
    local_days.put_local(
        desk.store, "广西", [SpecialDay(date(2026, 4, 20), False, "三月三", "通知")],
        recorded_at=desk.now, recorded_by="周敏",
    )  # fmt: skip
    keep_half_filled(desk, "register", {"applicant_name": "吴"})
    desk.looks.note(Look.PRINTED, 1)
    desk.looks.write()
    assert list(problems(desk)) == []
    desk.close()


def _tables(path: Path) -> dict[str, list[str]]:
    """Return every table of a register with its columns."""
    with closing(sqlite3.connect(path)) as plain:
        names = [
            name
            for (name,) in plain.execute(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
            )
            if not name.startswith(_OF_THE_INDEX)
        ]
        return {
            name: [row[1] for row in plain.execute(f"pragma table_info({name})")] for name in names
        }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("every") / "登记簿.db"
    _office(path)
    return path


def _written(path: Path, statement: str) -> bool:
    """Write past every guard; tell whether the statement changed anything and was accepted."""
    with closing(sqlite3.connect(path)) as plain:
        guards = plain.execute(
            "select name, sql from sqlite_master where type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            plain.execute(f"drop trigger {name}")
        try:
            changed = plain.execute(statement).rowcount
        except sqlite3.IntegrityError:
            return False
        for _, words in guards:
            plain.execute(words)
        plain.commit()
        return changed > 0


def _is_found(path: Path) -> bool:
    try:
        with open_store(path, read_only=True) as store:
            if integrity.problems(store):
                return True
        # What is made of the steps is compared with what they make now.
        desk = open_desk(path, clock=lambda: NOON, read_only=True)
    except ClerkError:
        return True
    try:
        return any(problems(desk))
    except ClerkError:
        return True
    finally:
        desk.close()


def _key_of(path: Path, table: str) -> str:
    """Return the condition that names the first row of a table."""
    with closing(sqlite3.connect(path)) as plain:
        columns = plain.execute(f"pragma table_info({table})").fetchall()
        # Rows of a table without a key have a number all the same.
        keys = [row[1] for row in columns if row[5]] or ["rowid"]
        quoted = ", ".join(f"quote({key})" for key in keys)
        first = plain.execute(f"select {quoted} from {table} order by 1 limit 1").fetchone()
    return " and ".join(f"{key} = {value}" for key, value in zip(keys, first, strict=True))


# The first of these that a column accepts, and that is another value, is written into it.
_OTHERS = (
    *("cast({0} as text) || '0'", "{0} + 7", "1 - {0}", "x'00'", "'2020-01-01'", "9", "null"),
    *("'withdrawn'", "'edited'", "'missing'"),
)
# SQLite itself lets no other value in.
_FIXED = {"chain_head.id", "entry_head.id"}


def _altered(path: Path, table: str, column: str) -> bool:
    key = _key_of(path, table)
    for other in _OTHERS:
        value = other.format(column)
        with suppress(sqlite3.OperationalError):
            if _written(
                path,
                f"update {table} set {column} = {value} where {key} and {column} is not {value}",
            ):
                return True
    return False


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.parent, tmp_path / "office")
    return tmp_path / "office" / made.name


def test_every_table_is_tried(made: Path) -> None:
    assert sorted(_tables(made)) == TABLES


def test_every_table_has_a_row_to_be_tampered_with(made: Path) -> None:
    with closing(sqlite3.connect(made)) as plain:
        empty = [
            name
            for name in _tables(made)
            if not plain.execute(f"select count(*) from {name}").fetchone()[0]
        ]
    assert empty == []


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_a_table_can_be_altered_unseen(office: Path, table: str) -> None:
    whole = office.read_bytes()
    unseen, untried = [], []
    for column in _tables(office)[table]:
        if f"{table}.{column}" in _FIXED:
            continue
        if not _altered(office, table, column):
            untried.append(column)
        elif not _is_found(office):
            unseen.append(column)
        office.write_bytes(whole)
    assert unseen == []
    assert untried == []


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_a_table_can_be_taken_out_or_put_in_unseen(office: Path, table: str) -> None:
    whole = office.read_bytes()
    assert _written(office, f"delete from {table} where {_key_of(office, table)}")
    assert _is_found(office)
    office.write_bytes(whole)
    keys = _tables(office)[table]
    added = ", ".join(
        "id + 990" if column == "id" else _ADDED.get(f"{table}.{column}", column) for column in keys
    )
    if table not in _ONE_ROW:
        alike = f"select {added} from {table} where {_key_of(office, table)}"
        assert _written(office, f"insert into {table} ({', '.join(keys)}) {alike}")
        assert _is_found(office)
