"""Who may do what on a server: the parts of the office as roles, and what each is granted.

A register's roles bear the name of its database, so that two registers of one server have
different ones. An account is a login of the server that is given roles; what it is called in the
register, its person says. Everything may be said again after an upgrade.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from db.server import guards, own_parts, papers, stand_ins
from db.server.schema_name import SCHEMA
from rules.errors import ClerkError
from rules.people import OfficePart

if TYPE_CHECKING:
    from db.server.connection import ServerConnection

_EVERYBODY = tuple(OfficePart)
_READER = OfficePart.READER
_WRITERS = tuple(part for part in OfficePart if part is not _READER)
_RUNNING = (OfficePart.CLERK, OfficePart.HEAD)
_HEAD = (OfficePart.HEAD,)

# Verb by verb, who may write what; nobody deletes a case, and nobody changes what is only added.
_GRANTS: Sequence[tuple[str, str, Collection[OfficePart]]] = (
    ("request", "insert", _RUNNING),
    ("request", "update", _WRITERS),
    ("request_text", "insert, update", _WRITERS),
    ("request_gram", "insert, update, delete", _WRITERS),
    ("step", "insert", _WRITERS),
    ("chain_head", "update", _WRITERS),
    ("entry", "insert", _EVERYBODY),
    ("entry_head", "update", _EVERYBODY),
    ("document", "insert, update", _WRITERS),
    ("attachment", "insert, update", _WRITERS),
    ("attachment", "delete", _RUNNING),
    ("attachment_text", "insert, update", _WRITERS),
    ("attachment_text", "delete", _RUNNING),
    ("clock", "insert, delete", _WRITERS),
    ("number", "insert, update", _WRITERS),
    ("book_entry", "insert, update", _RUNNING),
    ("public_document", "insert, update, delete", _RUNNING),
    # Whoever stands in plays the parts of who is away: to say who is to give them.
    ("absence", "insert, update, delete", _HEAD),
    ("access", "insert", _EVERYBODY),
    # Words alone, and a mark in their place: the guards hold it to that.
    ("step", "update (details)", _HEAD),
    ("access", "update (details)", _HEAD),
    ("erasure", "insert", _HEAD),
    ("draft", "insert, update, delete", _WRITERS),
    ("draft_seal", "insert, update, delete", _WRITERS),
    ("setting", "insert, update, delete", _WRITERS),
    *(
        (table, "insert, update, delete", _HEAD)
        for table in ("calendar_day", "calendar_year", "local_day")
    ),
    *((table, "insert", _HEAD) for table in ("calendar_change", "local_day_change")),
    *((table, "insert, update", _HEAD) for table in ("section", "person")),
)
# Settings that hold for the whole office; the phrases are everybody's; the rest a clerk's.
HEADS_SETTINGS = ("office", "clerk", "practice", "roll_up_units", "counsel_rules")
_COMMON_SETTINGS = ("reason_phrases", "ledger_columns", "ledger_masks_numbers")
# What signs the codes of the sections' packages: who has it could forge an answer.
_SECRETS = ("section_secret",)


class Account(NamedTuple):
    """A login of the server with the parts it plays here, by their names."""

    name: str
    parts: tuple[OfficePart, ...]
    may_log_in: bool = True


def role_of(database: str, part: OfficePart) -> str:
    """Return the role of a part in the register of a database."""
    return f"{database}_{part.name.lower()}"


def put_in_place(connection: "ServerConnection") -> None:
    """Make the roles, grant what each may, and place the guards; in the open transaction.

    The account must own the register and may make roles. Raises the connection's errors.
    """
    database = _database(connection)
    for part in OfficePart:
        role = role_of(database, part)
        if not _one(connection, "select 1 from pg_roles where rolname = ?", role):
            connection.execute(f"create role {quoted(role)} nologin")
    # No table may be changed while a guard still waits for the end of the transaction.
    connection.execute("set constraints all immediate")
    for said in (*guards.words(), *_granting(database), *_policies(database)):
        connection.execute(said)
    grant_papers(connection)
    connection.execute("set constraints all deferred")


def grant_papers(connection: "ServerConnection") -> None:
    """Let the roles at the papers that are kept in the database, where they are."""
    if not papers.are_kept(connection):
        return
    database = _database(connection)
    for said in papers.granting(
        _roles(database, _EVERYBODY),
        _roles(database, _WRITERS),
        _roles(database, _RUNNING),
        _roles(database, [one for one in _EVERYBODY if one is not OfficePart.SECTION]),
        _roles(database, (OfficePart.SECTION,)),
    ):
        connection.execute(said)


def are_made(connection: "ServerConnection") -> bool:
    """Tell whether this register has roles: one in which everybody is the owner has none."""
    return bool(_one(connection, own_parts.MADE))


def _granting(database: str) -> Iterator[str]:
    all_roles = _roles(database, _EVERYBODY)
    yield f"revoke all on database {quoted(database)} from public"
    yield f"grant connect, temporary on database {quoted(database)} to {all_roles}"
    for who in ("public", all_roles):
        yield f"revoke all on all tables in schema {SCHEMA} from {who}"
        yield f"revoke all on schema {SCHEMA} from {who}"
    yield f"grant usage on schema {SCHEMA} to {all_roles}"
    yield f"grant select on all tables in schema {SCHEMA} to {all_roles}"
    for table, verbs, parts in _GRANTS:
        yield f"grant {verbs} on {SCHEMA}.{table} to {_roles(database, parts)}"


def _policies(database: str) -> Iterator[str]:
    """Yield which rows of a table each part reaches; what no policy names nobody but the owner."""
    section = _roles(database, (OfficePart.SECTION,))
    others = _roles(database, [one for one in _EVERYBODY if one is not OfficePart.SECTION])
    everybody, running = _roles(database, _EVERYBODY), _roles(database, _RUNNING)
    own = f"in (select {SCHEMA}.own_cases())"
    rules: list[tuple[str, str, str, str, str]] = []
    for table, column in guards.OF_A_CASE.items():
        rules.append((table, "other", "all", others, "true"))
        rules.append((table, "section", "all", section, f"{column} {own}"))
    rules += [
        ("erasure", "other", "select", others, "true"),
        ("erasure", "head", "insert", _roles(database, _HEAD), "true"),
        ("erasure", "section", "select", section,
         f"step_id in (select id from {SCHEMA}.step where request_id {own})"),
        ("attachment_text", "other", "all", others, "true"),
        ("attachment_text", "section", "all", section,
         f"sha256 in (select sha256 from {SCHEMA}.attachment where request_id {own})"),
        ("book_entry", "other", "all", others, "true"),
        ("book_entry", "section", "select", section, f"request_id {own}"),
        ("entry", "add", "insert", everybody, "true"),
        ("entry", "other", "select", others, "true"),
        ("entry", "section", "select", section,
         f"by = {SCHEMA}.name_here() or id = (select entries from {SCHEMA}.entry_head)"),
        ("access", "add", "insert", everybody, "true"),
        ("access", "head", "update", _roles(database, _HEAD), "true"),
        ("access", "running", "select", running, "true"),
        ("access", "own", "select", everybody, f"by = {SCHEMA}.name_here()"),
        ("setting", "secret", "select", running, "true"),
        ("setting", "read", "select", everybody, f"name not in ({_texts(_SECRETS)})"),
        ("setting", "head", "all", _roles(database, _HEAD), "true"),
        ("setting", "running", "all", _roles(database, (OfficePart.CLERK,)),
         f"name not in ({_texts(HEADS_SETTINGS)})"),
        ("setting", "common", "all", _roles(database, _WRITERS),
         f"name in ({_texts(_COMMON_SETTINGS)})"),
    ]  # fmt: skip
    rules += [
        (table, "own", "all", everybody, f"starts_with(key, {SCHEMA}.of_account())")
        for table in ("draft", "draft_seal")
    ]
    yield (
        f"create or replace function {SCHEMA}.of_account() returns text language sql stable"
        " as $$ select session_user::text || '/' $$"
    )
    for table in dict.fromkeys(rule[0] for rule in rules):
        yield f"alter table {SCHEMA}.{table} enable row level security"
    for table, name, verb, who, which in rules:
        yield f"drop policy if exists {table}_{name} on {SCHEMA}.{table}"
        looks = "" if verb == "insert" else f" using ({which})"
        writes = f" with check ({which})" if verb in ("insert", "update", "all") else ""
        yield (
            f"create policy {table}_{name} on {SCHEMA}.{table} for {verb} to {who}{looks}{writes}"
        )


def keep_account(
    connection: "ServerConnection", name: str, parts: Collection[OfficePart], password: str = ""
) -> None:
    """Make an account or change its parts; a password where it gets a new one.

    The password goes to the server as what proves it (SCRAM), never as it is. Raises `ClerkError`
    where the name is the owner's or could stand for another, and the connection's errors.
    """
    if not name or name != name.strip() or any(letter in name for letter in "\"'\\\0/"):
        raise ClerkError(
            "账号名称不能为空，也不能有引号、斜杠和首尾空格，请换一个。", None, "account"
        )
    if not parts:
        raise ClerkError("请给账号至少选一种分工。", None, "parts")
    if name == _one(connection, "select session_user::text"):
        raise ClerkError("这是正在使用的建库账号，请给办件的人另建账号。", None, "account")
    database = _database(connection)
    stand_ins.forget(connection, name)
    if not _one(connection, "select 1 from pg_roles where rolname = ?", name):
        connection.execute(f"create role {quoted(name)} login")
    connection.execute(f"alter role {quoted(name)} login")
    if password:
        proof = connection.proof_of(password, name)
        connection.execute(f"alter role {quoted(name)} password '{proof}'")
    for part in OfficePart:
        role = quoted(role_of(database, part))
        verb = f"grant {role} to" if part in parts else f"revoke {role} from"
        connection.execute(f"{verb} {quoted(name)}")


def close_account(connection: "ServerConnection", name: str) -> None:
    """Let an account log in no more and play no part; what it entered keeps its name."""
    database = _database(connection)
    stand_ins.forget(connection, name)
    connection.execute(f"alter role {quoted(name)} nologin")
    for part in OfficePart:
        connection.execute(f"revoke {quoted(role_of(database, part))} from {quoted(name)}")


def close_register(connection: "ServerConnection") -> None:
    """Let no account write any more, because the register lies elsewhere by now."""
    database = _database(connection)
    for part in OfficePart:
        role = role_of(database, part)
        if _one(connection, "select 1 from pg_roles where rolname = ?", role):
            connection.execute(f"revoke insert on {SCHEMA}.entry from {quoted(role)}")


def accounts(connection: "ServerConnection") -> list[Account]:
    """Return the accounts that play a part here, by name; not what they stand in for."""
    lent = stand_ins.given(connection)
    roles = {role_of(_database(connection), part): part for part in OfficePart}
    found: dict[tuple[str, bool], list[OfficePart]] = {}
    for name, may, role in connection.execute(
        "select m.rolname::text, m.rolcanlogin::int, r.rolname::text from pg_auth_members a"
        " join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid"
        " where not m.rolsuper order by 1, 3"
    ).fetchall():
        if role in roles and (name, role) not in lent:
            found.setdefault((name, bool(may)), []).append(roles[role])
    return [Account(name, tuple(parts), may) for (name, may), parts in found.items()]


def closed_among(connection: "ServerConnection", names: Collection[str]) -> list[str]:
    """Return which of these accounts there are that may not log in, by name."""
    rows = connection.execute(
        "select rolname::text from pg_roles where not rolcanlogin and rolname = any(?) order by 1",
        (list(names),),
    ).fetchall()
    return [name for (name,) in rows]


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _roles(database: str, parts: Collection[OfficePart]) -> str:
    return ", ".join(quoted(role_of(database, part)) for part in parts)


def _texts(names: Collection[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _database(connection: "ServerConnection") -> str:
    return str(_one(connection, "select current_database()::text"))


def _one(connection: "ServerConnection", sql: str, *values: object) -> object:
    row = connection.execute(sql, values).fetchone()
    return None if row is None else row[0]
