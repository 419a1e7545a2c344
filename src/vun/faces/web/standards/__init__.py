"""Standards, how people stand by them, and programmes."""
