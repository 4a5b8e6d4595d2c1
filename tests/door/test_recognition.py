from pathlib import Path

import pytest

from door import recognition, refusals
from door.house import House
from tests.door.houses import LOCK, a_furnished_house


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    house = a_furnished_house(tmp_path)
    house.ocr_lock.write_text(LOCK + "# end\n", encoding="utf-8")
    monkeypatch.setattr(recognition, "make_ready", lambda *_: None)
    return house


def put(house: House, lock: Path, *_: object, into: Path) -> None:
    assert lock == house.ocr_lock
    into.mkdir()
    (into / "models").touch()


def test_it_is_installed_beside_and_not_again(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recognition, "install", put)
    assert recognition.install_recognition(house) == 0
    assert (house.ocr / "models").exists()
    assert (house.ocr / "installed.json").exists()
    monkeypatch.setattr(recognition, "install", None)
    assert recognition.install_recognition(house) == 0
    assert "已经装好" in capsys.readouterr().err


def test_a_new_lock_installs_it_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "install", put)
    recognition.install_recognition(house)
    (house.ocr / "left over").touch()
    house.ocr_lock.write_text("# newer\n" + LOCK + "# end\n", encoding="utf-8")
    recognition.install_recognition(house)
    assert not (house.ocr / "left over").exists()


def test_one_that_breaks_off_never_looks_installed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*words: object, into: Path) -> None:
        put(*words, into=into)  # type: ignore[arg-type]
        raise refusals.NO_NETWORK

    monkeypatch.setattr(recognition, "install", broken)
    with pytest.raises(refusals.StartError, match="无法从网络"):
        recognition.install_recognition(house)
    assert not house.ocr.exists()
    assert not house.ocr.with_name(".ocr-new").exists()
