"""核验: asking other systems. The only place from which this program calls any other system.

A question goes out with its fields; of what comes back, three things are read (answer, reference,
instant) and everything else is dropped unread. ``graph.verification`` keeps the receipt.
"""

from ingest.verification.asking import Asker, Wish, known
from ingest.verification.connections import CONNECTIONS, connected

__all__ = ["CONNECTIONS", "Asker", "Wish", "connected", "known"]
