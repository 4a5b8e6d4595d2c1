"""The commands of a register several computers share, as whoever sets one up calls them."""

from pathlib import Path

import pytest

from casework.sample_office import make_sample_office
from tests import server
from tests.test_commands import Ran, run

__all__ = ["Ran", "run"]

pytestmark = [server.needs_server, pytest.mark.timeout(300)]


def test_the_sample_office_goes_to_a_server_gets_accounts_and_comes_back(
    tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "本机"))
    file = tmp_path / "样例登记簿.djb"
    make_sample_office(file).close()
    with server.database() as name:
        address = f"postgresql://postgres@127.0.0.1:{server.cluster().port}/{name}"
        on_server = str(file.with_suffix(".djs"))
        moved = run("move", "--register", str(file), "--to", address)
        assert moved.code == 0, moved.err
        assert "两边逐行核对一致" in moved.out
        checked = run("check", "--register", on_server)
        assert (checked.code, "登记簿完整" in checked.out) == (0, True), checked.out + checked.err

        account = f"{name}.zhou"
        given = run(
            "accounts", "--register", on_server, "--give", account, "--person", "周敏",
            "--parts", "经办人，公开机构负责人", "--password", given="一个不短的口令\n",
        )  # fmt: skip
        assert given.code == 0, given.err
        assert given.out.strip() == f"{account}　周敏　经办人、公开机构负责人"
        assert "口令" not in given.out
        refused = run("accounts", "--register", on_server, "--give", "x", "--parts", "经办人")
        assert (refused.code, "--person" in refused.err) == (1, True)
        closed = run("accounts", "--register", on_server, "--close", account)
        assert closed.out.strip() == f"{account}　周敏　已停用"

        letters = file.with_name("样例登记簿 文书")
        kept = run("papers", "--register", on_server, "--to", "database")
        assert (kept.code, "逐份核对一致" in kept.out) == (0, True), kept.err
        assert not letters.exists()
        checked = run("check", "--register", on_server)
        assert (checked.code, "登记簿完整" in checked.out) == (0, True), checked.out + checked.err
        taken = run("papers", "--register", on_server, "--to", "folder")
        assert (taken.code, letters.is_dir()) == (0, True), taken.err
        alone = run("share", "--others", on_server)
        assert (alone.code, "不在这台电脑的数据库里" in alone.err) == (1, True)

        back = run("move", "--register", on_server, "--to", str(tmp_path / "样例登记簿.djb"))
        assert back.code == 0, back.err
        checked = run("check", "--register", str(file))
        assert (checked.code, "登记簿完整" in checked.out) == (0, True), checked.out + checked.err
    server.drop_roles(name, account)


def test_a_file_has_no_accounts(tmp_path: Path, run) -> None:
    file = tmp_path / "登记簿.djb"
    from casework.desk.desk import open_desk
    from desktop.base.clock import now

    open_desk(file, clock=now).close()
    said = run("accounts", "--register", str(file))
    assert (said.code, "没有账号" in said.err) == (1, True)
