"""Words of SQL, and the parts of the office that may say them to a server."""

from rules.people import OfficePart

P = OfficePart
EVERYBODY = frozenset(OfficePart)
WRITERS = EVERYBODY - {P.READER}
NAMES = {part: f"{part.name.lower()}_{{}}" for part in OfficePart}
CASES = 3
OURS, THEIRS = 1, 2
NOTE = "noted"

# Words of SQL, and who may say them; {own} is the case of the section, {other} another's.
ATTEMPTS = [
    ("select * from desk.request where id = {own}", EVERYBODY),
    ("select * from desk.request where id = {other}", EVERYBODY - {P.SECTION}),
    ("select * from desk.step where request_id = {other}", EVERYBODY - {P.SECTION}),
    ("select * from desk.document where request_id = {other}", EVERYBODY - {P.SECTION}),
    ("select * from desk.request_text where id = {other}", EVERYBODY - {P.SECTION}),
    ("select * from desk.request_gram where id = {other}", EVERYBODY - {P.SECTION}),
    ("select * from desk.setting where name = 'office'", EVERYBODY),
    ("select * from desk.setting where name = 'section_secret'", {P.CLERK, P.HEAD}),
    ("select * from desk.access where by = 'somebody'", {P.CLERK, P.HEAD}),
    ("update desk.step set details = '{{}}' where id = 1", set()),
    ("delete from desk.step where id = 1", set()),
    ("truncate desk.step", set()),
    ("update desk.entry set notes = '[]' where id = 1", set()),
    ("delete from desk.entry where id = 1", set()),
    ("update desk.access set details = ''", set()),
    ("delete from desk.access", set()),
    ("delete from desk.request where id = {own}", set()),
    ("update desk.chain_head set steps = 0", set()),
    ("update desk.chain_head set steps = steps + 1", set()),
    ("update desk.chain_head set hash = '\\x00'", set()),
    ("update desk.entry_head set entries = 0, hash = ''", set()),
    ("update desk.entry_head set hash = '\\x00'", set()),
    ("delete from desk.chain_head", set()),
    ("alter table desk.step disable trigger all", set()),
    ("drop trigger step_stays on desk.step", set()),
    ("drop table desk.erasure", set()),
    ("alter table desk.request disable row level security", set()),
    ("create or replace function desk.owns() returns boolean language sql as 'select true'", set()),
    ("create table desk.mine (id int)", set()),
    ("set session_replication_role = replica", set()),
    ("set session authorization postgres", set()),
    ("update desk.request set stage = 'x' where id = {own}", WRITERS),
    ("update desk.request set stage = 'x' where id = {other}", WRITERS - {P.SECTION}),
    ("update desk.request set applicant_name = 'x' where id = {own}", {P.CLERK, P.HEAD}),
    ("update desk.request set register_number = 'x' where id = {own}", {P.CLERK, P.HEAD}),
    ("insert into desk.request (register_number) values ('x')", {P.CLERK, P.HEAD}),
    ("update desk.setting set value = '1' where name = 'office'", {P.HEAD}),
    ("insert into desk.setting values ('practice', '1')", {P.HEAD}),
    ("delete from desk.setting where name = 'office'", {P.HEAD}),
    ("insert into desk.setting values ('reminder_times', '1')", {P.CLERK, P.HEAD}),
    ("insert into desk.setting values ('reason_phrases', '1')", WRITERS),
    ("insert into desk.calendar_day values ('2027-01-01', 2027, 0, 'x', 'x')", {P.HEAD}),
    ("insert into desk.calendar_year values (2027, 'published', 'x')", {P.HEAD}),
    ("insert into desk.local_day values ('2027-01-01','a',0,'','','','')", {P.HEAD}),
    ("update desk.person set account = 'x' where account = session_user", {P.HEAD}),
    ("insert into desk.section (name, place) values ('x', 9)", {P.HEAD}),
    ("insert into desk.number values ('REGISTER', 2026, 99, 1)", WRITERS),
    ("insert into desk.book_entry (book, on_day, title, details, recorded_at, recorded_by)"
     " values ('x', '2026-01-01', 'x', '{{}}', '', '')", {P.CLERK, P.HEAD}),
    ("insert into desk.access (at, by, machine, kind, details)"
     " values ('', desk.name_here(), '', 'x', '')", EVERYBODY),
    ("insert into desk.access (at, by, machine, kind, details)"
     " values ('', 'somebody', '', 'x', '')", set()),
    ("insert into desk.draft values (session_user || '/register', '{{}}')", WRITERS),
    ("insert into desk.draft values ('another/register', '{{}}')", set()),
    ("select * from desk.draft where key = 'another/extend:1'", set()),
    ("create role mine", set()),
    ("grant {database}_head to session_user", set()),
]  # fmt: skip
