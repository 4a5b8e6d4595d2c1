"""The `read` command: an application's file in, the fields it fills out."""

from pathlib import Path

from casework.receipt.receipt_form import read_application


def read_json(path: Path) -> dict[str, object]:
    """Return the fields by the names of the registration, those in doubt, and what has no field.

    A choice is named by its member, a day in ISO form. Raises `ClerkError` with what to put right.
    """
    reading = read_application(path)
    return {
        "fields": reading.values,
        "doubtful": reading.doubtful,
        "rest": "\n".join(left.text for left in reading.rest),
    }
