"""Nominations under a quota and the decisions that send people."""
