"""A computer runs the database of its register itself, starts it when needed, and stops it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from docx import Document

from casework.desk.accounts import give_account
from casework.desk.desk import open_desk
from casework.safekeeping.moving import move_register
from casework.safekeeping.paper_place import keep_in_folder
from casework.safekeeping.sharing import (
    SharedPlace,
    let_nobody_else_in,
    let_others_in,
    outside_file,
    share_here,
    shared_place,
    start_sharing,
    stop_sharing,
    why_no_server,
    why_no_sharing,
)
from casework.safekeeping.sharing_sheet import write_sheet
from db import keys
from db.faults import LoginNeededError
from db.opening import open_store
from db.server import component, local, login, outward, shared_folder
from db.server.place import Server, read
from rules.errors import ClerkError
from rules.people import OfficePart
from tests import server
from tests.casework.conftest import Clock, doing

pytestmark = [
    server.needs_server,
    pytest.mark.of_file("it opens its files as files and its servers as servers, in every run"),
    pytest.mark.timeout(180),
]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    above = Path(mkdtemp(dir=server.cluster().folder.parent))
    above.chmod(0o755)
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(above / "共用"))
    monkeypatch.setenv("XDG_DATA_HOME", str(above / "本机"))
    monkeypatch.setattr(login, "_held", {})
    yield above
    local.stop()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    found: dict[str, str] = {}
    monkeypatch.setattr(keys, "secret", lambda what: found.get(what, ""))
    monkeypatch.setattr(keys, "keep_secret", lambda what, text: found.update({what: text}) or True)
    return found


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "登记簿.djb"
    desk = open_desk(path, clock=Clock(), clerk="周敏")
    doing(desk, Clock())("register", None, "2026-03-06", applicant_name="甲",
                         information_sought="乙")  # fmt: skip
    desk.close()
    return path


def test_a_register_is_shared_stopped_and_started_by_whoever_opens_it(
    place: Path, register: Path, kept: dict[str, str]
) -> None:
    port = server.free_port()
    said = share_here(register, Clock(), port)
    assert "已移到“登记簿.djs”：1件申请" in said[0]
    sheet = sheet_of(register)
    (secret,) = kept.values()
    password = login.held(local_server(register)).password
    assert password in secret
    assert password not in sheet + "".join(said)
    assert f"127.0.0.1，端口{port}" in sheet
    assert "不用放行" in sheet
    shared = register.with_suffix(".djs")
    assert "user" not in shared.read_text(encoding="utf-8")
    assert stop_sharing().startswith("共用的数据库已停止")
    assert local.cluster().port == 0
    # As after a night: nothing runs, nothing is held in memory.
    login._held.clear()
    with open_store(shared) as store:
        assert store.value("select count(*) from request") == 1
    assert "已经在运行" in start_sharing()
    # Who has no password of it does not get in.
    login._held.clear()
    kept.clear()
    with pytest.raises(LoginNeededError):
        open_store(shared)


def local_server(register: Path):
    from db.server import place

    return place.read(register.with_suffix(".djs"))


def sheet_of(register: Path) -> str:
    """Return what the sheet beside a register says."""
    document = Document(str(register.with_name("登记簿 共用说明.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_sheet_names_the_door_the_firewall_and_who_may_log_in(
    place: Path, register: Path, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    share_here(register, Clock(), server.free_port())
    monkeypatch.setattr(outward, "heard_outward", lambda: 5434)
    monkeypatch.setattr(outward, "own_address", lambda: "10.1.2.3")
    desk = open_desk(register.with_suffix(".djs"), clock=Clock())
    give_account(desk, "zhoumin", "周敏", (OfficePart.CLERK,), password="ein langes Wort 7")
    write_sheet(desk)
    desk.close()
    sheet = sheet_of(register)
    assert "地址10.1.2.3，端口5434，连接加密" in sheet
    assert "登记簿 其他电脑.djs" in sheet
    assert "localport=5434" in sheet
    assert "zhoumin" in sheet
    assert "经办人" in sheet
    assert "ein langes Wort 7" not in sheet


def test_where_nothing_keeps_a_password_it_is_said_once_and_written_nowhere(
    place: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "keep_secret", lambda *_: False)
    said = share_here(register, Clock(), server.free_port())
    password = login.held(local_server(register)).password
    assert password in said[-1]
    assert "只在这里显示一次" in said[-1]
    assert password not in sheet_of(register)
    with pytest.raises(ClerkError, match="已经是服务器上的"):
        share_here(register.with_suffix(".djs"), Clock(), 1)


def test_what_is_stopped_half_way_leaves_the_file_and_no_database(
    place: Path, register: Path, kept: dict[str, str]
) -> None:
    heard: list[tuple[int, str]] = []

    def told(per_cent: int, words: str) -> None:
        heard.append((per_cent, words))
        if "逐行核对" in words:
            raise InterruptedError

    before = register.read_bytes()
    with pytest.raises(InterruptedError):
        share_here(register, Clock(), server.free_port(), told=told)
    assert [words for _, words in heard][:2] == ["正在本机建立数据库", "正在检查登记簿"]
    assert (register.read_bytes(), register.with_suffix(".djs").exists()) == (before, False)
    # The same name is free again.
    share_here(register, Clock())
    assert local_server(register).database == "disclosure_desk"


def test_moved_back_it_can_be_shared_again(
    place: Path, register: Path, kept: dict[str, str]
) -> None:
    # The register is moved whatever becomes of the paper.
    sheet = register.with_name("登记簿 共用说明.docx")
    sheet.mkdir()
    said = share_here(register, Clock())[-1]
    assert said.startswith("共用说明没有写成：“登记簿 共用说明.docx”无法保存（")
    assert said.endswith("），可能正在 Word 或 WPS 中打开，请关闭后再试。可以在“设置—共用”里再做。")
    sheet.rmdir()
    shared = register.with_suffix(".djs")
    again = register.with_name("回来.djb")
    move_register(shared, str(again), Clock())
    share_here(again, Clock())
    assert local_server(again).database == "disclosure_desk_2"
    with open_store(again.with_suffix(".djs")) as store:
        assert store.value("select count(*) from request") == 1


def test_a_computer_has_one_of_them(
    place: Path, register: Path, kept: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(ClerkError, match="没有共用的数据库"):
        start_sharing()
    share_here(register, Clock(), server.free_port())
    other = tmp_path / "另一.djb"
    open_desk(other, clock=Clock()).close()
    # Nobody here knows its owner's password any more.
    login._held.clear()
    kept.clear()
    with pytest.raises(ClerkError, match="已经有共用的数据库"):
        share_here(other, Clock(), server.free_port())
    assert other.is_file()
    with pytest.raises(ClerkError, match="找不到登记簿"):
        share_here(tmp_path / "没有.djb", Clock(), 1)


def test_where_it_lies_and_how_others_come_to_it_is_said(
    place: Path, register: Path, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (why_no_server(), why_no_sharing()) == ("", "")
    port = server.free_port()
    said = share_here(register, Clock(), port)
    assert said[-1] == (
        "怎样打开、给账号、停止、移回文件，写在“登记簿 共用说明.docx”；给好账号以后请重新打印一份。"
    )
    desk = open_desk(register.with_suffix(".djs"), clock=Clock())
    words = local_server(register).words
    lies = shared_place(desk)
    assert lies[:4] == (f"登记簿在这台电脑的数据库里（{words}）。", True, True, 0)
    assert lies.own_address == outward.own_address()
    assert lies.why_not_outside == outward.why_not()
    asked: list[tuple[str, str]] = []

    def opened(database: str, host: str) -> Server:
        asked.append((database, host))
        return Server("10.1.2.3", 5434, database, "")

    monkeypatch.setattr(outward, "open_outward", opened)
    monkeypatch.setattr(outward, "close_outward", lambda: asked.append(("", "")))
    monkeypatch.setattr(outward, "heard_outward", lambda: 5434)
    assert let_others_in(desk, " 10.1.2.3 ") == [
        "其他电脑可以连接了：地址10.1.2.3，端口5434，连接加密。",
        "请在这台电脑的防火墙放行TCP端口5434的入站连接，再把“登记簿 其他电脑.djs”拷到其他电脑，"
        "双击打开，用各人的账号登录。建库账号只能在这台电脑上登录。",
    ]
    assert asked == [("disclosure_desk", "10.1.2.3")]
    assert outside_file(desk) == register.with_name("登记簿 其他电脑.djs")
    assert read(outside_file(desk)).host == "10.1.2.3"
    assert shared_place(desk).outside_port == 5434
    outside_file(desk).unlink()
    outside_file(desk).mkdir()
    with pytest.raises(ClerkError) as refused:
        let_others_in(desk)
    assert refused.value.message.startswith("连接文件“登记簿 其他电脑.djs”无法保存（")
    outside_file(desk).rmdir()
    assert asked[1:] == [("disclosure_desk", "")]
    assert let_nobody_else_in() == (
        "其他电脑不能再连接，已经打开的窗口几秒内断开；这台电脑上照常使用。"
    )
    assert asked[2:] == [("", "")]
    keep_in_folder(desk)
    with pytest.raises(ClerkError) as refused:
        let_others_in(desk)
    assert refused.value.message == (
        "文书、附件和模板还在这台电脑的文件夹里，其他电脑打不开。请先把它们存进数据库。"
    )
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(shared_folder, "is_ours", lambda _: False)
        with pytest.raises(ClerkError) as refused:
            let_others_in(desk)
        assert shared_place(desk) == SharedPlace(f"登记簿在服务器 {words} 上。")
    assert refused.value.message == "登记簿不在这台电脑的数据库里，不能由这台电脑让其他电脑连接。"
    desk.close()
    assert stop_sharing() == "共用的数据库已停止，登记的内容都在。"
    assert start_sharing() == f"共用的数据库已启动，端口{port}。"
    assert start_sharing() == f"共用的数据库已经在运行，端口{port}。"
    with monkeypatch.context() as lacking:
        lacking.setattr(component, "programs", lambda: None)
        assert "数据库-安装.exe" in why_no_sharing()
        lacking.setattr(component, "lies_here", lambda: False)
        assert why_no_sharing() == why_no_server() == component.HOW_TO_GET_IT
