"""Who logs in to a server, and with what: held in memory by the program, never in a file of ours.

Where nothing is held, libpq asks its own places: PGUSER and PGPASSWORD, a password file or a
service file, a certificate of the client.
"""

from typing import NamedTuple

from db.server.place import Server


class Login(NamedTuple):
    """An account of the server with its password; either may be empty."""

    user: str = ""
    password: str = ""


_held: dict[tuple[str, int, str], Login] = {}


def use(server: Server, login: Login) -> None:
    """Log in so from now on, as long as the program runs."""
    _held[server.host, server.port, server.database] = login


def held(server: Server) -> Login:
    """Return who logs in to a server; empty where nobody has said."""
    return _held.get((server.host, server.port, server.database), Login())


def login_of(server: Server) -> dict[str, str]:
    """Return what libpq is told of who logs in."""
    said = held(server)
    return {
        name: value for name, value in (("user", said.user), ("password", said.password)) if value
    }
