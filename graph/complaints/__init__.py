"""Default complaints in two procedures that never mix: their state, their clocks, the open ones."""

from graph.complaints.inbox import complaint_of, open_complaints

__all__ = ["complaint_of", "open_complaints"]
