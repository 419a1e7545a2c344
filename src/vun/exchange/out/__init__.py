"""Spreadsheets out: what imports take in, the training record, rosters; and templates to fill."""
