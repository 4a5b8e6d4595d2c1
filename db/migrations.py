"""The register's tables, step by step. Never edit a released step; add the next.

Tables are written as SQL and STRICT, so that a fresh register and an upgraded one are the same
to the letter (`tests/db/schema.sql`). A migration must not rely on code that may change later:
whatever it computes, it carries with it.
"""

from functools import cache

from sqlite_utils import Database, Migrations

from db.attached_words import TABLES as ATTACHED_WORDS
from db.book_tables import OFFICE_BOOKS
from db.erasure_tables import ERASURES
from db.first_tables import REQUESTS
from db.newest import APPLICATION_ID, schema
from db.people_tables import PEOPLE

migrations = Migrations("disclosure-desk")


def step_names() -> list[str]:
    """Return the names of all steps this program knows, first to last."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return [step.name for step in migrations.pending(empty)]
    finally:
        empty.close()


@cache
def expected_schema(*kinds: str, steps: int | None = None) -> frozenset[tuple[str, str]]:
    """Return what `schema` returns for a register after all or the first few steps."""
    fresh = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(fresh, stop_before=step_names()[steps:][:1] if steps is not None else ())
        return frozenset(schema(fresh.conn, *kinds))
    finally:
        fresh.close()


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)


@migrations()
def m0001_requests(db: Database) -> None:
    """Mark the file as a register, and keep requests and what they are searched by."""
    _run(
        db,
        f"pragma application_id = {APPLICATION_ID}",
        *REQUESTS,
    )


@migrations()
def m0002_steps(db: Database) -> None:
    """Keep the steps of every request, chained and unchangeable."""
    _run(
        db,
        """create table step (
    id integer primary key,
    request_id integer not null references request (id),
    kind text not null,
    happened_on text not null,
    details text not null,
    recorded_at text not null,
    recorded_by text not null,
    annuls integer references step (id),
    previous blob not null,
    hash blob not null
) strict""",
        """create table chain_head (
    id integer primary key check (id = 1),
    steps integer not null,
    hash blob not null
) strict""",
        "insert into chain_head (id, steps, hash) values (1, 0, x'')",
        "create index step_request on step (request_id, id)",
        "create index step_kind on step (kind, request_id)",
        "create index step_annuls on step (annuls) where annuls is not null",
        """create trigger step_stays_as_it_is before update on step
begin
    select raise(abort, 'a step is never changed');
end""",
        """create trigger step_stays before delete on step
begin
    select raise(abort, 'a step is never deleted');
end""",
        """create trigger chain_head_stays before delete on chain_head
begin
    select raise(abort, 'the chain has a head');
end""",
    )


@migrations()
def m0003_papers(db: Database) -> None:
    """Keep letters written and files received."""
    _run(
        db,
        """create table document (
    id integer primary key,
    request_id integer not null references request (id),
    step_id integer references step (id),
    kind text not null,
    title text not null,
    year integer,
    serial integer,
    number text not null default '',
    status text not null check (status in ('drafted', 'issued', 'withdrawn')),
    path text not null default '',
    fields text not null default '{}',
    text text not null default '',
    created_at text not null
) strict""",
        "create index document_request on document (request_id, id)",
        "create index document_step on document (step_id) where step_id is not null",
        "create index document_drafted on document (id) where status = 'drafted'",
        "create index document_number on document (number) where number <> ''",
        """create table attachment (
    id integer primary key,
    request_id integer not null references request (id),
    step_id integer references step (id),
    name text not null,
    path text not null,
    size integer not null,
    sha256 text not null,
    to_disclose integer not null default 0,
    added_at text not null
) strict""",
        "create index attachment_request on attachment (request_id, id)",
        "create index attachment_step on attachment (step_id) where step_id is not null",
        "create index attachment_sha256 on attachment (sha256)",
    )


@migrations()
def m0004_office(db: Database) -> None:
    """Keep number series, the calendar, settings and half-filled forms."""
    _run(
        db,
        """create table number (
    kind text not null,
    year integer not null,
    serial integer not null,
    is_taken integer not null,
    primary key (kind, year, serial)
) strict, without rowid""",
        "create index number_given_back on number (kind, year, serial) where is_taken = 0",
        """create table calendar_day (
    date text primary key,
    year integer not null,
    is_working integer not null,
    name text not null,
    source text not null
) strict, without rowid""",
        "create index calendar_day_year on calendar_day (year)",
        """create table calendar_year (
    year integer primary key,
    state text not null check (state in ('published', 'missing', 'edited')),
    source text not null default ''
) strict""",
        """create table calendar_change (
    id integer primary key,
    year integer not null,
    recorded_at text not null,
    recorded_by text not null,
    state text not null,
    source text not null,
    days text not null
) strict""",
        """create table setting (
    name text primary key,
    value text not null
) strict, without rowid""",
        """create table draft (
    key text primary key,
    fields text not null
) strict, without rowid""",
    )


@migrations()
def m0005_entries(db: Database) -> None:
    """Keep an entry of every transaction, chained, and the hash of every letter's file."""
    _run(
        db,
        """create table entry (
    id integer primary key,
    at text not null,
    by text not null,
    machine text not null,
    notes text not null,
    steps integer not null,
    step_hash text not null,
    rows text not null,
    hash blob not null
) strict""",
        """create table entry_head (
    id integer primary key check (id = 1),
    entries integer not null,
    hash blob not null
) strict""",
        "insert into entry_head (id, entries, hash) values (1, 0, x'')",
        """create trigger entry_stays_as_it_is before update on entry
begin
    select raise(abort, 'an entry is never changed');
end""",
        """create trigger entry_stays before delete on entry
begin
    select raise(abort, 'an entry is never deleted');
end""",
        """create trigger entry_head_stays before delete on entry_head
begin
    select raise(abort, 'the entries have a head');
end""",
        "create index entry_noted on entry (id) where notes <> '[]'",
        "alter table document add column sha256 text not null default ''",
        """create table draft_seal (
    key text primary key,
    digest text not null
) strict, without rowid""",
    )


