"""Whoever stands in for somebody who is away plays that person's parts for so long, and no longer.

The absences of the register say who; the server gives the account of the stand-in the roles and
takes them back. What it gave so is noted, so that it is never taken for what the owner gave; past
its last day it counts for nothing, whoever has taken it back or not yet.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.server.schema_name import SCHEMA

if TYPE_CHECKING:
    from db.server.connection import ServerConnection

_KEEP = f"{SCHEMA}.keep_stand_ins()"
KEPT = f"select {_KEEP}"
MADE = f"select to_regprocedure('{_KEEP}') is not null"


def words() -> Iterator[str]:
    """Yield what makes the note of the roles given so, and the functions; may be said again."""
    yield (
        f'create table if not exists {SCHEMA}.standing_in (account text collate "C" not null,'
        ' part text collate "C" not null, primary key (account, part))'
    )
    yield (
        f"create or replace function {SCHEMA}.stands_in() returns table (account text, part text)"
        f" language sql stable security definer set search_path = {SCHEMA}, pg_temp as $$\n"
        "select distinct s.account, lower(p) from absence a"
        " join person s on s.id = a.stand_in_id and s.retired_on is null and s.account <> ''"
        " join person w on w.id = a.person_id and w.retired_on is null"
        " cross join lateral jsonb_array_elements_text(w.parts::jsonb) p"
        " where current_date::text between a.first_on and a.last_on and p <> 'READER' $$"
    )
    yield f"""create or replace function {_KEEP} returns bigint
language plpgsql security definer set search_path = {SCHEMA}, pg_temp as $$
declare one record; played name; changed bigint := 0;
begin
    for one in select account, part from standing_in except select * from stands_in() loop
        played := current_database() || '_' || one.part;
        if exists (select from pg_roles where rolname = one.account) then
            execute format('revoke %I from %I', played, one.account);
        end if;
        delete from standing_in s where s.account = one.account and s.part = one.part;
        changed := changed + 1;
    end loop;
    for one in select * from stands_in() except select account, part from standing_in loop
        played := current_database() || '_' || one.part;
        continue when not exists (select from pg_roles where rolname = one.account)
            or not exists (select from pg_roles where rolname = played)
            or pg_has_role(one.account, played, 'member');
        execute format('grant %I to %I', played, one.account);
        insert into standing_in values (one.account, one.part);
        changed := changed + 1;
    end loop;
    return changed;
end $$"""


def keep(connection: "ServerConnection") -> int:
    """Give and take back what the absences of today ask for; return how much was changed.

    Nothing in a register without roles. Raises the errors of the connection.
    """
    row = connection.execute(MADE).fetchone()
    if not row[0]:
        return 0
    return int(connection.execute(KEPT).fetchone()[0])


def given(connection: "ServerConnection") -> set[tuple[str, str]]:
    """Return what accounts have for so long as somebody is away: the account, and the role."""
    row = connection.execute(f"select to_regclass('{SCHEMA}.standing_in') is not null").fetchone()
    if not row[0]:
        return set()
    rows = connection.execute(
        "select account, current_database() || '_' || part from standing_in"
    ).fetchall()
    return {(account, role) for account, role in rows}


def forget(connection: "ServerConnection", account: str) -> None:
    """Take an account for one that was given nothing so, because its owner changes its parts."""
    connection.execute(f"delete from {SCHEMA}.standing_in where account = ?", (account,))
