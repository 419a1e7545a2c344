"""Posts before and after: where people are placed after a class."""
