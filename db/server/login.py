"""Who logs in to a server, and with what: held in memory or in the account's credential store.

Never in a file of ours. Where nothing is held, libpq asks its own places: PGUSER and PGPASSWORD,
a password file or a service file, a certificate of the client.
"""

import json
from contextlib import suppress
from typing import NamedTuple

from db import keys
from db.server.place import Server


class Login(NamedTuple):
    """An account of the server with its password; either may be empty."""

    user: str = ""
    password: str = ""


_held: dict[tuple[str, int, str], Login] = {}


def use(server: Server, login: Login) -> None:
    """Log in so from now on, as long as the program runs."""
    _held[server.host, server.port, server.database] = login


def keep(server: Server, login: Login) -> bool:
    """Log in so at every start too; False where this account has no store for it."""
    use(server, login)
    return keys.keep_secret(_name(server), json.dumps(login._asdict()))


def held(server: Server) -> Login:
    """Return who logs in to a server; empty where nobody has said."""
    place = (server.host, server.port, server.database)
    if place not in _held:
        _held[place] = _kept(server)
    return _held[place]


def _kept(server: Server) -> Login:
    with suppress(ValueError, TypeError, KeyError):
        said = json.loads(keys.secret(_name(server)))
        return Login(str(said["user"]), str(said["password"]))
    return Login()


def _name(server: Server) -> str:
    return f"{server.host}:{server.port}/{server.database}"


def login_of(server: Server) -> dict[str, str]:
    """Return what libpq is told of who logs in."""
    said = held(server)
    return {
        name: value for name, value in (("user", said.user), ("password", said.password)) if value
    }
