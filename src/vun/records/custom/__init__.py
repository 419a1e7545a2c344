"""Fields an office adds to people, classes and results by itself: text, number, date or one of its own choices."""
