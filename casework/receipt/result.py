"""What reading an application comes to: fields with source and doubt, and what has no field."""

import re
from dataclasses import dataclass, field

from casework.receipt.blocks import PageArea

# Copied words beyond these are no application.
MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class ReadField:
    """A value found: where it stood, and why it should be looked at, if it should."""

    value: str
    source: str
    doubt: str = ""
    place: PageArea | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What was read and has no field."""

    text: str
    place: PageArea | None = None


@dataclass(slots=True)
class Reading:
    """An application as it was read."""

    fields: dict[str, ReadField] = field(default_factory=dict)
    rest: list[Unplaced] = field(default_factory=list)
    signed_on: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The fields' values; a choice by its name, a day in ISO form."""
        return {name: one.value for name, one in self.fields.items()}

    @property
    def doubtful(self) -> list[str]:
        """The names of the fields to be looked at."""
        return [name for name, one in self.fields.items() if one.doubt]

    def put(self, name: str, value: str, source: str, doubt: str = "",
            place: PageArea | None = None) -> None:  # fmt: skip
        """Fill a field; a second value that differs makes the first doubtful."""
        if not value:
            return
        known = self.fields.get(name)
        if known is None:
            self.fields[name] = ReadField(value, source, doubt, place)
        elif known.value != value and not same_value(name, known.value, value):
            self.leave(f"{source}：{value}", place)
            if not known.doubt:
                self.fields[name] = ReadField(
                    known.value, known.source, f"另一处写的是{value}", known.place
                )

    def names(self) -> set[str]:
        """Return the names of those who ask, and of who acts or signs for them."""
        return self._named(
            "applicant_name", "co_applicants", "agent_name", "guardian", "representative", "contact"
        )

    def signers(self) -> set[str]:
        """Return whose signature says nothing new.

        Where nobody else is named a representative or contact who signs is who asks.
        """
        acting = self._named("co_applicants", "agent_name", "guardian")
        return self.names() if "applicant_name" in self.fields else acting

    def _named(self, *fields: str) -> set[str]:
        known = [self.fields[name].value for name in fields if name in self.fields]
        return {name for value in known for name in value.split("、")}

    def leave(self, text: str, place: PageArea | None = None) -> None:
        """Keep what has no field, once."""
        words = text.strip()
        if words and not any(words == one.text for one in self.rest):
            self.rest.append(Unplaced(words, place))


def same_value(name: str, one: str, other: str) -> bool:
    """Tell whether two values of a field say the same."""
    bare = [re.sub(r"[\s\W_]", "", text) for text in (one, other)]
    if name == "phone":
        return bool(set(one.split("、")) & set(other.split("、")))
    return bare[0] == bare[1] or (
        name in ("address", "information_sought") and (bare[0] in bare[1] or bare[1] in bare[0])
    )


def is_anothers(text: str) -> bool:
    """Tell whether what was left is about somebody else than the applicant."""
    return (
        re.match(
            r"(?:代理|被申请|被告|第三|受理|共同申请|其他人|委托|受托|监护|.{0,12}律师|填写说明)",
            text,
        )
        is not None
    )
