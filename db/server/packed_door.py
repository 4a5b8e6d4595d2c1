"""The private command of a packed program by which it stands at the door for other computers.

It has Python's ssl in an optional part alone (docs/decisions/0033), and asyncio reads ssl in when
it is read in itself: the part is made known before either.
"""

PRIVATE = "--stand-at-door"
"""A packed program starts itself with this word and the folder of the door."""
WINDOWED = "banjiantai.exe"
"""The program of the two that has no console; without a window to open it shows nothing."""


def main(folder: str) -> int:
    """Stand at the door of a folder until it is closed; return the exit code.

    Nobody looks on: whatever is wrong, no box tells it. Who opened the door says that it is shut.
    """
    from pathlib import Path

    from db.server import component

    component.lay_open_for_door()
    try:
        from db.server import door

        return door.main(Path(folder))
    except Exception:  # noqa: BLE001 - a part that is gone or damaged shows here
        return 1
