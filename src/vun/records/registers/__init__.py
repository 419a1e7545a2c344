"""Numbered decisions, gap-free number series, files, jobs with progress."""
