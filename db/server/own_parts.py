"""Which parts of the office whoever is logged in plays, by the server's word."""

from typing import TYPE_CHECKING

from db.server.schema_name import SCHEMA

if TYPE_CHECKING:
    from db.server.connection import ServerConnection

MADE = f"select to_regprocedure('{SCHEMA}.owns()') is not null"
"""Asks whether this register has roles."""
OWNS = f"select {SCHEMA}.owns()"
# Those of `rules.people`, which a first list does not read.
_ALL = ("clerk", "section", "reviewer", "secrecy", "counsel", "leader", "head", "reader")
PLAYED = (
    f"select part from unnest(array[{', '.join(map(repr, _ALL))}]) as part"
    f" where {SCHEMA}.plays(part)"
)


def own_parts(connection: "ServerConnection") -> frozenset[str] | None:
    """Return the names of the parts of whoever is logged in; None for who owns the register.

    None too where no roles were made: whoever reaches the database may do everything then.
    """
    for question, answer in ((MADE, False), (OWNS, True)):
        row = connection.execute(question).fetchone()
        if bool(row and row[0]) is answer:
            return None
    return frozenset(name.upper() for (name,) in connection.execute(PLAYED).fetchall())
