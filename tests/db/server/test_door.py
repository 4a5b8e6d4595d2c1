"""Other computers reach this one's database over TLS, by its certificate, and as themselves."""

import base64
import os
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from casework.desk.accounts import give_account
from casework.desk.desk import open_desk
from casework.desk.opening_ahead import begin
from casework.safekeeping.sharing import (
    let_nobody_else_in,
    let_others_in,
    outside_file,
    share_here,
    stop_sharing,
)
from db import keys
from db.opening import open_store
from db.server import door, local, login, outward, place, shared_folder
from db.server.early import Early
from rules.errors import ClerkError
from rules.people import OfficePart as P
from tests import server
from tests.casework.conftest import Clock, doing

pytestmark = [
    server.needs_server,
    pytest.mark.skipif(bool(outward.why_not()), reason="this Python has no ssl"),
    pytest.mark.timeout(180),
]
# An address of this computer the program takes for another's.
ELSEWHERE = "127.0.0.2"
PASSWORD = "ein langes Wort 7"
ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A register this computer runs, with an account, open to others; its connection file."""
    above = Path(mkdtemp(dir=server.cluster().folder.parent))
    above.chmod(0o755)
    kept: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCLOSURE_DESK_SHARED", str(above / "共用"))
        patch.setenv("XDG_DATA_HOME", str(above / "本机"))
        patch.setattr(login, "_held", {})
        patch.setattr(keys, "secret", lambda what: kept.get(what, ""))
        patch.setattr(keys, "keep_secret", lambda what, text: kept.update({what: text}) or True)
        file = tmp_path_factory.mktemp("door") / "登记簿.djb"
        desk = open_desk(file, clock=Clock(), clerk="周敏")
        doing(desk, Clock())(
            "register", None, "2026-03-06", applicant_name="甲", information_sought="乙"
        )
        desk.close()
        share_here(file, Clock(), server.free_port())
        desk = open_desk(file.with_suffix(".djs"), clock=Clock())
        give_account(desk, "zhoumin", "周敏", (P.CLERK,), password=PASSWORD)
        said = let_others_in(desk, ELSEWHERE)
        assert "连接加密" in said[0]
        assert outside_file(desk).is_file()
        desk.close()
        yield file.with_suffix(".djs")
        outward.close_outward()
        local.stop()


@pytest.fixture
def outside(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The connection file as another computer has it, which knows no password."""
    monkeypatch.setattr(login, "_held", {})
    there = tmp_path / "别处的电脑.djs"
    there.write_bytes(shared.with_name("登记簿 其他电脑.djs").read_bytes())
    return there


def as_account(path: Path, account: str, password: str) -> Path:
    login.use(place.read(path), login.Login(account, password))
    return path


def test_another_computer_opens_the_register_over_tls(outside: Path) -> None:
    assert place.read(outside).tls == "verify-ca"
    assert not place.read(outside).is_local
    with open_store(as_account(outside, "zhoumin", PASSWORD)) as store:
        assert store.value("select count(*) from request") == 1
        assert store.connection._pg.pgconn.ssl_in_use  # type: ignore[attr-defined]
        # Much goes through it both ways.
        assert len(store.value("select repeat('字', 3000000)")) == 3_000_000
        assert store.value("select length(?)", ("字" * 3_000_000,)) == 3_000_000


def test_a_wrong_password_and_the_owner_are_turned_away(outside: Path, shared: Path) -> None:
    with pytest.raises(ClerkError, match="没有接受账号或者口令"):
        open_store(as_account(outside, "zhoumin", "wrong"))
    login._held.clear()
    owner = login.held(place.read(shared))
    assert owner.user == "postgres"
    with pytest.raises(ClerkError, match="没有接受账号或者口令"):
        open_store(as_account(outside, owner.user, owner.password))


def test_a_window_comes_by_the_door_while_it_is_read_in(outside: Path) -> None:
    path = as_account(outside, "zhoumin", PASSWORD)
    begin(path)
    with open_store(path) as store:
        said = store.connection._said  # type: ignore[attr-defined]
        assert isinstance(said, Early)
        assert said.wire.ssl_in_use
        assert said.wire.used_password
        assert store.account == "zhoumin"


def test_another_certificate_is_not_trusted(outside: Path) -> None:
    from datetime import UTC, datetime

    from db.server.certificate import der_of, made

    other = der_of(made("别人", datetime.now(UTC)).certificate)
    at = place.read(outside)
    place.write(outside, place.Server(at.host, at.port, at.database, "", at.tls, "", other))
    with pytest.raises(ClerkError, match="证书不对或者已经过期"):
        open_store(as_account(outside, "zhoumin", PASSWORD))
    place.write(outside, place.Server(at.host, at.port, at.database, "", at.tls, "", "x"))
    with pytest.raises(ClerkError, match="证书读不出来"):
        open_store(outside)


