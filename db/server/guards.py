"""What the server holds every account to, whatever program speaks to it.

Steps and entries are only added, each hash as it must be, under the name of the account that
writes; a section reaches the cases it was given and no other. Who owns the register (whoever made
it, moves it, restores it) is held to nothing here: what it does is found by the chain.
"""

from collections.abc import Iterator

from db.server import stand_ins
from db.server.schema_name import SCHEMA
from rules.people import MAY, OfficePart, parts_that_may
from rules.steps import StepKind

# Written at registration; whoever only adds steps to a case leaves them.
_FACTS = (
    *("id", "year", "serial", "register_number", "applicant_name", "applicant_kind", "id_type"),
    *("id_number", "phone", "email", "address", "agent_name", "co_applicants", "channel"),
    *("arrived_on", "information_sought", "split_from", "remark"),
)
# The tables whose rows belong to a case, with the column that names it.
OF_A_CASE = {
    "request": "id",
    "request_text": "id",
    "request_gram": "id",
    "step": "request_id",
    "document": "request_id",
    "attachment": "request_id",
    "clock": "request_id",
}
_FUNCTION = "language plpgsql security definer set search_path = {schema}, pg_temp as $$\n{body} $$"
# As `db.erasing` and `db.access` put them in place of words.
_MARK = "〔已删除[0-9a-f]{0,8}〕"
_SAME_NAMES = " and names_in(new.details) = names_in(old.details)"
_HEADS = {
    "chain_head": ("step", "steps", "s.previous is distinct from b.hash"),
    "entry_head": ("entry", "entries", "false"),
}


def words() -> Iterator[str]:
    """Yield the statements that put every guard in place; they may be said again."""
    yield from stand_ins.words()
    yield from _questions()
    yield from _steps()
    yield from _taken_out()
    yield from _entries()
    yield from _heads()
    yield from _rows()


def _function(name: str, returns: str, body: str, *, stable: bool = False) -> str:
    made = _FUNCTION.format(schema=SCHEMA, body=body)
    made = made.replace("plpgsql", "plpgsql stable", 1) if stable else made
    return f"create or replace function {SCHEMA}.{name} returns {returns} {made}"


def _trigger(name: str, when: str, table: str, function: str) -> Iterator[str]:
    yield f"drop trigger if exists {name} on {SCHEMA}.{table}"
    yield (
        f"create trigger {name} before {when} on {SCHEMA}.{table}"
        f" for each row execute function {SCHEMA}.{function}()"
    )


def _questions() -> Iterator[str]:
    """Who sits there: asked of the session, which nobody can change by taking another role."""
    yield _function(
        "owns()",
        "boolean",
        "begin return pg_has_role(session_user, (select nspowner from pg_namespace"
        f" where nspname = '{SCHEMA}'), 'member'); end",
        stable=True,
    )
    yield _function(
        "plays(part text)",
        "boolean",
        "declare played name := current_database() || '_' || part; begin"
        " return exists (select from pg_roles where rolname = played)"
        " and pg_has_role(session_user, played, 'member')"
        " and (not exists (select from standing_in s where s.account = session_user::text"
        " and s.part = plays.part) or exists (select from stands_in() s"
        " where s.account = session_user::text and s.part = plays.part)); end",
        stable=True,
    )
    # What a section may not read it may still hold what it saw against.
    yield _function(
        "has_entry(number bigint, digest bytea)",
        "boolean",
        "begin return exists (select from entry e where e.id = number and e.hash = digest); end",
        stable=True,
    )
    yield _function(
        "name_here()",
        "text",
        "begin return (select name from person where lower(account) = lower(session_user::text)"
        " and retired_on is null order by id limit 1); end",
        stable=True,
    )
    yield _function(
        "sections_of(details text)",
        "text[]",
        "declare said jsonb := details::jsonb; begin"
        " return array(select btrim(t) from unnest(array[said ->> 'section'] ||"
        " array(select one ->> 'section' from jsonb_array_elements(case jsonb_typeof("
        "said -> 'others') when 'array' then said -> 'others' else '[]' end) one)) t"
        " where btrim(t) <> ''); end",
    ).replace("plpgsql", "plpgsql immutable", 1)
    yield f"drop index if exists {SCHEMA}.step_given_to"
    yield (
        f"create index step_given_to on {SCHEMA}.step using gin ({SCHEMA}.sections_of(details))"
        f" where kind = '{StepKind.ASSIGNED.word}'"
    )
    yield _function(
        "own_cases()",
        "setof bigint",
        "begin return query select s.request_id from step s join section o on"
        " sections_of(s.details) @> array[o.name::text] join person p on p.section_id = o.id"
        f" where s.kind = '{StepKind.ASSIGNED.word}' and p.retired_on is null"
        " and lower(p.account) = lower(session_user::text)"
        " and not exists (select from step a where a.annuls = s.id); end",
        stable=True,
    )


