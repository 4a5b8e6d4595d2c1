import sqlite3
from pathlib import Path

import pytest

from db import place
from db.faults import sentence_for
from db.opening import open_store
from db.place import is_in_synced_folder, place_warning
from rules.errors import ClerkError


@pytest.mark.parametrize(
    "folder",
    ["OneDrive - 青枫区", "onedrive", "我的坚果云", "Dropbox", "BaiduSyncdisk", "WPS云盘"],
)
def test_a_folder_that_is_copied_meanwhile_is_known_by_its_name(
    tmp_path: Path, folder: str
) -> None:
    assert is_in_synced_folder(tmp_path / folder / "公开" / "登记簿.djb")


def test_the_folder_onedrive_names_itself_is_known(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "单位云"))
    assert is_in_synced_folder(tmp_path / "单位云" / "文档" / "登记簿.djb")
    assert not is_in_synced_folder(tmp_path / "单位云2" / "登记簿.djb")
    assert "自动同步" in place_warning(tmp_path / "单位云" / "登记簿.djb")


def test_a_plain_folder_warns_of_nothing(tmp_path: Path, monkeypatch) -> None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)
    # The name of the register itself says nothing about where it lies.
    assert place_warning(tmp_path / "OneDrive 的登记簿.djb") == ""


class TestAPathTooLongForWindows:
    """Where nobody allowed long paths for the computer, a path ends at 259 characters."""

    DEEP = Path("/" + "很深的文件夹/" * 40)

    @pytest.fixture(autouse=True)
    def on_windows(self, monkeypatch) -> None:
        monkeypatch.setattr(place, "_PATHS_END", True)

    def test_it_is_said_where_letters_will_not_fit(self) -> None:
        assert "路径较长" in place_warning(Path("/" + "一" * 160 + "/登记簿.djb"))
        assert place_warning(Path("/" + "一" * 100 + "/登记簿.djb")) == ""

    def test_it_is_said_where_the_folder_is_not_found(self) -> None:
        with pytest.raises(ClerkError, match="路径过长"):
            open_store(self.DEEP / "登记簿.djb")
        with pytest.raises(ClerkError, match="不存在"):
            open_store(Path("/没有这个文件夹/登记簿.djb"))

    @pytest.mark.parametrize(("length", "said"), [(240, "没有读写权限"), (255, "路径过长")])
    def test_it_is_said_where_nothing_can_be_written_beside(self, length: int, said: str) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        path = Path("/" + "一" * (length - 5) + ".djb")
        sentence = sentence_for(error, path)
        assert sentence is not None
        assert said in str(sentence)
