import importlib.util
import json
from pathlib import Path

import pytest

from door import making, refusals
from door.house import House, alone, fingerprint, is_ready, read_stamp, requirements, try_to_lock
from tests.door.houses import HASH, LOCK, POSIX_ONLY, a_furnished_house, a_house


class TestLockFile:
    def test_what_it_pins_is_read(self, tmp_path: Path) -> None:
        house = a_house(tmp_path)
        pinned = requirements(house.runtime_lock)
        assert pinned == ["click==8.5.1 ; sys_platform == 'win32'", "lxml==6.1.3"]

    @pytest.mark.parametrize(
        "lock",
        [
            pytest.param("", id="empty"),
            pytest.param("# made\n# end\n", id="nothing pinned"),
            pytest.param(LOCK, id="cut after a whole requirement"),
            pytest.param(LOCK[: LOCK.index("lxml") + 20], id="cut within a requirement"),
            pytest.param(LOCK[:-6] + "\n# end\n", id="cut within a hash"),
            pytest.param(LOCK + "idna==3.1\n# end\n", id="a requirement without a hash"),
            pytest.param("idna==3.1\n" + LOCK + "# end\n", id="the first without a hash"),
            pytest.param(LOCK + f"idna>=3.1\n{HASH}\n# end\n", id="not pinned"),
            pytest.param(LOCK + "--index-url x\n# end\n", id="an option"),
            pytest.param("<html>\n" + LOCK + "# end\n", id="not a lock file"),
        ],
    )
    def test_a_damaged_one_is_refused(self, tmp_path: Path, lock: str) -> None:
        house = a_house(tmp_path, lock)
        with pytest.raises(refusals.StartError, match=r"requirements\.lock 缺失或已损坏"):
            requirements(house.runtime_lock)

    def test_bytes_that_are_no_text_are_refused(self, tmp_path: Path) -> None:
        house = a_house(tmp_path)
        house.runtime_lock.write_bytes(b"\xff\xfe")
        with pytest.raises(refusals.StartError, match="已损坏"):
            requirements(house.runtime_lock)

    def test_line_ends_do_not_make_it_another(self, tmp_path: Path) -> None:
        one, other = tmp_path / "one.lock", tmp_path / "other.lock"
        one.write_bytes(b"a\nb\n")
        other.write_bytes(b"a\r\nb\r\n")
        assert fingerprint(one) == fingerprint(other)


class TestStamp:
    def test_a_whole_venv_is_ready(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        assert is_ready(house, house.runtime_lock)

    def test_a_venv_without_its_stamp_is_not(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.stamp.unlink()
        assert not is_ready(house, house.runtime_lock)

    @pytest.mark.parametrize("stamp", ["", "{", "[]", "null"])
    def test_a_broken_stamp_counts_for_nothing(self, tmp_path: Path, stamp: str) -> None:
        house = a_furnished_house(tmp_path)
        house.stamp.write_text(stamp, encoding="utf-8")
        assert not is_ready(house, house.runtime_lock)

    def test_a_changed_lock_asks_for_an_update_not_a_new_venv(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")
        assert not is_ready(house, house.runtime_lock)
        assert read_stamp(house)

    def test_the_other_lock_is_another_matter(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.development_lock.write_text(LOCK + "# end\n", encoding="utf-8")
        assert not is_ready(house, house.development_lock)

    def test_a_moved_venv_is_made_again(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path / "原来 的")
        moved = house.root.rename(tmp_path / "后来 的")
        assert not read_stamp(House(moved))

    def test_a_venv_whose_python_is_gone_is_made_again(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.python.unlink()
        assert not read_stamp(house)

    def test_a_venv_whose_base_was_uninstalled_is_made_again(self, tmp_path: Path) -> None:
        base = tmp_path / "base-python"
        base.touch()
        house = a_furnished_house(tmp_path, base)
        assert read_stamp(house)
        base.unlink()
        assert not read_stamp(house)

    def test_a_base_that_could_never_be_seen_is_not_asked_for(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path, tmp_path / "hidden-python")
        assert json.loads(house.stamp.read_text(encoding="utf-8"))["base"] == ""
        assert is_ready(house, house.runtime_lock)


class TestMakingReady:
    @pytest.fixture
    def made(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Say what was done instead of doing it."""
        done: list[str] = []

        def make_venv(house: House) -> None:
            house.python.parent.mkdir(parents=True, exist_ok=True)
            house.python.touch()
            (house.venv / "pyvenv.cfg").touch()
            done.append("venv")

        monkeypatch.setattr(making, "make_venv", make_venv)
        monkeypatch.setattr(making, "install", lambda *_: done.append("install"))
        # The Python that is packed for Windows comes without venv.
        monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
        return done

    def test_the_first_start_makes_it_and_the_second_is_instant(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path)
        making.make_ready(house, house.runtime_lock)
        making.make_ready(house, house.runtime_lock)
        assert made == ["venv", "install"]

    def test_a_changed_lock_only_installs(self, tmp_path: Path, made: list[str]) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")
        making.make_ready(house, house.runtime_lock)
        assert made == ["install"]
        assert is_ready(house, house.runtime_lock)

    def test_an_update_that_breaks_off_leaves_no_stamp(
        self, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")

        def breaks_off(*_: object) -> None:
            raise refusals.NO_NETWORK

        monkeypatch.setattr(making, "install", breaks_off)
        with pytest.raises(refusals.StartError):
            making.make_ready(house, house.runtime_lock)
        assert not read_stamp(house)

    def test_the_development_lock_makes_the_program_ready_too(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path)
        house.development_lock.write_text(LOCK + "# more\n# end\n", encoding="utf-8")
        making.make_ready(house, house.development_lock)
        making.make_ready(house, house.runtime_lock)
        assert made == ["venv", "install"]

    @POSIX_ONLY
    def test_a_path_that_python_would_split_is_refused(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path / "a:b")
        with pytest.raises(refusals.StartError, match="请改名"):
            making.make_ready(house, house.runtime_lock)
        assert made == []

    def test_a_python_without_venv_is_refused(
        self, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        house = a_house(tmp_path)
        with pytest.raises(refusals.StartError, match="venv 组件"):
            making.make_ready(house, house.runtime_lock)
        assert made == []

    def test_a_disk_without_room_is_refused_before_anything_is_fetched(
        self,
        tmp_path: Path,
        made: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(making, "ROOM_NEEDED", 2**80)
        house = a_house(tmp_path)
        with pytest.raises(refusals.StartError, match="磁盘空间不足"):
            making.make_ready(house, house.runtime_lock)
        assert made == []
        assert capsys.readouterr() == ("", "")

    def test_one_start_at_a_time_writes_the_venv(self, tmp_path: Path) -> None:
        with alone(House(tmp_path)), (tmp_path / ".venv.lock").open("ab") as second:
            assert not try_to_lock(second)
        with (tmp_path / ".venv.lock").open("ab") as third:
            assert try_to_lock(third)
