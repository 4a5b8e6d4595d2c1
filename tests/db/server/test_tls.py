"""Another computer is reached over TLS alone, and only where its certificate is the right one."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from db import settings
from db.opening import open_store
from db.server import component, login, place
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from rules.errors import ClerkError
from tests import server

PROGRAMS = component.system_programs()
pytestmark = [
    server.needs_server,
    # The programs of the wheel are built without TLS.
    pytest.mark.skipif(PROGRAMS is None, reason="the system has no PostgreSQL that speaks TLS"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing makes certificates"),
    pytest.mark.timeout(180),
]
# An address of this computer the program takes for another's.
ELSEWHERE = "127.0.0.2"
PASSWORD = "a long password"


def _certificate(folder: Path, name: str, address: str, days: str) -> tuple[Path, Path]:
    key, certificate = folder / f"{name}.key", folder / f"{name}.crt"
    subprocess.run(
        [
            *("openssl", "req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048"),
            *("-days", days, "-subj", f"/CN={address}", "-addext", f"subjectAltName=IP:{address}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    key.chmod(0o600)
    return key, certificate


def _made_worthless(key: Path, certificate: Path) -> None:
    """Make a certificate whose last day was yesterday, of the same key and for the same address."""
    asked, names = certificate.with_suffix(".csr"), certificate.with_suffix(".txt")
    names.write_text(f"subjectAltName=IP:{ELSEWHERE}", encoding="ascii")
    for words in (
        ("req", "-new", "-key", key, "-subj", f"/CN={ELSEWHERE}", "-out", asked),
        (
            *("x509", "-req", "-in", asked, "-signkey", key, "-days", "-1"),
            *("-extfile", names, "-out", certificate),
        ),
    ):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Office:
    """A server with a certificate, and the folder its certificates lie in."""

    def __init__(self, cluster: Cluster, folder: Path, certificate: Path) -> None:
        self.cluster, self.folder, self.certificate = cluster, folder, certificate


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    assert PROGRAMS is not None
    folder = Path(mkdtemp(dir=server.cluster().folder.parent))
    folder.chmod(0o755)
    made = Cluster(
        folder=folder / "data of it", programs=PROGRAMS, account=server.cluster().account
    )
    made.make(PASSWORD)
    key, certificate = _certificate(folder, "server", ELSEWHERE, "2")
    if made.account:
        shutil.chown(key, made.account)
    rules = made.data / "pg_hba.conf"
    rules.write_text("hostssl all all 127.0.0.0/8 scram-sha-256\n")
    made.start(
        server.free_port(),
        addresses=f"{LOOPBACK},{ELSEWHERE}",
        said={
            **server.FAST,
            "ssl": "on",
            "ssl_cert_file": str(certificate),
            "ssl_key_file": str(key),
        },
    )
    yield Office(made, folder, certificate)
    made.stop(at_once=True)


def _plain(office: Office) -> Any:
    """Return a connection of the server's own computer, that asks for no certificate."""
    return component.driver().connect(
        host=LOOPBACK, port=office.cluster.port, dbname="postgres", user=SUPERUSER,
        password=PASSWORD, autocommit=True, sslmode="require",
    )  # fmt: skip


def _told_anew(office: Office) -> None:
    """Let the server read its certificate again, and wait until it has."""
    with _plain(office) as plain:
        before = plain.execute("select pg_conf_load_time()").fetchone()
        plain.execute("select pg_reload_conf()")
        while plain.execute("select pg_conf_load_time()").fetchone() == before:
            plain.execute("select pg_sleep(0.02)")


def _named(office: Office, path: Path, **said: str) -> Path:
    at = place.Server(ELSEWHERE, office.cluster.port, "postgres", SUPERUSER, **said)
    place.write(path, at)
    login.use(at, login.Login(SUPERUSER, PASSWORD))
    return path


def test_a_server_with_the_right_certificate_is_opened(office: Office, tmp_path: Path) -> None:
    with open_store(_named(office, tmp_path / "a.djs", ca=str(office.certificate))) as store:
        asked = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
        assert store.value(asked) == 1


def test_a_certificate_nobody_vouches_for_is_refused(office: Office, tmp_path: Path) -> None:
    _, other = _certificate(office.folder, "other", ELSEWHERE, "2")
    for said in ({}, {"ca": str(other)}):
        with pytest.raises(ClerkError, match="证书不对或者已经过期"):
            open_store(_named(office, tmp_path / "b.djs", **said))


def test_a_certificate_that_ran_out_is_said_and_a_new_one_is_met_by_the_open_window(
    office: Office, tmp_path: Path
) -> None:
    key, good = office.folder / "server.key", office.certificate.read_bytes()
    with open_store(_named(office, tmp_path / "c.djs", ca=str(office.certificate))) as store:
        settings.put(store, "clerk", "周敏")
        try:
            _made_worthless(key, office.certificate)
            _told_anew(office)
            with _plain(office) as plain:
                pid = store.value("select pg_backend_pid()")
                plain.execute("select pg_terminate_backend(%s, 5000)", [pid])
            with pytest.raises(ClerkError, match="证书不对或者已经过期"):
                settings.put(store, "clerk", "李文")
            with pytest.raises(ClerkError, match="证书不对或者已经过期"):
                open_store(store.path)
        finally:
            office.certificate.write_bytes(good)
            _told_anew(office)
        assert settings.value(store, "clerk", "") == "周敏"
        settings.put(store, "clerk", "李文")


def test_a_server_without_tls_is_not_spoken_to(tmp_path: Path) -> None:
    assert PROGRAMS is not None
    folder = Path(mkdtemp(dir=server.cluster().folder.parent))
    folder.chmod(0o755)
    bare = Cluster(folder=folder / "x", programs=PROGRAMS, account=server.cluster().account)
    bare.make()
    bare.start(server.free_port(), addresses=ELSEWHERE, said=server.FAST)
    try:
        path = tmp_path / "c.djs"
        place.write(path, place.Server(ELSEWHERE, bare.port, "postgres", SUPERUSER))
        with pytest.raises(ClerkError, match=r"没有打开|没有连接|连不上"):
            open_store(path)
    finally:
        bare.stop(at_once=True)
