"""The tables of who works in the office, as migration 10 makes them; released, never edited."""

PEOPLE = (
    """create table section (
    id integer primary key,
    name text not null,
    place integer not null,
    retired_on text
) strict""",
    """create table person (
    id integer primary key,
    name text not null,
    section_id integer references section (id),
    parts text not null,
    post text not null,
    phone text not null,
    account text not null,
    deputy_id integer references person (id),
    retired_on text
) strict""",
    """create table absence (
    id integer primary key,
    person_id integer not null references person (id),
    stand_in_id integer not null references person (id),
    first_on text not null,
    last_on text not null,
    reason text not null
) strict""",
)
