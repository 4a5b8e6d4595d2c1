"""The built installer tried like a person would: install, self-test, use, upgrade, uninstall.

On Linux it runs in a fresh prefix of wine on a screen of its own; what only a real PC can show
stands in docs/pc-checklist.md. Each line says what was tried; the first that fails ends it.
"""

import contextlib
import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bundle import wheels
from bundle.archive import files_of, sha256
from bundle.components import PARTS, POSTGRESQL, RECOGNITION
from bundle.making import Steps
from bundle.plan import CHINESE_NAME, PROGRAM, Plan
from bundle.trial import OUT_OF_USE, Trial, TrialError, entered_command, inside, must, remove
from bundle.trial_database import own_database
from bundle.wine import give_away, windows_path

_SCREEN = (1600, 1000)
_PART_MISSING = 4
# What the self-test calls the optional parts.
_TRIAL_OF = {
    "cipher": "加密",
    "ocr": "文字识别",
    "server": "服务器组件",
    "postgresql": "本机的数据库",
}
_OLDER_NUMPY = (
    "# made for wine\nnumpy==1.26.4 \\\n"
    "    --hash=sha256:cd25bcecc4974d09257ffcd1f098ee778f7834c3ad767fe5db785be9a4aa9cb2\n# end\n"
)
_GRAB = (
    "import sys; from PySide6.QtGui import QGuiApplication as A; a = A([]);"
    "a.primaryScreen().grabWindow(0).save(sys.argv[1])"
)


_IN_REGISTRY = (
    *("Uninstall\\\\Banjiantai", "App Paths\\\\banjiantai.exe"),
    *("Banjiantai.Register", "Banjiantai.Connection", "Banjiantai.Exchange"),
)
_SHORTCUTS = {f"{CHINESE_NAME}.lnk", "使用手册.lnk", "卸载.lnk"}


def install(trial: Trial) -> str:
    """Install silently and compare every file with the bundle."""
    begun = time.monotonic()
    must(trial.silently() == 0, "the installer did not end well")
    took = time.monotonic() - begun
    bundle = {path.relative_to(trial.plan.bundle): path for path in files_of(trial.plan.bundle)}
    for name, path in bundle.items():
        there = trial.installed / name
        must(there.is_file() and sha256(there) == sha256(path), f"{name} differs")
    extra = {path.relative_to(trial.installed) for path in files_of(trial.installed)} - set(bundle)
    must(extra == {Path("卸载.exe")}, f"unexpected files: {extra}")
    registry = trial.registry()
    missing = [word for word in _IN_REGISTRY if word not in registry]
    must(not missing, f"not in the registry: {missing}")
    shortcuts = [path.name for path in trial.shortcuts()]
    must(set(shortcuts) == _SHORTCUTS, f"shortcuts: {shortcuts}")
    must(shortcuts.count(f"{CHINESE_NAME}.lnk") == 2, "in the start menu and on the desktop")
    words = f"{len(bundle)} 个文件与程序文件夹逐字节相同，用时 {took:.0f} 秒"
    return f"{words}；开始菜单、桌面、文件类型都已登记"


def self_test(trial: Trial) -> str:
    """Run the self-test of the installed program through its window's own program."""
    done = trial.wine.run(trial.installed / f"{PROGRAM}.exe", ["--self-test", "--json"])
    found = json.loads(done.stdout.decode("utf-8").strip().splitlines()[-1])
    for one in found["trials"]:
        print(f"          {one['state']}  {one['name']}：{one['words']}", flush=True)
    must(done.returncode == 0 and found["ok"], "the self-test failed")
    return f"{len(found['trials'])} 项，版本 {found['version']}"


def speaks(trial: Trial) -> str:
    """Ask both programs through pipes."""
    given = b'{"from":"2026-02-13","working_days":20}\n'
    answers = [
        trial.wine.run(trial.installed / name, ["due"], given=given).stdout.replace(b"\r\n", b"\n")
        for name in (f"{PROGRAM}.exe", f"{PROGRAM}-cli.exe")
    ]
    must(answers[0] == answers[1], "the two programs answer differently")
    must(json.loads(answers[0])["due_on"] == "2026-03-19", "a wrong day")
    return "两个程序从管道读入、写出，答案相同"


def bring_older(trial: Trial) -> str:
    """Lay a kept register of each release where a clerk keeps hers, and read it unchanged."""
    kept = sorted((trial.plan.root / "tests" / "db" / "old").glob("*-full.db.gz"))
    for packed in kept:
        register = trial.register(packed.name.partition("-")[0])
        register.parent.mkdir(parents=True, exist_ok=True)
        register.write_bytes(gzip.decompress(packed.read_bytes()))
        give_away(register.parent)
        before = register.read_bytes()
        report = trial.console("report", "2026", "--register", windows_path(register), "--json")
        must(report.returncode == 0, report.stdout.decode(errors="replace"))
        problems = json.loads(report.stdout.decode("utf-8").splitlines()[-1])["problems"]
        must(not problems, f"the report of the older register: {problems}")
        must(register.read_bytes() == before, "reading changed the register")
    return f"{'、'.join(one.name for one in kept)}：只读汇总，年报勾稽成立，文件没有改动"


