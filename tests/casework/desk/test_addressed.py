"""A register named by an address gets a connection file of this account, without a password."""

from pathlib import Path

import pytest

from casework.desk import addressed
from casework.desk.addressed import is_shared, login_environment, register_named
from db.server import login, place
from db.server.place import Server
from rules.errors import ClerkError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(addressed, "own_folder", lambda: tmp_path / "自己的")
    monkeypatch.setattr(login, "_held", {})
    return tmp_path / "自己的"


def test_an_address_becomes_a_connection_file_and_the_same_the_second_time(folder: Path) -> None:
    address = "postgresql://zhou:Geheim%201@desk.example/ogi"
    path = register_named(address)
    assert path.parent == folder
    assert place.read(path) == Server("desk.example", database="ogi", user="zhou")
    assert is_shared(path)
    assert register_named(address) == path
    assert "Geheim" not in path.read_text(encoding="utf-8")
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_its_password_is_held_and_told_to_our_own_children_alone() -> None:
    path = register_named("postgresql://zhou:Geheim%201@desk.example/ogi")
    assert login_environment(path) == {"PGUSER": "zhou", "PGPASSWORD": "Geheim 1"}
    assert login_environment(register_named("postgresql://desk.example/other")) == {}


def test_a_path_stays_a_path(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    assert register_named(str(path)) == path
    assert not is_shared(path)
    assert login_environment(path) == {}


def test_an_address_that_is_none_is_said_without_its_password() -> None:
    with pytest.raises(ClerkError) as told:
        register_named("postgresql://zhou:Geheim@desk.example:x/ogi")
    assert "Geheim" not in str(told.value)


def test_a_folder_that_takes_no_file_is_said(folder: Path) -> None:
    folder.write_text("", encoding="utf-8")
    with pytest.raises(ClerkError, match="不能在"):
        register_named("postgresql://desk.example/ogi")
