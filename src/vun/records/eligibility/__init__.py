"""Who may be sent to study: dated rules over a small closed set of conditions, for one person or for all."""
