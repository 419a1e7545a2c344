"""Who did what, with before and after: one append-only table that knows no other."""
