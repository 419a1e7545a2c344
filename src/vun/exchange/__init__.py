"""Spreadsheets in and out: one definition per kind, columns as data; see README.md for how it is used."""
