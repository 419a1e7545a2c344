"""Cử đi học: who is put forward for what, and who approves it."""
