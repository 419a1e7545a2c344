"""How Django reads and writes dates and numbers, by language."""
