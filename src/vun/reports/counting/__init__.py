"""From a layout and the records to figures, and from a figure back to what it counts."""
