"""Doors the program reads in its own process: its own files, and every word somebody types.

Nothing bounds these: whatever comes must be taken or refused with a `ClerkError` or, where words
are typed into a field, with its `ValueError`. Anything else would be a traceback.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from casework.acts import ACTS, perform
from casework.books.plan_rows import due_days, plan_in_file
from casework.commands.due import due_line
from casework.commands.fee import fee_line
from casework.commands.lines import answer_lines
from casework.commands.notice import given_text, notice_json
from casework.desk.desk import Desk, open_desk
from casework.importing import cells, numbering, numbers_in_cells
from casework.importing.people_in_cells import named_in
from casework.letters import own_templates
from casework.letters.kinds import LetterKind
from casework.pages.agenda import board
from casework.pages.register_check import against, problems
from casework.programs.updates import NOTE, offered
from casework.redaction.redacting import read_terms
from casework.safekeeping.around import look_around
from casework.year.year_report import year_report
from db import cipher, copies, keys, requests, salvage, sealed_papers, settings
from db.history import Anchor
from db.lying_sealed import sealed_path
from db.requests import Query
from desktop.base.remembered import Remembered
from desktop.locking.lock_word import LockWord
from desktop.registers import registers
from forms import identity
from forms.choices import IdType
from forms.fields import Form, fields_of, read, read_day
from rules.errors import ClerkError
from rules.report_json import check_report_json
from tests.faults.mutating import mutated

TODAY = date(2026, 3, 6)
NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock
KEY = "5a" * 32
_SHIPPED = Path(__file__).parents[2] / "templates_docx"
_PIECES = (
    *("2026", "0", "13", "31", "2", "29", "年", "月", "日", "-", "/", ".", "：", ":", "，", " "),
    *("9" * 30, "1e999999", "-1", "+9999", "１２", "〇", "廿", "初", "万", "亿", "元", "NaN"),
    *("110101199003074258", "11010119900307", "X", "91110000", "〔2026〕", "号", "依申请", "\0"),
    *("\n", "\t", "\r", "\ud800", "\u202e", "\u200b", "\U0001f600", "²", "Ⅳ", "½", "٣", "(", "）"),
    *("一月", "第二季度", "年底", "昨天", "农历", "春节放假", "至", "上班", "调休", "共8天"),
    *("{", "}", "[", "]", '"', ",", "null", "true", "<b>", "=HYPERLINK(", "%s", "{{", "\\", "'"),
    *("128-3f2a-9c01-77de-410b", "验 1a2b-3c4d", "张三", "等3人", "（委托代理人李某）", "e", "inf"),
)  # fmt: skip


def typed(chance: Random) -> str:
    """Return words somebody might type, paste or mistype."""
    return "".join(chance.choice(_PIECES) for _ in range(chance.randint(0, 9)))


def anything(chance: Random, depth: int = 0) -> object:
    """Return a value of any kind a JSON text can hold."""
    kind = chance.randrange(9 if depth < 3 else 6)
    if kind < 6:
        return (typed(chance), chance.randint(-9, 9) * 10**9, None, True, -0.5, "2026-03-05")[kind]
    if kind == 6:
        return [anything(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    names = ("name", "on", "number", "folder", "sentences", "kind", "days", "events", typed(chance))
    return {chance.choice(names): anything(chance, depth + 1) for _ in range(chance.randint(0, 4))}


# Words.


def _each(doors: Iterable[Callable[[str], object]], text: str) -> None:
    for door in doors:
        with suppress(ClerkError, ValueError):
            door(text)


def dates(chance: Random, _: Path) -> None:
    """Try words as a day, in a field, in a cell of a ledger and in a plan."""
    years = cells.Years()
    _each(
        (
            read_day, lambda text: read_day(text, today=TODAY), lambda text: due_days(text, 2026),
            lambda text: cells.day_of(text, years), lambda text: cells.days_in(text, years),
            numbers_in_cells.yuan_of, numbers_in_cells.whole_number_in, numbers_in_cells.year_in,
            cells.text_of, cells.without_days,
        ),
        typed(chance),
    )  # fmt: skip


def numbers(chance: Random, _: Path) -> None:
    """Try words as numbers of persons, bodies, cases, anchors and keys."""
    _each(
        (
            identity.resident_id_trouble, identity.credit_code_trouble, identity.likely_meant,
            identity.tidy_number,
            *(
                lambda text, paper=paper, ask=ask: ask(paper, text)
                for paper in IdType
                for ask in (identity.identity_problem, identity.identity_doubt)
            ),
            keys.key_of_code, numbering.plain_number, numbering.bare_serial, named_in,
            lambda text: numbering.number_of("依申请〔2026〕3号", text),
            lambda text: numbering.number_of(text, "依申请〔{年}〕{号}号"),
        ),
        typed(chance),
    )  # fmt: skip


def notices(chance: Random, _: Path) -> None:
    """Try words and bytes as a holiday notice."""
    text = "".join(typed(chance) for _ in range(chance.randint(1, 9)))
    said = chance.choice((text.encode(errors="replace"), chance.randbytes(200)))
    with suppress(ClerkError):
        notice_json(given_text(said), 2026)
    with suppress(ClerkError):
        notice_json(text, chance.choice((2019, 2026, 2027)))


def forms(chance: Random, _: Path) -> None:
    """Fill a form with anything: it is read, or every trouble is told in a sentence."""
    form: type[Form] = ACTS[chance.choice(sorted(ACTS))].form
    filled = {}
    for field in fields_of(form):
        options = [typed(chance), "2026-03-05", "1", "", "是"]
        with suppress(TypeError, AttributeError):
            options += [one.name for one in field.type]
        filled[field.name] = chance.choice(options)
    found = read(form, filled, today=chance.choice((None, TODAY)))
    assert not isinstance(found, list) or all(problem.message for problem in found)


def lines(chance: Random, _: Path) -> None:
    """Try JSON lines for the commands that answer them."""
    names = (
        *("started_on", "received_on", "arrived_on", "kind", "events", "on", "until", "channel"),
        *("special_days", "pages", "requests_before", "replied_on", "as_of", "province", "clock"),
    )
    line = json.dumps({chance.choice(names): anything(chance) for _ in range(5)})
    if chance.random() < 0.3:
        line = mutated(line.encode(), chance).decode(errors="replace")
    list(answer_lines([line], chance.choice((due_line, lambda said: fee_line(said, today=TODAY)))))
    check_report_json(anything(chance))


# A register of our own.


@cache
def sample() -> bytes:
    """Return a register of two cases with their letters, as bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "登记簿.db"
        desk = open_desk(path, clock=lambda: NOON, clerk="周敏")
        office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
        settings.put(desk.store, "office", office)
        desk.forget_settings()
        for name in ("钱某", "孙某"):
            typed_in = {"arrived_on": TODAY, "applicant_name": name, "information_sought": "某批文"}
            form = read(ACTS["register"].form, typed_in)
            assert not isinstance(form, list)
            perform(desk, ACTS["register"], None, form)
        desk.close()
        return path.read_bytes()


