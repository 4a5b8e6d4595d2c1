"""`python run.py windows`: the installer and the portable folder for 64-bit Windows.

On Windows the Python that runs this freezes the program; on Linux a signed Python of Windows does,
under wine. What comes out is the same but for what docs/windows.md explains.
"""

import argparse
import json
import sys
from pathlib import Path

from bundle import compare, components, installer, measure, suite, wine
from bundle.archive import files_of, sha256, write_hashes, write_zip
from bundle.builders import Builder, NativeBuilder, WineBuilder
from bundle.making import Steps, make_bundle, write_file_hashes
from bundle.plan import CHINESE_NAME, PROGRAM, SHORT_NAME, Plan
from bundle.trial_run import run as try_out
from door.refusals import StartError

# Bytes a clerk may have to carry on a stick, and find room for.
MOST_OF_INSTALLER, MOST_OF_FOLDER = 32_000_000, 100_000_000
PROGRAMS = f"{PROGRAM} {PROGRAM}-cli"


def main(words: list[str], root: Path) -> int:
    """Make everything `words` ask for; return the exit code."""
    asked = _asked(words)
    plan = Plan(root, "windows")
    steps = Steps()
    if asked.compare is not None:
        return compare.run(plan, asked.compare, steps)
    if sys.platform != "win32" and not wine.is_there():
        raise wine.missing()
    builder: Builder = NativeBuilder(plan) if sys.platform == "win32" else WineBuilder(plan)
    if not (asked.only_try or asked.measure or asked.suite is not None):
        if not asked.keep:
            make_bundle(plan, builder, PROGRAMS, steps)
        made = hand_on(plan, steps, fast=asked.fast, ocr=not asked.without_ocr)
        for path in made:
            print(path)
        refuse_large(plan, fast=asked.fast)
    if asked.measure and isinstance(builder, WineBuilder):
        return measure.run(plan, builder, steps)
    if asked.suite is not None and isinstance(builder, WineBuilder):
        return suite.run(plan, builder, steps, asked.suite)
    if asked.try_it or asked.only_try:
        return try_out(plan, steps, installer_of(plan))
    return 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py windows")
    parser.add_argument("--fast", action="store_true", help="安装程序压缩得快些，文件大些")
    parser.add_argument("--without-ocr", action="store_true", help="不做文字识别组件")
    parser.add_argument("--keep", action="store_true", help="沿用已经打好的程序文件夹")
    parser.add_argument("--try", dest="try_it", action="store_true", help="做好后试装、自检、卸载")
    parser.add_argument("--only-try", action="store_true", help="只试已经做好的")
    parser.add_argument("--measure", action="store_true", help="测量到首次画出列表的时间")
    parser.add_argument("--compare", type=Path, help="与另一个文件夹里做出的逐字节比较")
    parser.add_argument("--suite", nargs="*", help="在wine里运行测试，可以写明文件夹")
    return parser.parse_args(words)


def installer_of(plan: Plan) -> Path:
    """Return where the installer lies, or will."""
    return plan.results / f"{SHORT_NAME}-{plan.version}-安装.exe"


def hand_on(plan: Plan, steps: Steps, *, fast: bool, ocr: bool) -> list[Path]:
    """Make installer, portable folder and hash sheet of a finished bundle."""
    plan.results.mkdir(parents=True, exist_ok=True)
    for old in plan.results.iterdir():
        old.unlink()
    for program in sorted(plan.bundle.glob("*.exe")):
        installer.sign(program)
    setup = installer_of(plan)
    steps.say("安装程序 / installer")
    installer.make(plan, setup, fast=fast)
    signed = installer.sign(setup)
    steps.say(f"安装程序 {setup.stat().st_size / 1e6:.1f} MB，{'已签名' if signed else '未签名'}")
    portable = plan.results / f"{SHORT_NAME}-{plan.version}-便携.zip"
    write_zip(portable, plan.bundle, CHINESE_NAME, plan.epoch)
    steps.say(f"便携文件夹 {portable.stat().st_size / 1e6:.1f} MB")
    made = [setup, portable]
    for part in components.PARTS[: None if ocr else -1]:
        steps.say(f"{part.chinese}组件 / optional part: {part.word}")
        made.append(part.setup(plan))
        folder = components.make(plan, part)
        installer.make(plan, made[-1], part=part, folder=folder, fast=fast)
        installer.sign(made[-1])
        steps.say(f"{part.chinese}组件 {made[-1].stat().st_size / 1e6:.1f} MB")
    listed = plan.results / f"{SHORT_NAME}-{plan.version}-文件清单.txt"
    write_file_hashes(plan, listed)
    note = plan.results / f"{SHORT_NAME}-更新.json"
    write_note(plan, note, setup)
    sheet = plan.results / "SHA256SUMS.txt"
    made += [listed, note]
    write_hashes(sheet, made)
    return [*made, sheet]


def refuse_large(plan: Plan, *, fast: bool) -> None:
    """Refuse what was made where it grew over its measure; one packed fast may be larger."""
    size = sum(path.stat().st_size for path in files_of(plan.bundle))
    setup = installer_of(plan).stat().st_size
    if size > MOST_OF_FOLDER or (setup > MOST_OF_INSTALLER and not fast):
        raise StartError(
            f"超出限度：安装程序 {setup / 1e6:.1f} MB（至多 {MOST_OF_INSTALLER / 1e6:.0f}），"
            f"程序文件夹 {size / 1e6:.1f} MB（至多 {MOST_OF_FOLDER / 1e6:.0f}）",
            f"Too large: installer {setup} bytes, folder {size} bytes.",
        )


def write_note(plan: Plan, target: Path, setup: Path) -> None:
    """Write what the program reads where the IT department lays a new version ready."""
    news = news_of((plan.root / "docs" / "news.md").read_text(encoding="utf-8"), plan.version)
    note = {
        "version": plan.version,
        "file": setup.name,
        "sha256": sha256(setup),
        "news": news,
    }
    text = json.dumps(note, ensure_ascii=False, indent=1) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")


def news_of(page: str, version: str) -> list[str]:
    """Return what docs/news.md says of a version, one sentence a line."""
    _, _, after = page.partition(f"\n## {version}\n")
    lines = after.partition("\n## ")[0].splitlines()
    return [line.removeprefix("- ").strip() for line in lines if line.startswith("- ")]


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:], Path(__file__).resolve().parents[2]))
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from None
