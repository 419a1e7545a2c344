"""Needs: survey rounds, the sheet of each unit, one's own wishes."""
