import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest

from db.server import component, local
from db.server.cluster import LOOPBACK, Cluster
from rules.errors import ClerkError
from tests import server

pytestmark = [server.needs_server, pytest.mark.timeout(120)]


def test_texts_are_ordered_by_their_bytes_as_in_a_file() -> None:
    with server.database() as name, server.connected(name) as connection:
        said = connection.execute("select string_agg(t, '' order by t) from unnest(%s::text[]) t", [
            ["乙", "a", "B", "甲", "_"],
        ])  # fmt: skip
        assert said.fetchone() == ("B_a乙甲",)


def test_every_database_is_a_fresh_one_and_goes_again() -> None:
    with server.database() as first, server.connected(first) as connection:
        connection.execute("create table mark (id int)")
        with server.database() as second, server.connected(second) as other:
            assert other.execute("select to_regclass('mark')").fetchone() == (None,)
    there = server.administrator().execute("select datname from pg_database").fetchall()
    assert {(first,), (second,)} & set(there) == set()


def test_what_was_said_in_a_database_is_in_the_next_made_from_it() -> None:
    with server.database() as first:
        with server.connected(first) as connection:
            connection.execute("create table mark (id int)")
        with server.database(first) as second, server.connected(second) as other:
            assert other.execute("select to_regclass('mark') is not null").fetchone() == (True,)


def test_a_cluster_with_a_password_lets_nobody_in_without() -> None:
    place = Path(mkdtemp(dir=server.cluster().folder.parent))
    place.chmod(0o755)
    own = Cluster(folder=place, programs=server.cluster().programs, account=server._account())
    own.make("一个不短的口令")
    assert [one for one in place.iterdir() if one.name != "data"] == []
    own.start(server.free_port(), said=server.FAST)
    try:
        psycopg = component.driver()
        words = {"host": LOOPBACK, "port": own.port, "user": "postgres", "dbname": "postgres"}
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(**words)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(**words, password="另一个口令")
        psycopg.connect(**words, password="一个不短的口令").close()
        with pytest.raises(ClerkError, match=r"没有启动（pg_ctl）.*port"):
            own.start(99_999)
    finally:
        own.stop()
    assert not own.is_running


def test_a_cluster_is_made_started_asked_and_stopped_on_trial() -> None:
    place = Path(mkdtemp(dir=server.cluster().folder.parent))
    place.chmod(0o755)
    words = local.try_out(place)
    assert re.fullmatch(r"PostgreSQL \d+\.\d+.* 建成、启动、能登录、已停止", words)
    assert (place / "data" / "PG_VERSION").is_file()
    assert not (place / "data" / "postmaster.pid").exists()


_RUN = """
import os, sys
from tests import server
name = server.made_database()
print(server.cluster().folder.parent, server.cluster().port, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("ends", ["as it should", "killed"])
def test_the_cluster_goes_with_the_run_however_it_ends(ends: str) -> None:
    root = Path(server.__file__).parents[1]
    environment = {one: said for one, said in os.environ.items() if "XDIST" not in one}
    environment["PYTHONPATH"] = os.pathsep.join(str(one) for one in (root, root / "packaging"))
    run = subprocess.Popen(
        [sys.executable, "-c", _RUN],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    folder = Path(run.stdout.readline().rpartition(" ")[0])
    assert (folder / "办件" / "data" / "postmaster.pid").is_file()
    if ends == "killed":
        run.kill()
    run.stdin.close()
    run.wait()
    run.stdout.close()
    for _ in range(600):
        if not folder.exists():
            break
        time.sleep(0.05)
    assert not folder.exists()
