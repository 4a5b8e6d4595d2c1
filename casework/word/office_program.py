"""Word, WPS or LibreOffice asked to turn an office file into a PDF; nothing of them is imported.

On Windows the programs are spoken to through PowerShell, which every Windows has; elsewhere, and
where neither Word nor WPS answers, LibreOffice is started without a window.
"""

import base64
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from casework.programs import own_program
from casework.word.lost_marks import has_lost_marks, set_to_the_left
from db.aside import aside
from db.file_names import why
from db.files import taking_its_name
from rules.errors import ClerkError

_SECONDS = 120
_AT_ONCE = 8
_PDF_OF_WORD = 17
_PDF_OF_EXCEL = 0
_LETTER = ".docx"
_SHEETS = {".xlsx", ".xls", ".et"}
_WORD_NAMES = ("Word.Application", "KWPS.Application", "WPS.Application")
_EXCEL_NAMES = ("Excel.Application", "KET.Application", "ET.Application")
_SOFFICE_FOLDERS = (
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
)

# The paths are given as base64 of UTF-8, so that no quote and no Chinese name can break the line.
# WPS may hand out the window she is working in: that one is neither hidden nor closed.
_SCRIPT = """
$ErrorActionPreference = 'Stop'
$utf8 = [Text.Encoding]::UTF8
$from = $utf8.GetString([Convert]::FromBase64String('{source}'))
$to = $utf8.GetString([Convert]::FromBase64String('{target}'))
foreach ($name in @({names})) {{
    try {{ $app = New-Object -ComObject $name }} catch {{ continue }}
    $is_ours = $app.{files}.Count -eq 0
    try {{
        if ($is_ours) {{ try {{ $app.Visible = $false; $app.DisplayAlerts = 0 }} catch {{ }} }}
        {work}
        exit 0
    }} finally {{ if ($is_ours) {{ try {{ $app.Quit() }} catch {{ }} }} }}
}}
exit 3
"""
_NO_PROGRAM = 3
_WORD_WORK = (
    "$file = $app.Documents.Open($from, $false, $true); "
    f"$file.ExportAsFixedFormat($to, {_PDF_OF_WORD}); $file.Close(0)"
)
_EXCEL_WORK = (
    "$file = $app.Workbooks.Open($from, 0, $true); "
    f"$file.ExportAsFixedFormat({_PDF_OF_EXCEL}, $to); $file.Close($false)"
)


class _NotThereError(ClerkError):
    """There is no program of this name."""


def to_pdf(source: Path, target: Path | None = None, *, seconds: float = _SECONDS) -> Path:
    """Return the PDF of a Word or Excel file, written to `target` or beside the file.

    Raises `ClerkError` where no program for it is installed, or it did not finish in time.
    """
    source = source.resolve()
    target = (target or source.with_suffix(".pdf")).resolve()
    if not source.is_file():
        raise ClerkError(f"找不到文件“{source.name}”，请先导出再转为PDF。")
    with aside("pdf") as folder:
        made = _made(source, folder, seconds)
        if made is None:
            raise ClerkError(
                "这台电脑上没有找到能转为PDF的程序，请安装Word、WPS或者LibreOffice；"
                "也可以打开导出的文件，用“另存为”选择PDF。"
            )
        try:
            with taking_its_name(target) as half:
                shutil.copyfile(made, half)
        except OSError:
            raise ClerkError(
                f"“{target.name}”写不进去，可能正被打开，请关闭后再试，或者换一个文件名。"
            ) from None
    return target


def _made(source: Path, folder: Path, seconds: float) -> Path | None:
    """Return the PDF made in a folder by the first program that answers, or None without any."""
    answered = False
    if sys.platform == "win32":
        code = _by_windows(source, folder / "document.pdf", seconds)
        if code == 0:
            return folder / "document.pdf"
        answered = code != _NO_PROGRAM
    soffice = find_soffice()
    if soffice is None and answered:
        raise ClerkError(
            f"Word或者WPS没有转换出“{source.name}”的PDF，请打开该文件，用“另存为”选择PDF。"
        )
    return None if soffice is None else _by_soffice(soffice, source, folder, seconds)


def windows_command(source: Path, target: Path) -> list[str]:
    """Return the words that make PowerShell ask Word or WPS for the PDF."""
    is_sheet = source.suffix.lower() in _SHEETS
    script = _SCRIPT.format(
        source=_coded(source),
        target=_coded(target),
        names=", ".join(f"'{name}'" for name in (_EXCEL_NAMES if is_sheet else _WORD_NAMES)),
        files="Workbooks" if is_sheet else "Documents",
        work=_EXCEL_WORK if is_sheet else _WORD_WORK,
    )
    encoded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
    return ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]


def _coded(path: Path) -> str:
    return base64.b64encode(str(path).encode()).decode("ascii")


