"""The door of a packed program: what it asks for, and the private command that stands at it."""

import json
import os
import socket
import ssl
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from casework.programs import own_program
from db.server import certificate, component, door, outward, packed_door
from desktop.start import frozen, telling
from rules.errors import ClerkError
from tests import server

ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)
# Packed: ssl is there only once the part's folder is named, and asyncio must not come before it.
STAND_IN = """#!{python}
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name == "ssl" and {part!r} not in sys.path:
            raise ModuleNotFoundError(name, name=name)

assert not {{"ssl", "asyncio"}} & set(sys.modules), "too early"
sys.meta_path.insert(0, Hidden())
sys.frozen, sys.executable = True, sys.argv[0]
from desktop.start.frozen import main
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packed program, with both its parts beside it."""
    program = tmp_path / "程序 位置" / "banjiantai"
    part = program.parent / "server"
    part.mkdir(parents=True)
    (program.parent / "postgresql" / "door").mkdir(parents=True)
    text = STAND_IN.format(python=sys.executable, part=str(part))
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path / "共用"))
    return program.parent


@pytest.fixture
def pair(packed: Path) -> Iterator[certificate.KeyPair]:
    """A door that may be stood at, before a database that seems to run."""
    shared = packed.parent / "共用"
    (shared / "data").mkdir(parents=True)
    (shared / "data" / "postmaster.pid").touch()
    made = certificate.made("10.1.2.3", datetime.now(UTC))
    (shared / "证书.pem").write_text(made.certificate, encoding="utf-8")
    (shared / "私钥.pem").write_text(made.key, encoding="utf-8")
    said = {"port": server.free_port(), "database_port": server.free_port()}
    (shared / "对外.json").write_text(json.dumps(said), encoding="utf-8")
    yield made
    outward.close_outward()
    for one in outward._begun:
        one.wait(60)


def lacking(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name in names else find_spec(name)
    )


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
def test_the_program_itself_stands_at_the_door_and_goes_home_when_told(
    pair: certificate.KeyPair,
) -> None:
    assert not outward.why_not()
    assert outward.stand()
    port = outward.heard_outward()
    context = ssl.create_default_context(cadata=pair.certificate)
    context.check_hostname = False
    with socket.create_connection(("127.0.0.1", port), 10) as plain:
        plain.sendall(ASKS_FOR_TLS)
        assert plain.recv(1) == b"S"
        with context.wrap_socket(plain) as guarded:
            own = ssl.PEM_cert_to_DER_cert(pair.certificate)
            assert guarded.getpeercert(binary_form=True) == own
    first = outward._begun[-1]
    # The database is stopped: the port is kept, nobody stands there.
    outward.rest()
    assert first.wait(60) == 0
    assert outward.heard_outward() == port
    # Whoever opens the register next sends somebody again.
    assert outward.stand()
    assert outward._begun[-1] is not first
    outward.close_outward()
    assert outward._begun[-1].wait(60) == 0


def test_a_packed_program_is_started_by_its_own_name_without_a_console(
    packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert packed_door.WINDOWED == own_program.WINDOWED
    own = packed.parent
    monkeypatch.setattr("sys.platform", "linux")
    assert outward._command(own) == [str(packed / "banjiantai"), "--stand-at-door", str(own)]
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(sys, "executable", str(packed / own_program.CONSOLE))
    assert outward._command(own)[0] == str(packed / own_program.WINDOWED)
    monkeypatch.delattr(sys, "frozen")
    assert outward._command(own)[1:] == ["-P", "-m", "db.server.door", str(own)]


def test_the_parts_of_a_packed_program_are_looked_through(packed: Path) -> None:
    assert not {str(packed / "server"), str(packed / "postgresql" / "door")} & set(sys.path)
    component.lay_open_for_door()
    component.lay_open_for_door()
    # Last: what the program itself has goes first.
    assert sys.path[-2:] == [str(packed / "server"), str(packed / "postgresql" / "door")]


def test_the_part_that_is_lacking_is_named(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outward.why_not() == ""
    lacking(monkeypatch, "ssl", "cryptography")
    assert "ssl" in outward.why_not()
    assert "办件台-版本-服务器-安装.exe" in outward.why_not()
    lacking(monkeypatch, "cryptography")
    assert "办件台-版本-数据库-安装.exe" in outward.why_not()
    with pytest.raises(ClerkError, match="数据库-安装"):
        outward.open_outward("disclosure_desk")
    assert outward.heard_outward() == 0
    # A certificate that was made is used on.
    (packed.parent / "共用").mkdir()
    (packed.parent / "共用" / "私钥.pem").touch()
    assert outward.why_not() == ""


def test_a_folder_of_sources_is_told_its_own_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    for lacks in ("ssl", "cryptography"):
        lacking(monkeypatch, lacks)
        assert lacks in outward.why_not()
        assert "安装.exe" not in outward.why_not()
    assert "python run.py server" in outward.why_not()


def test_the_private_command_tells_nobody_what_is_wrong(
    tmp_path: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(telling, "tell", told.append)
    # No door there, or nobody shall stand at it.
    assert frozen.main([packed_door.PRIVATE, str(tmp_path)]) == 1
    said = {"port": 1, "database_port": 2, "stopped": True}
    (tmp_path / door.SETTINGS).write_text(json.dumps(said), encoding="utf-8")
    assert frozen.main([packed_door.PRIVATE, str(tmp_path)]) == 1
    # A part that is damaged.
    monkeypatch.setattr(door, "main", lambda _: 1 // 0)
    assert frozen.main([packed_door.PRIVATE, str(tmp_path)]) == 1
    assert told == []


@pytest.mark.parametrize("times", [1, 1000])
def test_a_settings_file_that_is_just_being_read_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    monkeypatch.setattr(outward, "sleep", lambda _: None)
    settings = tmp_path / door.SETTINGS
    settings.write_text('{"port": 5434, "database_port": 5433}', encoding="utf-8")
    refused = [PermissionError(13, "in use")] * times
    replace, unlink = Path.replace, Path.unlink

    def held(change):
        def tried(path: Path, *words: object, **named: object) -> object:
            if refused:
                raise refused.pop()
            return change(path, *words, **named)

        return tried

    monkeypatch.setattr(Path, "replace", held(replace))
    # The database is stopped all the same where it stays in use.
    outward.rest()
    assert json.loads(settings.read_text("utf-8")).get("stopped", False) is (times == 1)
    refused[:] = refused[:1]
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", held(unlink))
    outward.close_outward()
    assert not settings.exists()


def test_without_a_door_nothing_is_put_to_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    for text in ("", "[]", '{"port": "5434"}'):
        (tmp_path / door.SETTINGS).write_text(text, encoding="utf-8")
        outward.rest()
        assert (tmp_path / door.SETTINGS).read_text(encoding="utf-8") == text
        assert not outward.stand()
