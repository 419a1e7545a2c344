"""The office behind the training year: the register of decisions, accounts, the audit, long work."""
