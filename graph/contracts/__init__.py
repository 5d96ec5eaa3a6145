"""Contracts of public bodies and large enterprises: what is due, what is late, what it costs."""

from graph.contracts.account import allocate, settle
from graph.contracts.board import overdue
from graph.contracts.due import due_on
from graph.contracts.regime import governing, late_rate

__all__ = ["allocate", "due_on", "governing", "late_rate", "overdue", "settle"]
