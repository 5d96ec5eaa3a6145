"""Default complaints in two procedures that never mix: their state, their clocks, the open ones."""
