"""Copies: their lists, their names, which of them stay day by day, and what is said of bad ones."""

import dataclasses
import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from db import copies, marks
from db.backup import back_up, check_copy, check_files
from db.bringing_back import not_whole, place_of
from db.copies import Copy, KeptFile, Manifest
from db.file_names import is_device, safe_name, what_to_check, why
from db.history import Anchor, differing, keyed, left_behind, read_anchor, read_mark
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError
from tests.db.approved.whole_register import KEPT_BY

pytestmark = pytest.mark.of_file("copies of pages are of files")
Approved = Callable[[str, Iterable[str]], None]
KEY, OTHER = "ab" * 32, "cd" * 32
FILES = [KeptFile("文书/2026/甲.docx", "ff" * 32, 5, 7), KeptFile("模板/x.docx", "ee" * 32, 0)]
MADE = Manifest(
    "2026-03-02T09:00:00+08:00", "2026-03-01T10:00:00+08:00", "登记簿.db", "aa" * 32, 4096, 3, 6,
    Anchor(13, "be192df5" * 8), ("文书/没有.docx",),
)  # fmt: skip
STEM = "登记簿"


def refusal(act: Callable[[], object]) -> str:
    try:
        return f"gives {act()}"
    except ClerkError as error:
        return error.message


def test_the_list_of_a_copy_to_the_last_byte(tmp_path: Path, approved: Approved) -> None:
    path = tmp_path / "登记簿 备份 2026-03-02 090000.清单.json"

    def lines() -> Iterator[str]:
        for key in ("", KEY):
            text = copies.manifest_text(MADE, FILES, key)
            yield text
            path.write_text(text, encoding="utf-8")
            read = copies.read_manifest(path)
            assert read == dataclasses.replace(
                MADE, files=2, files_sha256=read.files_sha256, keyed=read.keyed
            )
            assert copies.read_files(path) == FILES
            yield str([copies.is_of_this_office(read, one) for one in (KEY, OTHER)])
        head, _, rest = text.partition("\n")
        said = json.loads(head)
        for name in said:
            for value in (None, 99, "x", [1]):
                path.write_text(json.dumps({**said, name: value}) + "\n" + rest, encoding="utf-8")
                yield f"{name} = {value}: {refusal(lambda: copies.read_manifest(path))}"
            path.write_text(json.dumps({k: v for k, v in said.items() if k != name}) + "\n" + rest)
            yield f"without {name}: {refusal(lambda: copies.read_manifest(path))}"
        for torn in ("", "[]", "7", "{", '"x"', "[" * 100_000, "\udcff"):
            path.write_text(torn, encoding="utf-8", errors="surrogateescape")
            yield f"{torn[:9]!r}: {refusal(lambda: copies.read_manifest(path))}"
        for more in ("x\n", rest[:-2], rest + '["a", "b", 1]\n', rest.replace("甲", "乙")):
            path.write_text(f"{head}\n{more}", encoding="utf-8")
            yield refusal(lambda: copies.read_files(path))
        path.unlink()
        yield refusal(lambda: copies.read_manifest(path))
        # An older program's list knows no key; its seal is over what it says.
        older = {name: said[name] for name in said if name not in ("keyed", "seal")}
        path.write_text(json.dumps({**older, "seal": copies._seal(older)}) + "\n" + rest)
        yield str(copies.read_manifest(path).keyed == "")

    approved("lists_of_copies", lines())


def test_copies_are_called_and_found_by_their_names(tmp_path: Path, approved: Approved) -> None:
    names = [
        "登记簿 备份 2026-03-02 090000.db", "登记簿 备份 2026-03-03 090000.djb",
        "登记簿 备份 2026-13-45 090000.db", "登记簿 备份 x.db", "登记簿 备份 2026-03-02 090000.txt",
        "登记簿 备份 2026-03-04 090000.db.part", "别的 备份 2026-03-05 090000.db", "登记簿.db",
        "登记簿 备份 2026-02-28 235959.db",
    ]  # fmt: skip
    at = datetime(2026, 3, 2, 9, 5, 7)  # noqa: DTZ001 - the office's own clock

    def lines() -> Iterator[str]:
        yield copies.copy_name(STEM, ".db", at)
        yield copies.content_path(Path("夹"), STEM, "abcd" * 16).as_posix()
        yield str([copies.copies(tmp_path / "没有", STEM), copies.stem_of(Path("无名.db"))])
        for name in names:
            (tmp_path / name).write_bytes(b"")
        text = copies.manifest_text(MADE, FILES)
        copies.list_of(tmp_path / names[0]).write_text(text, encoding="utf-8")
        copies.list_of(tmp_path / names[1]).write_text(text.replace("13", "14", 1))
        for suffix in ("", ".db", ".djb"):
            yield f"== {suffix}"
            for copy in copies.copies(tmp_path, STEM, suffix):
                yield f"{copy.path.name} {copy.made_on} {copy.recorded_on} {copy.is_broken}"
                listed = copies.list_of(copy.path).name
                yield f"  {copy.age_order} {copies.stem_of(copy.path)} {listed}"
        for wanted in ("", STEM, "别的", "没有"):
            yield f"{wanted}: {copies.chosen_copy(tmp_path, wanted).path.name}"
        for name in (*names, names[0].replace(".db", ".清单.json"), "没有.db"):
            said = refusal(lambda name=name: copies.chosen_copy(tmp_path / name).path.name)  # type: ignore[misc]
            yield f"{name}: {said.replace(str(tmp_path), '…').replace(os.sep, '/')}"
        (tmp_path / "空").mkdir()
        said = refusal(lambda: copies.chosen_copy(tmp_path / "空")).replace(str(tmp_path), "…")
        yield said.replace(os.sep, "/")

    approved("names_of_copies", lines())


