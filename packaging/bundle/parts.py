"""Whose work is in a bundle: the list of parts (SBOM) and the licence of each, with its text."""

import json
import os
import re
import shutil
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackagePath, PathDistribution
from pathlib import Path

from bundle.archive import sha256
from bundle.plan import CHINESE_NAME, FOLDERS, Plan
from bundle.shared_modules import NAME as MODULES
from bundle.shared_modules import listed
from door.environment import run_quietly
from door.refusals import StartError

LICENCES = Path(__file__).resolve().parents[1] / "licences"
"""The folder of the texts no package brings."""
LIST = "部件清单.json"
"""What a list of parts is called."""
_UNKNOWN = "NOASSERTION"
_NOT_IN_IT = {"pip", "tzdata"}
# What pip lays beside the modules of packages, and what PyInstaller starts with.
_NO_MODULES = {"", "bin", "Scripts", "share", "__pycache__"}
_FIRST_STEPS = (
    *("pyimod01_archive", "pyimod02_importers", "pyimod03_ctypes", "pyimod04_pywin32"),
    "_pyi_rth_utils",
)
# Where a package does not say it in the form of SPDX.
_SPDX = {
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "chinesecalendar": "MIT",
    "colorama": "BSD-3-Clause",
    "colorlog": "MIT",
    "flatbuffers": "Apache-2.0",
    "omegaconf": "BSD-3-Clause",
    "onnxruntime": "MIT",
    "opencv-python-headless": "Apache-2.0",
    "protobuf": "BSD-3-Clause",
    "pyclipper": "MIT",
    "pyyaml": "MIT",
    "requests": "Apache-2.0",
    "six": "MIT",
    "sqlcipher3": "Zlib",
    "tqdm": "MPL-2.0 AND MIT",
    "lxml": "BSD-3-Clause",
    "click-default-group": "LicenseRef-Public-Domain",
    "python-calamine": "MIT",
    "python-docx": "MIT",
    "pypinyin": "MIT",
    "sqlite-fts4": "Apache-2.0",
    "sqlite-utils": "Apache-2.0",
    "olefile": "BSD-2-Clause",
    "pluggy": "MIT",
    "segno": "BSD-3-Clause",
    "xlsxwriter": "BSD-2-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
_WORDS = f"""{CHINESE_NAME} {{version}} 所含部件的许可

本程序以 Apache-2.0 许可发布，全文见 {CHINESE_NAME}.txt。图标取自 Lucide（ISC 许可）。
各部件的名称、版本、许可和校验值列在 部件清单.json（CycloneDX 格式）。

Qt 与 PySide6（{{qt}}）按 GNU 宽通用公共许可证第三版（LGPL-3.0）使用，全文见 LGPL-3.0.txt，
它所引用的 GPL-3.0 全文见 GPL-3.0.txt。本程序没有修改 Qt，也没有把它编进程序文件：它们是 _internal
文件夹里独立的动态库（Qt6、pyside6、shiboken6 开头的文件和 PySide6 文件夹），
可以换成自己编译的同一大版本：

1. 从 Qt 官方网站取得 Qt 和 Qt for Python {{qt}} 的源代码，按其说明修改、编译；
2. 关闭办件台，用编译出来的同名文件替换它们（先留一份原来的）；
3. 运行“banjiantai-cli --self-test”，逐项确认。

为调试这样的修改而对本程序进行的反向工程，不受限制。Qt 内含的第三方部件（zlib、libpng、
libjpeg-turbo、FreeType、HarfBuzz、PCRE2 等）的许可见 Qt 官方网站的 “Licenses Used in Qt”。

服务器组件是另一个安装文件：psycopg（LGPL-3.0，没有修改，放在单独的 server 文件夹，
可以换成自己改过的同一大版本，许可文本在其中），连同它所带的 libpq（PostgreSQL.txt）。
数据库组件也是另一个安装文件：PostgreSQL 本身（PostgreSQL.txt）和它要用的 libwinpthread-1.dll
（winpthreads.txt，MIT 和 BSD），没有修改，放在单独的 postgresql 文件夹，部件清单和许可文本在其中；
其中的 door 文件夹是制作证书的 cryptography（Apache-2.0 或 BSD-3-Clause）和 cffi 的一个库（MIT-0）。
转交这些文件夹的，请连同其中各部件的许可文本和这一份一起转交。
"""


# The version of SQLite stands in its library once, by itself.
_SQLITE = re.compile(rb"(?<![\d.])(3\.\d{1,2}\.\d{1,2})\0")


# What PyInstaller lays beside the system's libraries and another brought.
_NOT_THE_SYSTEMS = ("libQt6", "libicu", "libpyside6", "libshiboken6", "libpython")
# Name, licence, the files it is called.
_LIBRARIES = (
    ("SQLite", "blessing", ("sqlite3.dll", "libsqlite3.so.0", "libsqlite3.dylib")),
    ("libffi", "MIT", ("libffi-8.dll", "libffi.so.*")),
    (
        *("Microsoft Visual C++ Runtime", "LicenseRef-Microsoft-Distributable-Code"),
        ("VCRUNTIME140*.dll", "MSVCP140*.dll"),
    ),
)
# Name, version, a word that tells it from others that have such a number, licence.
_COMPILED_IN = (
    ("OpenSSL", re.compile(rb"OpenSSL ([34]\.\d+\.\d+)"), b"OpenSSL", "Apache-2.0"),
    ("SQLCipher", re.compile(rb"\0(4\.\d+\.\d+)\0"), b"cipher_version", "BSD-3-Clause"),
)


@dataclass(frozen=True)
class Part:
    """A part that others made."""

    name: str
    version: str
    licence: str
    sha256: str = ""
    of_python: bool = True

    @property
    def component(self) -> dict[str, object]:
        """The part as CycloneDX has it."""
        made: dict[str, object] = {"type": "library", "name": self.name, "version": self.version}
        if self.of_python:
            made["purl"] = f"pkg:pypi/{self.name.lower()}@{self.version}"
        key = "expression" if " " in self.licence else "license"
        made["licenses"] = [
            {"expression": self.licence}
            if key == "expression"
            else {"license": {"name" if "Ref" in self.licence else "id": self.licence}}
        ]
        if self.sha256:
            made["hashes"] = [{"alg": "SHA-256", "content": self.sha256}]
        return made


def held(bundle: Path) -> set[str]:
    """Return what the modules and folders of a bundle are called at their top."""
    inside = bundle / "_internal"
    modules = (inside / MODULES).read_bytes()
    found = {name for name, _ in listed(modules)} | {path.name for path in inside.iterdir()}
    return {name.partition(".")[0] for name in found}


def installed(site: Path, names: Container[str] | None = None) -> list[Distribution]:
    """Return the packages of a folder, in their order; with `names` those a bundle has some of."""
    found = (PathDistribution(path) for path in site.glob("*.dist-info"))
    kept = [
        one
        for one in found
        if one.metadata["Name"].lower() not in _NOT_IN_IT
        and (names is None or any(name in names for name in tops(one)))
    ]
    return sorted(kept, key=lambda one: one.metadata["Name"].lower())


def tops(package: Distribution) -> set[str]:
    """Return what the modules and folders of a package are called at their top."""
    firsts = {file.parts[0] for file in package.files or ()}
    kept = {name for name in firsts if not name.endswith((".dist-info", ".data", ".pth", ".."))}
    return {name.partition(".")[0] for name in kept} - _NO_MODULES


def strangers(bundle: Path, site: Path) -> list[str]:
    """Return the modules of a bundle that are no part of the program, of Python or of a package."""
    modules = {
        name.partition(".")[0] for name, _ in listed((bundle / "_internal" / MODULES).read_bytes())
    }
    known = sys.stdlib_module_names | {*FOLDERS, *_FIRST_STEPS}
    strange = modules - known - {name for one in installed(site) for name in tops(one)}
    # How Python was built, for one system: named after it.
    return sorted(name for name in strange if not name.startswith("_sysconfigdata_"))


def parts(
    site: Path, wheels: Sequence[Path], names: Container[str] | None = None
) -> Iterator[Part]:
    """Yield every package of a folder, with the hash of the wheel it came from; see `installed`."""
    files = {_key(wheel.name): wheel for wheel in wheels}
    for one in installed(site, names):
        name, version = one.metadata["Name"], one.version
        wheel = files.get(_key(f"{name}-{version}"))
        yield Part(name, version, _licence(one), "" if wheel is None else sha256(wheel))


def _licence(package: Distribution) -> str:
    said = str(package.metadata["License-Expression"] or "")
    return _SPDX.get(package.metadata["Name"].lower().replace("_", "-"), said) or _UNKNOWN


def engines(bundle: Path) -> Iterator[Part]:
    """Yield the libraries of a bundle that no package names: Python and Qt bring them."""
    for name, licence, files in _LIBRARIES:
        for file in files:
            for path in sorted(bundle.rglob(file)):
                said = _SQLITE.findall(path.read_bytes()) if name == "SQLite" else []
                version = said[0].decode() if len(set(said)) == 1 else _UNKNOWN
                yield Part(name, version, licence, sha256(path), of_python=False)


def of_the_system(bundle: Path) -> Iterator[tuple[Part, Path]]:
    """Yield the packages of a Debian whose libraries a bundle took along, with their licences."""
    if shutil.which("dpkg-query") is None:
        return
    owners: set[str] = set()
    for path in sorted((bundle / "_internal").glob("*.so*")):
        if not path.name.startswith(_NOT_THE_SYSTEMS):
            owners |= {line.partition(": ")[0] for line in _told("-S", f"*/{path.name}")}
    for owner in sorted(owners):
        (version,) = _told("-W", "-f", "${Version}", owner) or (_UNKNOWN,)
        name = owner.partition(":")[0]
        text = Path("/usr/share/doc") / name / "copyright"
        yield Part(name, version, "LicenseRef-Debian-copyright", of_python=False), text


def _told(*words: str) -> list[str]:
    done = run_quietly(["dpkg-query", *words], {**os.environ, "LC_ALL": "C.UTF-8"})
    return done.stdout.splitlines() if done.returncode == 0 else []


def beginner(tools: Path) -> tuple[Part, Path]:
    """Return what each program of a bundle begins with, and the text of its licence."""
    papers = next(tools.glob("pyinstaller-*.dist-info"))
    version = PathDistribution(papers).version
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return Part("PyInstaller", version, licence), papers / "licenses" / "COPYING.txt"


def compiled_in(folder: Path) -> Iterator[Part]:
    """Yield what is compiled into the libraries of an optional part, and no package names."""
    found: set[Part] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".pyd", ".dll"}:
            content = path.read_bytes()
            for name, version, word, licence in _COMPILED_IN:
                said = version.search(content) if word in content else None
                if said is not None:
                    found.add(Part(name, said[1].decode(), licence, of_python=False))
    yield from sorted(found, key=lambda part: (part.name, part.version))


