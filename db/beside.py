"""Where things lie beside a register: letters, attachments, templates, copies, and nothing else.

The one place that reckons from the register's own path. What a row names is looked for inside the
folders of the register only: a register from elsewhere cannot point at a file of this computer.
"""

from collections.abc import Container, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from db.lying_sealed import is_sealed
from rules.errors import ClerkError

LETTERS, TEMPLATES = "文书", "模板"
"""What copies call letters with attachments, and templates."""
_LETTERS = " 文书"
_TEMPLATES = " 模板"
_COPIES = " 备份"


class ListedPaper(NamedTuple):
    """A paper as a list has it: its name, its SHA-256, its size, and when its file was changed."""

    name: str
    sha256: str
    size: int
    changed_at: int


class Beside(NamedTuple):
    """The places that belong to the register at `register`; none of them need exist."""

    register: Path

    @property
    def folder(self) -> Path:
        """The folder the register itself lies in."""
        return self.register.parent

    @property
    def letters(self) -> Path:
        """Where letters and attachments go."""
        return self.folder / f"{self.register.stem}{_LETTERS}"

    @property
    def attachments(self) -> Path:
        """Where files that came in or go out go."""
        return self.letters / "附件"

    @property
    def templates(self) -> Path:
        """Where the office keeps the templates it has changed."""
        return self.folder / f"{self.register.stem}{_TEMPLATES}"

    @property
    def copies(self) -> Path:
        """Where the register's own copies go."""
        return self.folder / f"{self.register.stem}{_COPIES}"

    @property
    def are_in_folder(self) -> bool:
        """Whether papers have their place in these folders, and not in a database."""
        return True

    def keep(self, kept_as: str) -> None:
        """Take in what lies where a row names it, in the row's transaction; here it lies right."""

    def drop(self, kept_as: str) -> None:
        """Let go of what a row named, in the row's transaction; the file itself goes after it."""

    def digest(self, _kept_as: str) -> str | None:
        """Return the SHA-256 of what a row names where no file says it, else None."""
        return None

    def kept_files(self, but: Container[str] = ()) -> Iterator[tuple[str, Path]] | None:
        """Yield the papers as copies call them, where no folder is their place, else None.

        Those whose content, by its SHA-256, is in `but` are left out.
        """
        return None

    def listed(self) -> list[ListedPaper]:
        """Return what is known of papers without reading them, where no folder is their place."""
        return []

    def bring_templates(self) -> None:
        """Let the templates lie in their folder as the office has them."""

    def put_away(self) -> None:
        """Leave nothing in these folders that has its place elsewhere."""

    def file(self, name: str) -> Path:
        """Return where a file of that name would lie beside the register."""
        return self.register.with_name(name)

    def kept_as(self, path: Path) -> str:
        """Return what a row says of a file that lies in the folder of letters."""
        return path.relative_to(self.folder).as_posix()

    def at(self, kept_as: str) -> Path:
        """Return where a file lies that a row names, brought out where it is sealed.

        It may be missing. Raises `ClerkError` where a row names a file outside the folders of
        letters, or where there is no key to a sealed one.
        """
        path = self.place(kept_as)
        if is_sealed(path):
            from db.sealed_papers import bring_out

            try:
                bring_out(path)
            except OSError as error:
                raise ClerkError(
                    f"加密保存的“{path.name}”读不出来，可能已经损坏。请从备份中找回。"
                ) from error
        return path

    def place(self, kept_as: str) -> Path:
        """Return where a file belongs that a row names; it may be missing, or sealed.

        A register renamed or put back under another name finds its files in its own folder of
        letters before it looks in the one it named them in. Raises `ClerkError` where a row names
        a file outside the folders of letters.
        """
        parts = PurePosixPath(kept_as).parts
        own = self.letters.joinpath(*parts[1:])
        named = self.folder.joinpath(*parts)
        if self._is_within(parts, own, named):
            return own if own.exists() or is_sealed(own) else named
        raise ClerkError(
            f"登记簿“{self.register.name}”中记的文件位置“{kept_as}”不在它的文书文件夹里，没有打开。"
            "登记簿可能被人从程序之外改动过，请先检查登记簿，再从备份中找回。"
        )

    def _is_within(self, parts: tuple[str, ...], *paths: Path) -> bool:
        if len(parts) <= 1 or not parts[0].endswith(_LETTERS):
            return False
        # A drive, a stream or a way up is no name of a file of ours.
        if any(part == ".." or set(part) & set("\\/:\0") for part in parts):
            return False
        folder = self.folder.resolve()
        return all(path.resolve().is_relative_to(folder) for path in paths)