def _steps() -> Iterator[str]:
    kinds = " or ".join(
        f"(plays('{part.name.lower()}') and new.kind in ({_listed(part)}))"
        for part in OfficePart
        if _kinds(part)
    )
    runs = "(plays('clerk') or plays('head'))"
    yield _function(
        "step_is_fit()",
        "trigger",
        f"""begin
    if owns() then return new; end if;
    if not ({kinds}) then {_no("this account may not enter such a step")} end if;
    if new.recorded_by is distinct from name_here() then
        {_no("a step bears the name of the account that enters it")} end if;
    if new.kind = '{StepKind.APPROVED.word}' and
        new.details::jsonb ->> 'approved_by' is distinct from name_here() then
        {_no("who approves signs under the own account")} end if;
    if abs(extract(epoch from new.recorded_at::timestamp - localtimestamp)) > 86400 then
        {_no("a step bears the time of the server")} end if;
    if new.annuls is not null and not exists (select from step s where s.id = new.annuls
        and s.request_id = new.request_id and (s.recorded_by = new.recorded_by or {runs})) then
        {_no("a step is taken back by who entered it")} end if;
    if new.hash is distinct from sha256(new.previous || convert_to(
        {
            _json(
                "new.id",
                "new.request_id",
                "new.kind",
                "new.happened_on",
                "new.details",
                "new.recorded_at",
                "new.recorded_by",
                "new.annuls",
            )
        }, 'UTF8')) then
        {_no("a step bears its own hash")} end if;
    return new;
end""",
    )
    yield from _trigger("step_is_fit", "insert", "step", "step_is_fit")


def _taken_out() -> Iterator[str]:
    """Yield what lets the office's head take words out of what never changes, and nothing else.

    What is left must be what stood there with marks in place of some of it, under the same names;
    whose the words were is proven by `db.erasing`.
    """
    yield _function(
        "only_taken_out(before text, after text)",
        "boolean",
        f"""declare kept text := after; begin
    kept := replace(replace(replace(kept, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
    return after <> before and before like regexp_replace(kept, '{_MARK}', '%', 'g');
end""",
        stable=True,
    ).replace("plpgsql stable", "plpgsql immutable", 1)
    yield _function(
        "names_in(details text)",
        "text",
        "begin return jsonb_path_query_array(details::jsonb,"
        " '$.** ? (@.type() == \"object\").keyvalue().key')::text; end",
    ).replace("plpgsql", "plpgsql immutable", 1)
    for name, table, sentence, also in (
        ("step_stays_as_it_is", "step", "a step is never changed", _SAME_NAMES),
        ("access_stays_as_it_is", "access", "what was looked at is never changed", ""),
    ):
        yield _function(
            name + "()",
            "trigger",
            f"""begin
    if not owns() and plays('head') and to_jsonb(new) - 'details' = to_jsonb(old) - 'details'
        and only_taken_out(old.details, new.details){also} then return new; end if;
    raise exception '{sentence}' using errcode = 'integrity_constraint_violation';
end""",
        )
        yield from _trigger(name, "update", table, name)
    # What others have half filled in is theirs alone: where it holds such words it goes whole.
    yield _function(
        "drop_drafts_with(words text)",
        "bigint",
        """declare gone bigint; begin
    if not (owns() or plays('head')) then
        raise exception 'drafts of others are their own'
            using errcode = 'insufficient_privilege'; end if;
    delete from draft_seal where key in (select key from draft where strpos(fields, words) > 0
        and not starts_with(key, of_account()));
    with dropped as (delete from draft where strpos(fields, words) > 0
        and not starts_with(key, of_account()) returning 1) select count(*) into gone from dropped;
    return gone;
end""",
    )


