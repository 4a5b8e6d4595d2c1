"""Two makings of one commit held against each other, byte by byte.

    python run.py windows --compare FOLDER       likewise python run.py linux --compare FOLDER

The folder is another copy of the tree in which the same command was run. Every file that differs
is told with the reason; what has none is counted, and one such file makes the exit code 1.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bundle.archive import files_of
from bundle.components import PARTS
from bundle.making import Steps
from bundle.plan import Plan
from bundle.shared_modules import NAME as MODULES
from bundle.shared_modules import listed
from door.refusals import StartError

_PROGRAMS = {".exe", ".dll", ".pyd"}
# Where the header of a program keeps its check sum, and where its table of certificates stands.
_CHECK_SUM, _CERTIFICATES = 64, {0x10B: 128, 0x20B: 144}
_WORD = 8


class Difference(NamedTuple):
    """A file that is not the same in both: its name, why, and whether that accounts for it."""

    name: str
    why: str
    is_explained: bool


def run(plan: Plan, other: Path, steps: Steps) -> int:
    """Compare what was made here with what was made in another tree; return the exit code.

    Raises `StartError` where one of them has nothing made, or was made of another commit.
    """
    second = replace(plan, root=other.resolve())
    for made in (plan, second):
        if not made.results.is_dir() or not made.bundle.is_dir():
            raise _nothing_made(made.root)
    if (plan.version, plan.epoch) != (second.version, second.epoch):
        raise _another_commit(second.root)
    held = inside(plan, second)
    found = [*(one for part in held.values() for one in part), *handed_on(plan, second, held)]
    for one in found:
        mark = "有说明" if one.is_explained else "没有说明"
        print(f"          {mark}  {one.name}：{one.why}", flush=True)
    count = sum(
        len(files_of(folder)) for folder in (plan.results, plan.bundle, *parts_of(plan).values())
    )
    unexplained = sum(not one.is_explained for one in found)
    steps.say(f"比较 {count} 个文件：{len(found)} 个不同，其中 {unexplained} 个没有说明")
    return 1 if unexplained else 0


def parts_of(plan: Plan) -> dict[str, Path]:
    """Return the laid out optional parts by the word each has."""
    made = plan.work / "parts"
    return {path.name: path for path in sorted(made.iterdir())} if made.is_dir() else {}


def inside(plan: Plan, second: Plan) -> dict[str, list[Difference]]:
    """Return what differs in the folder of the program and in those of the optional parts."""
    found = {plan.bundle.name: list(_between(plan.bundle, second.bundle, plan.bundle.name))}
    ours, theirs = parts_of(plan), parts_of(second)
    for word in sorted({*ours, *theirs}):
        there = theirs.get(word, second.work / "parts" / word)
        found[word] = list(_between(ours.get(word, plan.work / "parts" / word), there, word))
    return found


def handed_on(
    plan: Plan, second: Plan, held: Mapping[str, Sequence[Difference]]
) -> list[Difference]:
    """Return what differs of the files handed on; `held` differs in what they hold."""
    holders = {part.setup(plan).name: part.word for part in PARTS}
    found: list[Difference] = []
    sheets: list[Difference] = []
    for one in _between(plan.results, second.results, plan.results.name):
        name = Path(one.name)
        packs = name.suffix not in {".txt", ".json"}
        count = len(held.get(holders.get(name.name, plan.bundle.name), ()))
        if packs and count and not one.is_explained and "只在" not in one.why:
            one = one._replace(why=f"装着 {count} 个不同的文件，见上", is_explained=True)
        (found if packs else sheets).append(one)
    if found or any(held.values()):
        why = "写着不同文件的校验值，见上"
        sheets = [one._replace(why=why, is_explained=True) for one in sheets]
    return found + sheets


def _between(here: Path, there: Path, top: str) -> Iterator[Difference]:
    ours, theirs = _named(here), _named(there)
    for name in sorted({*ours, *theirs}):
        shown = f"{top}/{name}"
        if name not in theirs:
            yield Difference(shown, "只在这一份里有", False)
        elif name not in ours:
            yield Difference(shown, "只在另一份里有", False)
        else:
            mine, other = ours[name].read_bytes(), theirs[name].read_bytes()
            if mine != other:
                yield _told(shown, mine, other)


def _named(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {path.relative_to(folder).as_posix(): path for path in files_of(folder)}


def _told(name: str, mine: bytes, other: bytes) -> Difference:
    if Path(name).suffix in _PROGRAMS and unsigned(mine) == unsigned(other):
        return Difference(name, "只差数字签名", True)
    if name.endswith(MODULES):
        ours, theirs = _modules(mine), _modules(other)
        names = sorted(one for one in {*ours, *theirs} if ours.get(one) != theirs.get(one))
        return Difference(name, f"{len(names)} 个模块不同：{'、'.join(names[:5])}", False)
    pairs = enumerate(zip(mine, other, strict=False))
    place = next((at for at, (one, two) in pairs if one != two), min(len(mine), len(other)))
    return Difference(name, f"{len(mine)} 与 {len(other)} 字节，从第 {place} 字节起不同", False)


def _modules(content: bytes) -> Mapping[str, bytes]:
    found = listed(content)
    return {name: content[start : start + length] for name, (_, start, length) in found}


def unsigned(content: bytes) -> bytes:
    """Return a program of Windows without its signature; what is no such program, as it is."""
    if content[:2] != b"MZ" or len(content) < _WORD * _WORD:
        return content
    (head,) = struct.unpack_from("<I", content, 60)
    begin = head + 24
    if content[head : head + 4] != b"PE\0\0" or len(content) < begin + 2:
        return content
    table = _CERTIFICATES.get(struct.unpack_from("<H", content, begin)[0])
    if table is None or len(content) < begin + table + _WORD:
        return content
    (place, _) = struct.unpack_from("<II", content, begin + table)
    made = bytearray(content[:place] if place else content)
    made[begin + _CHECK_SUM : begin + _CHECK_SUM + 4] = bytes(4)
    made[begin + table : begin + table + _WORD] = bytes(_WORD)
    # Signing fills a file up to whole words before the signature.
    return bytes(made) + bytes(-len(made) % _WORD)


def _nothing_made(root: Path) -> StartError:
    return StartError(
        f"“{root}”里还没有做好的安装文件，请在那里先运行同样的命令",
        f"Nothing is made in {root} yet: run the same command there first.",
    )


def _another_commit(root: Path) -> StartError:
    return StartError(
        f"“{root}”不是同一个版本、同一个提交，比较没有意义，请先取到同一个提交再做一次",
        f"{root} is another version or commit: check the same one out there and make it again.",
    )