def _kept_in(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    for left in folder.glob(f"{name}-*"):
        left.unlink()
    return path


def _bitten(content: bytes, chance: Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 9)):
        at = chance.randrange(len(data))
        length = chance.choice((1, 2, 8, 100, 4096))
        data[at : at + length] = chance.choice(
            (chance.randbytes(length), bytes(length), data[:length], b"\xff" * length)
        )
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    return bytes(data)


def damaged_registers(chance: Random, folder: Path) -> None:
    """Open, check, look round and salvage a register bitten into."""
    path = _kept_in(folder, "坏.db", _bitten(sample(), chance))
    look_around(path, now=NOON)
    with suppress(ClerkError):
        desk = open_desk(path, clock=lambda: NOON, read_only=True)
        try:
            all_rooms(desk)
        finally:
            desk.close()
    saved = folder / "救出.db"
    saved.unlink(missing_ok=True)
    with suppress(ClerkError):
        salvage.salvage(path, saved)
    if chance.random() < 0.3:
        with suppress(ClerkError):
            open_desk(path, clock=lambda: NOON, clerk="周敏").close()


def all_rooms(desk: Desk) -> None:
    """Read what the window shows of a register; every trouble must be a `ClerkError`."""
    for room in (
        lambda: list(problems(desk)),
        lambda: board(desk),
        lambda: requests.rows(desk.store, requests.ids(desk.store, Query("文件"), limit=9)),
        lambda: year_report(desk, 2026),
        lambda: settings.everything(desk.store),
    ):
        with suppress(ClerkError):
            room()


def settings_of_the_office(chance: Random, folder: Path) -> None:
    """Put anything into a setting from outside, and read what the window shows."""
    path = _kept_in(folder, "设置.db", sample())
    names = (
        *("office", "practice", "clerk", "second_place", "register_checked", "reminder_times"),
        *("published_2025", "report_texts_2026", "table_2_2026", "handed_in_2025", "units"),
    )
    name = chance.choice(names)
    value = json.dumps(anything(chance))
    if chance.random() < 0.2:
        value = mutated(value.encode(), chance).decode(errors="replace")
    with closing(sqlite3.connect(path)) as plain:
        with suppress(UnicodeEncodeError):
            plain.execute("insert or replace into setting values (?, ?)", (name, value))
        plain.commit()
    with suppress(ClerkError):
        desk = open_desk(path, clock=lambda: NOON, read_only=True)
        try:
            all_rooms(desk)
        finally:
            desk.close()


def search_words(chance: Random, folder: Path) -> None:
    """Search a register for anything."""
    path = folder / "检索.db"
    if not path.exists():
        path.write_bytes(sample())
    desk = open_desk(path, clock=lambda: NOON, read_only=True)
    try:
        text = typed(chance)
        requests.ids(desk.store, Query(text), limit=20)
        requests.count(desk.store, Query(text))
        with suppress(ClerkError):
            list(against(desk, typed(chance)))
    finally:
        desk.close()


# Small files of our own.


