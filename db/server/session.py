"""By what this program is told from the others on its server."""

from uuid import uuid4

SESSION = uuid4().hex
"""Another one at every start."""
WRITTEN = "disclosure_desk_written"
"""The channel on which is said that something was written."""
