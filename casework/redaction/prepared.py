"""Pages of our own, made from a stranger's file: a picture of each, and the characters on it."""

from dataclasses import dataclass
from pathlib import Path

from casework.redaction.characters import PageText
from casework.redaction.places import Box

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """One page: the name of its picture in the folder, its text, and bars the file asked for.

    `hidden` counts the characters nobody could have seen on the page, which are not on its
    picture either; `pictures` tells that something on it is a picture, which has no characters;
    `recognised` that its characters were read off the picture and may be wrong.
    """

    picture: str
    text: PageText
    redact_notes: tuple[Box, ...] = ()
    hidden: int = 0
    pictures: bool = False
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be covered: its pages, in a folder that goes when the work is done."""

    name: str
    folder: Path
    pages: tuple[PreparedPage, ...]

    def picture(self, number: int) -> Path:
        """Return where the picture of a page (from 0) lies."""
        return self.folder / self.pages[number].picture