def use_all(trial: Trial) -> str:
    """Open every older register in the window."""
    return "；".join(use(trial, register) for register in trial.registers())


def use(trial: Trial, register: Path) -> str:
    """Open an older register in the window, look, and find it upgraded with its copy aside."""
    child = trial.wine.begin(trial.installed / f"{PROGRAM}.exe", ["open", windows_path(register)])
    try:
        for _ in range(60):
            time.sleep(1)
            if _is_open(register):
                break
        time.sleep(12)
        must(child.poll() is None, "the window closed by itself")
        picture(trial, f"窗口-{register.parent.name}.png")
        must(trial.silently() == OUT_OF_USE, "installed over a running program")
        code = trial.wine.run(trial.installed / "卸载.exe", ["/S", f"_?={inside(trial.installed)}"])
        must(code.returncode == OUT_OF_USE, "uninstalled a running program")
    finally:
        close(trial, child)
    checked = trial.console("check", "--register", windows_path(register))
    said = checked.stdout.decode("utf-8", errors="replace")
    # The letters of the kept register were not kept with it; nothing else may be found.
    found = [line for line in said.splitlines() if line.strip() and "不在原来的位置" not in line]
    must(not found or "完整" in found[0], said[-600:])
    aside = [path.name for path in register.parent.glob("*升级前*")]
    words = f"升级前的副本 {aside[0]}" if aside else "登记簿已是当前格式"
    return f"{register.parent.name}：窗口打开；运行时安装、卸载都拒绝（代码 3）；{words}，检查无误"


def close(trial: Trial, child: "subprocess.Popen[bytes]") -> None:
    """Close the window of the program, and end it where it asks something before."""
    trial.wine.run("taskkill", ["/IM", f"{PROGRAM}.exe"])
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.communicate(timeout=60)
    if child.poll() is None:
        trial.wine.run("taskkill", ["/F", "/IM", f"{PROGRAM}.exe"])
        child.communicate()


def _is_open(register: Path) -> bool:
    """Tell whether a program has taken a register: db/lock.py lays a file beside it."""
    return register.with_name(register.name + ".lock").exists()


def double_click(trial: Trial) -> str:
    """Open a register as a double click does: by the command the installer entered of its type."""
    register = trial.wine.home / "公开 办件" / "双击 登记簿.djb"
    register.write_bytes(trial.registers()[-1].read_bytes())
    give_away(register.parent)
    program, *words = entered_command(trial.registry(), register.suffix, windows_path(register))
    child = trial.wine.begin(Path(program), words)
    try:
        for _ in range(60):
            if _is_open(register):
                break
            time.sleep(1)
        must(_is_open(register), "nothing opened it")
        time.sleep(5)
        must(child.poll() is None, "the window closed by itself")
        picture(trial, "双击.png")
    finally:
        close(trial, child)
    return f"按登记的文件类型打开：{program} {words[0]} …"


def upgrade(trial: Trial) -> str:
    """Install over an installation that has a stale file in it."""
    stale = trial.installed / "_internal" / "旧版留下的文件.dll"
    stale.write_bytes(b"MZ")
    own = trial.installed / "我自己放的登记簿.djb"
    own.write_bytes(b"SQLite format 3")
    before = [sha256(register) for register in trial.registers()]
    begun = time.monotonic()
    must(trial.silently() == 0, "the upgrade did not end well")
    must(not stale.exists(), "a file of the old version stayed")
    after = [sha256(register) for register in trial.registers()]
    must(own.exists() and after == before, "data was touched")
    must(not (trial.installed / "_internal.old").exists(), "the old version stayed aside")
    return f"旧文件已清除，数据没有改动，用时 {time.monotonic() - begun:.0f} 秒"


