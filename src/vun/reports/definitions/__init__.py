"""What a report says, as data: conditions, rows, columns and measures, checked without a database."""
