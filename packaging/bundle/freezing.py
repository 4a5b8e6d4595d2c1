"""What goes into a bundle, and the words PyInstaller is started with on any system."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bundle.archive import set_times
from bundle.plan import CHINESE_NAME, FOLDERS, PROGRAM, Plan, version_numbers
from door.environment import own_environment
from door.house import requirements

SPEC = Path(__file__).with_name("desk.spec")
_LEFT_OUT = {"__pycache__"}
_COMMENTS = {
    "CompanyName": CHINESE_NAME,
    "FileDescription": CHINESE_NAME,
    "ProductName": CHINESE_NAME,
    "LegalCopyright": "Apache-2.0",
}


def copy_source(plan: Plan) -> None:
    """Copy the tree as it stands into the bundle's own, without what tools left in it."""
    shutil.rmtree(plan.source, ignore_errors=True)
    for name in FOLDERS:
        copy_tree(plan.root / name, plan.source / name)
    inside = plan.work / "resources" / "inside"
    shutil.rmtree(inside, ignore_errors=True)
    inside.mkdir(parents=True)
    _write_metadata(plan, inside)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder without what tools left in it."""
    shutil.copytree(
        source,
        target,
        ignore=lambda _, names: [one for one in names if one in _LEFT_OUT or one.startswith(".")],
    )


def _write_metadata(plan: Plan, inside: Path) -> None:
    """Say the version where the program looks for it: beside those of its packages."""
    folder = inside / f"disclosure_desk-{plan.version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: disclosure-desk\nVersion: {plan.version}\n",
        encoding="utf-8",
        newline="\n",
    )


def draw(plan: Plan) -> None:
    """Draw icon and pictures; a process of its own, for Qt wants to be alone in one."""
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("pictures.py")), plan.root, _resources(plan)],
        check=True,
        env=own_environment() | {"QT_QPA_PLATFORM": "offscreen"},
    )
    # An installer keeps the time of its own pictures too.
    set_times(_resources(plan), plan.epoch)


def _resources(plan: Plan) -> Path:
    folder = plan.work / "resources"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_version_resource(plan: Plan) -> None:
    """Write what Windows shows of the program's file: names in Chinese, and the version."""
    numbers = version_numbers(plan.version)
    strings = _COMMENTS | {
        "FileVersion": plan.version,
        "ProductVersion": plan.version,
        "InternalName": PROGRAM,
        "OriginalFilename": f"{PROGRAM}.exe",
    }
    lines = ",\n".join(
        f"      StringStruct({name!r}, {words!r})" for name, words in strings.items()
    )
    (_resources(plan) / "version.txt").write_text(
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0,\n"
        "    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        # 0804 is Chinese as written in China, 04b0 Unicode.
        f"  kids=[StringFileInfo([StringTable('080404b0', [\n{lines}])]),\n"
        "    VarFileInfo([VarStruct('Translation', [0x0804, 1200])])]\n)\n",
        encoding="utf-8",
        newline="\n",
    )


def distributions(plan: Plan) -> list[str]:
    """Return the packages whose versions the program names in 关于."""
    text = (plan.root / "desktop" / "window" / "help.py").read_text(encoding="utf-8")
    table = text.partition("_LIBRARIES = (")[2].partition("\n)")[0]
    named = re.findall(r'^    \("([\w-]+)",', table, re.MULTILINE)
    lock = plan.root / "packaging" / "requirements.lock"
    locked = {one.partition("==")[0].lower() for one in requirements(lock)}
    return [name for name in named if name.lower() in locked]


def settings(plan: Plan, path: "Mapping[str, str]", programs: str) -> dict[str, str]:
    """Return what desk.spec reads; `path` gives each place as the system spells it."""
    return {
        "DESK_SOURCE": path["source"],
        "DESK_RESOURCES": path["resources"],
        "DESK_FOLDERS": " ".join(FOLDERS),
        "DESK_DISTRIBUTIONS": " ".join(distributions(plan)),
        "DESK_PROGRAMS": programs,
        "DESK_NAME": PROGRAM,
        "SOURCE_DATE_EPOCH": str(plan.epoch),
        "PYTHONHASHSEED": "0",
        # Whatever is read or said meanwhile: no path depends on the code page.
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Columns under a line of a traceback, which nobody is shown: a tenth of every module.
        "PYTHONNODEBUGRANGES": "1",
    }


def finish(plan: Plan) -> None:
    """Give the finished bundle its one time; modes as a plain tree has them."""
    for path in plan.bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            runs = os.access(path, os.X_OK) and path.suffix in {"", ".so", ".exe"}
            path.chmod(0o755 if runs else 0o644)
    set_times(plan.bundle, plan.epoch)
