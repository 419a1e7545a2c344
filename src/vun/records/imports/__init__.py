"""Imports as things in history: what each wrote, so that it can be named, seen and undone as a whole."""
