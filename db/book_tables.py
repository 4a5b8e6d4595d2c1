"""The tables of the office's books, as the migration that makes them runs them."""

OFFICE_BOOKS = (
    """create table book_entry (
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
) strict""",
    "create index book_entry_day on book_entry (book, on_day)",
    "create index book_entry_state on book_entry (book, state)",
    "create index book_entry_request on book_entry (request_id) where request_id is not null",
    """create trigger book_entry_stays before delete on book_entry
begin
    select raise(abort, 'an entry of a book is struck, never deleted');
end""",
)
