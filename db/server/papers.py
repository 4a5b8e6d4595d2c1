"""Papers of a register kept in its database: letters, attachments and templates.

They are written in the transaction of their act, a paper's rows together with its row in the
register, and brought out to a folder of this account where they are asked for. Beside each stands
in a note which content was brought out, so that what was written on here since is told from what
others wrote on since. One of the two ways a shared register keeps its papers; without these tables
they lie in the folder beside the connection file.
"""

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.beside import LETTERS, TEMPLATES, ListedPaper
from db.files import HALF, digest_of, write_whole
from db.server.schema_name import PAPERS, SCHEMA
from rules.errors import ClerkError

if TYPE_CHECKING:
    from db.server.connection import ServerConnection
    from db.store import Store

_CHUNK = 1 << 20
_ONE = "select name, sha256, size, changed_at from paper where name = ?"
_MADE = f"select to_regclass('{PAPERS}') is not null"
_NOTES = ".已取"
_TABLES = (
    f"""create table {PAPERS} (
    name text collate "C" primary key,
    sha256 text collate "C" not null,
    size bigint not null,
    changed_at bigint not null
)""",
    f"""create table {SCHEMA}.paper_part (
    name text collate "C" not null references {SCHEMA}.paper (name) on delete cascade,
    part bigint not null,
    content bytea not null,
    primary key (name, part)
)""",
    # What papers are made of is packed already.
    f"alter table {SCHEMA}.paper_part alter column content set storage external",
)
# A row of a letter or an attachment names its folder of letters first, which each client calls
# after its own connection file.
_OWN = (
    f"'{LETTERS}' || substr(path, strpos(path, '/')) from {SCHEMA}.{{table}} where request_id in"
    f" (select {SCHEMA}.own_cases())"
)


def are_kept(connection: "ServerConnection") -> bool:
    """Tell whether the papers of this register are kept in its database."""
    row = connection.execute(_MADE).fetchone()
    return bool(row[0])


def make(connection: "ServerConnection") -> None:
    """Make the tables, in the open transaction of who owns the register."""
    for said in _TABLES:
        connection.execute(said)


def unmake(connection: "ServerConnection") -> None:
    """Drop the tables with all that is in them, in the open transaction."""
    connection.execute(f"drop table {SCHEMA}.paper_part, {SCHEMA}.paper")


def granting(
    everybody: str, writers: str, running: str, others: str, section: str
) -> Iterator[str]:
    """Yield what lets each role at the papers; a section reaches those of its own cases."""
    own = " union select ".join(_OWN.format(table=one) for one in ("document", "attachment"))
    is_own = f"name in (select {own})"
    is_template = f"starts_with(name, '{TEMPLATES}/')"
    is_letter = f"not {is_template} and not (select {SCHEMA}.plays('section'))"
    for table in ("paper", "paper_part"):
        yield f"grant select on {SCHEMA}.{table} to {everybody}"
        yield f"grant insert, update, delete on {SCHEMA}.{table} to {writers}"
        yield f"alter table {SCHEMA}.{table} enable row level security"
        for name, verb, who, which in (
            ("read", "select", others, "true"),
            ("templates", "select", section, is_template),
            ("section", "all", section, is_own),
            ("write", "all", writers, is_letter),
            ("running", "all", running, "true"),
        ):
            writes = f" with check ({which})" if verb == "all" else ""
            yield f"drop policy if exists {table}_{name} on {SCHEMA}.{table}"
            yield (
                f"create policy {table}_{name} on {SCHEMA}.{table} for {verb} to {who}"
                f" using ({which}){writes}"
            )


def name_of(kept_as: str) -> str:
    """Return the name of the paper a row of a letter or an attachment names."""
    return f"{LETTERS}/{kept_as.partition('/')[2]}"


