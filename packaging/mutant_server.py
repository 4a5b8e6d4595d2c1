"""The server of the tests while mutants are tried: one for all forks, each with its own door in.

What a test keeps of the server is kept over all mutants: a cluster and a register's first
schema are the tests' tools, and making them anew for each mutant would take all of its time. The
connection is not: two forks that talk over the same one would read each other's answers.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Modules of the tests whose caches are not emptied between tests.
KEPT = frozenset({"tests.server", "tests.engines"})
_RUN, _WORKER = "PYTEST_XDIST_TESTRUNUID", "PYTEST_XDIST_WORKER"
_SWEPT_EVERY = 3.0


@contextmanager
def server_kept() -> Iterator[None]:
    """Have a process of its own keep the server, and drop the databases dead forks left there."""
    os.environ[_RUN] = f"mutants-{os.getpid()}"
    keeper = os.fork()
    if not keeper:
        try:
            _keep()
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(keeper, signal.SIGKILL)
        os.waitpid(keeper, 0)


def _keep() -> None:
    from tests import server

    if server.why_none():
        return
    server.cluster()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(_SWEPT_EVERY)
        names = server.administrator().execute("select datname from pg_database").fetchall()
        for (name,) in names:
            worker = str(name).removeprefix("gw").partition("_")[0]
            if str(name).startswith("gw") and worker.isdigit() and not _lives(worker):
                server.administrator().execute(f'drop database if exists "{name}" with (force)')


def _lives(process: str) -> bool:
    return Path("/proc", process).exists()


def ready() -> None:
    """Have what the forks need of the server in place before there are any."""
    if any(one in sys.modules for one in KEPT):
        from tests import engines, server

        if not server.why_none():
            as_own_worker()
            engines.fresh()


def as_own_worker() -> None:
    """Let this fork name its databases after itself and open a connection of its own."""
    os.environ[_WORKER] = f"gw{os.getpid()}"
    if "tests.server" in sys.modules:
        from tests import server

        server.administrator.cache_clear()