def _key(name: str) -> str:
    return "-".join(name.split("-")[:2]).lower().replace("_", "").replace("-", "")


def write_list(
    plan: Plan, target: Path, found: Sequence[Part], name: str = "disclosure-desk"
) -> None:
    """Write the list of parts as CycloneDX 1.5, with the time of the bundle's files.

    Raises `StartError` where a part does not say its licence.
    """
    silent = [part.name for part in found if part.licence == _UNKNOWN]
    if silent:
        raise StartError(
            f"组件没有写明许可：{'、'.join(silent)}，请查明后写进 packaging/bundle/parts.py",
            f"Parts say no licence: {', '.join(silent)}. Find it and enter it in parts.py.",
        )
    when = datetime.fromtimestamp(plan.epoch, UTC)
    listed = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": f"{when:%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "name": name,
                "version": plan.version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [one.component for one in found],
    }
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")


def write_licences(
    plan: Plan, into: Path, packages: Sequence[Distribution], others: Mapping[str, Path]
) -> None:
    """Gather the text of every licence; `others` are those of what is no package, by name.

    Raises `StartError` where one is not there.
    """
    into.mkdir(parents=True, exist_ok=True)
    qt = next(one.version for one in packages if one.metadata["Name"] == "shiboken6")
    words = _WORDS.format(version=plan.version, qt=qt)
    (into / "许可说明.txt").write_text(words, encoding="utf-8-sig", newline="\r\n")
    _copy(plan.root / "LICENSE", into / f"{CHINESE_NAME}.txt")
    _copy(plan.root / "desktop" / "look" / "icons" / "LICENSE", into / "Lucide.txt")
    for text in sorted(LICENCES.glob("*.txt")):
        _copy(text, into / text.name)
    for name, path in others.items():
        if not path.is_file():
            raise StartError(
                f"没有找到 {name} 的许可文本（{path}）", f"The licence of {name} is not at {path}."
            )
        _copy(path, into / f"{name}.txt")
    refuse_textless(packages)
    for one in packages:
        for file in _texts(one):
            if ".dist-info" in str(file):
                inside = [part for part in file.parts[1:-1] if part.lower() != "licenses"]
                name = "-".join([one.metadata["Name"], *inside, Path(file.name).stem])
                _copy(Path(str(one.locate_file(file))), into / f"{name}.txt")


