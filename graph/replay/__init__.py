"""The graph as a log of its facts by commit, and the same graph out of the log."""

from graph.replay.log import LOG_VERSION, Exported, export
from graph.replay.replay import Replayed, replay

__all__ = ["LOG_VERSION", "Exported", "Replayed", "export", "replay"]
