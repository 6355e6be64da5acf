"""Answers to the exercises, under the same names."""
