"""People: the list of a day, a person from all sides, what is recorded about them, and one's own record."""
