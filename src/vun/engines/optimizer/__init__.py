"""Plans the training year: which classes to open, where, when and how, and who goes, with a proven upper bound."""
