CREATE TABLE absence (
    id integer primary key,
    person_id integer not null references person (id),
    stand_in_id integer not null references person (id),
    first_on text not null,
    last_on text not null,
    reason text not null
) strict;
CREATE TABLE access (
    id integer primary key,
    at text not null,
    by text not null,
    machine text not null,
    kind text not null,
    request_id integer references request (id),
    details text not null
) strict;
CREATE TABLE attachment (
    id integer primary key,
    request_id integer not null references request (id),
    step_id integer references step (id),
    name text not null,
    path text not null,
    size integer not null,
    sha256 text not null,
    to_disclose integer not null default 0,
    added_at text not null
) strict;
CREATE TABLE attachment_text (
    sha256 text primary key,
    words text not null,
    why_none text not null
) strict;
CREATE TABLE book_entry (
    id integer primary key,
    book text not null,
    on_day text not null,
    title text not null,
    subject text not null default '',
    state text not null default '',
    owner text not null default '',
    details text not null,
    request_id integer references request (id),
    recorded_at text not null,
    recorded_by text not null,
    earlier text not null default '[]'
) strict;
CREATE TABLE calendar_change (
    id integer primary key,
    year integer not null,
    recorded_at text not null,
    recorded_by text not null,
    state text not null,
    source text not null,
    days text not null
) strict;
CREATE TABLE calendar_day (
    date text primary key,
    year integer not null,
    is_working integer not null,
    name text not null,
    source text not null
) strict, without rowid;
CREATE TABLE calendar_year (
    year integer primary key,
    state text not null check (state in ('published', 'missing', 'edited')),
    source text not null default ''
) strict;
CREATE TABLE chain_head (
    id integer primary key check (id = 1),
    steps integer not null,
    hash blob not null
) strict;
CREATE TABLE clock (
    request_id integer not null references request (id),
    task text not null,
    due_on text not null,
    since text not null,
    basis text not null,
    who text not null default ''
) strict;
CREATE TABLE document (
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
, sha256 text not null default '', handed_out_at text not null default '') strict;
CREATE TABLE draft (
    key text primary key,
    fields text not null
) strict, without rowid;
CREATE TABLE draft_seal (
    key text primary key,
    digest text not null
) strict, without rowid;
CREATE TABLE entry (
    id integer primary key,
    at text not null,
    by text not null,
    machine text not null,
    notes text not null,
    steps integer not null,
    step_hash text not null,
    rows text not null,
    hash blob not null
) strict;
CREATE TABLE entry_head (
    id integer primary key check (id = 1),
    entries integer not null,
    hash blob not null
) strict;
CREATE TABLE erasure (
    id integer primary key,
    step_id integer not null references step (id),
    place text not null,
    digest text not null,
    content text not null,
    reason text not null,
    erased_at text not null,
    erased_by text not null
) strict;
CREATE TABLE local_day (
    date text not null,
    region text not null,
    is_working integer not null,
    name text not null,
    source text not null,
    recorded_at text not null,
    recorded_by text not null,
    primary key (date, region)
) strict, without rowid;
CREATE TABLE local_day_change (
    id integer primary key,
    region text not null,
    recorded_at text not null,
    recorded_by text not null,
    days text not null
) strict;
CREATE TABLE number (
    kind text not null,
    year integer not null,
    serial integer not null,
    is_taken integer not null,
    primary key (kind, year, serial)
) strict, without rowid;
CREATE TABLE person (
    id integer primary key,
    name text not null,
    section_id integer references section (id),
    parts text not null,
    post text not null,
    phone text not null,
    account text not null,
    deputy_id integer references person (id),
    retired_on text
) strict;
CREATE TABLE public_document (
    id integer primary key,
    title text not null,
    number text not null,
    published_on text not null,
    address text not null,
    unique (title, number, address)
) strict;
CREATE TABLE request (
    id integer primary key,
    year integer,
    serial integer,
    register_number text not null default '',
    applicant_name text not null default '',
    applicant_kind text not null default '',
    id_type text not null default '',
    id_number text not null default '',
    phone text not null default '',
    email text not null default '',
    address text not null default '',
    agent_name text not null default '',
    co_applicants text not null default '',
    channel text not null default '',
    arrived_on text,
    confirmed_on text,
    received_on text,
    matter text not null default '',
    obtain_by text not null default '',
    media text not null default '',
    section text not null default '',
    handler text not null default '',
    stage text not null default '',
    status text not null default '',
    opened_on text,
    due_on text,
    expected_on text,
    provisional integer not null default 0,
    waiting_for text not null default '',
    watch_on text,
    outcome text not null default '',
    report_row integer,
    closed_on text,
    in_time integer,
    extended_days integer not null default 0,
    document_number text not null default '',
    decided_on text,
    served_on text,
    filed_on text,
    fee_yuan integer not null default 0,
    split_from integer references request (id),
    pinyin text not null default '',
    steps_count integer not null default 0,
    updated_at text not null default '',
    remark text not null default '',
    information_sought text not null default ''
, cautious_on text, missed_on text, rounds integer not null default 1, confirm_days integer, reported_on text, reported_due_on text, reported_in_time integer, used_days integer, paused_days integer, late_days integer, reckoning integer not null default 0) strict;
CREATE VIRTUAL TABLE request_gram using fts5(
    grams, content='', columnsize=0, detail=none, tokenize='ascii'
);
CREATE TABLE request_text (
    id integer primary key references request (id),
    letters_text text not null default '',
    folded text not null default ''
) strict;
CREATE TABLE section (
    id integer primary key,
    name text not null,
    place integer not null,
    retired_on text
) strict;
CREATE TABLE setting (
    name text primary key,
    value text not null
) strict, without rowid;
CREATE TABLE step (
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
) strict;
CREATE INDEX access_request on access (request_id, id) where request_id is not null;
CREATE INDEX attachment_request on attachment (request_id, id);
CREATE INDEX attachment_sha256 on attachment (sha256);
CREATE INDEX attachment_step on attachment (step_id) where step_id is not null;
CREATE INDEX book_entry_day on book_entry (book, on_day);
CREATE INDEX book_entry_request on book_entry (request_id) where request_id is not null;
CREATE INDEX book_entry_state on book_entry (book, state);
CREATE INDEX calendar_day_year on calendar_day (year);
CREATE INDEX clock_due_on on clock (due_on, request_id);
CREATE INDEX clock_request on clock (request_id);
CREATE INDEX document_drafted on document (id) where status = 'drafted';
CREATE INDEX document_number on document (number) where number <> '';
CREATE INDEX document_request on document (request_id, id);
CREATE INDEX document_step on document (step_id) where step_id is not null;
CREATE INDEX entry_noted on entry (id) where notes <> '[]';
CREATE INDEX erasure_step on erasure (step_id);
CREATE INDEX number_given_back on number (kind, year, serial) where is_taken = 0;
CREATE INDEX request_applicant on request (pinyin, applicant_name);
CREATE INDEX request_applicant_name on request (applicant_name);
CREATE INDEX request_arrived_on on request (arrived_on);
CREATE INDEX request_closed_on on request (closed_on);
CREATE INDEX request_document_number on request (document_number);
CREATE INDEX request_due_on on request (due_on);
CREATE INDEX request_handler on request (handler, watch_on);
CREATE INDEX request_id_number on request (id_number) where id_number <> '';
CREATE INDEX request_matter on request (matter);
CREATE INDEX request_outcome on request (outcome, closed_on);
CREATE INDEX request_phone on request (phone) where phone <> '';
CREATE INDEX request_received_on on request (received_on);
CREATE INDEX request_reckoning on request (reckoning);
CREATE UNIQUE INDEX request_register_number on request (register_number) where register_number <> '';
CREATE INDEX request_report on request (received_on, arrived_on, reported_on, closed_on, report_row, applicant_kind, status);
CREATE INDEX request_section on request (section, watch_on);
CREATE INDEX request_split_from on request (split_from) where split_from is not null;
CREATE INDEX request_stage on request (stage, watch_on);
CREATE INDEX request_status on request (status, watch_on);
CREATE INDEX request_watch_on on request (watch_on);
CREATE UNIQUE INDEX request_year_serial on request (year, serial);
CREATE INDEX step_annuls on step (annuls) where annuls is not null;
CREATE INDEX step_kind on step (kind, request_id);
CREATE INDEX step_request on step (request_id, id);
CREATE TRIGGER access_stays before delete on access
begin
    select raise(abort, 'what was looked at is never deleted');
end;
CREATE TRIGGER access_stays_as_it_is before update on access
begin
    select raise(abort, 'what was looked at is never changed');
end;
CREATE TRIGGER book_entry_stays before delete on book_entry
begin
    select raise(abort, 'an entry of a book is struck, never deleted');
end;
CREATE TRIGGER chain_head_stays before delete on chain_head
begin
    select raise(abort, 'the chain has a head');
end;
CREATE TRIGGER entry_stays before delete on entry
begin
    select raise(abort, 'an entry is never deleted');
end;
CREATE TRIGGER entry_stays_as_it_is before update on entry
begin
    select raise(abort, 'an entry is never changed');
end;
CREATE TRIGGER entry_head_stays before delete on entry_head
begin
    select raise(abort, 'the entries have a head');
end;
CREATE TRIGGER erasure_stays before delete on erasure
begin
    select raise(abort, 'what was taken out stays told');
end;
CREATE TRIGGER request_stays before delete on request
begin
    select raise(abort, 'a request is never deleted');
end;
CREATE TRIGGER step_stays before delete on step
begin
    select raise(abort, 'a step is never deleted');
end;
CREATE TRIGGER step_stays_as_it_is before update on step
begin
    select raise(abort, 'a step is never changed');
end;
