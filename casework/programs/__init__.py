"""The programs of this computer: our own as it was started, and those begun from it."""