def optional_parts(trial: Trial) -> str:
    """Ask for the optional parts: with their files beside, without them, and take them away."""
    alone = trial.wine.home / "单独 安装"
    alone.mkdir()
    shutil.copyfile(trial.setup, alone / trial.setup.name)
    give_away(alone)
    asked = [f"/{part.word.upper()}" for part in PARTS]
    code = trial.wine.run(alone / trial.setup.name, ["/S", *asked]).returncode
    must(code == _PART_MISSING, f"asked for parts that are not there: code {code}")
    found = [
        part
        for part in PARTS
        if part.setup(trial.plan).is_file() and (part != POSTGRESQL or trial.wine.runs_postgresql)
    ]
    must(trial.silently(*(f"/{part.word.upper()}" for part in found)) == 0, "with its parts")
    notes = trial.user / "AppData" / "Local" / CHINESE_NAME
    for part in found:
        must((notes / part.word / "installed.json").is_file(), f"{part.word} is not there")
    if RECOGNITION in found:
        lay_older_numpy(trial.plan, notes / RECOGNITION.word)
    done = trial.wine.run(trial.installed / f"{PROGRAM}.exe", ["--self-test", "--json"])
    found_by_it = json.loads(done.stdout.decode("utf-8").strip().splitlines()[-1])
    said = {one["name"]: one for one in found_by_it["trials"]}
    failed = [f"{one['name']}: {one['words']}" for one in said.values() if one["state"] == "失败"]
    must(done.returncode == 0 and not failed, f"the self-test with the parts: {failed}")
    for part in found:
        one = said[_TRIAL_OF[part.word]]
        must(one["state"] == "通过", f"{one['name']}: {one['words']}")
    words = [said[_TRIAL_OF[part.word]]["words"] for part in found]
    for part in found:
        must(remove(trial, part) == 0, f"{part.word} was not taken away")
        must(not files_of(notes / part.word), f"{part.word} stayed")
    return f"组件不在旁边时代码 4；{'；'.join(words)}"


def lay_older_numpy(plan: Plan, folder: Path) -> None:
    """Lay a numpy beside the recognition that wine can run: newer ones call what it has not."""
    lock = plan.work / "older-numpy.lock"
    lock.write_text(_OLDER_NUMPY, encoding="utf-8")
    unpacked = plan.work / "older-numpy"
    wheels.unpack(wheels.fetch([lock], plan.root / "build" / "downloads" / "wheels"), unpacked)
    for old in folder.glob("numpy*"):
        shutil.rmtree(old)
    # Beside the folders lies a note of which wheel they came from.
    for new in filter(Path.is_dir, unpacked.glob("numpy*")):
        shutil.copytree(new, folder / new.name)
    give_away(folder)


def uninstall(trial: Trial) -> str:
    """Uninstall; what is the clerk's stays."""
    own = trial.installed / "我自己放的登记簿.djb"
    done = trial.wine.run(trial.installed / "卸载.exe", ["/S", f"_?={inside(trial.installed)}"])
    must(done.returncode == 0, "the uninstaller did not end well")
    registry = trial.registry()
    (trial.installed / "卸载.exe").unlink(missing_ok=True)
    left = [path.name for path in files_of(trial.installed)]
    must(left == [own.name], f"left behind: {left}")
    must(trial.registers(), "the registers are gone")
    for word in _IN_REGISTRY:
        must(word not in registry, f"{word} stayed in the registry")
    must(not trial.shortcuts(), f"shortcuts stayed: {trial.shortcuts()}")
    return "程序、快捷方式、注册表项都已删除；登记簿都在"


def picture(trial: Trial, name: str) -> None:
    """Keep a picture of the screen."""
    target = trial.pictures / name
    subprocess.run(
        [sys.executable, "-c", _GRAB, str(target)],
        env={**os.environ, "DISPLAY": trial.wine.display, "QT_QPA_PLATFORM": "xcb"},
        check=False,
    )
    print(f"          {target}", flush=True)


STEPS: tuple[tuple[str, Callable[[Trial], str]], ...] = (
    ("静默安装", install),
    ("自检", self_test),
    ("命令", speaks),
    ("旧版登记簿", bring_older),
    ("打开、使用", use_all),
    ("双击登记簿", double_click),
    ("覆盖升级", upgrade),
    ("可选组件", optional_parts),
    ("本机的数据库", own_database),
    ("卸载", uninstall),
)


def run(plan: Plan, steps: Steps, setup: Path) -> int:
    """Try the installer; return 0 where everything was as it must be."""
    if sys.platform == "win32":
        steps.say("真实的 Windows 上请按 docs/pc-checklist.md 逐项检查")
        return 0
    with screen() as display:
        trial = Trial(plan, steps, setup, display)
        trial.wine.make()
        try:
            for name, step in STEPS:
                steps.say(f"{name}：{step(trial)}")
        except TrialError as error:
            steps.say(f"试装失败：{error}")
            return 1
        finally:
            trial.wine.end()
    return 0


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Have a screen of our own while it lasts, with a window manager where there is one."""
    number = next(n for n in range(80, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
    display = f":{number}"
    size = f"{_SCREEN[0]}x{_SCREEN[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", size, "-ac"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(2)
    manager = None
    if shutil.which("openbox"):
        manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield display
    finally:
        for one in (manager, server):
            if one is not None:
                one.terminate()
                one.wait()
