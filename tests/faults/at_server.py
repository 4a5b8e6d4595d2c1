"""Many clerks at one server, and bad days while they work, by command.

    python -m tests.faults.at_server --clerks 20 --seconds 600
    python -m tests.faults.at_server --clerks 1 2 5 10 20 50 100 --seconds 30
    python -m tests.faults.at_server --kill-clerks 800 --kill-server 200
    python -m tests.faults.at_server --cuts 200
    python -m tests.faults.at_server --cuts 20 --network        (root; the system's own PostgreSQL)

The server is one of its own, with the settings it comes with: what it says is kept is on the disk.
A cut is made by what stands between clerk and server: it stops answering, forgets what it should
have handed on, or hangs up; with `--network` by a cable between two network namespaces, over TLS.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from casework.acts import ACTS, perform
from casework.desk.accounts import give_account
from casework.desk.desk import open_desk
from casework.pages.office_settings import set_office
from db.server import component, place
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from forms.fields import read
from forms.office import Office
from rules.people import OfficePart
from tests import server
from tests.faults.clerks import SHARED_CASES, TABLE, Judged, account_of, heard, judged, now
from tests.faults.cutting import Cable, Proxy

ROOT = Path(__file__).parents[2]
DATABASE = "desk"
# Beyond it a clerk who was cut off or killed counts as one who never came back.
_MOST_SECONDS = 60.0
_LOOK_SECONDS = 0.05


class ServedOffice:
    """A server of its own with a register, a clerk's account each, and what lies beside it."""

    def __init__(self, folder: Path, clerks: int, *, programs: Path | None = None) -> None:
        folder.chmod(0o755)
        self.folder, self.clerks = folder, clerks
        found = programs or component.programs()
        assert found is not None
        self.cluster = Cluster(
            folder=folder / "数据", programs=_reached(found, folder), account=server._account()
        )
        self.cluster.make()
        self.port = server.free_port()
        # Each clerk has a connection that writes, and those that listen or only look.
        self.settings = {"max_connections": str(3 * clerks + 20)}
        self.addresses = LOOPBACK

    def start(self) -> None:
        """Start the server, again after a kill."""
        self.cluster.start(self.port, addresses=self.addresses, said=self.settings)

    def furnish(self) -> None:
        """Make the register, its accounts and the cases two clerks share."""
        driver = component.driver()
        with driver.connect(
            host=LOOPBACK, port=self.port, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as plain:
            plain.execute(f"create database {DATABASE} template template0")
        # Who made the register; each clerk logs in under the own account.
        os.environ["PGUSER"] = SUPERUSER
        desk = open_desk(self.placed(LOOPBACK, self.port), clock=now)
        office = Office(
            name="青枫区政务公开局", reconsideration_body="青枫区人民政府", court="青枫区人民法院"
        )
        set_office(desk, office, "")
        for number in range(self.clerks):
            give_account(desk, account_of(number), f"周{_named(number)}", [OfficePart.CLERK])
        act = ACTS["register"]
        for _ in range(SHARED_CASES):
            form = read(
                act.form,
                {"arrived_on": desk.today, "applicant_name": "王某", "information_sought": "批文"},
                today=desk.today,
            )
            assert not isinstance(form, list), form
            perform(desk, act, None, form)
        desk.close()

    def placed(self, host: str, port: int, *, ca: str = "") -> Path:
        """Write the connection file, which does not say who logs in; letters lie beside it."""
        path = self.folder / "登记簿.djs"
        place.write(path, place.Server(host, port, DATABASE, "", "", ca))
        return path

    def settle(self, told: Path) -> None:
        """Wait until each clerk, or who follows one who was killed, was told of an act anew."""
        before = heard(told)
        _wait(lambda: all(heard(told)[at] > before[at] for at in range(self.clerks)), "a clerk")

    def judged(self, told: Path) -> Judged:
        """Hold what the clerks were told against the register, once the server let go of them."""
        _wait(self._is_left, "the server")
        desk = open_desk(self.placed(LOOPBACK, self.port), clock=now)
        try:
            return judged(desk, told)
        finally:
            desk.close()

    def _is_left(self) -> bool:
        with component.driver().connect(
            host=LOOPBACK, port=self.port, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as plain:
            row = plain.execute(
                "select count(*) from pg_stat_activity where datname = %s", [DATABASE]
            ).fetchone()
        return bool(row[0] == 0)


def _wait(until: Callable[[], bool], whom: str) -> None:
    end = time.monotonic() + _MOST_SECONDS
    while not until():
        assert time.monotonic() < end, f"{whom} is not back after {_MOST_SECONDS:.0f} seconds"
        time.sleep(_LOOK_SECONDS)


def _named(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:03}")


def _reached(programs: Path, folder: Path) -> Path:
    """Return the programs, copied where the account that runs them could not reach them."""
    above = (programs, *programs.parents)
    if not server._account() or all(one.stat().st_mode & 0o005 == 0o005 for one in above):
        return programs
    there = folder / "programs"
    shutil.copytree(programs.parent, there, symlinks=True)
    return there / "bin"


@contextmanager
def served(clerks: int, *, programs: Path | None = None) -> Iterator[ServedOffice]:
    """Lend an office on a server of its own; it is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="disclosure-desk-served-"))
    office = ServedOffice(folder, clerks, programs=programs)
    try:
        yield office
    finally:
        office.cluster.stop(at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def at_work(
    office: ServedOffice, path: Path, seconds: float, pace: float, *, seed: int = 1,
    unanswered: int = 0, within: Sequence[str] = (),
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:  # fmt: skip
    """Let the clerks work, and wait until they have gone home."""
    told = Path(tempfile.mkdtemp(dir=office.folder, prefix="told-"))
    worker = subprocess.Popen(
        [
            *within, sys.executable, "-m", "tests.faults.clerks", str(path), str(told),
            "--clerks", str(office.clerks), "--seconds", str(seconds), "--pace", str(pace),
            "--seed", str(seed), "--unanswered", str(unanswered),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "packaging")))},
    )  # fmt: skip
    try:
        yield worker, told
        worker.wait(seconds + 180)
    finally:
        worker.kill()
        worker.wait()


def load(clerks: int, seconds: float, pace: float = 1.0) -> Judged:
    """Let so many clerks do an act every `pace` seconds, and judge what came of it."""
    with served(clerks) as office:
        office.start()
        office.furnish()
        path = office.placed(LOOPBACK, office.port)
        with at_work(office, path, seconds, pace) as (_, told):
            pass
        return office.judged(told)


def kills(
    of_clerks: int, of_server: int, *, clerks: int, pace: float, dice: random.Random
) -> Judged:
    """Kill clerks and server while they work, as often as asked; the server is started again."""
    many = of_clerks + of_server
    which = [True] * of_server + [False] * of_clerks
    dice.shuffle(which)
    with served(clerks) as office:
        office.start()
        office.furnish()
        path = office.placed(LOOPBACK, office.port)
        # More than is needed: they are sent home once all kills are done.
        with at_work(office, path, 2 * _MOST_SECONDS + many * 4.0, pace) as (worker, told):
            office.settle(told)
            for turn, is_server in enumerate(which):
                time.sleep(dice.uniform(0.02, 0.5))
                if is_server:
                    office.cluster.stop(at_once=True)
                    time.sleep(dice.uniform(0.0, 0.3))
                    office.start()
                else:
                    _kill_one(worker.pid, dice)
                if turn % 100 == 99:
                    print(f"after {turn + 1} kills", flush=True)  # noqa: T201
            office.settle(told)
            _send_home(worker)
        return office.judged(told)


def _children(pid: int) -> list[int]:
    return [
        int(one)
        for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ]


def _kill_one(worker: int, dice: random.Random) -> None:
    children = _children(worker)
    if children:
        os.kill(dice.choice(children), signal.SIGKILL)


def _send_home(worker: subprocess.Popen[bytes]) -> None:
    """End the clerks' own parent first, that nobody follows those who are ended."""
    children = _children(worker.pid)
    worker.kill()
    for child in children:
        os.kill(child, signal.SIGKILL)


def cuts(many: int, *, clerks: int, pace: float, dice: random.Random) -> Judged:
    """Cut the network between clerks and server while they work."""
    with served(clerks) as office:
        office.start()
        office.furnish()
        with Proxy(office.port) as proxy:
            path = office.placed(LOOPBACK, proxy.port)
            with at_work(office, path, 2 * _MOST_SECONDS + many * 4.0, pace) as (worker, told):
                office.settle(told)
                for turn in range(many):
                    time.sleep(dice.uniform(0.1, 0.8))
                    proxy.cut(dice)
                    if turn % 50 == 49:
                        print(f"after {turn + 1} cuts", flush=True)  # noqa: T201
                office.settle(told)
                _send_home(worker)
        return office.judged(told)


def cable_cuts(many: int, *, clerks: int, pace: float, dice: random.Random) -> Judged:
    """Pull the cable between two network namespaces, for shorter and longer than is waited."""
    programs = component.system_programs()
    assert programs is not None, "the system has no PostgreSQL that speaks TLS"
    unanswered = 2_000
    with served(clerks, programs=programs) as office, Cable() as cable:
        certificate = cable.certify(office.folder, office.cluster.account)
        office.addresses = f"{LOOPBACK},{cable.here}"
        office.settings |= certificate.settings
        with (office.cluster.data / "pg_hba.conf").open("a", encoding="ascii") as rules:
            rules.write(f"hostssl all all {cable.there}/32 trust\n")
        office.start()
        office.furnish()
        path = office.placed(cable.here, office.port, ca=str(certificate.path))
        work = at_work(
            office,
            path,
            2 * _MOST_SECONDS + many * 9.0,
            pace,
            unanswered=unanswered,
            within=cable.within,
        )
        with work as (worker, told):
            office.settle(told)
            for turn in range(many):
                time.sleep(dice.uniform(0.2, 1.5))
                cable.pull()
                time.sleep(dice.choice((0.3, 1.0, 1.5 * unanswered / 1000)))
                cable.plug()
                if turn % 10 == 9:
                    print(f"after {turn + 1} cuts", flush=True)  # noqa: T201
            office.settle(told)
            _send_home(worker)
        return office.judged(told)


def main() -> None:
    """Do what is asked for and say what came of it; the exit code is 1 where it is not whole."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clerks", type=int, nargs="*", default=[])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--kill-clerks", type=int, default=0)
    parser.add_argument("--kill-server", type=int, default=0)
    parser.add_argument("--cuts", type=int, default=0)
    parser.add_argument("--network", action="store_true")
    parser.add_argument("--seed", type=int, default=20261129)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    whole = True
    clerks = (asked.clerks or [6])[0]
    if asked.kill_clerks or asked.kill_server:
        found = kills(
            asked.kill_clerks, asked.kill_server, clerks=clerks, pace=asked.pace / 10, dice=dice
        )
        whole &= _told("kills", found)
    elif asked.cuts:
        cut = cable_cuts if asked.network else cuts
        whole &= _told("cuts", cut(asked.cuts, clerks=clerks, pace=asked.pace / 10, dice=dice))
    else:
        rows = []
        for many in asked.clerks or [20]:
            found = load(many, asked.seconds, asked.pace)
            whole &= _told(f"{many} clerks", found)
            rows.append(f"{many:>6}{found.row}")
        print("\n".join([f"clerks{TABLE}", *rows]), flush=True)  # noqa: T201
    sys.exit(not whole)


def _told(what: str, found: Judged) -> bool:
    load_now = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{what} (load {load_now}): {found.line}", flush=True)  # noqa: T201
    for words, many in found.words.most_common(8):
        print(f"    {many} × {words}", flush=True)  # noqa: T201
    for words in found.wrong[:5]:
        print(f"    wrong: {words}", flush=True)  # noqa: T201
    return found.is_whole


if __name__ == "__main__":
    main()
