"""Looks for the prices that prove the lowest bound."""
