"""From the tree to the bundle, whatever the system: the steps both commands share."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from bundle import freezing, parts
from bundle.archive import files_of, sha256
from bundle.builders import Builder
from bundle.papers import FOLDER
from bundle.plan import Plan
from door.environment import own_environment
from door.refusals import StartError

_HERE = Path(__file__).resolve().parent


class Steps:
    """Says what is being done, and how long it took."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def say(self, words: str) -> None:
        """Say a step, with the seconds since the beginning."""
        print(f"[{time.monotonic() - self._begun:6.0f} 秒] {words}", flush=True)


def make_bundle(plan: Plan, builder: Builder, programs: str, steps: Steps) -> None:
    """Make the folder of the program, with its papers and licences beside it."""
    steps.say("取得并核对组件 / fetching and checking the parts")
    builder.prepare()
    steps.say("绘制图标，复制源文件 / pictures and sources")
    freezing.copy_source(plan)
    freezing.draw(plan)
    freezing.write_version_resource(plan)
    places = {
        "source": builder.spell(plan.source),
        "resources": builder.spell(plan.work / "resources"),
    }
    steps.say("打包程序 / freezing the program")
    shutil.rmtree(plan.bundle, ignore_errors=True)
    builder.freeze(plan, freezing.SPEC, freezing.settings(plan, places, programs))
    steps.say("手册、部件清单和许可 / manual, list of parts, licences")
    add_papers(plan, builder)
    freezing.finish(plan)
    size = sum(path.stat().st_size for path in files_of(plan.bundle))
    steps.say(f"程序文件夹 {size / 1e6:.1f} MB，{len(files_of(plan.bundle))} 个文件")


def add_papers(plan: Plan, builder: Builder) -> None:
    """Write manual, list of parts and licences into the bundle."""
    folder = plan.bundle / FOLDER
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "bundle.papers", str(plan.root), str(folder)],
        check=True,
        env=own_environment(_HERE.parent) | {"QT_QPA_PLATFORM": "offscreen"},
    )
    strange = parts.strangers(plan.bundle, builder.site)
    if strange:
        raise StartError(
            f"程序文件夹里有不知来历的模块：{'、'.join(strange)}",
            f"The bundle has modules of nobody we know: {', '.join(strange)}.",
        )
    names = parts.held(plan.bundle)
    tools = plan.work / "tools"
    beginner, its_licence = parts.beginner(tools if tools.is_dir() else builder.site)
    taken = dict(parts.of_the_system(plan.bundle))
    found = [
        parts.Part("CPython", builder.python_version, "PSF-2.0", of_python=False),
        beginner,
        *parts.engines(plan.bundle),
        *taken,
        *parts.parts(builder.site, builder.wheels, names),
    ]
    parts.write_list(plan, folder / parts.LIST, found)
    python = plan.work / "python" / "LICENSE.txt"
    others = {
        "CPython": python if python.is_file() else _python_licence(),
        "PyInstaller": its_licence,
        **{part.name: text for part, text in taken.items()},
    }
    packages = parts.installed(builder.site, names)
    parts.write_licences(plan, folder / "许可", packages, others)


def _python_licence() -> Path:
    for place in (Path(sys.base_prefix), Path(sys.base_prefix) / "lib" / _library()):
        for name in ("LICENSE.txt", "LICENSE"):
            if (place / name).is_file():
                return place / name
    return Path(sys.base_prefix) / "LICENSE.txt"


def _library() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def write_file_hashes(plan: Plan, target: Path) -> None:
    """Write the hash of every file of the bundle, for whoever wants to compare two of them."""
    lines = [
        f"{sha256(path)}  {path.relative_to(plan.bundle).as_posix()}\n"
        for path in files_of(plan.bundle)
    ]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
