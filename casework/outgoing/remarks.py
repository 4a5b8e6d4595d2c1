"""What the look through a file found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.outgoing.personal import personal_numbers


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at before a file goes out: where it stands, and what to do about it."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}{self.sentence}"


def numbers_in(places: Iterable[tuple[str, str]]) -> Iterator[Remark]:
    """Yield a remark for each personal number in texts that come with their places."""
    for place, text in places:
        for kind, shown in personal_numbers(text):
            yield Remark(place, f"有{kind}“{shown}”，请确认是否应当遮盖。")


def properties_in(found: dict[str, str]) -> Iterator[Remark]:
    """Yield a remark for each document property that names somebody."""
    for label, value in found.items():
        if value.strip():
            yield Remark(
                "文件属性", f"里的{label}为“{value.strip()[:40]}”，会随文件发出，请确认或者清除。"
            )