def _knock(said: bytes) -> bytes:
    with socket.create_connection((ELSEWHERE, outward.heard_outward()), 5) as plain:
        plain.sendall(said)
        try:
            return plain.recv(100)
        except ConnectionResetError:
            return b""


def test_who_does_not_begin_with_tls_hears_nothing(shared: Path) -> None:
    start = struct.pack("!ii", 8 + 14, 196608) + b"user\0zhoumin\0\0"
    assert _knock(start) == b""
    assert _knock(b"GET / HTTP/1.1\r\n\r\n") == b""
    # Words slipped in before TLS would be taken for words said within it.
    assert _knock(ASKS_FOR_TLS + start) == b""
    assert _knock(struct.pack("!ii", 8, 80877104)) == b"N"
    assert _knock(ASKS_FOR_TLS) == b"S"


def test_rubbish_within_tls_and_half_a_beginning_end_there(shared: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for said in (b"\xff" * 64, struct.pack("!ii", 4, 0), struct.pack("!ii", 1 << 30, 0)):
        plain = socket.create_connection((ELSEWHERE, outward.heard_outward()), 5)
        plain.sendall(ASKS_FOR_TLS)
        assert plain.recv(1) == b"S"
        with closing(context.wrap_socket(plain)) as guarded:
            guarded.sendall(said)
            with suppress(ConnectionResetError, ssl.SSLError):
                assert guarded.recv(100) == b""
    # And the next is served all the same.
    assert _knock(ASKS_FOR_TLS) == b"S"


def test_the_key_is_its_owners_and_no_file_for_others_holds_it(shared: Path) -> None:
    from db.server.shared_folder import folder

    key = folder() / "私钥.pem"
    assert "PRIVATE KEY" in key.read_text()
    if os.name == "posix":
        assert key.stat().st_mode & 0o077 == 0
    told = shared.with_name("登记簿 其他电脑.djs").read_text()
    assert "PRIVATE" not in told
    assert "password" not in told
    # What is public of it stands in the certificate; its secret numbers do not.
    read = load_pem_private_key(key.read_bytes(), password=None)
    assert isinstance(read, RSAPrivateKey)
    numbers = read.private_numbers()
    line = next(one for one in told.splitlines() if one.startswith("certificate"))
    public = base64.b64decode(line.partition("=")[2])
    assert numbers.public_numbers.n.to_bytes(256) in public
    for secret in (numbers.d, numbers.p, numbers.q):
        assert secret.to_bytes(256).lstrip(b"\0")[:24] not in public


def test_a_door_that_fell_shut_is_opened_by_the_next_window_here(
    shared: Path, outside: Path
) -> None:
    stop_sharing()
    # Who stands there goes home at once: a packed program would keep its own file.
    assert door.settings_of(shared_folder.folder()) is None
    port = outward.heard_outward()
    for _ in range(100):
        if not outward._answers(port):
            break
        sleep(0.2)
    assert not outward._answers(port)
    with pytest.raises(ClerkError, match="连不上登记簿所在的服务器"):
        open_store(as_account(outside, "zhoumin", PASSWORD))
    open_store(shared).close()
    assert outward.stand()
    with open_store(as_account(outside, "zhoumin", PASSWORD)) as store:
        assert store.value("select count(*) from request") == 1


def test_closed_nobody_else_comes_in_and_who_was_in_is_put_out(shared: Path, outside: Path) -> None:
    with open_store(as_account(outside, "zhoumin", PASSWORD)) as inside:
        assert inside.value("select 1") == 1
        port = outward.heard_outward()
        assert "不能再连接" in let_nobody_else_in()
        for _ in range(100):
            if not outward._answers(port):
                break
            sleep(0.2)
        with pytest.raises(ClerkError, match="连不上"):
            inside.value("select 1")
    with open_store(shared) as here:
        assert here.value("select count(*) from request") == 1
    desk = open_desk(shared, clock=Clock())
    before = outside.read_text()
    let_others_in(desk, ELSEWHERE)
    desk.close()
    # The certificate stays: the files that were handed out go on being good.
    line = next(one for one in before.splitlines() if one.startswith("certificate"))
    assert line in shared.with_name("登记簿 其他电脑.djs").read_text()


def test_only_of_this_computer_s_own_and_with_the_papers_in_it(
    shared: Path, tmp_path: Path
) -> None:
    with server.database() as name:
        path = tmp_path / "别的.djs"
        server.opened(path, name).close()
        desk = open_desk(path, clock=Clock())
        with pytest.raises(ClerkError, match="不在这台电脑的数据库里"):
            let_others_in(desk)
        desk.close()