def _entries() -> Iterator[str]:
    yield _function(
        "entry_is_fit()",
        "trigger",
        f"""declare last record;
begin
    if owns() then return new; end if;
    select * into last from entry_head;
    if new.id <> last.entries + 1 then {_no("an entry follows the last")} end if;
    if new."by" is distinct from name_here() then
        {_no("an entry bears the name of the account that writes")} end if;
    if abs(extract(epoch from new.at::timestamptz - now())) > 86400 then
        {_no("an entry bears the time of the server")} end if;
    if new.hash is distinct from sha256(last.hash || convert_to(
        {
            _json(
                "new.id",
                "new.at",
                'new."by"',
                "new.machine",
                "new.notes",
                "new.steps",
                "new.step_hash",
                "new.rows",
            )
        }, 'UTF8')) then
        {_no("an entry bears its own hash")} end if;
    return new;
end""",
    )
    yield from _trigger("entry_is_fit", "insert", "entry", "entry_is_fit")


def _heads() -> Iterator[str]:
    """Yield what lets a head move over rows that are there alone, and leaves no row without it."""
    for head, (table, count, broken) in _HEADS.items():
        yield _function(
            f"{head}_is_fit()",
            "trigger",
            f"""begin
    if owns() then return new; end if;
    if new.id <> old.id or new.{count} < old.{count} or new.hash is distinct from (
        select r.hash from {table} r where r.id = new.{count}) and new.{count} <> old.{count}
        or new.{count} = old.{count} and new.hash is distinct from old.hash
        or (select count(*) from {table} r where r.id > old.{count} and r.id <= new.{count})
            <> new.{count} - old.{count}
        or exists (select from {table} s join (select id, hash from {table}
            union all select old.{count}, old.hash where not exists (
            select from {table} where id = old.{count})) b on b.id = s.id - 1
            where s.id > old.{count} and s.id <= new.{count} and ({broken})) then
        {_no("the head of a chain follows its last row")} end if;
    return new;
end""",
        )
        yield from _trigger(f"{head}_is_fit", "update", head, f"{head}_is_fit")
        yield _function(
            f"{table}_has_its_head()",
            "trigger",
            f"""begin
    if not owns() and new.id > (select {count} from {head}) then
        {_no("no row of a chain lies beyond its head")} end if;
    return null;
end""",
        )
        yield f"drop trigger if exists {table}_has_its_head on {SCHEMA}.{table}"
        yield (
            f"create constraint trigger {table}_has_its_head after insert on {SCHEMA}.{table}"
            " deferrable initially deferred for each row"
            f" execute function {SCHEMA}.{table}_has_its_head()"
        )


def _rows() -> Iterator[str]:
    changed = " or ".join(f"new.{name} is distinct from old.{name}" for name in _FACTS)
    yield _function(
        "request_is_fit()",
        "trigger",
        f"""begin
    if not (owns() or plays('clerk') or plays('head')) and ({changed}) then
        {_no("what was registered is the clerk''s")} end if;
    return new;
end""",
    )
    yield from _trigger("request_is_fit", "update", "request", "request_is_fit")
    yield _function(
        "access_is_fit()",
        "trigger",
        f"""begin
    if not owns() and new."by" is distinct from name_here() then
        {_no("a look bears the name of the account that looked")} end if;
    return new;
end""",
    )
    yield from _trigger("access_is_fit", "insert", "access", "access_is_fit")


def _kinds(part: OfficePart) -> list[StepKind]:
    may = MAY[part]
    return [
        kind for kind in StepKind if kind in may and part in parts_that_may(kind, has_account=True)
    ]


def _listed(part: OfficePart) -> str:
    return ", ".join(f"'{kind.word}'" for kind in _kinds(part))


def _no(sentence: str) -> str:
    return f"raise exception '{sentence}' using errcode = 'insufficient_privilege';"


def _json(*columns: str) -> str:
    """Return the canonical JSON of columns as SQL: the list Python's encoder makes of them."""
    said = " || ',' || ".join(f"coalesce(to_json({column})::text, 'null')" for column in columns)
    return f"'[' || {said} || ']'"