class ServerPapers:
    """The papers of one open register, and the folder they are brought out to."""

    def __init__(self, store: "Store", folder: Path) -> None:
        self._store, self._folder = store, folder

    def names(self, begins: str = "") -> list[ListedPaper]:
        """Return the papers there are, by name."""
        rows = self._store.rows(
            "select name, sha256, size, changed_at from paper where starts_with(name, ?)"
            " order by name",
            (begins,),
        )
        return [ListedPaper(*row) for row in rows]

    def one(self, name: str) -> ListedPaper | None:
        """Return a paper, or None where there is none of that name."""
        row = self._store.row(_ONE, (name,))
        return None if row is None else ListedPaper(*row)

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a paper's content as it lies there, empty where there is none."""
        found = self._store.value(
            "select encode(sha256(string_agg(content, ''::bytea order by part)), 'hex')"
            " from paper_part where name = ?",
            (name,),
        )
        if found is None and self.one(name) is not None:
            return hashlib.sha256().hexdigest()
        return str(found or "")

    def keep(self, name: str, path: Path) -> None:
        """Take a file in under a name, in the open transaction; raises `ClerkError`."""
        sha256 = digest_of(path)
        if not sha256:
            raise ClerkError(f"“{path.name}”读不出来，没有保存。请关闭正在使用它的程序，再试一次。")
        known = self.one(name)
        if known is None or known.sha256 != sha256:
            self._write(name, path, sha256)
        self._note(name, sha256)

    def _write(self, name: str, path: Path, sha256: str, changed_at: int = 0) -> None:
        stat = path.stat()
        self._store.run("delete from paper where name = ?", (name,))
        self._store.run(
            "insert into paper (name, sha256, size, changed_at) values (?, ?, ?, ?)",
            (name, sha256, stat.st_size, changed_at or stat.st_mtime_ns),
        )
        with path.open("rb") as file:
            for part, content in enumerate(iter(lambda: file.read(_CHUNK), b"")):
                self._store.run(
                    "insert into paper_part (name, part, content) values (?, ?, ?)",
                    (name, part, content),
                )

    def put_back(self, name: str, path: Path, sha256: str, changed_at: int) -> None:
        """Let a paper be what a file of a copy holds, in the open transaction.

        What was brought out of it before, here or elsewhere, gives way when it is asked for.
        """
        self._write(name, path, sha256, changed_at)

    def take_away(self, name: str) -> None:
        """Let there be no such paper, in the open transaction; each computer lets go of it then."""
        self._store.run("delete from paper where name = ?", (name,))

    def drop(self, name: str) -> None:
        """Take a paper away, in the open transaction; what was brought out of it here goes too."""
        self.take_away(name)
        with suppress(OSError):
            self._note_path(name).unlink()

    def bring(self, name: str, path: Path) -> None:
        """Let a paper lie at a path as it is in the database, unless it was written on here since.

        Where it was written on here and elsewhere, the one of here is put aside under another
        name. Nothing for a paper that is not in the database. Raises `ClerkError`.
        """
        kept = self.one(name)
        if kept is None:
            return
        base, here = self._noted(name), digest_of(path)
        if here == kept.sha256:
            if base != here:
                self._note(name, here)
            return
        if here and here != base:
            if base == kept.sha256:
                # A draft that is being written on.
                return
            _put_aside(path)
        self._fetch(kept, path)

    def _fetch(self, kept: ListedPaper, path: Path) -> None:
        try:
            sha256 = write_whole(path, self._content(kept.name))
        except OSError as error:
            raise ClerkError(
                f"“{path.name}”没有能从服务器取到“{path.parent}”。"
                "请关闭正在使用它的程序，确认磁盘有空间后再试。"
            ) from error
        if sha256 != kept.sha256:
            with suppress(OSError):
                path.unlink()
            raise ClerkError(
                f"“{path.name}”在服务器上的内容与保存时不一致，没有打开。"
                "请用“检查登记簿”核对，并从备份中找回。"
            )
        self._note(kept.name, sha256)

    def _content(self, name: str) -> Iterator[bytes]:
        part = 0
        while True:
            row = self._store.row(
                "select content from paper_part where name = ? and part = ?", (name, part)
            )
            if row is None:
                return
            yield bytes(row[0])
            part += 1

    def files(
        self, folders: dict[str, Path], but: Container[str] = ()
    ) -> Iterator[tuple[str, Path]]:
        """Yield every paper as it is in the database, brought out: its name, and where it lies.

        Those whose content is in `but` stay there.
        What is being written on here is passed over by a copy of it apart.
        """
        for kept in self.names():
            if kept.sha256 in but:
                continue
            word, _, rest = kept.name.partition("/")
            path = folders[word] / rest
            self.bring(kept.name, path)
            if digest_of(path) != kept.sha256:
                path = self._folder / _NOTES / f"{_hashed(kept.name)}{path.suffix}"
                self._fetch(kept, path)
            yield kept.name, path

    def match(self, word: str, folder: Path, *, may_write: bool) -> None:
        """Let a folder and the database hold the same papers under a word; the later word counts.

        What was changed here since it was brought out goes there, where this account may; what was
        changed there comes here. Where both were, that of the database stays.
        """
        if not folder.is_dir():
            # Swept away by whoever cleans this computer: no reason to take them from the others.
            for name in self._all_noted(word):
                self._note(name, "")
        there = {one.name: one for one in self.names(f"{word}/")}
        here = {
            f"{word}/{path.relative_to(folder).as_posix()}": path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != HALF and not path.name.startswith("~$")
        }
        gone = [name for name in self._all_noted(word) if name not in here]
        for name in sorted({*there, *here, *gone}):
            path = here.get(name, folder / name.partition("/")[2])
            self._match_one(name, path, there.get(name), may_write=may_write)

    def _match_one(
        self, name: str, path: Path, kept: ListedPaper | None, *, may_write: bool
    ) -> None:
        base, here = self._noted(name), digest_of(path)
        remote = "" if kept is None else kept.sha256
        if here == remote:
            self._note(name, here)
        elif remote == base and may_write:
            with self._store.atomic():
                self._store.note("paper", name=name, sha256=here)
                if here:
                    self.keep(name, path)
                else:
                    self.drop(name)
        else:
            if here and here != base:
                _put_aside(path)
            if kept is None:
                path.unlink(missing_ok=True)
                self._note(name, "")
            else:
                self._fetch(kept, path)

    def _note_path(self, name: str) -> Path:
        return self._folder / _NOTES / f"{_hashed(name)}.json"

    def _noted(self, name: str) -> str:
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(self._note_path(name).read_text(encoding="utf-8"))
            return str(said["sha256"]) if said["name"] == name else ""
        return ""

    def _note(self, name: str, sha256: str) -> None:
        path = self._note_path(name)
        with suppress(OSError):
            if not sha256:
                path.unlink(missing_ok=True)
                return
            said = json.dumps({"name": name, "sha256": sha256})
            write_whole(path, [said.encode()])

    def put_away(self, folders: dict[str, Path]) -> None:
        """Remove what was brought out and not written on: it lies in the database.

        What another program holds stays, and is known by its content when it is asked for again.
        """
        for note in (self._folder / _NOTES).glob("*"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                if note.suffix != ".json":
                    note.unlink()
                    continue
                said = json.loads(note.read_text(encoding="utf-8"))
                word, _, rest = str(said["name"]).partition("/")
                path = folders[word] / rest
                if digest_of(path) in ("", said["sha256"]):
                    # The note first: a paper gone beside its note would be one that was deleted.
                    note.unlink()
                    path.unlink(missing_ok=True)

    def _all_noted(self, word: str) -> Sequence[str]:
        found = []
        for path in (self._folder / _NOTES).glob("*.json"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                name = str(json.loads(path.read_text(encoding="utf-8"))["name"])
                if name.startswith(f"{word}/"):
                    found.append(name)
        return found


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _put_aside(path: Path) -> None:
    """Give a file that was written on here, and elsewhere too, a name that says so."""
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}（本机改过{number}）{path.suffix}")
        if not aside.exists():
            break
        number += 1
    with suppress(OSError):
        path.replace(aside)
