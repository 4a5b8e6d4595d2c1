"""What each part of the office may do on the server, tried with plain SQL under its own account."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pytest

from db import access, history, people, requests, settings, steps
from db.people import OfficeSection, Person
from db.sealing import ENTRY_COLUMNS
from db.server import roles
from rules.people import OfficePart
from rules.steps import StepKind
from tests import server
from tests.db.server.attempts import ATTEMPTS, NAMES, NOTE, OURS, THEIRS, P

pytestmark = [server.needs_server, pytest.mark.timeout(120)]


class Office:
    """A register of two cases on the server, with an account of each part."""

    def __init__(self, store: Any, database: str) -> None:
        self.store, self.database = store, database
        self.accounts = {part: name.format(database) for part, name in NAMES.items()}

    def at(self, part: OfficePart) -> Any:
        return server.connected(self.database, self.accounts[part])

    @cached_property
    def seats(self) -> dict[OfficePart, Any]:
        """A connection of each part, for words that are taken back."""
        return {part: self.at(part) for part in OfficePart}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with server.database() as name:
        store = server.opened(tmp_path_factory.mktemp("roles") / "某局.djs", name)
        made = Office(store, name)
        _fill(made)
        yield made
        for connection in made.seats.values():
            connection.close()
        store.close()
    server.drop_roles(name, *made.accounts.values())


def _fill(office: Office) -> None:
    store = office.store
    with store.atomic():
        own = people.put_section(store, OfficeSection(0, "规划科"))
        people.put_section(store, OfficeSection(0, "财务科", 1))
        for part in P:
            people.put_person(
                store,
                Person(0, f"某{part.label}", (part.name,), own, account=office.accounts[part]),
            )
        for case, section in ((OURS, "规划科"), (THEIRS, "财务科")):
            assert requests.insert(store, {"applicant_name": f"申请人{case}"}) == case
            for kind, said in ((StepKind.RECEIVED, {}), (StepKind.ASSIGNED, {"section": section})):
                steps.append(
                    store, case, kind=kind.word, on=datetime.now(UTC).date(), details=said,
                    recorded_at="2026-03-06T09:00:00", recorded_by="某经办人",
                )  # fmt: skip
            store.run(
                "insert into document (request_id, kind, title, status, created_at)"
                " values (?, 'x', 'x', 'drafted', '')",
                (case,),
            )
        settings.put(store, "office", {"name": "某局"})
        settings.put(store, "section_secret", "x")
        access.add(store, [access.Access("", "somebody", "", "")])
        store.run("insert into draft values ('another/extend:1', '{}')")
    connection = store.connection
    connection.execute("begin")
    roles.put_in_place(connection)
    for part, account in office.accounts.items():
        roles.keep_account(connection, account, (part,))
    connection.execute("commit")


def _tried(connection: Any, words: str) -> bool:
    """Say words in a transaction that is left again; tell whether something came of them."""
    errors = server.driver().Error
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("create temp table touched (name text, key text)")
            return connection.execute(words).rowcount != 0
    except errors:
        return False


@pytest.mark.parametrize(("words", "may"), ATTEMPTS)
def test_who_may_say_what(office: Office, words: str, may: set[OfficePart]) -> None:
    said = words.format(own=OURS, other=THEIRS, database=office.database)
    able = {part for part, connection in office.seats.items() if _tried(connection, said)}
    assert able == set(may)


def _step(connection: Any, **said: Any) -> dict[str, Any]:
    """Return a step as the program would add it to the chain, with whatever is said instead."""
    count, previous = connection.execute("select steps, hash from desk.chain_head").fetchone()
    row = {
        "id": count + 1, "request_id": OURS, "kind": NOTE, "happened_on": "2026-03-06",
        "details": '{"approved_by":"某负责人","note":"引号\\"、\\\\、\\n、\\u0001"}',
        "recorded_at": datetime.now().isoformat(timespec="seconds"),  # noqa: DTZ005
        "recorded_by": connection.execute("select desk.name_here()").fetchone()[0], "annuls": None,
    } | said  # fmt: skip
    content = [row[name] for name in (
        "id", "request_id", "kind", "happened_on", "details", "recorded_at", "recorded_by",
        "annuls",
    )]  # fmt: skip
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    row.setdefault("previous", previous)
    row.setdefault("hash", hashlib.sha256(row["previous"] + canonical.encode()).digest())
    return row


def _add(connection: Any, *, moves: bool = True, **said: Any) -> None:
    row = _step(connection, **said)
    marks = ", ".join(["%s"] * len(row))
    with connection.transaction():
        connection.execute(
            f"insert into desk.step ({', '.join(row)}) values ({marks})", list(row.values())
        )
        if moves:
            connection.execute(
                "update desk.chain_head set steps = %s, hash = %s", [row["id"], row["hash"]]
            )


KINDS_REFUSED = {
    P.CLERK: {StepKind.APPROVED},
    P.HEAD: {StepKind.APPROVED},
    P.SECTION: {StepKind.RECEIVED, StepKind.APPROVED, StepKind.DECIDED, StepKind.SERVED},
    P.REVIEWER: {StepKind.APPROVED, StepKind.SERVED},
    P.LEADER: {StepKind.SERVED, StepKind.RECEIVED},
    P.READER: {StepKind.NOTED},
}


@pytest.mark.parametrize("part", KINDS_REFUSED)
def test_a_step_that_is_not_of_the_part_is_refused(office: Office, part: OfficePart) -> None:
    with office.at(part) as connection:
        for kind in KINDS_REFUSED[part]:
            with pytest.raises(server.driver().errors.InsufficientPrivilege):
                _add(connection, kind=kind.word)


@pytest.mark.parametrize("part", [one for one in P if one is not P.READER])
def test_a_part_adds_its_steps_and_the_chain_stays_whole(office: Office, part: OfficePart) -> None:
    kind = StepKind.APPROVED if part is P.LEADER else StepKind.NOTED
    before = steps.count(office.store)
    with office.at(part) as connection:
        _add(connection, kind=kind.word)
    assert steps.count(office.store) == before + 1
    assert steps.verify_chain(office.store) == []
    last = steps.one(office.store, before + 1)
    # Whose account it was, the step says.
    assert last is not None
    assert last.recorded_by == f"某{part.label}"


@pytest.mark.parametrize(
    "said",
    [
        {"recorded_by": "某经办人"},
        {"recorded_at": "2020-01-01T00:00:00"},
        {"hash": b"\0" * 32},
        {"previous": b"\0" * 32},
        {"id": 99},
        {"id": 1},
        {"annuls": 3},
        {"request_id": 99},
        {"moves": False},
        {"details": '{"approved_by":"某局长"}'},
    ],
    ids=str,
)
def test_a_step_that_is_not_as_it_should_be_is_refused(
    office: Office, said: dict[str, Any]
) -> None:
    before = office.store.rows("select * from step order by id")
    with (
        office.at(P.LEADER) as connection,
        pytest.raises(server.driver().Error),
    ):
        _add(connection, kind=StepKind.APPROVED.word, **said)
    assert office.store.rows("select * from step order by id") == before


def _enter(connection: Any, *, moves: bool = True, **said: Any) -> None:
    """Add an entry as the program would, with whatever is said instead."""
    count, previous = connection.execute("select entries, hash from desk.entry_head").fetchone()
    taken, head = connection.execute("select steps, hash from desk.chain_head").fetchone()
    row = {
        "id": count + 1, "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": connection.execute("select desk.name_here()").fetchone()[0], "machine": "甲@某机",
        "notes": '[{"note":"x"}]', "steps": taken, "step_hash": head.hex(), "rows": "{}",
    } | said  # fmt: skip
    canonical = json.dumps(
        [row[name] for name in ENTRY_COLUMNS.split(", ")], ensure_ascii=False,
        separators=(",", ":"),
    )  # fmt: skip
    row.setdefault("hash", hashlib.sha256(previous + canonical.encode()).digest())
    marks = ", ".join(["%s"] * len(row))
    with connection.transaction():
        connection.execute(
            f"insert into desk.entry ({', '.join(row)}) values ({marks})", list(row.values())
        )
        if moves:
            connection.execute(
                "update desk.entry_head set entries = %s, hash = %s", [row["id"], row["hash"]]
            )


@pytest.mark.parametrize("part", [P.CLERK, P.SECTION, P.READER])
def test_an_entry_of_an_account_follows_the_last(office: Office, part: OfficePart) -> None:
    before = history.anchor(office.store).entries
    with office.at(part) as connection:
        _enter(connection)
    assert history.anchor(office.store).entries == before + 1
    assert history.latest(office.store).by == f"某{part.label}"
    assert [one for one in history.verify(office.store) if "操作记录" in one] == []


@pytest.mark.parametrize(
    "said",
    [
        {"by": "某负责人"},
        {"at": "2020-01-01T00:00:00+08:00"},
        {"hash": b"\0" * 32},
        {"id": 99},
        {"moves": False},
    ],
    ids=str,
)
def test_an_entry_that_is_not_as_it_should_be_is_refused(
    office: Office, said: dict[str, Any]
) -> None:
    before = history.anchor(office.store)
    with office.at(P.CLERK) as connection, pytest.raises(server.driver().Error):
        _enter(connection, **said)
    assert history.anchor(office.store) == before


def test_a_section_adds_nothing_to_the_case_of_another(office: Office) -> None:
    errors = server.driver().errors
    with office.at(P.SECTION) as connection:
        with pytest.raises(errors.InsufficientPrivilege):
            _add(connection, request_id=THEIRS)
        _add(connection, request_id=OURS)


def test_a_section_is_not_told_what_words_the_cases_of_others_hold(office: Office) -> None:
    office.store.connection.execute("analyze request_gram")
    told = {
        part: seat.execute("select count(*) from desk.how_common()").fetchone()[0]
        for part, seat in office.seats.items()
    }
    assert {part for part, many in told.items() if not many} == {P.SECTION}


def test_a_case_given_by_mistake_is_the_sections_no_more(office: Office) -> None:
    with office.at(P.CLERK) as clerk, office.at(P.SECTION) as section:
        seen = "select count(*) from desk.request where id = 2"
        _add(clerk, request_id=THEIRS, kind=StepKind.ASSIGNED.word,
             details='{"others":[{"section":"规划科"}],"section":"财务科"}')  # fmt: skip
        assert section.execute(seen).fetchone() == (1,)
        _add(clerk, request_id=THEIRS, kind=StepKind.ANNULLED.word,
             annuls=steps.count(office.store), details="{}")  # fmt: skip
        assert section.execute(seen).fetchone() == (0,)


def test_an_account_closed_reaches_nothing(office: Office) -> None:
    name = office.accounts[P.COUNSEL]
    roles.close_account(office.store.connection, name)
    try:
        with pytest.raises(server.driver().OperationalError, match="not permitted to log in"):
            server.connected(office.database, name)
        assert name not in {one.name for one in roles.accounts(office.store.connection)}
    finally:
        roles.keep_account(office.store.connection, name, (P.COUNSEL,))


def test_a_database_of_another_register_is_closed_to_its_accounts(office: Office) -> None:
    with server.database() as other:
        store = server.opened(office.store.path.with_name("别局.djs"), other)
        with store.atomic():
            pass
        store.connection.execute("begin")
        roles.put_in_place(store.connection)
        store.connection.execute("commit")
        store.close()
        with pytest.raises(server.driver().OperationalError, match="permission denied"):
            server.connected(other, office.accounts[P.HEAD])
    server.drop_roles(other)


def test_a_table_of_a_later_version_is_granted_with_it(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reads = "select count(*) from desk.erasure"
    with server.database() as name:
        path = tmp_path_factory.mktemp("later") / "某局.djs"
        store = server.opened(path, name)
        with store.atomic():
            pass
        connection = store.connection
        connection.execute("begin")
        roles.put_in_place(connection)
        roles.keep_account(connection, f"{name}_reads", (P.READER,))
        # As it was before the last step.
        connection.execute("drop table desk.erasure cascade")
        connection.execute("drop function desk.erasure_stays, desk.touch_erasure")
        connection.execute("delete from _sqlite_migrations where name = 'm0013_erasures'")
        connection.execute("commit")
        store.close()
        with server.connected(name, f"{name}_reads") as reader:
            with pytest.raises(server.driver().errors.UndefinedTable):
                reader.execute(reads)
            server.opened(path, name).close()
            assert reader.execute(reads).fetchone() == (0,)
    server.drop_roles(name, f"{name}_reads")


def test_what_is_put_in_place_twice_is_as_once(office: Office) -> None:
    connection = office.store.connection
    before = _rights(connection)
    connection.execute("begin")
    roles.put_in_place(connection)
    connection.execute("commit")
    assert _rights(connection) == before


def _rights(connection: Any) -> tuple[Any, ...]:
    tables = connection.execute(
        "select relname::text, relacl::text, relrowsecurity::int from pg_class c"
        " where relnamespace = to_regnamespace('desk') order by 1"
    ).fetchall()
    rules = connection.execute(
        "select tablename::text, policyname::text, qual, with_check from pg_policies order by 1, 2"
    ).fetchall()
    guards = connection.execute("select tgname::text from pg_trigger order by 1").fetchall()
    return tables, rules, guards
