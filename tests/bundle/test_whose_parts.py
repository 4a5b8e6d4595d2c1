"""The list of parts and the licences are those of what is in a bundle, no more and no less."""

import contextlib
import json
import marshal
import struct
from pathlib import Path
from types import SimpleNamespace

import pytest

import run
from bundle import components, parts
from bundle.plan import Plan
from bundle.shared_modules import NAME
from door.refusals import StartError

FILES = {
    "sqlite_utils": ("sqlite_utils/__init__.py", "sqlite_utils/db.py", "../../bin/sqlite-utils"),
    "shiboken6": ("shiboken6/Shiboken.pyd",),
    "six": ("six.py", "__pycache__/six.cpython-311.pyc"),
    "pyinstaller": ("PyInstaller/__init__.py", "_pyinstaller_hooks/a.py"),
    "tabulate": ("tabulate.py",),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay out packages as pip does: with what the maker of bundles needs beside them."""
    folder = tmp_path / "site"
    for name, files in FILES.items():
        papers = folder / f"{name}-1.0.dist-info"
        papers.mkdir(parents=True)
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense-Expression: MIT\n"
        (papers / "METADATA").write_text(text, encoding="utf-8")
        (papers / "LICENSE").write_text(f"of {name}", encoding="utf-8")
        listed = (*files, f"{papers.name}/METADATA", f"{papers.name}/LICENSE")
        (papers / "RECORD").write_text("".join(f"{one},,\n" for one in listed), encoding="utf-8")
    return folder


def bundle(folder: Path, *modules: str) -> Path:
    """Lay out a bundle with these modules and one library."""
    inside = folder / "bundle" / "_internal"
    (inside / "shiboken6").mkdir(parents=True)
    (inside / "shiboken6" / "Shiboken.pyd").write_bytes(b"MZ")
    archive = bytearray(17)
    struct.pack_into("!i", archive, 8, len(archive))
    entries = [(name, (0, 17, 0)) for name in modules]
    (inside / NAME).write_bytes(bytes(archive) + marshal.dumps(entries))
    return inside.parent


MODULES = (
    *("casework.due", "json.decoder", "sqlite_utils.db", "six", "pyimod02_importers"),
    "_sysconfigdata__x86_64-linux-gnu",
)


def test_a_package_is_listed_that_the_bundle_has_some_of(site: Path, tmp_path: Path) -> None:
    names = parts.held(bundle(tmp_path, *MODULES))
    found = parts.parts(site, [], names)
    assert [one.name for one in found] == ["shiboken6", "six", "sqlite_utils"]
    assert len(list(parts.parts(site, []))) == len(FILES)


def test_its_licence_goes_along_and_no_other(site: Path, tmp_path: Path) -> None:
    names = parts.held(bundle(tmp_path, *MODULES))
    into = tmp_path / "许可"
    parts.write_licences(Plan(Path(run.ROOT), "windows"), into, parts.installed(site, names), {})
    made = {path.name for path in into.iterdir()}
    assert {"six-LICENSE.txt", "sqlite_utils-LICENSE.txt", "LGPL-3.0.txt"} <= made
    assert not made & {"pyinstaller-LICENSE.txt", "tabulate-LICENSE.txt"}


def test_a_module_of_nobody_known_is_found(site: Path, tmp_path: Path) -> None:
    made = bundle(tmp_path, *MODULES, "left_behind.a", "left_behind.b")
    assert parts.strangers(made, site) == ["left_behind"]


def test_a_part_without_a_licence_is_refused(tmp_path: Path) -> None:
    plan, target = Plan(Path(run.ROOT), "windows"), tmp_path / "部件清单.json"
    with pytest.raises(StartError, match="没有写明许可：nobodys"):
        parts.write_list(plan, target, [parts.Part("nobodys", "1", "NOASSERTION")])
    assert not target.exists()
    parts.write_list(plan, target, [parts.Part("six", "1", "MIT")], "disclosure-desk-ocr")
    said = json.loads(target.read_text("utf-8"))
    assert said["metadata"]["component"]["name"] == "disclosure-desk-ocr"


def test_what_is_compiled_into_a_part_is_listed_too(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    cipher = b"MZ\x003.53.4\x004.19.0\0 pragma cipher_version OpenSSL 3.6.0 1 Oct"
    (tmp_path / "a" / "_sqlite3.cp311.pyd").write_bytes(cipher)
    (tmp_path / "libcrypto.dll").write_bytes(b"MZ OpenSSL 3.6.0 and \x004.1.1\0")
    (tmp_path / "a.py").write_bytes(b"OpenSSL 3.9.9")
    found = [(one.name, one.version, one.licence) for one in parts.compiled_in(tmp_path)]
    assert found == [
        ("OpenSSL", "3.6.0", "Apache-2.0"), ("SQLCipher", "4.19.0", "BSD-3-Clause"),
    ]  # fmt: skip


def test_every_text_a_part_needs_is_kept() -> None:
    for part in (components.RECOGNITION, components.CIPHER, components.SERVER):
        for name in part.texts:
            assert (parts.LICENCES / name).is_file()
    assert "ZETETIC" in (parts.LICENCES / "SQLCipher.txt").read_text(encoding="utf-8")


def test_what_every_program_begins_with_is_listed_with_its_text(tmp_path: Path) -> None:
    papers = tmp_path / "pyinstaller-6.22.3.dist-info"
    (papers / "licenses").mkdir(parents=True)
    text = "Metadata-Version: 2.1\nName: pyinstaller\nVersion: 6.22.3\n"
    (papers / "METADATA").write_text(text, encoding="utf-8")
    part, licence = parts.beginner(tmp_path)
    assert part.component["licenses"] == [
        {"expression": "GPL-2.0-or-later WITH Bootloader-exception"}
    ]
    assert (part.version, licence.parent) == ("6.22.3", papers / "licenses")


def test_libraries_that_come_with_python_and_qt_are_listed(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    (inside / "PySide6").mkdir(parents=True)
    names = ("libffi-8.dll", "VCRUNTIME140_1.dll", "PySide6/MSVCP140.dll", "sqlite3.dll")
    for name in names:
        (inside / name).write_bytes(b"MZ\x003.45.1\0")
    found = [(one.name, one.version) for one in parts.engines(tmp_path)]
    runtime = ("Microsoft Visual C++ Runtime", "NOASSERTION")
    assert found == [("SQLite", "3.45.1"), ("libffi", "NOASSERTION"), runtime, runtime]


@pytest.mark.parametrize(
    ("name", "licence", "is_refused"),
    [
        ("nobodys", "MIT", True),
        ("nobodys", "Apache-2.0", False),
        ("chinesecalendar", "MIT", False),
        ("shiboken6", "", False),
    ],
)
def test_a_package_without_the_text_of_its_licence_is_refused(
    tmp_path: Path, name: str, licence: str, is_refused: bool
) -> None:
    papers = tmp_path / f"{name}-1.0.dist-info"
    (papers / "licenses").mkdir(parents=True)
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n"
    (papers / "METADATA").write_text(text, encoding="utf-8")
    # What Qt sells is not what it is used under.
    (papers / "licenses" / "LicenseRef-Qt-Commercial.txt").write_text("sold", encoding="utf-8")
    listed = f"{papers.name}/licenses/LicenseRef-Qt-Commercial.txt,,\n"
    (papers / "RECORD").write_text(listed, encoding="utf-8")
    refused = pytest.raises(StartError, match=name) if is_refused else contextlib.nullcontext()
    with refused:
        parts.refuse_textless(parts.installed(tmp_path))


def test_a_licence_that_is_not_there_is_refused(site: Path, tmp_path: Path) -> None:
    packages = parts.installed(site)
    plan, into = Plan(Path(run.ROOT), "windows"), tmp_path / "许可"
    with pytest.raises(StartError, match="CPython"):
        parts.write_licences(plan, into, packages, {"CPython": tmp_path / "LICENSE.txt"})


def test_libraries_a_bundle_took_of_a_debian_are_listed_with_their_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    for name in ("libz.so.1", "libQt6Core.so.6", "libharfbuzz-fb49c9fc.so.0", "a.txt"):
        (inside / name).write_bytes(b"")

    def told(words: list[str], _: object) -> SimpleNamespace:
        if words[1] == "-W":
            return SimpleNamespace(returncode=0, stdout="1:1.2.13.dfsg-1")
        owned = words[-1] in {"*/libz.so.1", "*/libQt6Core.so.6"}
        said = f"zlib1g:amd64: /lib/x86_64-linux-gnu/{words[-1][2:]}\n" if owned else "no path"
        return SimpleNamespace(returncode=int(not owned), stdout=said)

    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(parts, "run_quietly", told)
    ((part, text),) = parts.of_the_system(tmp_path)
    assert (part.name, part.version) == ("zlib1g", "1:1.2.13.dfsg-1")
    assert text == Path("/usr/share/doc/zlib1g/copyright")
    assert part.component["licenses"] == [{"license": {"name": "LicenseRef-Debian-copyright"}}]
    (inside / "libz.so.1").unlink()
    assert list(parts.of_the_system(tmp_path)) == []
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert list(parts.of_the_system(tmp_path)) == []
