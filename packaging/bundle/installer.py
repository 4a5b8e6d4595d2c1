"""The installer, made by NSIS from installer.nsi, and the signing of what is handed on."""

import os
import shutil
import subprocess
from pathlib import Path

from bundle.archive import files_of
from bundle.components import MARK, OptionalPart
from bundle.plan import CHINESE_NAME, Plan, version_numbers
from door.environment import run_quietly
from door.refusals import StartError

SCRIPT = Path(__file__).with_name("installer.nsi")
_OF_A_PART = Path(__file__).with_name("component.nsi")


def make(
    plan: Plan,
    target: Path,
    *,
    part: OptionalPart | None = None,
    folder: Path | None = None,
    fast: bool = False,
) -> None:
    """Write the installer of a finished folder to `target`; `fast` packs worse and sooner.

    With `part` it is that of an optional part, else that of the program and the bundle.
    """
    folder = folder or plan.bundle
    maker = shutil.which("makensis") or shutil.which(r"C:\Program Files (x86)\NSIS\makensis.exe")
    if maker is None:
        raise StartError(
            "没有找到 NSIS（makensis），请先安装它再运行",
            "NSIS (makensis) was not found: install it and run it again.",
        )
    resources = plan.work / "resources"
    listed = plan.work / "files.nsh"
    # With its mark: NSIS asks the code page else.
    listed.write_text(file_commands(folder), encoding="utf-8-sig", newline="\n")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    words = {
        "VERSION": plan.version,
        "NUMBERS": ".".join(map(str, version_numbers(plan.version))),
        "FILES": str(listed),
        "OUT": str(target),
        "ICON": str(resources / "program.ico"),
        "WELCOME": str(resources / "welcome.bmp"),
        "SIZE": str(size // 1024),
    }
    if part is not None:
        words["PART"] = part.word
    script = SCRIPT if part is None else _OF_A_PART
    defined = [f"-D{name}={value}" for name, value in words.items()]
    subprocess.run(
        [maker, "-V2", "-INPUTCHARSET", "UTF8", *defined, *(["-DFAST"] if fast else []), script],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(plan.epoch), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )


def file_commands(folder: Path) -> str:
    """Return what tells NSIS to pack each file of a folder, in an order that is always the same.

    Left to itself NSIS packs them as the disk lists them, which differs from one tree to another.
    Files of a kind stand together, which packs better; the mark of a finished part comes last.
    """
    commands = []
    place = None
    for path in sorted(files_of(folder), key=_packing_order):
        inside = path.relative_to(folder).parent
        if inside != place:
            words = "".join(f"\\{part}" for part in inside.parts)
            commands.append(f'SetOutPath "$INSTDIR{_plain(words)}"\n')
            place = inside
        # What is packed is named as it is: NSIS finds no b$$ where a b$ lies.
        commands.append(f'File "{path}"\n')
    return "".join(commands) + 'SetOutPath "$INSTDIR"\n'


def _packing_order(path: Path) -> tuple[bool, str, str]:
    return path.name == MARK, path.suffix, path.as_posix()


def _plain(words: str) -> str:
    return words.replace("$", "$$")


def sign(path: Path) -> bool:
    """Sign a program where the environment names a certificate; tell whether it was signed.

    `DESK_SIGN_PKCS12` is the file, `DESK_SIGN_PASSWORD_FILE` a file with its password,
    `DESK_SIGN_TIMESTAMP` the address of a time stamp service, which may be left out. Raises
    `StartError` where it cannot be signed; the program is then as it was.
    """
    certificate = os.environ.get("DESK_SIGN_PKCS12", "")
    if not certificate:
        return False
    signed = path.with_name(path.name + ".signed")
    stamp = os.environ.get("DESK_SIGN_TIMESTAMP", "")
    words = [
        *("osslsigncode", "sign", "-h", "sha256", "-pkcs12", certificate),
        *("-readpass", os.environ.get("DESK_SIGN_PASSWORD_FILE", os.devnull)),
        *("-n", CHINESE_NAME),
        *(("-ts", stamp) if stamp else ()),
        *("-in", str(path), "-out", str(signed)),
    ]
    try:
        done = run_quietly(words, os.environ)
    except FileNotFoundError:
        raise _not_signed(path, "osslsigncode") from None
    if done.returncode or not signed.is_file():
        signed.unlink(missing_ok=True)
        raise _not_signed(path, done.stdout.strip()[-300:])
    signed.replace(path)
    return True


def _not_signed(path: Path, why: str) -> StartError:
    return StartError(
        f"“{path.name}”没有签上名（{why}），请核对证书、口令文件和 osslsigncode 后重新运行",
        f"{path.name} was not signed ({why}): look at the certificate, the file of its password "
        "and osslsigncode, and run it again.",
    )
