"""Quy định khác: dated rules of trips abroad and of measures after study, changed in the browser."""
