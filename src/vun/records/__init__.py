"""Bounded contexts with tables. Arrows between them point downwards only; see docs/architecture.md."""
