"""A sealed paper that is brought out is a copy of it until somebody writes in it."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import keys, sealed_papers
from db.backup import files_of
from db.beside import Beside
from db.lying_sealed import is_a_copy, is_there, sealed_path
from db.sealed_papers import bring_out, content, digest, plain_papers, seal, unseal
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("a server keeps no file that could be encrypted")

pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")
WORDS = os.urandom(9_000)


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "钥" / "密钥.json"))
    monkeypatch.setattr(sealed_papers, "_brought", set())
    keys.forget_held()
    made = keys.fresh()
    keys.keep(made)
    yield made
    keys.forget_held()


@pytest.fixture
def paper(tmp_path: Path, key: str) -> Path:
    path = tmp_path / "登记簿 文书" / "2026" / "回执.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(WORDS)
    seal(path, key)
    return path


def start_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after the power came back: another program, that brought nothing out."""
    monkeypatch.setattr(sealed_papers, "_brought", set())


def torn(path: Path, held: bytes) -> None:
    """Leave a paper as a power cut may: its time is on disk, its content is not."""
    stat = path.stat()
    path.write_bytes(held)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def of_office(paper: Path) -> list[str]:
    return [name for name, _ in files_of(Beside(paper.parents[2] / "登记簿.db"))]


def test_what_is_brought_out_and_only_read_leaves_the_sealed_one_as_it_was(
    paper: Path, key: str
) -> None:
    before = sealed_path(paper).read_bytes()
    bring_out(paper)
    assert paper.read_bytes() == WORDS
    assert is_a_copy(paper)
    assert of_office(paper) == ["文书/2026/回执.docx.djm"]
    # Just brought out, it is in use, however long ago it was sealed.
    assert not list(plain_papers(paper.parent, idle_seconds=60))
    seal(paper, key)
    assert not paper.exists()
    assert is_there(paper)
    assert sealed_path(paper).read_bytes() == before


@pytest.mark.parametrize("held", [b"", WORDS[:4096], bytes(len(WORDS)), b"of another file"])
def test_a_copy_torn_by_a_power_cut_is_never_taken_for_the_paper(
    paper: Path, key: str, held: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = digest(paper)
    bring_out(paper)
    torn(paper, held)
    start_again(monkeypatch)
    assert content(paper) == WORDS
    assert digest(paper) == said
    assert of_office(paper) == ["文书/2026/回执.docx.djm"]
    assert Beside(paper.parents[2] / "登记簿.db").at("登记簿 文书/2026/回执.docx") == paper
    assert paper.read_bytes() == WORDS
    torn(paper, held)
    start_again(monkeypatch)
    seal(paper, key)
    assert content(paper) == WORDS
    bring_out(paper)
    torn(paper, held)
    start_again(monkeypatch)
    unseal(sealed_path(paper))
    assert paper.read_bytes() == WORDS
    assert not sealed_path(paper).exists()


def test_what_the_clerk_writes_in_it_is_the_later(paper: Path, key: str) -> None:
    bring_out(paper)
    paper.write_bytes(b"written on")
    assert not is_a_copy(paper)
    assert content(paper) == b"written on"
    assert of_office(paper) == ["文书/2026/回执.docx"]
    bring_out(paper)
    assert paper.read_bytes() == b"written on"
    seal(paper, key)
    assert content(paper) == b"written on"


def test_a_program_that_keeps_the_time_of_what_it_writes_in_is_heard_too(
    paper: Path, key: str
) -> None:
    bring_out(paper)
    torn(paper, b"written on, its time kept")
    seal(paper, key)
    assert content(paper) == b"written on, its time kept"


def test_where_the_disk_keeps_no_such_times_a_copy_is_brought_to_disk(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    bring_out(paper)
    assert flushed == []
    paper.unlink()
    monkeypatch.setattr(os, "utime", lambda *_, **__: None)
    bring_out(paper)
    assert len(flushed) == 1
    assert paper.read_bytes() == WORDS


def test_a_harmed_sealed_paper_is_not_hidden_by_a_copy_of_it(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_out(paper)
    stat = sealed_path(paper).stat()
    data = bytearray(sealed_path(paper).read_bytes())
    data[len(data) // 2] ^= 1
    sealed_path(paper).write_bytes(data)
    os.utime(sealed_path(paper), ns=(stat.st_atime_ns, stat.st_mtime_ns))
    start_again(monkeypatch)
    with pytest.raises(ClerkError, match="读不出来"):
        Beside(paper.parents[2] / "登记簿.db").at("登记簿 文书/2026/回执.docx")


def test_a_paper_open_in_libreoffice_waits_too(paper: Path) -> None:
    bring_out(paper)
    mark = paper.with_name(f".~lock.{paper.name}#")
    mark.write_bytes(b"")
    assert not list(plain_papers(paper.parent))
    mark.unlink()
    assert list(plain_papers(paper.parent)) == [paper]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["out", "write", "seal", "start", "copy"]), max_size=12))
def test_whatever_is_done_in_whatever_order_the_last_words_stand(
    tmp_path_factory: pytest.TempPathFactory, key: str, doings: list[str]
) -> None:
    path = tmp_path_factory.mktemp("办") / "登记簿 文书" / "回执.docx"
    path.parent.mkdir()
    words, many = WORDS, 0
    path.write_bytes(words)
    seal(path, key)
    for doing in doings:
        if doing == "out":
            bring_out(path)
        elif doing == "write" and path.exists():
            many += 1
            words = b"%d" % many
            path.write_bytes(words)
            later = time.time_ns() + many
            os.utime(path, ns=(later, later))
        elif doing == "seal" and path.exists():
            seal(path, key)
        elif doing == "start":
            sealed_papers._brought.clear()
        assert content(path) == words
        ((_, kept),) = files_of(Beside(path.parents[1] / "登记簿.db"))
        assert content(kept.with_name("回执.docx")) == words
