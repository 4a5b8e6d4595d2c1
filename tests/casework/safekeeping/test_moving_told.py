"""What a move says, how far it tells it is, and what lies at both ends, also where it breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casework.cases.attachments import add_content
from casework.desk.desk import open_desk
from casework.pages.register_check import problems
from casework.safekeeping.encrypting import encrypt_office
from casework.safekeeping.moving import copy_papers, move_register, moved_to, take_back
from db import history, keys, settings
from db.beside import Beside
from db.opening import is_on_server, open_store
from db.server import papers
from rules.errors import ClerkError
from tests import server
from tests.casework.conftest import OFFICE, Clock, doing
from tests.casework.safekeeping.test_moving import address, clock, database

__all__ = ["clock", "database"]
pytestmark = [
    server.needs_server,
    pytest.mark.of_file("it opens its files as files and its servers as servers, in every run"),
    pytest.mark.timeout(180),
]
STAMPED = "2026-03-06 0900"


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Path:
    """A closed register with one case, its receipt, an attachment and a template."""
    desk = open_desk(tmp_path / "登记簿.djb", clock=clock, clerk="周敏")
    settings.put(desk.store, "office", OFFICE)
    desk.forget_settings()
    case = doing(desk, clock)(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="工作要点"
    ).request_id
    add_content(desk, case, "扫描件.pdf", b"%PDF-1.4")
    desk.beside.templates.mkdir()
    (desk.beside.templates / "回执.docx").write_bytes(b"PK own")
    desk.close()
    return desk.store.path


def there(register: Path) -> list[str]:
    """Return every file and empty folder around a register, without locks."""
    return sorted(
        one.relative_to(register.parent).as_posix()
        for one in register.parent.rglob("*")
        if one.suffix != ".lock" and (one.is_file() or not any(one.iterdir()))
    )


def last_notes(path: Path) -> tuple[dict[str, object], ...]:
    with open_store(path, read_only=True) as store:
        last = history.latest(store)
        return () if last is None else last.notes


class Heard:
    """What was told, and an end at the first word of a kind."""

    def __init__(self, ends_at: str = "") -> None:
        self.said: list[tuple[int, str]] = []
        self.ends_at = ends_at

    def __call__(self, per_cent: int, words: str) -> None:
        self.said.append((per_cent, words))
        if self.ends_at and self.ends_at in words:
            raise InterruptedError


def test_with_its_papers_to_a_server_and_back_under_another_name(
    register: Path, database: str, clock: Clock
) -> None:
    before = there(register)
    with open_store(register, read_only=True) as store:
        anchor = history.anchor(store).words
    heard = Heard()
    said = move_register(register, address(database), clock, keeps_papers=True, told=heard)
    shared = register.with_suffix(".djs")
    now = last_anchor(shared)
    rows = said[0].partition("，共")[2].partition("行，")[0]
    assert said == [
        f"已移到“登记簿.djs”：1件申请，1条办理记录，共{rows}行，两边逐行核对一致。",
        "文书、附件和模板3份已一并复制，逐份核对一致。",
        f"移动时的校验锚点：{anchor}；现在的：{now}",
        f"原来的登记簿改名为“登记簿 已移走 {STAMPED}.djb”保留，请不要再用它办件。",
    ]
    assert anchor != now
    papers_read = "正在核对文书、附件和模板"
    assert heard.said[:4] == [
        (-1, "正在检查登记簿"), (0, papers_read), (16, papers_read), (33, papers_read),
    ]  # fmt: skip
    rest = heard.said[4:]
    assert {words for _, words in rest} == {"正在移动登记簿并逐行核对"}
    assert rest[0][0] == 50
    assert rest[-1][0] == 100
    assert [far for far, _ in rest] == sorted(far for far, _ in rest)
    assert there(register) == sorted(
        ["登记簿.djs", *(one.replace("登记簿", f"登记簿 已移走 {STAMPED}", 1) for one in before)]
    )
    moved = {"note": "moved"}
    assert last_notes(shared) == (
        {"note": "moved_here", "from": "登记簿.djb", "anchor": anchor}, moved,
    )  # fmt: skip
    assert last_notes(register.with_name(f"登记簿 已移走 {STAMPED}.djb")) == (
        {"note": "moved_away", "to": "登记簿.djs", "anchor": anchor}, moved,
    )  # fmt: skip

    heard = Heard()
    said = move_register(shared, str(register.with_name("回来.djb")), clock, told=heard)
    assert said[1] == "文书、附件和模板3份已一并复制，逐份核对一致。"
    assert said[3:] == [
        f"原来的连接文件改名为“登记簿 已移走 {STAMPED}.djs”保留，请不要再用它办件。"
    ]
    copied = "正在复制文书、附件和模板"
    assert [one for one in heard.said if one[1] == copied] == [
        (0, copied),
        (16, copied),
        (33, copied),
    ]
    back = open_desk(register.with_name("回来.djb"), clock=clock, clerk="周敏")
    assert list(problems(back)) == []
    back.close()


def last_anchor(path: Path) -> str:
    with open_store(path, read_only=True) as store:
        return history.anchor(store).words


def test_moved_twice_within_a_minute_nothing_takes_the_place_of_the_first(
    register: Path, database: str, clock: Clock
) -> None:
    move_register(register, address(database), clock)
    first = register.with_name(f"登记簿 已移走 {STAMPED}.djb").read_bytes()
    move_register(register.with_suffix(".djs"), str(register), clock)
    with server.database() as other:
        said = move_register(register, address(other), clock)
        assert said[-1] == (
            f"原来的登记簿改名为“登记簿 已移走 {STAMPED}（2）.djb”保留，请不要再用它办件。"
        )
        assert register.with_name(f"登记簿 已移走 {STAMPED}.djb").read_bytes() == first
        # Its papers stay beside the connection file: there they are read from now on.
        assert Beside(register).letters.is_dir()
        assert "文书" not in said[1]
        desk = open_desk(register.with_suffix(".djs"), clock=clock)
        assert list(problems(desk)) == []
        desk.close()


def test_what_breaks_off_leaves_both_ends_as_they_were(
    register: Path, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, content = there(register), last_anchor(register)

    def full(*_: object) -> None:
        raise ClerkError("磁盘空间已满。")

    def tried(break_off: Callable[[], None], keeps: bool, ends_at: str = "") -> None:
        break_off()
        with pytest.raises((ClerkError, InterruptedError)):
            move_register(
                register, address(database), clock, keeps_papers=keeps, told=Heard(ends_at)
            )
        monkeypatch.undo()
        assert there(register) == before
        assert last_anchor(register) == content
        with server.opened(register.with_name("看.djs"), database) as store:
            assert store.value("select count(*) from entry") == 0
            assert store.beside.are_in_folder
        register.with_name("看.djs").unlink()

    tried(lambda: monkeypatch.setattr(papers.ServerPapers, "keep", full), keeps=True)
    tried(lambda: monkeypatch.setattr(papers.ServerPapers, "digest", lambda *_: "x"), keeps=True)
    tried(lambda: monkeypatch.setattr("db.moving.must_agree", full), keeps=True)
    tried(lambda: None, True, "正在核对文书")
    tried(lambda: None, True, "正在移动登记簿")
    tried(lambda: None, False, "正在移动登记簿")
    # After all that it can be moved, under the same name.
    assert len(move_register(register, address(database), clock, keeps_papers=True)) == 4


def test_a_move_back_that_breaks_off_leaves_no_file_and_no_paper(
    register: Path, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_register(register, address(database), clock, keeps_papers=True)
    shared, target = register.with_suffix(".djs"), register.with_name("回来.djb")
    before, anchor = there(register), last_anchor(shared)

    def lost(*_: object) -> None:
        raise ClerkError("两边不一致。")

    for broken in ("db.moving.must_agree", "casework.safekeeping.moving.must_be_whole"):
        monkeypatch.setattr(broken, lost)
        with pytest.raises(ClerkError, match="两边不一致"):
            move_register(shared, str(target), clock)
        monkeypatch.undo()
        assert there(register) == before
        assert last_anchor(shared) == anchor
    with pytest.raises(InterruptedError):
        move_register(shared, str(target), clock, told=Heard("正在复制"))
    assert there(register) == before
    monkeypatch.setattr("db.server.store.ServerStore.retire", lost)
    with pytest.raises(ClerkError):
        move_register(shared, str(target), clock)
    monkeypatch.undo()
    assert there(register) == before
    # It does not say that it went away.
    assert last_anchor(shared) == anchor
    move_register(shared, str(target), clock)
    desk = open_desk(target, clock=clock)
    assert list(problems(desk)) == []
    desk.close()


def test_where_a_register_may_not_go(register: Path, database: str, clock: Clock) -> None:
    before = there(register)

    def refused(to: str) -> str:
        with pytest.raises(ClerkError) as error:
            move_register(register, to, clock)
        return error.value.message

    assert refused(str(register)) == "移动的目标就是这个登记簿，请另选一处。"
    taken = "或者它的文书文件夹已经有了，没有移动。请另选一个文件名称。"
    other = register.with_name("别的.djb")
    other.write_bytes(b"")
    assert refused(str(other)) == f"“别的.djb”{taken}"
    other.unlink()
    Beside(other).letters.mkdir()
    assert refused(str(other)) == f"“别的.djb”{taken}"
    Beside(other).letters.rmdir()
    assert refused(str(other)) == (
        "移动是从文件到服务器，或者从服务器到文件，没有移动。同样的两处之间请用备份和恢复。"
    )
    shared = register.with_suffix(".djs")
    shared.write_text("", encoding="utf-8")
    assert refused(address(database)) == "连接文件“登记簿.djs”已经有了，请用它作为移动的目标。"
    shared.unlink()
    assert there(register) == before
    assert moved_to(register, address(database)) == shared
    assert moved_to(register, "postgres://甲/乙") == shared
    assert moved_to(register, "回来.djb") == Path("回来.djb").absolute()


def test_an_encrypted_register_is_not_moved_to_where_it_would_lie_plain(
    register: Path, database: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path.parent / "密钥.json"))
    keys.forget_held()
    encrypt_office(register, keys.fresh(), clock)
    before = there(register)
    with pytest.raises(ClerkError) as refused:
        move_register(register, address(database), clock)
    assert refused.value.message == (
        "登记簿是加密的，服务器上的登记簿由服务器保护，没有移动。"
        "请先在“设置—安全”里改回不加密，再移动。"
    )
    # Its papers were sealed as it was closed again.
    assert {one.removesuffix(".djm") for one in there(register)} == set(before)
    keys.forget_held()


def test_the_folders_that_are_held_are_named(
    register: Path, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.is_dir():
            raise PermissionError(13, "in use")
        return renamed(path, target)

    monkeypatch.setattr(Path, "rename", held)
    said = move_register(register, address(database), clock, keeps_papers=True)
    assert said[3:] == [
        "文件夹“登记簿 文书”正被占用，没有能改名；里面的不再使用。",
        "文件夹“登记簿 模板”正被占用，没有能改名；里面的不再使用。",
        f"原来的登记簿改名为“登记簿 已移走 {STAMPED}.djb”保留，请不要再用它办件。",
    ]


def test_a_register_that_is_held_keeps_its_name_and_that_is_said(
    register: Path, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "rename", held)
    said = move_register(register, address(database), clock, keeps_papers=True)
    assert said[3:] == ["“登记簿.djb”正被其他程序占用，没有能改名。请不要再打开它办件。"]
    assert register.is_file()
    assert is_on_server(register.with_suffix(".djs"))


def test_papers_are_copied_one_by_one_and_taken_back_with_their_folders(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = Beside(register), Beside(tmp_path / "别处" / "登记簿.djb")
    copied: list[Path] = []
    assert copy_papers(source, source, copied, Heard()) == 0
    (target.letters / "2026").mkdir(parents=True)
    (kept,) = source.templates.iterdir()
    target.templates.mkdir()
    (target.templates / kept.name).write_bytes(b"there before")
    heard = Heard()
    assert copy_papers(source, target, copied, heard) == 3
    assert [far for far, _ in heard.said] == [0, 16, 33]
    assert (target.templates / kept.name).read_bytes() == b"PK own"
    assert len(copied) == 2
    (target.letters / "2026" / "别的.docx").write_bytes(b"PK")
    take_back([*copied, tmp_path / "没有"])
    assert there(target.register) == ["登记簿 文书/2026/别的.docx", f"登记簿 模板/{kept.name}"]

    (target.templates / kept.name).unlink()
    monkeypatch.setattr("casework.safekeeping.moving.digest_of", lambda _: "x")
    with pytest.raises(ClerkError, match="复制后与原来的不同，登记簿没有移动。"):
        copy_papers(source, target, copied, Heard())
