"""What an applicant gets by e-mail: the letter, the files, and a list by which she can check them.

The text of the mail names the channel for a reconsideration request on the internet, which must be
offered with a decision (复议法22②).
"""

import hashlib
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.bundles.bundled_papers import sent_copies
from casework.bundles.joining import picture_as_pdf
from casework.bundles.locked_zip import write_locked
from casework.bundles.making import paper_kind
from casework.cases.attachments import of_case, path_of
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.foreign import read_apart
from casework.letters.mailing import MailText
from casework.papers.case_papers import mail_of
from casework.papers.issuing import WITHDRAWN, file_of
from casework.word.office_program import to_pdf
from db import documents
from db.aside import aside
from db.file_names import safe_name, what_to_check, why
from db.files import taking_its_name
from forms.choices import Media
from rules.errors import ClerkError
from rules.steps import StepKind

MAIL_LIMIT_MIB = 20
"""What most mail services take as enclosures of one mail."""
CD_MIB, DVD_MIB = 700, 4482
"""What a disc of 700 MB and one of 4.7 GB hold, in MiB."""
_CHECKS, _MAIL, _LABEL = "校验清单.txt", "邮件正文.txt", "光盘标签.txt"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"
_PASSWORD_LENGTH = 12


@dataclass(frozen=True, slots=True)
class ShareOrder:
    """What to send: a name, the text that goes with it, each file under the name it goes by.

    The first is the letter and goes as a PDF, whatever its file is. The text is that of a mail, or
    `on_disc` the label of a disc.
    """

    name: str
    text: str
    files: Mapping[str, Path]
    on_disc: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What was made; `password` is empty where none was wanted."""

    folder: Path
    archive: Path
    password: str
    notes: tuple[str, ...]


def share_order(desk: Desk, request_id: int) -> ShareOrder:
    """Return what serves the reply of a case electronically, by mail or on the disc asked for.

    The letter goes as the scan kept of it, else as the PDF of its file. Raises `ClerkError` where
    there is no reply, no mail address and no disc asked for, or a file is gone.
    """
    file = load(desk, request_id)
    decided = file.last(StepKind.DECIDED)
    letter = next(
        (
            one
            for one in documents.of_request(desk.store, request_id)
            if decided and one.step_id == decided.id and one.status != WITHDRAWN
        ),
        None,
    )
    if letter is None:
        raise ClerkError("本件还没有答复书，请先作出答复，再打成送申请人的文件包。")
    on_disc = file.registration.media is Media.DISC
    text = "" if on_disc else _mail_text(mail_of(desk, letter))
    scan = sent_copies(desk, file).get(letter.id)
    path = file_of(desk, letter) if scan is None else path_of(desk, scan)
    if not path.is_file():
        raise ClerkError(f"答复书“{letter.title}”不在原来的位置，请从备份中找回。")
    # A letter that left is not one that can be edited.
    files = {f"{safe_name(letter.title)}.pdf": path}
    for one in of_case(desk, request_id):
        if one.to_disclose:
            files[_free(safe_name(one.name), files)] = path_of(desk, one)
    if on_disc:
        text = "\n".join([f"{desk.office.name} {letter.title}", letter.number, *files, ""])
    return ShareOrder(f"{file.register_number}送申请人", text, files, on_disc)


def _mail_text(mail: MailText) -> str:
    return f"收件人：{mail.to}\n主题：{mail.subject}\n\n{mail.body}\n"


def share(
    order: ShareOrder,
    target: Path,
    *,
    with_password: bool = False,
    told: Callable[[int, str], object] = lambda _done, _words: None,
) -> Shared:
    """Make the package under `target`: a folder with everything, and a zip of what is enclosed.

    Raises `ClerkError` where no office program is there for the letter, or the disk refuses.
    Never call it on the window's thread.
    """
    folder, copy = target / safe_name(order.name), 1
    while folder.exists() or _zip_of(folder).exists():
        copy += 1
        folder = target / f"{safe_name(order.name)}（{copy}）"
    try:
        folder.mkdir(parents=True)
        return _shared(order, folder, with_password, told)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ClerkError(
            f"文件包无法写到“{target}”（{why(error)}），{what_to_check(target)}"
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _shared(
    order: ShareOrder, folder: Path, with_password: bool, told: Callable[[int, str], object]
) -> Shared:
    enclosed: list[Path] = []
    with aside("share") as work:
        for place, (name, path) in enumerate(order.files.items()):
            told(5 + 60 * place // len(order.files), f"正在准备“{name}”")
            source = _as_pdf(path, work) if place == 0 else path
            shutil.copyfile(source, folder / name)
            enclosed.append(folder / name)
    lines = [f"{_digest(one)}  {one.name}" for one in enclosed]
    (folder / _CHECKS).write_text(
        "下面每行是一个文件的SHA-256校验值和文件名。用“certutil -hashfile 文件名 SHA256”"
        "可以核对收到的文件是否完整、未被改动。\n\n" + "\n".join([*lines, ""]),
        encoding="utf-8-sig",
        newline="\r\n",
    )
    told(75, "正在打包")
    archive = _zip_of(folder)
    password = _password() if with_password else ""
    inside = [*enclosed, folder / _CHECKS]
    if password:
        contents = [(one.name, one.read_bytes()) for one in inside]
        write_locked(archive, contents, password, lambda: told(80, "正在加密码"))
    else:
        with (
            taking_its_name(archive) as half,
            zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as packed,
        ):
            for one in inside:
                packed.write(one, one.name)
    words = order.text
    if password:
        words += "\n附件压缩包设有密码，密码另以电话或者短信告知。\n"
    text = folder / (_LABEL if order.on_disc else _MAIL)
    text.write_text(words, encoding="utf-8-sig", newline="\r\n")
    mib = sum(one.stat().st_size for one in inside) / (1 << 20)
    if not order.on_disc:
        mib = archive.stat().st_size / (1 << 20)
    notes = [*_too_large(mib, on_disc=order.on_disc), *_of_password(password)]
    return Shared(folder, archive, password, tuple(notes))


def _as_pdf(letter: Path, work: Path) -> Path:
    """Return a letter as a PDF: its scan may be a picture, which no office program reads."""
    kind, made = paper_kind(letter), work / "letter.pdf"
    if kind == "pdf":
        return letter
    if kind == "picture":
        read_apart(picture_as_pdf, letter, work, made)
        return made
    return to_pdf(letter, made)


def _too_large(mib: float, *, on_disc: bool) -> Iterator[str]:
    if on_disc:
        if mib > DVD_MIB:
            yield (
                f"要刻录的文件有{mib:.0f}MB，一张DVD光盘（约{DVD_MIB}MB）也放不下，"
                "请分几张刻录，或者改用U盘。"
            )
        elif mib > CD_MIB:
            yield f"要刻录的文件有{mib:.0f}MB，一张CD光盘（{CD_MIB}MB）放不下，请用DVD光盘。"
        return
    if mib > MAIL_LIMIT_MIB:
        discs = "（一张CD光盘放不下，请用DVD光盘）" if mib > CD_MIB else ""
        yield (
            f"文件包有{mib:.0f}MB，超过一般邮箱一封邮件{MAIL_LIMIT_MIB}MB的限制，"
            f"请分几封发送，或者刻成光盘{discs}、当面拷贝。"
        )


def _of_password(password: str) -> Iterator[str]:
    if password:
        yield (
            f"压缩包密码是{password}，请用电话或者短信另行告知，不要写在同一封邮件里；"
            "它防误看，不防破解。"
        )


def _password() -> str:
    made = "".join(secrets.choice(_LETTERS) for _ in range(_PASSWORD_LENGTH))
    # Told over the telephone it must have both kinds of characters.
    return made if re.search(r"\d", made) and re.search(r"[A-Z]", made) else _password()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zip_of(folder: Path) -> Path:
    # The number of a case may hold a point, which begins no suffix.
    return folder.with_name(f"{folder.name}.zip")


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name no other file has, on any system: the name itself, or with a number."""
    others = {one.casefold() for one in (*taken, _CHECKS, _MAIL, _LABEL)}
    free, copy, path = name, 1, Path(name)
    while free.casefold() in others:
        copy += 1
        free = f"{path.stem}（{copy}）{path.suffix}"
    return free
