"""Finding what texts in a file name in the registry: exactly, by other spellings, or nearly, and never silently."""
