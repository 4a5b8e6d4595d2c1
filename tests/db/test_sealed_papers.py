"""Sealed papers by themselves: which are sealed when, and what is said of those that are harmed."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from db import cipher, keys, sealed_papers
from db.cipher import KeyNeededError
from db.lying_sealed import is_a_copy, is_sealed, is_there, sealed_path
from db.store import connect
from tests.db.locked import KEY, OTHER

pytestmark = [
    pytest.mark.of_file("a server keeps no file that could be encrypted"),
    pytest.mark.usefixtures("known"),
]
pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")


def paper(folder: Path, name: str, words: bytes = b"x" * 300) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words)
    return path


def test_papers_are_sealed_when_nobody_uses_them(tmp_path: Path) -> None:
    folder = tmp_path / "文书"
    idle = ("a.docx", "子/b.pdf", "打开的.docx", "短.docx", "用.odt")
    names = (*idle, "~$别.docx", ".藏", "半.part", "旧.docx.djm")
    for name in names:
        paper(folder, name)
    # Word and LibreOffice have these open; Word leaves a short name whole.
    for mark in ("~$的.docx", "~$短.docx"):
        (folder / mark).touch()
    (folder / ".~lock.用.odt#").touch()
    found = [path.relative_to(folder).as_posix() for path in sealed_papers.plain_papers(folder)]
    assert found == ["a.docx", "子/b.pdf"]
    assert list(sealed_papers.plain_papers(folder, idle_seconds=60)) == []
    past = time.time() - 100
    os.utime(folder / "a.docx", (past, past))
    assert [one.name for one in sealed_papers.plain_papers(folder, idle_seconds=60)] == ["a.docx"]
    os.utime(folder / "a.docx", (past + 90, past))
    assert list(sealed_papers.plain_papers(folder, idle_seconds=60)) == []
    # The clock was set back since, or goes by steps behind the times of files, as on Windows.
    for ahead, is_idle in ((0.05, False), (7200, True)):
        os.utime(folder / "a.docx", (time.time() + ahead, time.time() + ahead))
        assert len(list(sealed_papers.plain_papers(folder))) == 2
        assert bool(list(sealed_papers.plain_papers(folder, idle_seconds=60))) is is_idle
    told: list[int] = []
    assert sealed_papers.seal_idle(folder, KEY, check=told.append) == (2, 0)
    assert told == [0, 1]
    assert is_sealed(folder / "a.docx")
    assert not (folder / "a.docx").exists()
    assert is_there(folder / "子" / "b.pdf")
    paper(folder, "c.docx")
    paper(folder, "d.docx")
    assert sealed_papers.seal_idle(folder, KEY, seconds=-1) == (0, 2)


def test_one_that_cannot_be_sealed_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "文书"
    for name in ("a.docx", "b.docx"):
        paper(folder, name)
    seal = sealed_papers.seal

    def held(path: Path, key: str) -> None:
        if path.name == "a.docx":
            raise PermissionError
        seal(path, key)

    monkeypatch.setattr(sealed_papers, "seal", held)
    assert sealed_papers.seal_idle(folder, KEY) == (1, 1)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealed_papers.seal_idle(folder, KEY, check=stop)
    assert (folder / "a.docx").exists()


def test_sealed_papers_are_brought_out_copied_and_removed(tmp_path: Path) -> None:
    folder, target = tmp_path / "文书", tmp_path / "导出"
    for name, words in (("a.docx", b"a" * 5000), ("子/b.pdf", b""), ("c.txt", b"c")):
        paper(folder, name, words)
    for name in ("a.docx", "子/b.pdf"):
        sealed_papers.seal(folder / name, KEY)
    paper(folder, "半.part")
    assert sealed_papers.content(folder / "a.docx") == b"a" * 5000
    assert sealed_papers.digest(folder / "c.txt") != ""
    assert sealed_papers.digest(folder / "没有") == ""
    sealed_papers.bring_out(folder / "a.docx")
    assert is_a_copy(folder / "a.docx")
    sealed_papers.copy_out(folder, target)
    copied = {one.relative_to(target).as_posix(): one.read_bytes() for one in target.rglob("*.*")}
    assert copied == {"a.docx": b"a" * 5000, "子/b.pdf": b"", "c.txt": b"c"}
    sealed_papers.write_sealed(folder / "c.txt", tmp_path / "c.djm", OTHER)
    assert cipher.one_row(tmp_path / "c.djm", "select content from paper") == (b"c",)
    assert [one.name for one in tmp_path.iterdir() if "c.djm" in one.name] == ["c.djm"]
    assert sealed_papers.unseal_all(folder) == 2
    assert not list(folder.rglob("*.djm"))
    assert (folder / "子" / "b.pdf").read_bytes() == b""
    sealed_papers.seal(folder / "a.docx", KEY)
    paper(folder, "a.docx", b"later")
    assert sealed_papers.content(folder / "a.docx") == b"later"
    sealed_papers.unseal(sealed_path(folder / "a.docx"))
    assert (folder / "a.docx").read_bytes() == b"later"
    sealed_papers.seal(folder / "a.docx", KEY)
    sealed_papers.remove(folder / "a.docx")
    sealed_papers.remove(folder / "a.docx")
    assert not is_there(folder / "a.docx")


def test_a_harmed_sealed_paper_is_said_and_a_missing_key_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paper(tmp_path, "a.docx")
    sealed_papers.seal(path, KEY)
    with monkeypatch.context() as patch:

        def full(*_: object) -> sqlite3.Connection:
            raise sqlite3.OperationalError("database or disk is full")

        patch.setattr(cipher, "blank", full)
        with pytest.raises(OSError, match=r"b\.djm could not be written"):
            sealed_papers.write_sealed(paper(tmp_path, "b"), tmp_path / "b.djm", KEY)
    assert not list(tmp_path.glob("b.djm*"))
    data = bytearray(sealed_path(path).read_bytes())
    data[60] ^= 0xFF
    sealed_path(path).write_bytes(data)
    for act in (sealed_papers.content, sealed_papers.bring_out):
        with pytest.raises(OSError, match=r"a\.docx\.djm cannot be read"):
            act(path)
    assert sealed_papers.digest(path) == ""
    keys._file().unlink()
    keys.forget_held()
    with pytest.raises(KeyNeededError):
        sealed_papers.content(path)
    with pytest.raises(KeyNeededError):
        connect(sealed_path(path), "ro")


def test_a_paper_that_cannot_be_read_or_sealed_is_said_so_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paper(tmp_path, "回执.docx", b"words")
    sealed_papers.write_sealed(path, sealed_path(path), KEY)
    another = tmp_path / "another"
    sealed_papers.write_sealed(paper(tmp_path, "别.docx", b"others"), another, KEY)
    blank = cipher.blank

    def other(half: Path, key: str) -> sqlite3.Connection:
        # The second look meets what was never written.
        return blank(another if half.stat().st_size else half, key)

    with monkeypatch.context() as lying:
        lying.setattr(cipher, "blank", other)
        with pytest.raises(OSError, match=r"^回执\.docx\.djm was not written as meant$"):
            sealed_papers.write_sealed(path, sealed_path(path), KEY)
    assert sealed_papers.content(sealed_path(path).with_name("回执.docx")) == b"words"
    assert not list(tmp_path.glob("*.part*"))
    read = Path.read_bytes
    seen: list[Path] = []

    def written_in(one: Path) -> bytes:
        seen.append(one)
        return read(one) + (b" more" if seen.count(path) > 1 else b"")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "read_bytes", written_in)
        with pytest.raises(OSError, match=r"^回执\.docx changed while it was sealed$"):
            sealed_papers.seal(path, KEY)
    assert path.read_bytes() == b"words"
    path.unlink()

    def without_a_row() -> None:
        sealed_path(path).unlink()
        with closing(cipher.blank(sealed_path(path), KEY)) as held:
            held.execute("create table paper (content blob not null)")

    for ruin in (lambda: sealed_path(path).write_bytes(b"\xa5" * 4096), without_a_row):
        ruin()
        with pytest.raises(OSError, match=r"^回执\.docx\.djm cannot be read$"):
            sealed_papers.content(path)
        assert sealed_papers.digest(path) == ""