def ladder(days: Iterable[date], *, broken: int = -1) -> list[Copy]:
    return [
        Copy(
            Path(f"登记簿 备份 {day} {place:06}.db"), day,
            dataclasses.replace(
                MADE, recorded_at=f"{day}T08:00:00+08:00", anchor=Anchor(place + 1, "")
            ),
            place == broken,
        )
        for place, day in enumerate(days)
    ]  # fmt: skip


def test_which_copies_stay_day_by_day(approved: Approved) -> None:
    first = date(2025, 12, 1)

    def lines() -> Iterator[str]:
        kept: list[Copy] = []
        for day in range(500):
            on = first + timedelta(days=day)
            every = [*kept, *ladder([on])]
            every = [
                dataclasses.replace(
                    one,
                    manifest=dataclasses.replace(one.manifest or MADE, anchor=Anchor(place, "")),
                )
                for place, one in enumerate(every)
            ]
            stay = copies.staying(every)
            kept = [one for one in every if one.path in stay]
            if day % 5 == 0 or day < 45:
                yield f"{on}: " + " ".join(str(one.made_on) for one in reversed(kept))
        years = ladder(date(1990 + at, 5, 5) for at in range(40))
        yield str(sorted(one.made_on.year for one in years if one.path in copies.staying(years)))
        many = ladder([first] * 9, broken=1)
        yield str(sorted(one.name for one in copies.staying(many)))
        odd = [
            Copy(Path("a.db"), None, None), Copy(Path("b.db"), date(2020, 1, 1), None),
            Copy(Path("c.db"), None, dataclasses.replace(MADE, recorded_at="x")),
            Copy(Path("d.db"), None, dataclasses.replace(MADE, recorded_at="", made_at="")),
        ]  # fmt: skip
        yield str([(str(one.recorded_on), one.age_order) for one in odd])
        yield str(sorted(one.name for one in copies.staying(odd)))
        yield str(copies.staying([]))

    approved("which_copies_stay", lines())


def test_what_is_said_of_copies_that_are_not_whole(
    held: Path, tmp_path: Path, approved: Approved
) -> None:
    folder = tmp_path / "别处"
    later = datetime(2026, 3, 3, 9)  # noqa: DTZ001 - the office's own clock
    told: list[tuple[int, int]] = []

    def lines() -> Iterator[str]:
        with open_store(held, stamp=lambda: KEPT_BY) as store:
            for name, words in (("甲.docx", "甲"), ("乙.docx", "乙"), ("丙.docx", "乙")):
                path = store.beside.letters / "2026" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(words, encoding="utf-8")
            path = back_up(store, folder, at=later)
        copy = copies.chosen_copy(path)
        assert copy.manifest is not None
        yield f"{copy.manifest.recorded_at} {copy.manifest.register} {copy.manifest.cases}"
        yield f"{copy.manifest.steps} {copy.manifest.anchor.words} {copy.manifest.missing}"
        yield f"{copy.manifest.size == path.stat().st_size} {check_copy(path)}"
        yield str([file.path for file in copies.read_files(copies.list_of(path))])
        yield str(list(check_files(copy, lambda *it: told.append(it))))
        yield str(told)
        files = copies.read_files(copies.list_of(path))
        kept = [copies.content_path(folder, STEM, one.sha256) for one in files]
        kept[0].unlink()
        yield str(list(not_whole(copy, files)))
        kept[1].write_bytes(b"other words")
        yield str(list(not_whole(copy, files)))
        with path.open("ab") as file:
            file.write(b"x")
        yield from check_files(copy)
        yield str(list(check_files(Copy(path, None, None))))
        yield refusal(lambda: check_copy(path))
        yield refusal(lambda: check_copy(folder / "没有.db"))

    approved("copies_not_whole", lines())


