"""Units over time: established, renamed, moved, merged, split, dissolved."""
