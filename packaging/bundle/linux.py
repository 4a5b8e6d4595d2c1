"""`python run.py linux`: a portable archive and a .deb for 64-bit Linux, of the kind this one is.

What comes out runs on systems whose C library is as new as the one here, or newer; for offices on
UOS or Kylin docs/it.md says which that are. On an ARM computer the same command makes the same two
files for ARM, as far as the locked packages have wheels for it.
"""

import argparse
import hashlib
import lzma
import platform
import shutil
import sys
import sysconfig
from pathlib import Path

from bundle import compare, linux_trial
from bundle.archive import files_of, set_times, tar_bytes, write_hashes, write_tar_gz
from bundle.builders import NativeBuilder
from bundle.making import Steps, make_bundle, write_file_hashes
from bundle.plan import CHINESE_NAME, PROGRAM, SHORT_NAME, Plan
from door.refusals import StartError

PACKAGE = linux_trial.PACKAGE
_OPT = f"./opt/{PACKAGE}"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Qt's xcb platform and the system's own; a terminal or a printer needs nothing more.
_DEPENDS = (
    *("libc6 (>= 2.34)", "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1"),
    *("libglib2.0-0 | libglib2.0-0t64", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4"),
    *("libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1"),
    *("libgssapi-krb5-2", "libstdc++6", "libfreetype6"),
)
_TYPE = "application/x-disclosure-desk-register"
_REPORT = "application/x-disclosure-desk-report"
_DESKTOP = f"""[Desktop Entry]
Type=Application
Name={CHINESE_NAME}
GenericName=政府信息公开申请办理
Comment=从收到申请到送达答复，期限自动按工作日计算
Exec=/opt/{PACKAGE}/{PROGRAM} open %f
TryExec=/opt/{PACKAGE}/{PROGRAM}
Icon={PACKAGE}
Terminal=false
Categories=Office;
MimeType={_TYPE};{_REPORT};
"""
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{_TYPE}">
    <comment>办件台登记簿</comment>
    <glob pattern="*.djb"/>
    <glob pattern="*.djs"/>
  </mime-type>
  <mime-type type="{_REPORT}">
    <comment>办件台年报交换文件</comment>
    <glob pattern="*.djh"/>
  </mime-type>
</mime-info>
"""
_AFTER = """#!/bin/sh
set -e
if [ "$1" = configure ] || [ "$1" = remove ]; then
    command -v update-desktop-database >/dev/null && update-desktop-database -q || true
    command -v update-mime-database >/dev/null && update-mime-database /usr/share/mime || true
fi
"""


def main(words: list[str], root: Path) -> int:
    """Make archive, .deb and hash sheet; return the exit code."""
    parser = argparse.ArgumentParser(prog="run.py linux")
    parser.add_argument("--compare", type=Path, help="与另一个文件夹里做出的逐字节比较")
    parser.add_argument("--try", dest="try_it", action="store_true", help="做好后在全新系统里试装")
    parser.add_argument("--only-try", action="store_true", help="只试已经做好的")
    asked = parser.parse_args(words)
    if not sys.platform.startswith("linux"):
        raise StartError(
            "这个命令要在 Linux 上运行，Windows 上请运行 python run.py windows",
            "This command runs on Linux; on Windows run python run.py windows.",
        )
    plan = Plan(root, "linux")
    steps = Steps()
    if asked.compare is not None:
        return compare.run(plan, asked.compare, steps)
    machine = platform.machine()
    architecture = _ARCHITECTURES.get(machine, machine)
    package = plan.results / f"{PACKAGE}_{plan.version}_{architecture}.deb"
    if not asked.only_try:
        _make(plan, steps, machine, package)
    return linux_trial.run(plan, package, steps) if asked.try_it or asked.only_try else 0


def _make(plan: Plan, steps: Steps, machine: str, package: Path) -> None:
    _need_a_shared_library()
    make_bundle(plan, NativeBuilder(plan), PROGRAM, steps)
    plan.results.mkdir(parents=True, exist_ok=True)
    for old in plan.results.iterdir():
        old.unlink()
    name = f"{SHORT_NAME}-{plan.version}-linux-{machine}"
    archive = plan.results / f"{name}.tar.gz"
    steps.say("便携压缩包 / portable archive")
    entries = [(f"{CHINESE_NAME}/{one.relative_to(plan.bundle)}", one) for one in _all(plan.bundle)]
    write_tar_gz(archive, entries, plan.epoch)
    steps.say("安装包 / .deb")
    write_deb(plan, package, _ARCHITECTURES.get(machine, machine))
    listed = plan.results / f"{name}-文件清单.txt"
    write_file_hashes(plan, listed)
    sheet = plan.results / "SHA256SUMS.txt"
    write_hashes(sheet, [archive, package, listed])
    for path in (archive, package, listed, sheet):
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


def _need_a_shared_library() -> None:
    """Refuse a Python without a library of its own: there would be nothing to put in the bundle."""
    has_one = sysconfig.get_config_var("Py_ENABLE_SHARED")
    found = Path(str(sysconfig.get_config_var("LIBDIR"))).rglob(
        str(sysconfig.get_config_var("INSTSONAME"))
    )
    if not has_one and not any(found):
        raise StartError(
            "这个 Python 没有动态库（libpython），打不了包，请改用系统自带的 Python 3.11 至 3.13",
            "This Python has no shared library (libpython): use the system's own Python 3.11 to "
            "3.13 to run this.",
        )


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]


def write_deb(plan: Plan, target: Path, architecture: str) -> None:
    """Write the Debian package: the bundle under /opt, a menu entry, an icon, a file type."""
    tree = plan.work / "deb"
    _write_tree(plan, tree)
    set_times(tree, plan.epoch)
    data = [(f"{_OPT}/{one.relative_to(plan.bundle)}", one) for one in _all(plan.bundle)]
    data += [(f"./{one.relative_to(tree / 'data')}", one) for one in files_of(tree / "data")]
    size = sum(path.stat().st_size for _, path in data if not path.is_symlink())
    control = (
        f"Package: {PACKAGE}\nVersion: {plan.version}\nArchitecture: {architecture}\n"
        f"Maintainer: {PACKAGE} maintainers\nInstalled-Size: {size // 1024}\n"
        f"Depends: {', '.join(_DEPENDS)}\n"
        "Recommends: fonts-noto-cjk | fonts-wqy-microhei, libwayland-cursor0, libwayland-egl1\n"
        "Section: misc\nPriority: optional\n"
        f"Description: {CHINESE_NAME}\n"
        " 给政府信息公开工作机构的经办人：期限、文书、送达、年度报告。\n"
    )
    inside = tree / "control"
    inside.mkdir()
    (inside / "control").write_text(control, encoding="utf-8")
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {name.removeprefix('./')}\n"
        for name, path in sorted(data)
        if not path.is_symlink()
    ]
    (inside / "md5sums").write_text("".join(sums), encoding="utf-8")
    for script in ("postinst", "postrm"):
        (inside / script).write_text(_AFTER, encoding="utf-8")
        (inside / script).chmod(0o755)
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": _packed([(f"./{one.name}", one) for one in files_of(inside)], plan.epoch),
        "data.tar.xz": _packed(data, plan.epoch),
    }
    target.write_bytes(ar(members, plan.epoch))


def _write_tree(plan: Plan, tree: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    share = tree / "data" / "usr" / "share"
    texts = {
        share / "applications" / f"{PACKAGE}.desktop": _DESKTOP,
        share / "mime" / "packages" / f"{PACKAGE}.xml": _MIME,
        share / "doc" / PACKAGE / "copyright": (plan.root / "LICENSE").read_text(encoding="utf-8"),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    for size in (48, 128, 256):
        icon = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{PACKAGE}.png"
        icon.parent.mkdir(parents=True)
        shutil.copyfile(plan.work / "resources" / f"icon-{size}.png", icon)
    for path in (tree / "data").rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _packed(entries: list[tuple[str, Path]], epoch: int) -> bytes:
    return lzma.compress(tar_bytes(entries, epoch), preset=6)


def ar(members: dict[str, bytes], epoch: int) -> bytes:
    """Return an archive of the old Unix kind, which a .deb is."""
    made = b"!<arch>\n"
    for name, content in members.items():
        head = f"{name:<16}{epoch:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n"
        made += head.encode("ascii") + content + (b"\n" if len(content) % 2 else b"")
    return made


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:], Path(__file__).resolve().parents[2]))
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from None
