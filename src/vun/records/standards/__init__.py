"""Qualification scales, dated standards by title, programmes."""
