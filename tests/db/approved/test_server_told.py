"""What is said to a server, and of one: statements, addresses, refusals, a certificate."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.server import guards, indexed, login, papers, place, roles, schema, stand_ins
from db.server.own_parts import own_parts
from db.server.place import Server
from db.server.placeholders import said, translated
from rules.errors import ClerkError
from rules.people import OfficePart

Approved = Callable[[str, Iterable[str]], None]


def test_the_tables_and_guards_of_a_register_on_a_server(approved: Approved) -> None:
    def lines() -> Iterator[str]:
        yield from schema.first_words()
        for name, words in schema.steps():
            yield f"== {name}"
            yield from words
        yield "== touched"
        for table, columns in schema.sealed_tables().items():
            yield from schema.touching(table, columns)
        yield "== guards"
        yield from guards.words()

    approved("server_tables", lines())


def test_what_each_part_may_on_a_server(approved: Approved) -> None:
    def lines() -> Iterator[str]:
        yield from roles._granting('办"件')
        yield from roles._policies("desk")
        yield from papers.granting("alle", "schreiben", "führen", "andere", "abteilung")
        yield from papers._TABLES
        for part in OfficePart:
            yield f"{part.name}: {', '.join(one.word for one in guards._kinds(part))}"
        for column in ("pinyin", "request.pinyin", "matter", "request.matter", "due_on", "a.b.c"):
            yield f"{column}: {indexed.indexed(column)}"
        yield indexed.order_of("request_applicant", "pinyin, applicant_name")
        yield indexed.order_of("request_year_serial", "year, serial")
        yield indexed.order_of("request_due_on", "due_on")
        yield indexed.order_of("request_phone", "phone, matter, pinyin")

    approved("server_grants", lines())


class Pretended:
    """A connection that writes down what is said to it, and knows some answers."""

    def __init__(self, **answers: Any) -> None:
        self.said: list[str] = []
        self.answers = answers

    def execute(self, sql: str, values: Any = ()) -> "Pretended":
        self.said.append(f"{sql} {list(values) or ''}".strip())
        self.found = next(
            (found for words, found in self.answers.items() if words in sql.replace(" ", "_")), []
        )
        return self

    def proof_of(self, password: str, account: str) -> str:
        return f"proof of {password} for {account}"

    def fetchone(self) -> Any:
        return self.found[0] if self.found else None

    def fetchall(self) -> Any:
        return self.found


THERE = {"current_database()::text": [("desk",)], "session_user::text": [("besitzer",)]}
MEMBERS = [
    ("甲", 1, "desk_clerk"), ("甲", 1, "desk_head"), ("乙", 0, "desk_section"),
    ("丙", 1, "other_clerk"), ("丁", 1, "desk_reader"), ("丁", 1, "desk_clerk"),
]  # fmt: skip


def test_accounts_are_made_changed_and_closed(approved: Approved) -> None:
    def told(connection: Pretended, act: Callable[[Any], object]) -> Iterator[str]:
        try:
            found = act(connection)
        except ClerkError as error:
            yield f"refused ({error.field}): {error.message}"
        else:
            yield f"gives {found}"
        yield from connection.said

    def lines() -> Iterator[str]:
        clerk, head = OfficePart.CLERK, OfficePart.HEAD
        for name, parts, password in (
            ("甲", (clerk, head), "密"), ('x"y', (clerk,), ""), ("", (clerk,), ""),
            (" 甲", (clerk,), ""), ("a/b", (clerk,), ""), ("a\\b", (clerk,), ""),
            ("a'b", (clerk,), ""), ("a\0b", (clerk,), ""), ("甲", (), ""),
            ("besitzer", (clerk,), ""),
        ):  # fmt: skip
            yield f"== keep {name!r}"
            yield from told(
                Pretended(**THERE),
                lambda one, it=(name, parts, password): roles.keep_account(one, *it),  # type: ignore[misc]
            )
        known = Pretended(**THERE, **{"select_1_from_pg_roles": [(1,)]})
        yield "== keep one that is known"
        yield from told(known, lambda one: roles.keep_account(one, "甲", (head,), ""))
        yield "== close"
        yield from told(Pretended(**THERE), lambda one: roles.close_account(one, "甲"))
        for there in ([(1,)], []):
            yield f"== close the register, roles: {there}"
            connection = Pretended(**THERE, **{"select_1_from_pg_roles": there})
            yield from told(connection, roles.close_register)
        yield "== accounts"
        connection = Pretended(
            **THERE, pg_auth_members=MEMBERS,
            **{"to_regclass": [(True,)], "from_standing_in": [("丁", "desk_clerk")]},
        )  # fmt: skip
        yield from told(connection, roles.accounts)
        yield from told(
            Pretended(rolcanlogin=[("乙",)]), lambda one: roles.closed_among(one, {"乙"})
        )
        yield from told(Pretended(), lambda one: roles.are_made(one))
        yield from told(Pretended(), own_parts)
        yield from told(Pretended(to_regprocedure=[(1,)]), own_parts)
        yield from told(Pretended(to_regprocedure=[(1,)], **{"desk.owns()": [(1,)]}), own_parts)
        yield from told(
            Pretended(to_regprocedure=[(1,)], **{"plays(part)": [("head",)]}), own_parts
        )
        yield from told(Pretended(to_regprocedure=[(False,)]), stand_ins.keep)
        yield from told(
            Pretended(to_regprocedure=[(1,)], **{"keep_stand_ins()": [(3,)]}), stand_ins.keep
        )
        yield from told(Pretended(to_regclass=[(False,)]), stand_ins.given)

    approved("server_accounts", lines())


FILES = (
    "[disclosure-desk server]\nhost = db.example\n",
    "\ufeff[disclosure-desk server]\r\nHOST=db.example\r\nport = 6000\r\n"
    "database=办件\r\nuser= u \r\n",
    "[disclosure-desk server]\nhost=db\n#port=1\n ;port=2\nport=65535\ntls=verify-ca\nca=/a b\n",
    "[disclosure-desk server]\nhost=db\nport=65536\n",
    "[disclosure-desk server]\nhost=db\nport=0\n",
    "[disclosure-desk server]\nhost=db\nport=-1\n",
    "[disclosure-desk server]\nhost=db\nport=x\n",
    "[disclosure-desk server]\nhost=\n",
    "[disclosure-desk server]\nport=5\n",
    "[disclosure-desk server]\nhost=db\ntls=disable\n",
    "[disclosure-desk server]\nhost=db\ntls=prefer\n",
    "[disclosure-desk server]\nhost=localhost\ntls=disable\n",
    "[disclosure-desk server]\nhost=/run/pg\ntls=prefer\n",
    "[disclosure-desk server]\nhost=db\ntls=maybe\n",
    "[disclosure-desk server]\nhost=db\ntls=require\ndatabase=\n",
    "host=erste\nhost=db\nnothing\n=x\nhost = z\n",
    "",
)
ADDRESSES = (
    "postgresql://clerk:geheim@db.example:6000/办件", "postgres://db", "postgres://",
    "postgresql://clerk%40x@h:1/%E5%8A%9E?sslmode=verify-ca&sslrootcert=/c.pem",
    "postgresql:///desk?host=/run/pg&user=u&port=77", "http://db/desk", "postgresql://h:x/desk",
    "postgresql://u:p@h:99999/d", "postgresql://u:p@h/d?sslmode=disable",
    "postgresql://[::1]:5/d", "postgresql://127.0.0.1/d/?sslmode=prefer", "desk", "",
    "postgresql://[::1/d",
)  # fmt: skip


def told_of(server: Server) -> str:
    way = dict(sorted(server.way.items()))
    return f"{tuple(server)} {server.words} local={server.is_local} {way}"


def test_where_a_register_on_a_server_is(tmp_path: Path, approved: Approved) -> None:
    path = tmp_path / "共用.djs"

    def lines() -> Iterator[str]:
        for content in FILES:
            path.write_bytes(content.encode())
            yield f"-- {content!r}"
            try:
                server = place.read(path)
            except ClerkError as error:
                yield error.message
                continue
            yield told_of(server)
            yield repr(place.text_of(server))
            place.write(path, server)
            assert place.read(path) == server
        path.write_bytes(b"\xff\xfe\x00")
        for unreadable in (path, tmp_path / "没有.djs"):
            with pytest.raises(ClerkError) as caught:
                place.read(unreadable)
            yield caught.value.message
        for address in ADDRESSES:
            yield f"-- {address}"
            try:
                yield told_of(place.of_address(address))
            except ClerkError as error:
                yield error.message
        for host in ("@abstract", "/x", "::1", "localhost.", "127.0.0.2"):
            yield f"{host} local={Server(host).is_local}"

    approved("server_places", lines())


def test_a_certificate_of_a_connection_file_lies_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, appauthor: tmp_path / name)
    line = "TUlJQg=="
    there = Path(Server("h", tls="verify-ca", certificate=line, ca="/other").way["sslrootcert"])
    assert there.parent == tmp_path / "依申请公开办件台" / "证书"
    assert there.name == f"{hashlib.sha256(line.encode()).hexdigest()[:32]}.pem"
    text = "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n"
    assert there.read_text() == text
    before = there.stat().st_mtime_ns
    assert Server("h", certificate=line).way["sslrootcert"] == str(there)
    assert there.stat().st_mtime_ns == before
    there.write_text("another", encoding="utf-8")
    assert Server("h", certificate=line).way["sslrootcert"] == str(there)
    assert there.read_text() == text
    with pytest.raises(ClerkError, match="连接文件里的证书读不出来，没有打开"):
        _ = Server("h", certificate="?").way


SAID: tuple[tuple[str, Any], ...] = (
    ("select 1", ()), ("select '?' || \"a?b\" where x like '%' and y = ?", ("a\0b",)),
    ("select ?2, ?1, ?", (1, 2, 3)), ("select ?, ?2, ?", (1, 2, 3)),
    ("select :name, :other, x::text", {"name": True, "other": None}),
    ("select ? where ? is null", (None, None)), ("x in () and y not in ()", ()),
    ("x in () and y = ?", (5,)), ("x % 2 = ?", (1.5,)), ("select 'it''s ?', ?", (b"\0",)),
    ("select ?", [False]), ("update t set a = ?, b = ?1", (None, 1)),
)  # fmt: skip


def test_statements_are_said_as_a_server_takes_them(approved: Approved) -> None:
    def lines() -> Iterator[str]:
        for sql, values in SAID:
            yield f"{sql} {values!r}"
            yield f"  {said(sql, values)!r}"
        yield repr(translated("a ? b", frozenset({0})))

    approved("server_statements", lines())


def test_what_a_server_refuses_is_said(approved: Approved) -> None:
    psycopg = pytest.importorskip("psycopg")
    from db.server import faults

    def lines() -> Iterator[str]:
        states = [*faults._SENTENCES, "08006", "28P01", "25006", "40001", "40P01", "53200", "57P01",
                  "58030", "XX001", "XX002", "22001", "42P01", "99999"]  # fmt: skip
        kinds = (psycopg.OperationalError, psycopg.ProgrammingError, psycopg.DataError)
        for state in states:
            for kind in kinds:
                error = kind("words of it")
                error.sqlstate = state.ljust(5, "0")
                for within in (False, True):
                    made = faults.as_ours(error, "登记簿.djs", "h:1/d", within_act=within)
                    said_ = getattr(made, "sentence", str(made))
                    gone = getattr(made, "is_gone", None)
                    yield f"{state} {kind.__name__} {within}: {type(made).__name__} {gone} {said_}"
        for words in ("password authentication failed for x", "fe_sendauth: no password supplied",
                      "no pg_hba.conf entry for host", "sorry, too many clients already",
                      "remaining connection slots are reserved", 'database "x" does not exist',
                      'role "x" does not exist', "the database system is starting up",
                      "the database system is shutting down", "connection refused",
                      "SSL error: certificate verify failed", "root.crt is missing",
                      'server certificate for "a" does not match host name "b"',
                      "TIMEOUT EXPIRED"):  # fmt: skip
            for kind in kinds:
                error = kind(words)
                made = faults.as_ours(error, "登记簿.djs", "h:1/d")
                yield f"{words} {kind.__name__}: {faults.state_of(error)!r} {made}"
        made = faults.as_ours(psycopg.IntegrityError("twice"), "登记簿.djs", "h:1/d")
        yield f"{type(made).__name__} {made}"
        yield faults.gone("登记簿.djs", "h:1/d")

    approved("server_refusals", lines())


def test_who_logs_in_is_held_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(login, "_held", {})
    monkeypatch.setattr("db.keys.secret", lambda name: kept.get(name, ""))
    monkeypatch.setattr("db.keys.keep_secret", lambda name, text: bool(kept.update({name: text})))
    server, other = Server("h", 1, "d"), Server("h", 2, "d")
    assert login.held(server) == login.Login()
    assert login.login_of(server) == {}
    login.use(server, login.Login("u", "p"))
    assert login.login_of(server) == {"user": "u", "password": "p"}
    assert login.held(other) == login.Login()
    assert login.keep(other, login.Login("v")) is False
    assert kept == {"h:2/d": '{"user": "v", "password": ""}'}
    assert login.login_of(other) == {"user": "v"}
    login._held.clear()
    assert login.held(other) == login.Login("v")
    for torn in ("", "[]", "{}", "x", '{"user": "a"}', "7"):
        kept["h:2/d"] = torn
        login._held.clear()
        assert login.held(other) == login.Login()
