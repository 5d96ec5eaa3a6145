"""Default complaints in two procedures that never mix: their state, their clocks, the open ones."""

from graph.complaints.clock import progress
from graph.complaints.inbox import open_complaints

__all__ = ["open_complaints", "progress"]
