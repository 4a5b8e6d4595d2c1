from datetime import date
from pathlib import Path

import pytest

from db import requests, steps
from db.integrity import problems
from db.opening import open_store
from db.place import free_name, place_warning
from db.store import Store
from tests.engines import outside


def test_a_new_register_is_sound(store: Store) -> None:
    assert problems(store) == []


def test_a_sound_register_can_be_looked_over_by_a_reader(store: Store) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    with store.reader() as reader:
        assert problems(reader) == []


def test_a_reference_to_nothing_is_named(register_path: Path) -> None:
    with open_store(register_path) as store:
        request_id = requests.insert(store, {"applicant_name": "周某"})
        steps.append(
            store, request_id, kind="noted", on=date(2026, 3, 2), details={}, recorded_at="",
            recorded_by="",
        )  # fmt: skip
    with outside(register_path) as connection:
        connection.guard("request_stays")
        connection.execute("delete from request")
    with open_store(register_path) as store:
        said = problems(store)
    assert any("办理记录中的第1行指向已不存在的申请" in sentence for sentence in said)
    assert all(sentence.endswith("。") for sentence in said)


@pytest.mark.of_file("a server looks after its pages itself")
def test_a_damaged_page_is_said_and_nothing_raised(register_path: Path) -> None:
    with open_store(register_path) as store:
        requests.insert_many(store, ({"matter": "规划" * 50} for _ in range(300)))
        size = register_path.stat().st_size
        with register_path.open("rb+") as file:
            for page in range(size // 4096 // 2, size // 4096):
                file.seek(page * 4096)
                file.write(b"\xa5" * 4096)
        with store.reader() as reader:
            said = problems(reader)
    assert "损坏" in said[0]
    assert said[0].endswith("。")


def test_a_place_on_another_computer_is_warned_of() -> None:
    assert "网络盘" in place_warning(Path("//server/share/登记簿.db"))
    assert "网络盘" in place_warning(Path("//?/UNC/server/share/登记簿.db"))


def test_a_place_on_this_computer_is_not_warned_of(register_path: Path) -> None:
    assert place_warning(register_path) == ""
    assert place_warning(Path(f"//?/{register_path.as_posix()}")) == ""


def test_a_name_is_never_given_twice(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_name(tmp_path, "登记簿", "升级前", date(2026, 11, 22), ".db")
        path.touch()
        names.append(path.name)
    assert names == [
        "登记簿 升级前 2026-11-22.db",
        "登记簿 升级前 2026-11-22（2）.db",
        "登记簿 升级前 2026-11-22（3）.db",
    ]
