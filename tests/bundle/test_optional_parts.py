"""What the program's installer says of the optional parts, and what those are made of."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

import run
from bundle import components, installer, papers, wheels
from bundle.plan import Plan
from casework.receipt.component import FOLDER as RECOGNITION_FOLDER
from db.cipher import FOLDER as CIPHER_FOLDER
from db.server.component import FOLDER as SERVER_FOLDER
from db.server.component import PROGRAMS as SERVER_PROGRAMS

ROOT = Path(run.ROOT)
HERE = ROOT / "packaging" / "bundle"
VERSION = '[project]\nversion = "1.2.3"\n'
PARTS = components.PARTS


def test_the_program_looks_where_a_part_is_laid() -> None:
    assert {part.word for part in PARTS} == {
        *(RECOGNITION_FOLDER, CIPHER_FOLDER, SERVER_FOLDER, SERVER_PROGRAMS)
    }
    assert '"$LOCALAPPDATA\\${NAME}\\${PART}"' in (HERE / "component.nsi").read_text("utf-8")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.word)
def test_the_installer_knows_a_part_by_its_file_and_its_word(part: components.OptionalPart) -> None:
    script = (HERE / "installer.nsi").read_text(encoding="utf-8")
    named = part.setup(Plan(ROOT, "windows")).name.replace(
        Plan(ROOT, "windows").version, "${VERSION}"
    )
    define = re.search(rf'!define (\w+) "{re.escape(named)}"', script)
    assert define is not None
    chosen = re.search(rf'ChoosePart "\$\{{{define[1]}}}" \$\{{(\w+)}} "/(\w+)"', script)
    assert chosen is not None
    assert chosen[2] == part.word.upper()
    section = script.partition(f" {chosen[1]}\n")[2].partition("SectionEnd")[0]
    assert f"${{{define[1]}}}" in section


def test_what_is_never_loaded_is_left_out(tmp_path: Path) -> None:
    kept = (
        "sqlcipher3/dbapi2.py",
        "a-1.dist-info/METADATA",
        "sqlcipher3/_sqlite3.pyd",
        "a-1.dist-info/licenses/LICENSE",
    )
    gone = (
        "sqlcipher3/dbapi2.pyi",
        "numpy/tests/a.py",
        "a-1.dist-info/WHEEL",
        "a-1.dist-info/RECORD",
    )
    for name in (*kept, *gone):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    components.trim(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(kept)


def test_a_picture_on_paper_has_sixteen_greys(qapp: object) -> None:
    picture = QImage(256, 1, QImage.Format.Format_RGB32)
    for at in range(256):
        picture.setPixelColor(at, 0, QColor(at, at, at))
    grey = papers.in_greys(picture)
    found = {grey.pixelColor(at, 0).value() for at in range(256)}
    assert found == {17 * step for step in range(16)}


def test_files_are_packed_in_an_order_of_their_own_and_the_mark_last(tmp_path: Path) -> None:
    for name in ("b.exe", "installed.json", "_internal/甲$/a.pyd", "_internal/b$.dll", "z.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    said = installer.file_commands(tmp_path).splitlines()
    assert [one for one in said if one.startswith("SetOutPath")] == [
        'SetOutPath "$INSTDIR\\_internal"',
        'SetOutPath "$INSTDIR"',
        'SetOutPath "$INSTDIR\\_internal\\甲$$"',
        'SetOutPath "$INSTDIR"',
        'SetOutPath "$INSTDIR"',
    ]
    named = [one.removeprefix(f'File "{tmp_path}')[1:-1] for one in said if one.startswith("File")]
    packed = [one.replace("\\", "/") for one in named]
    assert packed == [
        *("_internal/b$.dll", "b.exe", "z.py", "_internal/甲$/a.pyd", "installed.json")
    ]
    for script in ("installer.nsi", "component.nsi"):
        text = (HERE / script).read_text(encoding="utf-8")
        assert '!include "${FILES}"' in text
        assert "File /r" not in text


def test_of_what_its_lock_names_the_server_s_part_takes_the_driver_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(tmp_path, "windows")
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text(VERSION, encoding="utf-8")
    text = (ROOT / "packaging" / "server.lock").read_text(encoding="utf-8")
    (tmp_path / "packaging" / "server.lock").write_text(text, encoding="utf-8")
    named = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M)
    fetched = [Path(f"{name.replace('-', '_')}-{version}-any.whl") for name, version in named]
    taken: list[Path] = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr(wheels, "fetch", lambda *_: fetched)
    monkeypatch.setattr(
        wheels, "unpack", lambda kept, folder: (taken.extend(kept), folder.mkdir(parents=True))
    )
    monkeypatch.setattr("shutil.copyfile", lambda *_: None)
    components.make(plan, components.SERVER)
    assert {one.name.partition("-")[0] for one in taken} == {
        *("psycopg", "psycopg_binary", "typing_extensions", "tzdata")
    }


def test_what_a_part_needs_of_python_and_the_program_has_not_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(tmp_path, "windows")
    lock = tmp_path / "packaging" / "server.lock"
    lock.parent.mkdir()
    lock.write_text("# made\n# end\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(VERSION, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr(wheels, "fetch", lambda *_: [])
    monkeypatch.setattr(wheels, "unpack", lambda _, folder: folder.mkdir(parents=True))
    for name in components.SERVER.of_python:
        (plan.work / "python" / name).parent.mkdir(parents=True, exist_ok=True)
        (plan.work / "python" / name).write_bytes(b"MZ")
    folder = components.make(plan, components.SERVER)
    assert {path.name for path in folder.iterdir()} == {
        *("ssl.py", "_ssl.pyd", "libssl-3.dll", "libcrypto-3.dll", "LICENSE.txt", "installed.json"),
        *("部件清单.json", "PostgreSQL.txt", "Apache-2.0.txt"),
    }
