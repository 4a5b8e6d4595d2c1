"""Papers of a shared register in its database: on every computer, held to their hashes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from casework.cases.attachments import add_content, of_case, path_of
from casework.desk.accounts import give_account
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import problems
from casework.papers.issuing import file_of
from casework.papers.revising import register_revision
from casework.safekeeping.exporting import export
from casework.safekeeping.moving import move_register
from casework.safekeeping.paper_place import are_in_database, keep_in_database, keep_in_folder
from casework.safekeeping.restoring import kept_of, put_back, the_copy
from casework.word import paragraphs
from db import documents, history, settings
from db.beside import Beside
from db.server import login, papers
from rules.errors import ClerkError
from rules.people import OfficePart as P
from tests import server
from tests.casework.conftest import OFFICE, Clock, doing

pytestmark = [
    server.needs_server,
    pytest.mark.of_file("it opens its files as files and its servers as servers, in every run"),
    pytest.mark.timeout(180),
]

SCAN = b"%PDF-1.4 a scan " * 200_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Path:
    """A register in a file, with a letter, an attachment of several pieces, and a template."""
    desk = open_desk(tmp_path / "登记簿.djb", clock=clock, clerk="周敏")
    settings.put(desk.store, "office", OFFICE)
    desk.forget_settings()
    do = doing(desk, clock)
    case = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="工作要点"
    ).request_id
    do("assign", case, "2026-03-09", section="规划科", handler="孙悦")
    do("ask_correction", case, "2026-03-10", items="请写明文号")
    add_content(desk, case, "扫描件.pdf", SCAN)
    templates = desk.beside.templates
    templates.mkdir()
    (templates / "回执.docx").write_bytes(b"PK own")
    assert documents.everything(desk.store)
    desk.close()
    return desk.store.path


@pytest.fixture
def shared(file: Path, clock: Clock, tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """The register on a server that keeps its papers."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "第一台"))
    with server.database() as name:
        to = f"postgresql://postgres@127.0.0.1:{server.cluster().port}/{name}"
        said = move_register(file, to, clock, keeps_papers=True)
        assert "文书、附件和模板" in said[1]
        yield file.with_suffix(".djs")
    server.drop_roles(name, f"{name}.zhou", f"{name}.sun")


Seat = Callable[[str], Desk]


@pytest.fixture
def at(shared: Path, clock: Clock, tmp_path: Path, monkeypatch) -> Iterator[Seat]:
    """Open the register on another computer."""
    opened: list[Desk] = []

    def sit(computer: str) -> Desk:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / computer))
        desk = open_desk(shared, clock=clock, clerk="周敏")
        assert are_in_database(desk)
        opened.append(desk)
        return desk

    yield sit
    for desk in opened:
        desk.close()


def letter(desk: Desk) -> Path:
    return file_of(desk, documents.everything(desk.store)[-1])


def test_every_computer_has_the_papers_and_none_lies_beside_the_file(
    at: Seat, shared: Path, tmp_path: Path
) -> None:
    first, second = at("第一台"), at("第二台")
    assert not Beside(shared).letters.exists()
    # The register that was moved keeps its own papers under its own name.
    assert len(list(shared.parent.glob("登记簿 已移走 * 文书"))) == 1
    assert list(problems(first)) == []
    here, there = letter(first), letter(second)
    assert here.is_relative_to(tmp_path / "第一台")
    assert there.is_relative_to(tmp_path / "第二台")
    assert here.read_bytes() == there.read_bytes()
    (scan,) = of_case(second, 1)
    assert path_of(second, scan).read_bytes() == SCAN
    # What one adds the other has.
    add_content(second, 1, "照片.png", b"a picture")
    photo = of_case(first, 1)[-1]
    assert path_of(first, photo).read_bytes() == b"a picture"
    assert list(problems(first)) == []