def refuse_textless(packages: Sequence[Distribution]) -> None:
    """Raise `StartError` where neither a package nor packaging/licences has a licence's text."""
    lacking = [
        one.metadata["Name"]
        for one in packages
        if not _texts(one)
        and not any(
            (LICENCES / f"{word}.txt").is_file()
            for word in (one.metadata["Name"], _licence(one).removesuffix("-only"))
        )
        # The program's own, which lies in every folder.
        and _licence(one) != "Apache-2.0"
    ]
    if lacking:
        raise StartError(
            f"组件没有附许可文本：{'、'.join(lacking)}，请取得后放进 packaging/licences",
            f"No licence text of {', '.join(lacking)}: get it and lay it into packaging/licences.",
        )


def _texts(package: Distribution) -> list[PackagePath]:
    """Return the files of a package that are its licences, or name who is thanked."""
    found = []
    for file in sorted(package.files or (), key=str):
        named = file.name.upper()
        is_text = any(word in named for word in ("LICEN", "COPYING", "NOTICE", "AUTHORS"))
        is_text = is_text or "licenses" in (part.lower() for part in file.parts)
        # Qt is used under the LGPL and not under what it sells.
        is_text = is_text and "COMMERCIAL" not in named and file.suffix not in {".py", ".pyc"}
        if is_text and Path(str(package.locate_file(file))).is_file():
            found.append(file)
    return found


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copyfile(source, target)
