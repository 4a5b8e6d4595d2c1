"""Every kind of reply: its record, its builder and its words as an item, found by registration.

A new kind is a member of `rules.replies.ReplyKind`, a module (or a part of one) here, and the text
of its letter; nothing else lists them.
"""

from casework.letters.by_kind import (  # noqa: F401
    closing,
    disclosing,
    elsewhere,
    no_request,
    refusing,
    unable,
)
from casework.letters.by_kind.mixed import mixed_reply
from casework.letters.registered import letter_kind_of, reply_letter

__all__ = ["letter_kind_of", "mixed_reply", "reply_letter"]