def _by_windows(source: Path, target: Path, seconds: float) -> int:
    """Return 0 where the PDF is there, `_NO_PROGRAM` where neither Word nor WPS is."""
    try:
        done = _run(windows_command(source, target), source, seconds)
    except _NotThereError:
        return _NO_PROGRAM
    return done.returncode or (0 if target.is_file() else 1)


def find_soffice() -> str | None:
    """Return the program file of LibreOffice, or None where it is not installed."""
    return next(_soffices(), None)


def _soffices() -> Iterator[str]:
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            yield found
    for folder in _SOFFICE_FOLDERS:
        path = Path(folder) / ("soffice.exe" if sys.platform == "win32" else "soffice")
        if path.is_file():
            yield str(path)


def _by_soffice(
    soffice: str, source: Path, folder: Path, seconds: float, kind: str = "pdf"
) -> Path:
    words, added = _asked(soffice, folder, kind)
    copy = folder / f"document{source.suffix}"
    if copy != source:
        shutil.copyfile(source, copy)
    words.append(str(copy))
    _run(words, source, seconds, added)
    made = folder / f"document.{kind}"
    if kind == "pdf" and copy.suffix.lower() == _LETTER and has_lost_marks(copy, made):
        set_to_the_left(copy)
        _run(words, source, seconds, added)
    if not made.is_file():
        raise ClerkError(
            f"LibreOffice没有转换出“{source.name}”的{kind.upper()}，可能文件已经损坏或者加了密码，"
            "请打开该文件，用“另存为”选择PDF。"
        )
    return made


def to_pdfs(
    sources: Sequence[Path], folder: Path, told: Callable[[int], object] = lambda _done: None
) -> list[Path]:
    """Return the PDF of each file, written to `folder` under its place in the order.

    LibreOffice is started once for all of them. `told` hears how many are done; what it raises
    stops the work. Raises `ClerkError` where no program is installed or a file cannot be turned.
    """
    targets = [folder / f"{place:04d}.pdf" for place in range(len(sources))]
    soffice = None if sys.platform == "win32" else find_soffice()
    if soffice is not None and len(sources) > 1:
        copies = folder / "sources"
        copies.mkdir(exist_ok=True)
        named = [copies / f"{place:04d}{one.suffix}" for place, one in enumerate(sources)]
        for one, copy in zip(sources, named, strict=True):
            shutil.copyfile(one, copy)
        words, added = _asked(soffice, folder, "pdf")
        for first in range(0, len(named), _AT_ONCE):
            told(first)
            some = named[first : first + _AT_ONCE]
            _run([*words, *map(str, some)], sources[first], _SECONDS, added)
            again = [
                one
                for one in some
                if one.suffix.lower() == _LETTER and has_lost_marks(one, folder / f"{one.stem}.pdf")
            ]
            for one in again:
                set_to_the_left(one)
            if again:
                _run([*words, *map(str, again)], sources[first], _SECONDS, added)
    for place, (one, target) in enumerate(zip(sources, targets, strict=True)):
        told(place)
        if not target.is_file():
            to_pdf(one, target)
    return targets


def newer(
    source: Path, folder: Path, kind: str = "docx", *, seconds: float = _SECONDS
) -> Path | None:
    """Return a .docx or .xlsx made of an older file, `None` where no LibreOffice is installed.

    What it holds beside what it shows can only be taken out of the newer form.
    Raises `ClerkError` where the document cannot be read or it takes too long.
    """
    soffice = find_soffice()
    return None if soffice is None else _by_soffice(soffice, source, folder, seconds, kind)


def _asked(soffice: str, folder: Path, kind: str) -> tuple[list[str], dict[str, str]]:
    """Return what LibreOffice is told before the files, and what it needs around it."""
    # A profile of its own: a LibreOffice that is already open would take the file and not answer.
    words = [
        *(soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder)),
    ]
    # What it writes for the moment it leaves there where it is ended; this folder is cleared.
    moment = folder / "moment"
    moment.mkdir(exist_ok=True)
    return words, dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(moment))


def _run(
    words: Sequence[str], source: Path, seconds: float, added: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return own_program.run(words, seconds, added)
    except OSError as error:
        refused = _NotThereError if isinstance(error, FileNotFoundError) else ClerkError
        raise refused(
            f"“{Path(words[0]).name}”启动不了（{why(error)}），没有转换“{source.name}”。"
            "请让维护人员检查办公软件，或者打开该文件，用“另存为”选择PDF。"
        ) from error
    except subprocess.TimeoutExpired:
        raise ClerkError(
            f"转换“{source.name}”超过{seconds:g}秒没有完成，已停止；"
            "请关闭正在弹出提示的Word或者WPS后再试。"
        ) from None
