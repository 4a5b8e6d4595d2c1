"""Which parts of the office whoever is logged in plays, by the server's word."""

from typing import TYPE_CHECKING

from db.server.schema_name import SCHEMA
from rules.people import OfficePart

if TYPE_CHECKING:
    from db.server.connection import ServerConnection

MADE = f"select to_regprocedure('{SCHEMA}.owns()') is not null"
"""Asks whether this register has roles."""
OWNS = f"select {SCHEMA}.owns()"
_ALL = ", ".join(repr(one.name.lower()) for one in OfficePart)
PLAYED = f"select part from unnest(array[{_ALL}]) as part where {SCHEMA}.plays(part)"


def own_parts(connection: "ServerConnection") -> frozenset[OfficePart] | None:
    """Return the parts of whoever is logged in; None for who owns the register.

    None too where no roles were made: whoever reaches the database may do everything then.
    """
    for question, answer in ((MADE, False), (OWNS, True)):
        row = connection.execute(question).fetchone()
        if bool(row and row[0]) is answer:
            return None
    played = {name for (name,) in connection.execute(PLAYED).fetchall()}
    return frozenset(part for part in OfficePart if part.name.lower() in played)
