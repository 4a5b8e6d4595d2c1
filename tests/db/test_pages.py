"""Pages as SQLite wrote them, and pages put together by hand, at every edge of the file format."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.pages import PageRow, Pages

pytestmark = pytest.mark.of_file("pages are a file's")

PAGE = 4096
LEAF, INDEX, INNER_INDEX, INNER = 13, 10, 2, 5
# The longest row that lies whole on its page: of a table, and of a tree of keys.
MOST, MOST_OF_KEYS, LEAST = 4061, 1002, 489


def number(value: int) -> bytes:
    """Return a number as the format writes it, seven bits a byte and eight in a ninth."""
    if value >= 1 << 56:
        head = bytes(0x80 | value >> 8 + 7 * place & 0x7F for place in range(7, -1, -1))
        return head + bytes([value & 0xFF])
    said = [value & 0x7F]
    while value := value >> 7:
        said.append(0x80 | value & 0x7F)
    return bytes(reversed(said))


def record(*parts: tuple[int, bytes]) -> bytes:
    """Return a row of these kinds and contents; its header is shorter than 127 bytes."""
    kinds = b"".join(number(kind) for kind, _ in parts)
    return bytes([len(kinds) + 1]) + kinds + b"".join(content for _, content in parts)


def page(
    kind: int, cells: Iterable[bytes], *, right: int = 0, first: bool = False, many: int = -1
) -> bytes:
    """Return a page with these cells, the first of them at its end."""
    made = bytearray(PAGE)
    at, end = 100 if first else 0, PAGE
    made[at] = kind
    places = []
    for cell in cells:
        end -= len(cell)
        made[end : end + len(cell)] = cell
        places.append(end)
    made[at + 3 : at + 5] = (len(places) if many < 0 else many).to_bytes(2, "big")
    if kind in (INNER, INNER_INDEX):
        made[at + 8 : at + 12] = right.to_bytes(4, "big")
    start = at + (12 if kind in (INNER, INNER_INDEX) else 8)
    for place, cell_at in enumerate(places):
        made[start + 2 * place : start + 2 * place + 2] = cell_at.to_bytes(2, "big")
    return bytes(made)


def of_table(payload: bytes, key: int = 1, *, length: int | None = None) -> bytes:
    return number(len(payload) if length is None else length) + number(key) + payload


def of_keys(payload: bytes) -> bytes:
    return number(len(payload)) + payload


def four(value: int) -> bytes:
    return value.to_bytes(4, "big")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "登记簿.db"


def pages(path: Path, *made: bytes) -> Pages:
    path.write_bytes(b"".join(made))
    return Pages(path)


def values(path: Path, *cells: bytes, kind: int = LEAF) -> list[tuple[Any, ...]]:
    """Return the rows on the second page of a file with these cells there."""
    return [row.values for row in pages(path, bytes(PAGE), page(kind, cells)).rows(2)]


def read(made: Pages, root: int) -> list[PageRow]:
    return [row for one in made.tree(root) for row in made.rows(one)]


WIDTHS = (0, 1, 2, 3, 4, 5, 126, 127, 128, 255, 256, 32767, 32768, 8388607, 8388608, 2147483647,
          2147483648, 140737488355327, 140737488355328, 9223372036854775807)  # fmt: skip


def test_rows_of_every_length_come_back(path: Path) -> None:
    lengths = [*range(MOST - 30, MOST + 8), *range(MOST + LEAST - 12, MOST + LEAST + 40, 3)]
    lengths += [4092 * 2 + at for at in range(LEAST - 40, LEAST + 20, 3)]
    lengths += [4092 * 3 + MOST + at for at in range(-12, 12)]
    lengths += [30_000, 4092 * 40]
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("pragma page_size = 4096")
        plain.execute("create table t (id integer primary key, body blob)")
        plain.execute("begin")
        for length in lengths:
            plain.execute("insert into t (body) values (?)", (bytes([length % 251]) * length,))
        plain.execute("commit")
        (root,) = plain.execute("select rootpage from sqlite_master").fetchone()
        in_file = plain.execute("select id, body from t order by id").fetchall()
    rows = sorted(read(Pages(path), root), key=lambda one: one.key or 0)
    assert [(row.key, row.values) for row in rows] == [(key, (None, body)) for key, body in in_file]


def test_keys_of_every_length_come_back(path: Path) -> None:
    lengths = [*range(MOST_OF_KEYS - 10, MOST_OF_KEYS + 8), *range(5, 900, 11)]
    lengths += [4092 + at for at in (*range(LEAST - 8, LEAST + 4), *range(MOST_OF_KEYS - 8, 1010))]
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("pragma page_size = 4096")
        plain.execute("create table t (name text primary key) without rowid")
        for length in dict.fromkeys(lengths):
            plain.execute("insert into t values (?)", (f"{length:05}" + "x" * (length - 5),))
        (root,) = plain.execute("select rootpage from sqlite_master").fetchone()
        in_file = plain.execute("select name from t").fetchall()
    assert sorted(row.values for row in read(Pages(path), root)) == sorted(in_file)
    assert {row.key for row in read(Pages(path), root)} == {None}


def test_values_and_keys_of_every_width_come_back(path: Path) -> None:
    wide = {*WIDTHS, *(-one for one in WIDTHS), *(-one - 1 for one in WIDTHS)}
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("create table t (a, b, c, d, e)")
        for value in wide:
            plain.execute(
                "insert into t (rowid, a, b, c, d, e) values (?, ?, ?, ?, ?, ?)",
                (value, value, None, "字" * (abs(value) % 9), b"\xff" * (abs(value) % 7), "末"),
            )
        (root,) = plain.execute("select rootpage from sqlite_master").fetchone()
        in_file = plain.execute("select rowid, a, b, c, d, e from t").fetchall()
    found = {row.key: row.values for row in read(Pages(path), root)}
    assert found == {row[0]: row[1:] for row in in_file}
    assert all(type(one[0]) is int for one in found.values())


def _tells_its_pages() -> bool:
    with closing(sqlite3.connect(":memory:")) as plain:
        return bool(
            plain.execute("select sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')").fetchone()[0]
        )


@pytest.mark.skipif(not _tells_its_pages(), reason="this SQLite cannot say which pages a table has")
def test_the_tree_and_the_free_pages_are_those_of_the_file(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("create table t (id integer primary key, body text)")
        plain.execute("create index by_body on t (body)")
        plain.execute("begin")
        for place in range(3000):
            plain.execute("insert into t (body) values (?)", (f"{place * 7919 % 3000:04}" * 30,))
        plain.execute("commit")
        plain.execute("delete from t where id > 1500")
        roots = dict(plain.execute("select name, rootpage from sqlite_master"))
        own = {
            name: {
                row[0]
                for row in plain.execute(
                    "select pageno from dbstat where name = ? and pagetype <> 'overflow'", (name,)
                )
            }
            for name in roots
        }
        taken = {row[0] for row in plain.execute("select pageno from dbstat")}
        (many,) = plain.execute("pragma page_count").fetchone()
        keys = plain.execute("select body, id from t").fetchall()
    made = Pages(path)
    assert made.count == many
    assert made.free() == set(range(1, many + 1)) - taken != set()
    for name, root in roots.items():
        walked = list(made.tree(root))
        assert len(walked) == len(set(walked))
        assert set(walked) == own[name]
        assert len(walked) > 3
    assert sorted(row.values for row in read(made, roots["by_body"])) == sorted(keys)
    assert len(read(made, roots["t"])) == 1500


@pytest.mark.parametrize(
    ("length", "count"), [(0, 0), (1, 1), (PAGE, 1), (PAGE + 1, 2), (2 * PAGE, 2)]
)
def test_the_pages_of_a_file_are_counted(path: Path, length: int, count: int) -> None:
    made = pages(path, b"\x01" * length)
    assert (made.count, made.size) == (count, PAGE)
    assert [len(made.page(one)) for one in (1, 2, 3)] == [
        max(0, min(PAGE, length - at)) for at in (0, PAGE, 2 * PAGE)
    ]


def test_only_pages_of_tables_and_indexes_have_a_kind(path: Path) -> None:
    made = pages(path, bytes(100), bytes([LEAF]), bytes(PAGE - 101), *(
        bytes([kind]) + bytes(PAGE - 1) for kind in range(16)
    ))  # fmt: skip
    assert [made.kind(one) for one in range(1, 20)] == [
        LEAF, 0, 0, 2, 0, 0, 5, 0, 0, 0, 0, 10, 0, 0, 13, 0, 0, 0, 0,
    ]  # fmt: skip
    assert pages(path, bytes([LEAF]) * 100).kind(1) == 0
    assert pages(path, bytes(100), bytes([LEAF])).kind(1) == LEAF
    assert pages(path, bytes(PAGE), bytes([INDEX])).kind(2) == INDEX


def trunk(following: int, *leaves: int, many: int | None = None) -> bytes:
    said = len(leaves) if many is None else many
    return (four(following) + four(said) + b"".join(map(four, leaves))).ljust(PAGE, b"\0")


def header(first_free: int) -> bytes:
    return bytes(32) + four(first_free) + bytes(PAGE - 36)


def test_the_list_of_free_pages_is_followed_and_ends(path: Path) -> None:
    assert pages(path, header(2), trunk(4, 3), bytes(PAGE), trunk(0, 5, 6)).free() == {
        2,
        3,
        4,
        5,
        6,
    }
    assert pages(path, header(2), trunk(3, 9), trunk(2, 8)).free() == {2, 3, 8, 9}
    assert pages(path, header(3), bytes(PAGE)).free() == set()
    assert pages(path, header(2), trunk(7, 3)).free() == {2, 3}
    assert pages(path, header(0), trunk(0, 3)).free() == set()
    assert pages(path, header(1)).free() == {1}
    assert pages(path, header(2), trunk(0)).free() == {2}
    # Numbers are four bytes long, however few pages there are.
    for far in (0x010002, 0x01000002):
        assert pages(path, header(far), trunk(0)).free() == set()
        assert pages(path, header(2), trunk(far, far)).free() == {2, far}
    assert len(pages(path, header(2), trunk(0, 3, 4, many=1 << 24)).free()) == 4


def test_a_trunk_names_no_more_pages_than_fit_on_it(path: Path) -> None:
    leaves = list(range(10, 10 + 1022))
    assert pages(path, header(2), trunk(0, *leaves, many=70_000)).free() == {2, *leaves}
    assert pages(path, header(2), trunk(0, *leaves, many=1021)).free() == {2, *leaves[:-1]}


def test_a_damaged_tree_is_walked_once_and_not_beyond_the_file(path: Path) -> None:
    leaf = page(LEAF, [of_table(record((1, b"\7")))])
    inner = page(INNER, [four(3) + number(1), four(99) + number(2), four(0) + number(3)], right=2)
    made = pages(path, page(INNER, [four(2) + number(1)], right=4, first=True), inner, leaf, leaf)
    assert sorted(made.tree(1)) == [1, 2, 3, 4]
    assert list(made.tree(2))[:1] == [2]
    assert sorted(made.tree(2)) == [2, 3]
    assert list(made.tree(0)) == list(made.tree(5)) == list(made.tree(-1)) == []
    assert list(pages(path, bytes(PAGE)).tree(1)) == []
    far = page(INNER, [four(0x01000003) + number(1)], right=0x01000003)
    assert list(pages(path, bytes(PAGE), far, leaf).tree(2)) == [2]


def test_what_is_no_leaf_has_no_rows(path: Path) -> None:
    cell = of_table(record((1, b"\7")))
    assert values(path, cell) == [(7,)]
    assert values(path, four(1) + number(5), kind=INNER) == []
    assert values(path, cell, kind=7) == []
    assert values(path, of_keys(record((1, b"\7"))), kind=INDEX) == [(7,)]
    assert values(path, four(9) + of_keys(record((1, b"\7"))), kind=INNER_INDEX) == [(7,)]


def test_a_row_says_on_which_page_it_lies_and_under_which_number(path: Path) -> None:
    made = page(LEAF, [of_table(record((1, b"\7")), 300)], first=True)
    assert list(pages(path, made).rows(1)) == [PageRow(1, 300, (7,))]
    keys = [1, 127, 128, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, (1 << 56) - 1, 1 << 56]
    cells = [of_table(record((1, b"\7")), key) for key in keys]
    found = [row.key for row in pages(path, bytes(PAGE), page(LEAF, cells)).rows(2)]
    assert found == [1, 127, 128, (1 << 63) - 1, -(1 << 63), -1, (1 << 56) - 1, 1 << 56]


def test_each_kind_of_value(path: Path) -> None:
    ints = [(kind, bytes(length - 1) + b"\x05") for kind, length in
            ((1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (6, 8))]  # fmt: skip
    below = [(kind, b"\xff" * (len(content) - 1) + b"\xfe") for kind, content in ints]
    texts = [(12, b""), (13, b""), (14, b"\xff"), (15, b"a"), (16, b"ab"), (19, "字".encode())]
    parts = [(0, b""), *ints, *below, (8, b""), (9, b""), *texts]
    assert values(path, of_table(record(*parts))) == [
        (None, *[5] * 6, *[-2] * 6, 0, 1, b"", "", b"\xff", "a", b"ab", "字"),
    ]  # fmt: skip


def test_a_row_with_what_no_register_holds_is_passed_over(path: Path) -> None:
    sound = of_table(record((1, b"\7")))
    for kind, content in ((7, bytes(8)), (10, b""), (11, b""), (17, b"\xff\xfe")):
        assert values(path, of_table(record((kind, content))), sound) == [(7,)], kind
    assert values(path, of_table(record()), sound) == [(), (7,)]


def test_rows_that_are_cut_or_claim_too_much_are_passed_over(path: Path) -> None:
    sound = of_table(record((1, b"\7")))
    # A header that ends behind its row; as long as the row; a value longer than what is left.
    assert values(path, of_table(b"\x04\x01\x07"), sound) == [(7,)]
    assert values(path, of_table(b"\x03\x08\x09"), sound) == [(0, 1), (7,)]
    assert values(path, of_table(b"\x02\x02\x07"), sound) == [(7,)]
    # Five hundred columns are read, one more is no row of ours.
    many = number(502) + b"\x09" * 500
    assert values(path, of_table(many), sound) == [(1,) * 500, (7,)]
    assert values(path, of_table(number(503) + b"\x09" * 501), sound) == [(7,)]


def test_a_row_longer_than_the_file_is_passed_over(path: Path) -> None:
    sound = of_table(record((1, b"\7")))
    assert values(path, of_table(record((1, b"\7")), length=2 * PAGE + 1), sound) == [(7,)]


def _head(total: int) -> int:
    """Return how long the header of a row is that holds one value beside it."""
    return next(one for one in (3, 4) if len(number(12 + 2 * (total - one))) == one - 1)


def overflowing(rest: int, following: int, total: int) -> bytes:
    """Return a cell of a row of `total` bytes, `rest` of which lie on other pages."""
    payload = record((12 + 2 * (total - _head(total)), b"y" * 60_000))
    return number(total) + number(1) + payload[: total - rest] + four(following)


def test_what_lies_on_other_pages_is_read_to_its_end(path: Path) -> None:
    total = LEAST + 4092 + 10
    rest = total - (LEAST + (total - LEAST) % 4092)
    more = four(0) + b"z" * 4092
    cell = overflowing(rest, 3, total)
    made = pages(path, bytes(PAGE), page(LEAF, [cell]), more)
    ((content,),) = [row.values for row in made.rows(2)]
    assert content == b"y" * (total - _head(total) - rest) + b"z" * rest
    sound = of_table(record((1, b"\7")))
    for nowhere in (0, 4, 900, 0x01000003):
        bad = pages(path, bytes(PAGE), page(LEAF, [overflowing(rest, nowhere, total), sound]), more)
        assert [row.values for row in bad.rows(2)] == [(7,)]


def test_an_overflow_that_goes_in_a_ring_or_beyond_the_file_is_none(path: Path) -> None:
    total = LEAST + 2 * 4092 + 10
    rest = 2 * 4092
    sound = of_table(record((1, b"\7")))
    leaf = page(LEAF, [overflowing(rest, 3, total), sound])
    two = (four(4) + b"a" * 4092, four(0) + b"b" * 4092)
    ((content,), seven) = [row.values for row in pages(path, bytes(PAGE), leaf, *two).rows(2)]
    assert (content[-rest:], seven) == (b"a" * 4092 + b"b" * 4092, (7,))
    ring = four(3) + b"a" * 4092
    assert [row.values for row in pages(path, bytes(PAGE), leaf, ring).rows(2)] == [(7,)]
    two = (four(0x01000004) + b"a" * 4092, two[1])
    assert [row.values for row in pages(path, bytes(PAGE), leaf, *two).rows(2)] == [(7,)]
    last = four(4) + b"a" * 4092
    assert [row.values for row in pages(path, bytes(PAGE), leaf, last).rows(2)] == [(7,)]


def test_cells_that_lie_nowhere_are_passed_over(path: Path) -> None:
    cell = of_table(record((1, b"\7")))
    made = bytearray(page(LEAF, [cell, cell, cell, cell]))
    # Before the pointers; on the last byte but cut there; beyond the page.
    made[8:10], made[10:12] = (7).to_bytes(2, "big"), PAGE.to_bytes(2, "big")
    made[12:14] = (PAGE - 1).to_bytes(2, "big")
    found = pages(path, bytes(PAGE), bytes(made))
    assert [row.values for row in found.rows(2)] == [(7,)]
    assert found._cells(2) == [PAGE - 1, PAGE - 4 * len(cell)]
    made[8:10] = (8).to_bytes(2, "big")
    assert pages(path, bytes(PAGE), bytes(made))._cells(2)[0] == 8


def test_no_more_cells_are_believed_than_fit_on_the_page(path: Path) -> None:
    full = bytearray(b"\x0f\xa0" * (PAGE // 2))
    full[:8] = bytes([LEAF, 0, 0, 0xFF, 0xFF, 0, 0, 0])
    assert len(pages(path, bytes(PAGE), bytes(full))._cells(2)) == (PAGE - 8) // 2
    full[0] = INNER
    assert len(pages(path, bytes(PAGE), bytes(full))._cells(2)) == (PAGE - 12) // 2
    assert pages(path, bytes(PAGE), bytes([LEAF, 0, 0, 9, 9]))._cells(2) == []
    assert pages(path, bytes(PAGE))._cells(2) == []


def test_the_first_page_begins_behind_the_header(path: Path) -> None:
    cells = [of_keys(record((1, b"\7"))), of_keys(record((1, b"\x08")))]
    made = pages(path, page(INDEX, cells, first=True))
    assert [row.values for row in made.rows(1)] == [(7,), (8,)]
    inner = [four(2) + cell for cell in cells]
    made = pages(path, page(INNER_INDEX, inner, first=True, right=3), page(INDEX, cells), bytes(9))
    assert sorted(made.tree(1)) == [1, 2]
    assert [row.values for row in made.rows(1)] == [(7,), (8,)]
