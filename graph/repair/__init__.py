"""信用修复: the applications that wait, and what could be repaired now and by whom."""

from graph.repair.applications import open_applications
from graph.repair.possible import repairable

__all__ = ["open_applications", "repairable"]