def test_an_act_that_fails_keeps_no_paper(at: Seat, monkeypatch) -> None:
    desk = at("第一台")
    before = len(papers.ServerPapers(desk.store, Path()).names())
    monkeypatch.setattr("casework.cases.attachments._search_by_its_name", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_content(desk, 1, "照片.png", b"a picture")
    assert len(papers.ServerPapers(desk.store, Path()).names()) == before


def test_what_was_altered_in_the_database_is_found_and_not_opened(at: Seat) -> None:
    desk = at("第一台")
    desk.store.connection.execute("update paper_part set content = 'x' where part = 1")
    (said,) = problems(desk)
    assert "扫描件.pdf" in said
    assert "与保存时不一致" in said
    with pytest.raises(ClerkError, match="在服务器上的内容与保存时不一致"):
        path_of(desk, of_case(desk, 1)[0])
    desk.store.connection.execute("delete from paper")
    assert sum("不在原来的位置" in one for one in problems(desk)) == 3


def test_a_draft_written_on_here_stays_and_goes_to_the_others_with_its_revision(
    at: Seat, clock: Clock
) -> None:
    first, second = at("第一台"), at("第二台")
    here, there = letter(first), letter(second)
    changed = _with_words(here, "改过的一句")
    # Not registered yet: of here alone, and nothing fetches over it.
    assert letter(first).read_bytes() == changed
    assert letter(second).read_bytes() != changed
    register_revision(first, documents.everything(first.store)[-1].id)
    assert "改过的一句" in "".join(paragraphs(letter(second)))
    assert there.read_bytes() == changed
    # Both wrote on: that of the register counts, the other's is put aside.
    _with_words(here, "第一台又改")
    _with_words(there, "第二台又改")
    register_revision(first, documents.everything(first.store)[-1].id)
    assert "第一台又改" in "".join(paragraphs(letter(second)))
    (aside,) = there.parent.glob("*（本机改过1）*")
    assert "第二台又改" in "".join(paragraphs(aside))


def _with_words(path: Path, words: str) -> bytes:
    from docx import Document

    document = Document(str(path))
    document.add_paragraph(words)
    document.save(str(path))
    return path.read_bytes()


def test_a_template_changed_or_dropped_on_one_computer_is_so_on_all(at: Seat) -> None:
    first, second = at("第一台"), at("第二台")
    assert (second.templates / "回执.docx").read_bytes() == b"PK own"
    (first.templates / "回执.docx").write_bytes(b"PK changed in Word")
    assert first.templates == first.beside.templates
    assert (second.templates / "回执.docx").read_bytes() == b"PK changed in Word"
    (second.templates / "回执.docx").unlink()
    assert second.templates.is_dir()
    assert not (first.templates / "回执.docx").exists()


def test_a_folder_that_was_swept_away_takes_nothing_from_the_others(at: Seat) -> None:
    import shutil

    first = at("第一台")
    shutil.rmtree(first.templates)
    assert (first.templates / "回执.docx").read_bytes() == b"PK own"


def test_what_was_brought_out_goes_when_the_window_does(at: Seat) -> None:
    desk = at("第一台")
    path, scan = letter(desk), path_of(desk, of_case(desk, 1)[0])
    changed = _with_words(path, "还没有登记的一句")
    assert (desk.templates / "回执.docx").is_file()
    desk.beside.put_away()
    assert not scan.exists()
    assert path.read_bytes() == changed
    # And nothing of it was taken for deleted.
    assert (desk.templates / "回执.docx").read_bytes() == b"PK own"
    assert path_of(desk, of_case(desk, 1)[0]).read_bytes() == SCAN


def test_copies_exports_and_a_restored_file_have_them(
    at: Seat, tmp_path: Path, clock: Clock, shared: Path
) -> None:
    desk = at("第一台")
    content = letter(desk).read_bytes()
    copy = back_up(desk, tmp_path / "备份处")
    assert kept_of(copy).missing == ()
    back = tmp_path / "找回" / "找回.djb"
    put_back(the_copy(copy, back), back, clock)
    restored = open_desk(back, clock=clock, clerk="周敏")
    assert list(problems(restored)) == []
    assert letter(restored).read_bytes() == content
    assert (restored.beside.templates / "回执.docx").read_bytes() == b"PK own"
    restored.close()
    export(desk, tmp_path / "导出")
    assert (tmp_path / "导出" / "模板" / "回执.docx").read_bytes() == b"PK own"
    assert any(one.read_bytes() == SCAN for one in (tmp_path / "导出").rglob("*.pdf"))
    desk.close()
    move_register(shared, str(tmp_path / "回来.djb"), clock)
    moved = open_desk(tmp_path / "回来.djb", clock=clock, clerk="周敏")
    assert list(problems(moved)) == []
    assert letter(moved).read_bytes() == content
    moved.close()


def test_a_second_copy_brings_out_what_the_first_has_not(
    at: Seat, tmp_path: Path, clock: Clock, monkeypatch
) -> None:
    desk = at("第一台")
    first = kept_of(back_up(desk, tmp_path / "备份处"))
    add_content(desk, 1, "照片.png", b"a picture")
    desk.beside.put_away()
    fetched: list[str] = []
    fetch = papers.ServerPapers._fetch

    def noted(self: papers.ServerPapers, kept, path: Path) -> None:
        fetched.append(kept.name)
        fetch(self, kept, path)

    monkeypatch.setattr(papers.ServerPapers, "_fetch", noted)
    clock.day += timedelta(days=1)
    second = kept_of(back_up(desk, tmp_path / "备份处"))
    assert (second.files, second.missing) == (first.files + 1, ())
    letters = [name for name in fetched if name.startswith("文书/")]
    assert [Path(name).suffix for name in letters] == [".png"]


def noted(desk: Desk) -> tuple[dict[str, object], ...]:
    """Return what the last entry of the history says."""
    last = history.latest(desk.store)
    return () if last is None else last.notes


def test_they_go_to_a_folder_and_back_with_the_register_in_use(
    at: Seat, shared: Path, tmp_path: Path
) -> None:
    desk = at("第一台")
    content = letter(desk).read_bytes()
    heard: list[tuple[int, str]] = []
    said = keep_in_folder(desk, lambda *words: heard.append(words))
    assert said == [
        f"文书、附件和模板4份已取到“{shared.parent}”，逐份核对一致。请让各台电脑都能读写这个文件夹。"
    ]
    assert noted(desk) == (
        {"note": "papers_kept", "place": "folder", "count": 4},
        {"note": "papers_moved"},
    )
    assert [far for far, _ in heard] == [0, 12, 25, 37]
    assert not are_in_database(desk)
    assert letter(desk).is_relative_to(Beside(shared).letters)
    # Nothing of it stays where it was brought out to.
    assert [one for one in (tmp_path / "第一台").rglob("*") if one.is_file()] == []
    assert list(problems(desk)) == []
    with pytest.raises(ClerkError, match="已经在文件夹里"):
        keep_in_folder(desk)
    heard.clear()
    said = keep_in_database(desk, lambda *words: heard.append(words))
    stamp = f"{desk.clock():%Y-%m-%d %H%M}"
    assert said == [
        "文书、附件和模板4份已存进数据库，逐份核对一致；以后打开时取到本机。",
        f"原来的文件夹改名为“登记簿 文书 已存进数据库 {stamp}”保留。",
        f"原来的文件夹改名为“登记簿 模板 已存进数据库 {stamp}”保留。",
    ]
    assert noted(desk) == (
        {"note": "papers_kept", "place": "database", "count": 4},
        {"note": "papers_moved"},
    )
    assert heard == [(far, "正在把文书存进数据库") for far in (0, 25, 50, 75)]
    assert are_in_database(desk)
    assert letter(desk).read_bytes() == content
    assert list(problems(desk)) == []
    with pytest.raises(ClerkError, match="已经存在数据库里"):
        keep_in_database(desk)


def test_what_cannot_be_read_leaves_them_where_they_were(
    at: Seat, shared: Path, monkeypatch
) -> None:
    desk = at("第一台")
    keep_in_folder(desk)
    monkeypatch.setattr(papers.ServerPapers, "digest", lambda *_: "another")
    with pytest.raises(ClerkError, match="与原来的不同"):
        keep_in_database(desk)
    assert not are_in_database(desk)
    monkeypatch.undo()
    assert list(problems(desk)) == []


def test_a_section_has_the_papers_of_its_own_cases_and_no_others(
    at: Seat, shared: Path, clock: Clock, tmp_path: Path, monkeypatch
) -> None:
    owner = at("第一台")
    do = doing(owner, clock)
    other = do(
        "register", None, "2026-03-06", applicant_name="陈思远", information_sought="别的"
    ).request_id
    add_content(owner, other, "别人的.pdf", b"of another section")
    name = owner.store.value("select current_database()")
    accounts = {"zhou": ("周敏", P.CLERK, ""), "sun": ("孙悦", P.SECTION, "规划科")}
    for account, (person, part, section) in accounts.items():
        give_account(owner, f"{name}.{account}", person, (part,), section=section)
    # The move logged in as the owner.
    monkeypatch.setattr(login, "_held", {})
    opened = server.opened(tmp_path / "科室.djs", name, f"{name}.sun")
    try:
        kept = {one.name for one in papers.ServerPapers(opened, tmp_path).names()}
        (theirs,) = (one for one in of_case(owner, other))
        (ours,) = (one for one in of_case(owner, 1))
        assert papers.name_of(ours.path) in kept
        assert papers.name_of(theirs.path) not in kept
        assert "模板/回执.docx" in kept
        assert opened.rows("select * from paper_part where name = ?",
                           (papers.name_of(theirs.path),)) == []  # fmt: skip
        for words in (
            "insert into paper values ('文书/2026/x', '', 0, 0)",
            "insert into paper values ('模板/x.docx', '', 0, 0)",
            "insert into paper_part values ('模板/回执.docx', 9, 'x')",
        ):
            with pytest.raises(ClerkError, match="没有做这件事的权限"):
                opened.run(words)
        opened.run("update paper set sha256 = 'x' where name like '模板/%'")
        opened.run("delete from paper where name = ?", (papers.name_of(theirs.path),))
    finally:
        opened.close()
    assert list(problems(owner)) == []
    assert (owner.templates / "回执.docx").read_bytes() == b"PK own"


def test_only_the_owner_moves_them_and_a_file_has_no_such_place(file: Path, clock: Clock) -> None:
    desk = open_desk(file, clock=clock)
    with pytest.raises(ClerkError, match="是本机的一个文件"):
        keep_in_database(desk)
    desk.close()
