"""Who sends what, how often, and whether it has come in time.

A feed is one format from one source: a source that still sends its register may long have stopped
sending its list. What is agreed of a feed (how often, for which region, who is in charge) comes in
versions by commit, so that an answer given again at its ``seen`` says the same.
"""

from graph.feeds.agree import agree, set_terms
from graph.feeds.board import board
from graph.feeds.feed import Feed, Received, Terms, senders, sources

__all__ = ["Feed", "Received", "Terms", "agree", "board", "senders", "set_terms", "sources"]
