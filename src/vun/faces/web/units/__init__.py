"""Units: the tree of a day, a unit over time, and what decisions do to units."""
