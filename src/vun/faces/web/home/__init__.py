"""The first page: what waits for the reader, the year's progress, what changed."""
