from pathlib import Path

import pytest

from db.place import is_in_synced_folder, place_warning


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
