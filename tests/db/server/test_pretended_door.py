"""Doors of this computer and copies put on a server, without either: each answer is put there."""

import importlib.util
import json
import socket
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("psycopg")

from db import history, steps
from db.copies import Copy, KeptFile, content_path
from db.files import digest_of, write_whole
from db.sealing import Stamp
from db.server import certificate, component, outward, restoring, shared_folder
from db.server.beside import DatabaseBeside
from db.server.restoring import restore_there
from rules.errors import ClerkError

PATH = Path("登记簿.djs")
NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the office's own clock


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the database this computer shares; what a door needs is there."""
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    (tmp_path / shared_folder.PORT).write_text("5433", encoding="utf-8")
    monkeypatch.setattr(component, "lay_open_for_door", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    return tmp_path


def test_a_door_that_does_not_open_is_none(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "私钥.pem").touch()
    monkeypatch.setattr(outward, "stand", lambda: False)
    with pytest.raises(ClerkError, match=r"^没有能让其他电脑连接：端口\d+没有打开，可能被安全软件"):
        outward.open_outward("desk")
    assert outward.heard_outward() == 0
    assert not (own / "对外.json").exists()


def test_whoever_is_sent_to_the_door_is_waited_for(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "对外.json").write_text(json.dumps({"port": 5434, "stopped": True}), encoding="utf-8")
    slept, sent = list[float](), list[int]()
    monkeypatch.setattr(outward, "sleep", slept.append)
    monkeypatch.setattr(outward, "monotonic", lambda: 50.0 + sum(slept))
    monkeypatch.setattr(outward, "_begin", lambda: sent.append(1))
    monkeypatch.setattr(outward, "_answers", lambda port: port == 5434 and len(slept) >= 2)
    assert outward.stand()
    assert (len(sent), slept) == (1, [0.3, 0.3])
    # The mark that sent the last one home is gone.
    assert json.loads((own / "对外.json").read_text(encoding="utf-8")) == {"port": 5434}
    assert outward.stand()
    assert len(sent) == 1
    monkeypatch.setattr(outward, "_answers", lambda _: False)
    slept.clear()
    assert not outward.stand()
    assert 10 <= sum(slept) < 11
    slept.clear()
    assert not outward.stand(waits=False)
    assert (slept, len(sent)) == ([], 3)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert not outward.stand()
    with pytest.raises(ClerkError, match="没有ssl"):
        outward.open_outward("desk")
    with pytest.raises(ClerkError, match="没有ssl"):
        outward.try_out()
    assert len(sent) == 3


def test_what_a_door_needs_is_tried_out(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ssl

    made: list[str] = []
    monkeypatch.setattr(certificate, "made", lambda *_: made.append("a pair"))
    said = outward.try_out()
    assert said == f"能让其他电脑加密连接（{ssl.OPENSSL_VERSION}），证书能做"
    assert made == ["a pair"]

    def lacking(*_: object) -> None:
        raise ImportError("cryptography")

    monkeypatch.setattr(certificate, "made", lacking)
    with pytest.raises(
        ClerkError, match="组件里没有制作证书的部件（cryptography），不能让其他电脑"
    ):
        outward.try_out()


def test_a_computer_without_a_network_has_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    class Network:
        def __init__(self, *_: Any) -> None:
            self.asked: Any = None

        def __enter__(self) -> "Network":
            return self

        def __exit__(self, *_: object) -> None:
            return

        def connect(self, to: tuple[str, int]) -> None:
            if is_cut:
                raise OSError("no way there")
            self.asked = to

        def getsockname(self) -> tuple[str, int]:
            assert self.asked is not None
            return "10.1.2.3", 55555

    is_cut = False
    monkeypatch.setattr(socket, "socket", Network)
    assert outward.own_address() == "10.1.2.3"
    is_cut = True
    assert outward.own_address() == "127.0.0.1"


def test_a_copy_that_is_encrypted_is_not_put_on_a_server(tmp_path: Path) -> None:
    path = tmp_path / "登记簿 备份 2026-11-22 093000.djb"
    path.write_bytes(b"SQLite format 3\0" + bytes(4) + bytes([80]) + bytes(100))
    with pytest.raises(ClerkError, match=r"^这份备份是加密的，服务器上的登记簿由服务器保护，没有"):
        restore_there(Copy(path, None, None), [], PATH, at=NOW, stamp=Stamp, told=lambda *_: None)


def test_what_came_in_must_say_of_itself_what_the_copy_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one: Any = "the copy"
    other: Any = "the server"
    monkeypatch.setattr(restoring, "must_agree", lambda *_: None)
    said: dict[tuple[str, str], list[str]] = {}
    monkeypatch.setattr(history, "verify", lambda it: iter(said.get(("rows", it), [])))
    monkeypatch.setattr(steps, "verify_chain", lambda it: said.get(("steps", it), []))
    restoring._must_be_as_copied(one, other)
    for what in ("rows", "steps"):
        said.clear()
        # What was harmed in the copy is harmed alike, and no more.
        said[what, one] = said[what, other] = ["一处受损。"]
        restoring._must_be_as_copied(one, other)
        said[what, other] = ["一处受损。", "又一处。"]
        with pytest.raises(ClerkError, match=r"^备份放进数据库以后与备份里的不一致，.*没有改动"):
            restoring._must_be_as_copied(one, other)


def test_papers_of_a_copy_come_in_where_they_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "登记簿 备份 2026-11-22 093000.djb"
    acts: list[tuple[object, ...]] = []

    class Papers:
        def names(self) -> Any:
            one = SimpleNamespace
            return [
                one(name="文书/甲.docx", sha256=same), one(name="文书/乙.docx", sha256="other"),
                one(name="文书/新.docx", sha256="newer"),
            ]  # fmt: skip

        def put_back(self, name: str, kept: Path, sha256: str, changed_at: int) -> None:
            acts.append(("put", name, kept.read_bytes(), sha256 == digest_of(kept), changed_at))

        def take_away(self, name: str) -> None:
            acts.append(("away", name))

    def kept(words_: bytes) -> str:
        made = tmp_path / "new"
        digest = write_whole(made, [words_])
        made.rename(content_path(tmp_path, "登记簿", digest))
        return digest

    for first in range(256):
        content_path(tmp_path, "登记簿", f"{first:02x}").parent.mkdir(parents=True, exist_ok=True)
    same, mended, back = kept(b"same"), kept(b"mended"), kept(b"back")
    torn = kept(b"torn")
    content_path(tmp_path, "登记簿", torn).write_bytes(b"other words")
    beside = DatabaseBeside(tmp_path / "登记簿.djs")
    beside.own = tmp_path
    beside.papers = Papers()  # type: ignore[assignment]
    files = [
        KeptFile("文书/甲.docx", same, 4, 1), KeptFile("文书/丢.docx", "f" * 64, 4, 2),
        KeptFile("文书/乙.docx", mended, 6, 3), KeptFile("文书/残.docx", torn, 4, 4),
        KeptFile("文书/丙.docx", back, 4, 5),
    ]  # fmt: skip
    told: list[tuple[int, int]] = []
    store: Any = SimpleNamespace(beside=beside)
    found = restoring._bring_papers(
        Copy(path, None, None), files, store, tmp_path, lambda *parts: told.append(parts)
    )
    assert found == (2, ["文书/丢.docx", "文书/残.docx"])
    assert acts == [
        ("put", "文书/乙.docx", b"mended", True, 3), ("put", "文书/丙.docx", b"back", True, 5),
        ("away", "文书/新.docx"),
    ]  # fmt: skip
    assert told == [(at, 5) for at in range(5)]
