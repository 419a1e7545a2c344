"""Needs for training: gaps found, wishes registered, survey rounds."""
