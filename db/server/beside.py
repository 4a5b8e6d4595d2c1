"""Where things lie that belong to a register whose papers are kept in its database."""

import hashlib
from collections.abc import Container, Iterator
from pathlib import Path

from platformdirs import user_data_path

from db.beside import LETTERS, TEMPLATES, Beside, ListedPaper
from db.server import papers
from db.server.papers import ServerPapers
from db.server.place import Server

_NAME = "依申请公开办件台"
_FOLDER = "服务器上的文书"


class DatabaseBeside(Beside):
    """Papers lie in a folder of this account, as far as they were asked for; copies as ever."""

    papers: ServerPapers
    own: Path
    may_write: bool

    @property
    def folder(self) -> Path:
        """The folder papers are brought out to."""
        return self.own

    @property
    def copies(self) -> Path:
        """Where the register's own copies go: beside the connection file."""
        return Beside(self.register).copies

    @property
    def are_in_folder(self) -> bool:
        """Whether papers have their place in these folders: they are only brought out to them."""
        return False

    def at(self, kept_as: str) -> Path:
        """Return where a file lies that a row names, as it is in the database.

        It may be missing. Raises `ClerkError` where it cannot be brought out.
        """
        path = self.place(kept_as)
        self.papers.bring(papers.name_of(kept_as), path)
        return path

    def keep(self, kept_as: str) -> None:
        """Take in what lies where a row names it, in the row's transaction."""
        self.papers.keep(papers.name_of(kept_as), self.place(kept_as))

    def drop(self, kept_as: str) -> None:
        """Let go of what a row named, in the row's transaction."""
        self.papers.drop(papers.name_of(kept_as))

    def digest(self, kept_as: str) -> str | None:
        """Return the SHA-256 of what a row names as it lies in the database, empty for nothing."""
        self.place(kept_as)
        return self.papers.digest(papers.name_of(kept_as))

    def kept_files(self, but: Container[str] = ()) -> Iterator[tuple[str, Path]] | None:
        """Yield every paper with where it was brought out to, but for the contents named."""
        self.bring_templates()
        return self.papers.files(self._folders, but)

    def listed(self) -> list[ListedPaper]:
        """Return the papers as the database lists them."""
        return self.papers.names()

    @property
    def _folders(self) -> dict[str, Path]:
        return {LETTERS: self.letters, TEMPLATES: self.templates}

    def put_away(self) -> None:
        """Remove what was brought out to this computer and not written on."""
        self.papers.put_away(self._folders)

    def bring_templates(self) -> None:
        """Let the templates lie in their folder as the office has them, and those of here there."""
        self.papers.match(TEMPLATES, self.templates, may_write=self.may_write)


def own_folder(server: Server) -> Path:
    """Return where this account brings out the papers of a register."""
    place = hashlib.sha256(server.words.encode()).hexdigest()[:16]
    return user_data_path(_NAME, appauthor=False) / _FOLDER / place