def test_where_files_of_a_copy_belong(held: Path, approved: Approved) -> None:
    named = (
        "文书/2026/甲.docx", "模板/a/b.docx", "文书/", "文书", "别的/x", "文书/../x", "文书/./x",
        "文书/a//b", "文书/a\\b", "文书/a:b", "文书/a\0b", "/文书/x", "", "模板/..",
    )  # fmt: skip

    def found(store: Store, kept_as: str) -> str:
        return store.beside.at(kept_as).relative_to(held.parent).as_posix()

    def lines() -> Iterator[str]:
        with open_store(held, read_only=True) as store:
            for one in named:
                file = KeptFile(one, "", 0)
                said = refusal(lambda file=file: place_of(store.beside, file).name)  # type: ignore[misc]
                yield f"{one!r}: {said}"
            for kept_as in ("登记簿 文书/2026/a.docx", "旧 文书/b.docx", *named):
                said = refusal(partial(found, store, kept_as))
                yield f"{kept_as!r}: {said}"

    approved("where_files_belong", lines())


ANCHORS = (
    "13-be19-2df5-4f89-2e5b-c727-3ae7", "校验锚点：13 — BE19 2DF5 4F89 2E5B 验 ab12-cd34",
    "13–be19－2df5—4f89-2e5b", "13-be19-2df5-4f89", "x13-be19-2df5-4f89-2e5b",
    "1234567890123-be19-2df5-4f89-2e5b", "123456789012-be19-2df5-4f89-2e5b",
    "13-be19-2df5-4f89-2e5",
    "0-be192df54f892e5bc7273ae7", "", "验ABCD-0123", "验 abcd0123", "13-" + "be19-" * 20,
)  # fmt: skip


def test_anchors_are_read_marked_and_compared(held: Path, approved: Approved) -> None:
    def lines() -> Iterator[str]:
        for words in ANCHORS:
            found = read_anchor(words)
            yield f"{words!r}: {found} {found.words if found else ''} {read_mark(words)!r}"
        for entries in (0, 1, 13):
            yield keyed(Anchor(entries, "be19"), KEY)
        yield marks.fingerprint(KEY)
        with open_store(held) as store:
            anchors = [(f"纸{at}", Anchor(at, "be19" if at == 13 else "00")) for at in range(15)]
            yield from differing(store, anchors)
            yield "== after a restore"
            # It stands where the copy ended, or one entry on; one that says more is not believed.
            for word, first, until in (
                ("restored", 13, 20), ("salvaged", 13, 21), ("restored", 3, 30), ("noted", 16, 30),
            ):  # fmt: skip
                with store.atomic():
                    store.note(word, **{"from": first, "until": until})
            anchors = [(f"纸{at}", Anchor(at, "00")) for at in (3, 12, 13, 14, 15, 20, 21, 22, 30)]
            yield from differing(store, anchors[::-1])
            for name, kept in anchors:
                entry = left_behind(store, kept)
                yield f"{name}: {entry and (entry.id, entry.notes)}"
            yield str(left_behind(store, Anchor(13, "be19")))

    approved("anchors", lines())


def test_names_windows_takes(approved: Approved) -> None:
    names = ("con", "CON.txt", "con .x", "conx", "xcon", "com1", "com0.db", "com¹", "lpt9", "lpt",
             "CONIN$", "conout$.a", "aux", "nul.", "a.", "a ", "a. .", "", ".", "..", "a/b\\c:d*e",
             '?"<>|', "a\x00\x1fb", "甲乙.docx", "prn", " con", "a.b")  # fmt: skip

    def lines() -> Iterator[str]:
        for name in names:
            yield f"{name!r}: {is_device(name)} {safe_name(name)!r}"
        # By its name: the numbers are each system's own.
        for name in ("EPERM", "ENOENT", "EIO", "EACCES", "EEXIST", "ENOTDIR", "EINVAL", "ENOSPC",
                     "EROFS", "ENAMETOOLONG", "EDEADLK"):  # fmt: skip
            yield f"{name}: {why(OSError(getattr(errno, name), ''))}"
        yield why(OSError("words alone"))
        for length in (258, 259, 260):
            top = Path.cwd().anchor
            yield f"{length}: {what_to_check(Path(top + 'x' * (length - len(top))))}"

    approved("names_of_files", lines())
