"""Figures of the book: ink on no paper, so that light and dark pages do.

Labels are symbols and numbers, and names that are the same in every language;
never words, because one drawing serves all pages. Each function returns a
Matplotlib figure that belongs to nobody else: no global state, no ``pyplot``.
"""

from byhand.plotting._canvas import BLUE, GREEN, INK, PURPLE, RED, axes
from byhand.plotting.embeddings import embeddings
from byhand.plotting.graphs import graph
from byhand.plotting.networks import network
from byhand.plotting.regions import regions
from byhand.plotting.surfaces import surface

__all__ = [
    "BLUE",
    "GREEN",
    "INK",
    "PURPLE",
    "RED",
    "axes",
    "embeddings",
    "graph",
    "network",
    "regions",
    "surface",
]
