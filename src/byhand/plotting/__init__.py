"""Figures of the book: ink on no paper, so that light and dark pages do.

Labels are symbols and numbers, never words, because one drawing serves every
language. Each function returns a Matplotlib figure that belongs to nobody
else: no global state, no ``pyplot``.
"""

from byhand.plotting._canvas import BLUE, GREEN, INK, RED, axes
from byhand.plotting.graphs import graph
from byhand.plotting.networks import network

__all__ = ["BLUE", "GREEN", "INK", "RED", "axes", "graph", "network"]
