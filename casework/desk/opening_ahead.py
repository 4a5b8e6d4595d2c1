"""What can be begun before a register is opened, while the window is read in."""

from pathlib import Path


def begin(register: Path) -> None:
    """Begin to connect to the server of a register that lies on one; nothing for a file.

    It says nothing: whatever is wrong is said where the register is opened.
    """
    from db.opening import is_on_server

    if is_on_server(register):
        from db.server import component

        if component.lies_here():
            component.need_libpq()
            from db.server import ahead

            ahead.begin(register)