def manifests(chance: Random, folder: Path) -> None:
    """Read the list of a copy that was altered."""
    said = copies.Manifest(
        "2026-03-05T18:00:00", "2026-03-05T17:59:00", "登记簿.db", "ab" * 32, 4096, 2, 5,
        Anchor(12, "cd" * 32),
    )  # fmt: skip
    text = copies.manifest_text(said, [copies.KeptFile("登记簿 文书/回执.docx", "ab" * 32, 9, 1)])
    content = mutated(text.encode(), chance)
    if chance.random() < 0.3:
        content = json.dumps(anything(chance)).encode() + b"\n"
    path = _kept_in(folder, "登记簿 备份 2026-03-05 180000.清单.json", content)
    for door in (copies.read_files, copies.chosen_copy):
        with suppress(ClerkError):
            door(path)
    copies.copies(folder, "登记簿")


def sealed(chance: Random, folder: Path) -> None:
    """Read an encrypted paper that was harmed."""
    if not cipher.is_available():
        return
    os.environ["DISCLOSURE_DESK_KEYS"] = str(folder / "密钥.json")
    path = folder / "回执.docx"
    whole = folder / "完好.djm"
    if not whole.exists():
        keys.keep(KEY)
        path.write_bytes(b"PK" * 3000)
        sealed_papers.write_sealed(path, whole, KEY)
        path.unlink()
    harmed = mutated(whole.read_bytes(), chance)
    sealed_path(path).write_bytes(harmed)
    with suppress(ClerkError, OSError):
        sealed_papers.content(path)


def notes_of_the_account(chance: Random, folder: Path) -> None:
    """Start with the account's own small files harmed: place, list, lock, keys, window."""
    place = folder / registers.NAME
    place.mkdir(exist_ok=True)
    # As platformdirs and Qt ask for them.
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    os.environ["XDG_DOCUMENTS_DIR"] = str(folder)
    content = mutated(chance.choice((b"/a/b.djb", b'{"idle_minutes": 5}', b"[]")), chance)
    if chance.random() < 0.4:
        content = chance.choice((json.dumps(anything(chance)), typed(chance))).encode(
            errors="replace"
        )
    for name in ("登记簿位置.txt", "最近的登记簿.txt", "锁定.json"):
        (place / name).write_bytes(content)
    for door in (registers.chosen_register, registers.known_register, registers.recent_registers):
        with suppress(ClerkError):
            door()
    word = LockWord(place / "锁定.json")
    assert word.idle_minutes >= 0
    word.opens("1234")
    os.environ["DISCLOSURE_DESK_KEYS"] = str(place / "锁定.json")
    keys.forget_held()
    keys.known()
    keys.forget_held()
    os.environ["DISCLOSURE_DESK_KEYS"] = str(folder / "密钥.json")


def window_settings(chance: Random, folder: Path) -> None:
    """Read what the window remembers from a file that was harmed."""
    seed = b"[General]\nscheme=DARK\nzoom=150\nsplit=@ByteArray(\\0\\0\\0\\xff)\nlist\\width=3\n"
    kept = Remembered(_kept_in(folder, "窗口.ini", mutated(seed, chance)))
    assert kept.scheme is not None
    assert 80 <= kept.zoom <= 200
    kept.bytes("split")
    kept.number("list/width", 2)
    kept.flag("zoom")


def updates(chance: Random, folder: Path) -> None:
    """Look for a newer version where the note is harmed."""
    seed = {"version": "9.9.9", "file": "装.exe", "sha256": "ab" * 32, "news": ["新"]}
    _kept_in(folder, "装.exe", b"MZ")
    said = {**seed, chance.choice(sorted(seed)): anything(chance)}
    content = mutated(json.dumps(said).encode(), chance) if chance.random() < 0.5 else b""
    _kept_in(folder, NOTE, content or json.dumps(said).encode())
    with suppress(ClerkError):
        offered(folder, "0.3.0")


def templates(chance: Random, folder: Path) -> None:
    """Take a harmed Word document as the office's own template, and fill it where it is taken."""
    kind = chance.choice(list(LetterKind))
    seed = (_SHIPPED / f"{kind.key}.docx").read_bytes()
    path = _kept_in(folder, "模板.docx", mutated(seed, chance))
    own = folder / "模板夹"
    with suppress(ClerkError):
        own_templates.problems_of(kind, path)
    with suppress(ClerkError):
        own_templates.adopt(own, kind, path, now=NOON)
        own_templates.preview(own, kind)
    if chance.random() < 0.1:
        _kept_in(own, "origins.json", json.dumps(anything(chance)).encode()) if own.is_dir() else 0
        own_templates.states(own)


def terms_and_plans(chance: Random, folder: Path) -> None:
    """Read a list of terms to black out, and a plan as text."""
    path = _kept_in(folder, "词语.txt", mutated(typed(chance).encode(errors="replace"), chance))
    with suppress(ClerkError):
        read_terms(path)
    with suppress(ClerkError):
        plan_in_file(path, 2026)


OWN: dict[str, Callable[[Random, Path], None]] = {
    one.__name__: one
    for one in (
        *(dates, numbers, notices, forms, lines, damaged_registers, settings_of_the_office),
        *(search_words, manifests, sealed, notes_of_the_account, window_settings, updates),
        *(templates, terms_and_plans),
    )
}