@migrations()
def m0006_local_days(db: Database) -> None:
    """Keep the days off of a region beside the nation's, which never wipe them."""
    _run(
        db,
        """create table local_day (
    date text not null,
    region text not null,
    is_working integer not null,
    name text not null,
    source text not null,
    recorded_at text not null,
    recorded_by text not null,
    primary key (date, region)
) strict, without rowid""",
        """create table local_day_change (
    id integer primary key,
    region text not null,
    recorded_at text not null,
    recorded_by text not null,
    days text not null
) strict""",
    )


@migrations()
def m0007_course(db: Database) -> None:
    """Keep what the fold says of the rounds of a case, and every day that is still to be kept.

    Rows are left as they are: they were sealed so. The first look of the day reckons them anew.
    """
    columns = (
        "cautious_on text",
        "missed_on text",
        "rounds integer not null default 1",
        "confirm_days integer",
        "reported_on text",
        "reported_due_on text",
        "reported_in_time integer",
        "used_days integer",
        "paused_days integer",
        "late_days integer",
        "reckoning integer not null default 0",
    )
    _run(
        db,
        *(f"alter table request add column {column}" for column in columns),
        "drop index request_report",
        "create index request_report on request"
        " (received_on, arrived_on, reported_on, closed_on, report_row, applicant_kind, status)",
        "create index request_reckoning on request (reckoning)",
        """create table clock (
    request_id integer not null references request (id),
    task text not null,
    due_on text not null,
    since text not null,
    basis text not null,
    who text not null default ''
) strict""",
        "create index clock_due_on on clock (due_on, request_id)",
        "create index clock_request on clock (request_id)",
    )


@migrations()
def m0008_public_documents(db: Database) -> None:
    """Keep the list of what the office has made public, to be found while a matter is typed."""
    _run(
        db,
        """create table public_document (
    id integer primary key,
    title text not null,
    number text not null,
    published_on text not null,
    address text not null,
    unique (title, number, address)
) strict""",
    )


@migrations()
def m0009_access(db: Database) -> None:
    """Keep who looked at, searched for, printed or exported what people asked for."""
    _run(
        db,
        """create table access (
    id integer primary key,
    at text not null,
    by text not null,
    machine text not null,
    kind text not null,
    request_id integer references request (id),
    details text not null
) strict""",
        "create index access_request on access (request_id, id) where request_id is not null",
        """create trigger access_stays_as_it_is before update on access
begin
    select raise(abort, 'what was looked at is never changed');
end""",
        """create trigger access_stays before delete on access
begin
    select raise(abort, 'what was looked at is never deleted');
end""",
    )


@migrations()
def m0010_people(db: Database) -> None:
    """Keep the sections and people of the office, and who stands in for whom."""
    _run(db, *PEOPLE)


@migrations()
def m0011_office_books(db: Database) -> None:
    """Keep what the office writes down beside its requests: enquiries, duties, training, guidance.

    One table for all books: an entry is a form with its day, and what it said before a correction
    stays in `earlier`.
    """
    _run(db, *OFFICE_BOOKS)


@migrations()
def m0012_attached_words(db: Database) -> None:
    """Keep the words of attachments, so that what an applicant handed in is found by them."""
    _run(db, *ATTACHED_WORDS)


@migrations()
def m0013_erasures(db: Database) -> None:
    """Keep what was taken out of the steps, so that the chain proves what is left of them."""
    _run(db, *ERASURES)


@migrations()
def m0014_handed_out(db: Database) -> None:
    """Keep when a letter was first handed out: printed, opened in Word, saved as a PDF."""
    _run(db, "alter table document add column handed_out_at text not null default ''")
