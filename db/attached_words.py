"""The words of attachments, by their content: read once from the file, found by ever after.

They are made of the files and no evidence; sealed like any other row all the same, so that a
search nobody meant to mislead is not misled.
"""

from collections.abc import Iterable, Mapping

from db.store import Store

TABLES = (
    """create table attachment_text (
    sha256 text primary key,
    words text not null,
    why_none text not null
) strict""",
)


_OF_REQUEST = (
    "select attachment.name, attachment_text.words from attachment join attachment_text"
    " on attachment_text.sha256 = attachment.sha256"
    " where attachment.request_id = ? and attachment_text.words <> ''"
    " order by attachment.id"
)


def of_request(store: Store, request_id: int) -> list[tuple[str, str]]:
    """Return name and words of a request's files that have any, in the order they were added."""
    return [(str(name), str(words)) for name, words in store.rows(_OF_REQUEST, (request_id,))]


def everything(store: Store) -> list[tuple[str, str, str]]:
    """Return content, name and place of every file of the register, each once."""
    return [
        (str(sha256), str(name), str(path))
        for sha256, name, path in store.rows(
            "select sha256, min(name), min(path) from attachment group by sha256 order by min(id)"
        )
    ]


def unread(store: Store) -> list[tuple[str, str, str]]:
    """Return content, name and place of every file whose words nobody has read, each once."""
    return [
        (str(sha256), str(name), str(path))
        for sha256, name, path in store.rows(
            "select sha256, min(name), min(path) from attachment where sha256 not in"
            " (select sha256 from attachment_text) group by sha256 order by min(id)"
        )
    ]


def put(store: Store, read: Mapping[str, tuple[str, str]]) -> None:
    """Keep words and, where there are none, why, by content."""
    for sha256, (words, why_none) in read.items():
        store.run(
            "insert into attachment_text (sha256, words, why_none) values (?, ?, ?)"
            " on conflict (sha256) do update set words = excluded.words,"
            " why_none = excluded.why_none",
            (sha256, words, why_none),
        )


def requests_with(store: Store, contents: Iterable[str]) -> list[int]:
    """Return the requests that have a file of one of these contents."""
    found: set[int] = set()
    for sha256 in contents:
        found.update(
            int(row[0])
            for row in store.rows("select request_id from attachment where sha256 = ?", (sha256,))
        )
    return sorted(found)
