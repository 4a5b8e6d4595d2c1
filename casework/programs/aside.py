"""Folders for the moment, for the window's rooms too: `db.aside` says what they are."""

from db.aside import aside, clear_left, new_aside

__all__ = ["aside", "clear_left", "new_aside"]
