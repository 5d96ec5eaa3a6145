"""What the system says: one catalogue of sentences in two languages, one family of errors.

Sentences live in ``locale/{zh,en}/LC_MESSAGES/<domain>.po``; the domain is the first word of a
message key (``trace.step`` is in ``trace.po``), so each capability keeps its own.
"""

from messages.errors import (
    AmbiguousError,
    CreditgraphError,
    InputError,
    NotAllowedError,
    NotFoundError,
    QuotaError,
    RemoteError,
    StoreError,
)
from messages.texts import LANGUAGES, Text, both, text, warning

__all__ = [
    "LANGUAGES",
    "AmbiguousError",
    "CreditgraphError",
    "InputError",
    "NotAllowedError",
    "NotFoundError",
    "QuotaError",
    "RemoteError",
    "StoreError",
    "Text",
    "both",
    "text",
    "warning",
]
