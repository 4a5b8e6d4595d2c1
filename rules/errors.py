"""What a clerk can put right herself, said to her in a sentence."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from rules.law import Basis


class ClerkError(Exception):
    """Something the clerk can cure: what is wrong, why, and what to do, in one Chinese sentence.

    `basis` is the provision behind it, where there is one; `field` names the field of a form the
    sentence belongs under, where there is one. Every other exception is a bug of the program.
    """

    def __init__(self, message: str, basis: "Basis | None" = None, field: str = "") -> None:
        self.message = message
        self.basis = basis
        self.field = field
        super().__init__(message if basis is None else f"{message}（依据：{basis.short}）")

    def as_of(self, day: "date") -> "ClerkError":
        """Return it citing the law as it stood on a day; as it is, where that says the same."""
        written = None if self.basis is None else self.basis.on(day)
        return self if written == self.basis else ClerkError(self.message, written, self.field)


def day_words(text: str) -> str:
    """Return the sentence for a text that is not a day."""
    return f"“{text}”不是有效的日期，请按“2026-02-13”的样式填写。"
