"""Encrypted files by themselves: keys that open them, what is said of damage, what can be read."""

import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile
from types import ModuleType, SimpleNamespace

import pytest

from db import cipher, keys, locked_rows
from db.cipher import KeyNeededError, convert
from db.locked_rows import readable_rows
from db.opening import open_store
from db.requests import insert_many, register_numbers
from db.salvage import picked_named, salvage
from db.store import is_locked
from rules.errors import ClerkError
from tests.db.locked import KEY

pytestmark = [
    pytest.mark.of_file("a server keeps no file that could be encrypted"),
    pytest.mark.usefixtures("known"),
]
pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")

PAGE = 4096
NUMBERS = 900


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A register, and the same one encrypted; to be copied, not written to."""
    path = tmp_path_factory.mktemp("both") / "登记簿.db"
    with open_store(path) as store, store.atomic():
        store.connection.executemany(
            "insert into number values ('登记', 2026, ?, 1)",
            [(serial,) for serial in range(1, NUMBERS + 1)],
        )
        insert_many(
            store,
            (
                {"register_number": f"{at}号", "information_sought": f"批文{at}" * 90}
                for at in range(1, 41)
            ),
        )
    made = path.with_name("加密.db")
    convert(path, made, key=KEY, lock=True)
    return path, made


@pytest.fixture
def plain(both: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(copyfile(both[0], tmp_path / "登记簿.db"))


@pytest.fixture
def locked(both: tuple[Path, Path], plain: Path) -> Path:
    return Path(copyfile(both[1], plain.with_name("加密.db")))


def test_a_register_is_encrypted_and_plain_again(plain: Path, locked: Path) -> None:
    assert (is_locked(plain), is_locked(locked)) == (False, True)
    assert locked.read_bytes()[:16] == b"SQLite format 3\0"
    assert b"\xe6\x89\xb9\xe6\x96\x87" not in locked.read_bytes()[32:]
    again = plain.with_name("又.db")
    convert(locked, again, key=KEY, lock=False)
    with closing(sqlite3.connect(plain)) as one, closing(sqlite3.connect(again)) as other:
        for table in cipher.row_counts(one):
            asked = f"select * from {table}"
            assert one.execute(asked).fetchall() == other.execute(asked).fetchall()
        for name in ("application_id", "user_version"):
            asked = f"pragma {name}"
            assert one.execute(asked).fetchall() == other.execute(asked).fetchall()
        assert cipher.row_counts(one) == cipher.row_counts(other)
        assert cipher.row_counts(one)["request"] == 40
        assert not [name for name in cipher.row_counts(one) if "gram" in name]
    with closing(cipher.connect_locked(locked, "ro")) as held:
        assert cipher.key_of(held) == KEY
        assert cipher.row_counts(held)["request"] == 40
        assert held.execute("pragma cipher_hmac_algorithm").fetchall() == [("HMAC_SHA256",)]
        assert held.execute("pragma cipher_plaintext_header_size").fetchall() == [("32",)]
    with closing(sqlite3.connect(":memory:")) as none:
        assert cipher.key_of(none) == ""
    with open_store(locked) as store:
        assert (store.key, len(register_numbers(store))) == (KEY, 40)


def test_the_same_key_makes_the_same_file_s_salt_and_marks() -> None:
    assert cipher._salt(KEY) == "dd36a5e80e83f4759eddd56ac42f3262"
    assert cipher.fingerprint(KEY) == "ee5ae453a5ea0db6"
    assert cipher.is_available()
    assert cipher.engine_of_locked().startswith("SQLCipher，SQLite 3.")


def test_which_key_opens_it(locked: Path, known: list[str]) -> None:
    assert [cipher.opens(locked, key) for key in (*known, "00" * 32)] == [False, True, False]
    assert cipher.one_row(locked, "select count(*) from request") == (40,)
    keys._file().unlink()
    keys.forget_held()
    with pytest.raises(KeyNeededError, match="已加密，这台电脑的这个账户没有能打开它的密钥"):
        cipher.connect_locked(locked, "ro")
    with pytest.raises(ClerkError, match="已加密"):
        open_store(locked)


def test_damage_is_not_taken_for_a_wrong_key_where_the_key_is_noted(
    locked: Path, plain: Path
) -> None:
    note = locked.with_name("加密.db.钥")
    cipher.note_key(locked, KEY)
    assert note.read_text() == cipher.fingerprint(KEY)
    locked.write_bytes(locked.read_bytes()[:64] + bytes(PAGE - 64) + locked.read_bytes()[PAGE:])
    with pytest.raises(sqlite3.DatabaseError):
        cipher.connect_locked(locked, "ro")
    note.write_bytes(b"\xff")
    with pytest.raises(KeyNeededError):
        cipher.connect_locked(locked, "ro")
    cipher.forget_key(locked)
    cipher.forget_key(locked)
    assert not note.exists()
    with pytest.raises(KeyNeededError):
        cipher.connect_locked(locked, "ro")
    cipher.note_key(locked.parent / "没有" / "x.db", KEY)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database disk image is malformed", sqlite3.SQLITE_CORRUPT),
        ("Malformed database schema (x)", sqlite3.SQLITE_CORRUPT),
        ("file is not a database", sqlite3.SQLITE_NOTADB),
        ("database is locked", sqlite3.SQLITE_BUSY),
        ("database table is locked: x", sqlite3.SQLITE_LOCKED),
        ("database or disk is full", sqlite3.SQLITE_FULL),
        ("disk I/O error", sqlite3.SQLITE_IOERR),
        ("attempt to write a readonly database", sqlite3.SQLITE_READONLY),
        ("unable to open database file", sqlite3.SQLITE_CANTOPEN),
        ("out of memory", sqlite3.SQLITE_NOMEM),
        ("UNIQUE constraint failed: a.b", sqlite3.SQLITE_CONSTRAINT),
        ("near x: syntax error", sqlite3.SQLITE_ERROR),
    ],
)
def test_what_the_driver_says_is_said_as_sqlite_says_it(words: str, code: int) -> None:
    driver = cipher._driver()
    for name in ("OperationalError", "IntegrityError", "DatabaseError"):
        made = cipher._translated(getattr(driver, name)(words))
        assert type(made) is getattr(sqlite3, name)
        assert (made.sqlite_errorcode, str(made)) == (code, words)


def test_what_goes_wrong_is_raised_as_sqlite_raises_it(locked: Path) -> None:
    with closing(cipher.connect_locked(locked, "rw")) as held:
        for act in (
            lambda: held.execute("no sql"),
            lambda: held.cursor().execute("select nothing"),
            lambda: held.executemany("insert into nothing values (?)", [(1,)]),
        ):
            with pytest.raises(sqlite3.OperationalError):
                act()
        with pytest.raises(sqlite3.IntegrityError):
            held.execute("insert into request (id) values (1)")
        held.execute("begin")
        held.execute("update request set matter = 'x'")
        assert held.in_transaction
        held.rollback()
        assert not held.in_transaction
        held.execute("begin")
        held.commit()
        assert list(held.execute("select count(*) from request where matter = 'x'")) == [(0,)]
    with closing(cipher.connect_locked(locked, "ro")) as reading:
        with pytest.raises(sqlite3.OperationalError) as caught:
            reading.execute("update request set matter = 'x'")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_READONLY
    with pytest.raises(sqlite3.ProgrammingError):
        reading.cursor()
    with pytest.raises(sqlite3.OperationalError) as caught:
        cipher._opened(locked.with_name("没有.db"), "ro", KEY)
    assert caught.value.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN


def test_copies_of_pages_are_as_encrypted(locked: Path, tmp_path: Path) -> None:
    there = tmp_path / "另.db"
    held, blank = cipher.connect_locked(locked, "ro"), cipher.blank(there, KEY)
    with closing(held), closing(blank):
        held.backup(blank)
    assert cipher.opens(there, KEY)
    assert is_locked(there)
    with open_store(locked) as store:
        apart = store.apart()
        folder = Path(apart._folder)
        assert [one.name for one in folder.iterdir()] == [locked.name]
        assert (apart.key, apart.is_read_only, len(register_numbers(apart))) == (KEY, True, 40)
        apart.close()
        assert not folder.exists()
        still = store.snapshot()
        assert (still.key, len(register_numbers(still))) == (KEY, 40)
        still.close()


def test_what_can_still_be_read_is_written_plain(locked: Path, tmp_path: Path) -> None:
    whole, torn = tmp_path / "整.db", tmp_path / "残.db"
    readable_rows(locked, whole)
    with closing(sqlite3.connect(whole)) as one:
        names = {row[0] for row in one.execute("select name from sqlite_master")}
        rows = [row[0] for row in one.execute("select register_number from request order by id")]
    assert rows == [f"{at}号" for at in range(1, 41)]
    assert {"request", "setting", "number", "_sqlite_migrations"} <= names
    assert not [one for one in names if "gram" in one]
    pages = spoilt(locked, "select sum(length(information_sought)) from request")
    for page in (pages[2], pages[4]):
        flip(locked, page)
    with closing(cipher.connect_locked(locked, "ro")) as held:
        asked = "select information_sought from request order by id"
        for read in (list, lambda one: one.fetchall(), lambda one: list(iter(one.fetchone, None))):
            with pytest.raises(sqlite3.DatabaseError) as told:
                read(held.execute(asked))
            assert told.value.sqlite_errorcode == sqlite3.SQLITE_CORRUPT
    readable_rows(locked, torn)
    with closing(sqlite3.connect(torn)) as one:
        left = [row[0] for row in one.execute("select register_number from request order by id")]
    # What lies between the two, and behind them, is there.
    gaps = [at for at, number in enumerate(rows) if number not in left]
    assert 2 <= len(gaps) <= 14
    assert len([at for at in gaps if at - 1 not in gaps]) == 2
    assert (left[0], left[-1]) == ("1号", "40号")
    saved = salvage(locked, tmp_path / "抢救.db")
    assert saved.cases == len(left)
    named = picked_named(locked, "request", "register_number", "id")
    assert sorted(number for number, _ in named) == sorted(left)
    assert ("1号", 1) in named


def flip(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE + 50] ^= 0xFF
    path.write_bytes(data)


def test_of_rows_without_numbers_those_on_both_sides_are_read(locked: Path, tmp_path: Path) -> None:
    pages = spoilt(locked, "select sum(is_taken) from number where kind >= ''")
    flip(locked, pages[len(pages) // 2])
    readable_rows(locked, tmp_path / "残.db")
    with closing(sqlite3.connect(tmp_path / "残.db")) as one:
        left = [row[0] for row in one.execute("select serial from number order by serial")]
    assert (left[0], left[-1]) == (1, NUMBERS)
    assert NUMBERS // 2 < len(left) < NUMBERS


def test_where_nothing_more_can_be_read_the_looking_ends(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def none(source: Path, name: str, start: int) -> bool:
        asked.append(start)
        return False

    monkeypatch.setattr(locked_rows, "_is_readable", none)
    assert locked_rows._next_readable(locked, "request", 7) is None
    assert asked[:9] == [8, 10, 14, 22, 38, 70, 134, 198, 262]
    assert asked[-1] < 1 << 62
    assert len(asked) < 1200
    for wanted in (8, 9, 71, 100, 1000, 70_000, 1 << 40):
        monkeypatch.setattr(
            locked_rows, "_is_readable", lambda _s, _n, start, it=wanted: start >= it
        )
        assert locked_rows._next_readable(locked, "request", 7) == wanted


def spoilt(path: Path, asked: str) -> list[int]:
    """Return the pages without which a question about all rows of a table is not answered."""
    found = []
    for page in range(2, path.stat().st_size // PAGE + 1):
        flip(path, page)
        with suppress(KeyNeededError), closing(cipher.connect_locked(path, "ro")) as held:
            try:
                held.execute(asked).fetchone()
            except sqlite3.DatabaseError:
                found.append(page)
        flip(path, page)
    return found


def test_recovery_codes() -> None:
    code = keys.code_of(KEY)
    assert code == "-".join(["VOV2", "XK5L"] * 6 + ["VOVQ", "TIW3"])
    assert len(code.split("-")) == 14
    assert {len(group) for group in code.split("-")} == {4}
    mistaken = code.replace("O", "0").replace("I", "1").replace("B", "8")
    for said in (code, code.lower(), code.replace("-", " "), mistaken, f" {code}。"):
        assert keys.key_of_code(said) == KEY
    assert keys.key_of_code(keys.code_of("00" * 32)) == "00" * 32
    wrong = ("", code[:-1], code[1:], f"{code}A", code[::-1], code.replace("V", "W", 1),
             code[:-4] + "AAAA", "9" * 56)  # fmt: skip
    for said in wrong:
        with pytest.raises(ClerkError, match="恢复码不对，请对照打印的纸逐组核对：13组") as caught:
            keys.key_of_code(said)
        assert caught.value.field == "code"
    assert len({keys.fresh() for _ in range(5)}) == 5
    assert len(keys.fresh()) == 64


def test_where_the_driver_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cipher._folders() == [Path(cipher.__file__).parents[1] / ".cipher"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "办件台.exe"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert cipher._folders() == [tmp_path / "cipher"]
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "本机"))
    own = tmp_path / "本机" / "依申请公开办件台" / "cipher"
    assert cipher._folders() == [tmp_path / "cipher", own]
    # Where Python itself has none, it is that of the part, looked into once.
    (own / "sqlcipher3").mkdir(parents=True)
    found = ModuleType("sqlcipher3.dbapi2")

    def import_module(name: str) -> ModuleType:
        if name == "sqlcipher3.dbapi2" and str(own) in sys.path:
            return found
        raise ImportError(name)

    monkeypatch.setattr(cipher, "importlib", SimpleNamespace(import_module=import_module))
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert cipher._driver() is found
    assert cipher._driver() is found
    assert (sys.path.count(str(own)), sys.path[-1]) == (1, str(own))
    assert str(tmp_path / "cipher") not in sys.path
    monkeypatch.setattr(cipher, "_folders", lambda: [tmp_path])
    sys.path.remove(str(own))
    with pytest.raises(
        ClerkError, match=r"^这台电脑没有加密组件，加密的登记簿打不开。加密要用加密组件"
    ):
        cipher._driver()
    assert (cipher.is_available(), cipher.engine_of_locked()) == (False, "")


def test_whoever_stops_the_asking_leaves_no_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped:
        is_closed = False

        def execute(self, _: str) -> None:
            raise KeyboardInterrupt

        def close(self) -> None:
            self.is_closed = True

    connection = Stopped()
    monkeypatch.setattr(cipher, "_opened", lambda *_: connection)
    with pytest.raises(KeyboardInterrupt):
        cipher.connect_locked(tmp_path / "加密.db", "ro")
    assert connection.is_closed
