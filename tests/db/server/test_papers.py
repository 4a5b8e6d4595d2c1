"""Papers in a database and in a folder of this account: what was done here, there or on both."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from db.beside import LETTERS, TEMPLATES
from db.opening import open_store
from db.server import papers
from db.server.beside import DatabaseBeside, own_folder
from db.server.papers import ServerPapers
from db.server.place import Server
from db.store import Store
from rules.errors import ClerkError
from tests import server
from tests.approving import hold

pytestmark = server.needs_server
NAME = f"{TEMPLATES}/a/回执.docx"
TEXTS = Path(__file__).parents[1] / "approved" / "texts"


@pytest.fixture
def store(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("db.server.beside.user_data_path", lambda name, appauthor: tmp_path / name)
    with open_store(shared) as opened:
        assert not papers.are_kept(opened.connection)  # type: ignore[arg-type]
        with opened.atomic():
            papers.make(opened.connection)  # type: ignore[arg-type]
        assert papers.are_kept(opened.connection)  # type: ignore[arg-type]
        opened.forget_place()
        yield opened


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> ServerPapers:
    return ServerPapers(store, tmp_path / "own")


def put_there(store: Store, kept: ServerPapers, content: str, folder: Path) -> None:
    """Let the database hold a paper, or none, whoever put it there."""
    path = folder.parent / "put.docx"
    with store.atomic():
        kept.drop(NAME)
        if content:
            path.write_text(content, encoding="utf-8")
            kept.keep(NAME, path)


def told(folder: Path, kept: ServerPapers) -> str:
    here = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    there = "".join(one.decode() for one in kept._content(NAME))
    noted = kept._noted(NAME)[:6] or "-"
    return f"here {here or 'nothing'}, there {there or 'nothing'}, noted {noted}"


def test_what_becomes_of_a_paper_in_each_case(
    store: Store, kept: ServerPapers, tmp_path: Path
) -> None:
    def lines() -> Iterator[str]:
        ways = ("bring", "match", "match, reading")
        for at, (base, here, there, way) in enumerate(
            product(("", "a"), ("", "a", "b", "c"), ("", "a", "b"), ways)
        ):
            folder = tmp_path / f"case{at}" / "模板"
            path = folder / "a" / "回执.docx"
            path.parent.mkdir(parents=True)
            put_there(store, kept, base or "a", folder)
            kept._note(NAME, kept.one(NAME).sha256 if base else "")
            noted = kept._noted(NAME)
            put_there(store, kept, there, folder)
            kept._note(NAME, noted)
            if here:
                path.write_text(here, encoding="utf-8")
            if way == "bring":
                kept.bring(NAME, path)
            else:
                kept.match(TEMPLATES, folder, may_write=way == "match")
            yield f"{way} base {base or '-'} here {here or '-'} there {there or '-'}:"
            yield f"  {told(folder, kept)}"

    hold(TEXTS / "papers_here_and_there.txt", lines())


def test_papers_are_listed_read_and_dropped(
    store: Store, kept: ServerPapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "_CHUNK", 4)
    folders = {LETTERS: tmp_path / "信", TEMPLATES: tmp_path / "模"}
    names = (
        f"{LETTERS}/2026/b.docx",
        f"{LETTERS}/a.docx",
        f"{TEMPLATES}/t.docx",
        f"{LETTERS}/空.txt",
    )
    for name, content in zip(names, ("乙乙", "甲", "模" * 30, ""), strict=True):
        path = tmp_path / "in.docx"
        path.write_text(content, encoding="utf-8")
        with store.atomic():
            kept.keep(name, path)
    assert [one.name for one in kept.names()] == sorted(names)
    assert [one.name for one in kept.names(f"{LETTERS}/")] == sorted(
        one for one in names if one.startswith(LETTERS)
    )
    assert store.value("select count(*) from paper_part where name = ?", (names[2],)) == 23
    one = kept.one(names[1])
    assert one is not None
    assert (one.size, kept.digest(names[1])) == (3, one.sha256)
    assert kept.digest(names[3]) == kept.one(names[3]).sha256
    assert (kept.digest("nothing"), kept.one("nothing")) == ("", None)
    found = dict(kept.files(folders))
    assert {name: path.read_text(encoding="utf-8") for name, path in found.items()} == {
        names[0]: "乙乙", names[1]: "甲", names[2]: "模" * 30, names[3]: "",
    }  # fmt: skip
    assert found[names[0]] == folders[LETTERS] / "2026" / "b.docx"
    assert names[1] not in dict(kept.files(folders, {one.sha256}))
    # One that is written on here is brought out apart, and stays as it is here.
    found[names[1]].write_text("改", encoding="utf-8")
    again = dict(kept.files(folders))
    assert again[names[1]] != found[names[1]]
    assert again[names[1]].suffix == ".docx"
    assert again[names[1]].read_text(encoding="utf-8") == "甲"
    assert found[names[1]].read_text(encoding="utf-8") == "改"
    kept.put_away(folders)
    left = sorted(path.name for path in tmp_path.rglob("*.docx") if "own" not in path.parts)
    assert left == ["a.docx", "in.docx"]
    assert sorted(path.suffix for path in (tmp_path / "own").rglob("*") if path.is_file()) == [
        ".json"
    ]
    with store.atomic():
        kept.drop(names[1])
    assert kept.one(names[1]) is None
    assert kept._noted(names[1]) == ""
    assert store.value("select count(*) from paper_part where name = ?", (names[1],)) == 0
    assert kept._all_noted(LETTERS) == []
    with pytest.raises(ClerkError, match=r"没有\.docx”读不出来，没有保存"), store.atomic():
        kept.keep(names[0], tmp_path / "没有.docx")


def test_what_was_altered_or_cannot_be_fetched_is_said(
    store: Store, kept: ServerPapers, tmp_path: Path
) -> None:
    folder = tmp_path / "模板"
    put_there(store, kept, "甲", folder)
    with store.atomic():
        store.run("update paper_part set content = ?", (b"other",))
    path = folder / "回执.docx"
    with pytest.raises(ClerkError, match=r"回执\.docx”在服务器上的内容与保存时不一致，没有打开"):
        kept.bring(NAME, path)
    assert not path.exists()
    put_there(store, kept, "甲", folder)
    folder.rmdir()
    folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(ClerkError, match=r"回执\.docx”没有能从服务器取到“.*模板”"):
        kept.bring(NAME, path)
    kept.bring(f"{TEMPLATES}/nothing", path)


@pytest.mark.parametrize("torn", ["", "[]", "7", '{"name": 1}', '{"sha256": "x"}', "\udcff"])
def test_a_torn_note_is_none(kept: ServerPapers, torn: str) -> None:
    kept._note(NAME, "abc")
    assert (kept._noted(NAME), kept._all_noted(TEMPLATES)) == ("abc", [NAME])
    assert (kept._noted(f"{NAME}x"), kept._all_noted(LETTERS)) == ("", [])
    kept._note_path(NAME).write_text(torn, encoding="utf-8", errors="surrogateescape")
    assert (kept._noted(NAME), kept._all_noted(TEMPLATES)) == ("", [])
    kept.put_away({TEMPLATES: kept._folder})
    assert kept._note_path(NAME).exists()
    kept._note(NAME, "")
    assert not kept._note_path(NAME).exists()


def test_a_file_put_aside_takes_no_others_place(tmp_path: Path) -> None:
    for content in ("一", "二", "三"):
        (tmp_path / "a.b.docx").write_text(content, encoding="utf-8")
        papers._put_aside(tmp_path / "a.b.docx")
    assert {one.name: one.read_text(encoding="utf-8") for one in tmp_path.iterdir()} == {
        f"a.b（本机改过{number}）.docx": content
        for number, content in enumerate(("一", "二", "三"), start=1)
    }
    papers._put_aside(tmp_path / "nothing.docx")
    assert len(list(tmp_path.iterdir())) == 3


def test_where_papers_of_a_database_lie(store: Store, tmp_path: Path) -> None:
    beside: Any = store.beside
    assert isinstance(beside, DatabaseBeside)
    place = Server(store.server.host, store.server.port, store.server.database)  # type: ignore[attr-defined]
    assert beside.folder == own_folder(place)
    assert beside.folder.parent == tmp_path / "依申请公开办件台" / "服务器上的文书"
    assert len(beside.folder.name) == 16
    assert beside.copies == store.path.with_name("共用 备份")
    assert (beside.are_in_folder, beside.may_write) == (False, True)
    named = "共用 文书/2026/答复书.docx"
    path = beside.letters / "2026" / "答复书.docx"
    path.parent.mkdir(parents=True)
    path.write_text("答复", encoding="utf-8")
    assert beside.kept_as(path) == named
    with store.atomic():
        beside.keep(named)
    (listed,) = beside.listed()
    assert (listed.name, listed.size) == (f"{LETTERS}/2026/答复书.docx", 6)
    assert beside.digest(named) == listed.sha256
    assert beside.digest("共用 文书/没有.docx") == ""
    path.unlink()
    assert beside.at(named) == path
    assert path.read_text(encoding="utf-8") == "答复"
    (beside.templates / "x").mkdir(parents=True)
    (beside.templates / "x" / "t.docx").write_text("模", encoding="utf-8")
    assert dict(beside.kept_files()) == {
        listed.name: path,
        f"{TEMPLATES}/x/t.docx": beside.templates / "x" / "t.docx",
    }
    assert list(dict(beside.kept_files({listed.sha256}))) == [f"{TEMPLATES}/x/t.docx"]
    beside.put_away()
    assert not path.exists()
    with store.atomic():
        beside.drop(named)
    assert [one.name for one in beside.listed()] == [f"{TEMPLATES}/x/t.docx"]
    with pytest.raises(ClerkError, match="不在它的文书文件夹里"):
        beside.digest("../x")
    with store.reader() as reader:
        reading: Any = reader.beside
        assert reading.may_write is False
    with store.atomic():
        papers.unmake(store.connection)  # type: ignore[arg-type]
    store.forget_place()
    assert store.beside.are_in_folder
