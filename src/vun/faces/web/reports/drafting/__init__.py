"""Changing a definition in the browser: its rows, columns and what stands around them, step by step."""
