"""Looks for plans."""
