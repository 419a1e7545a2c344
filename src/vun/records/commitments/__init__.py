"""Service owed after study paid for by the state: how long, how much of it is served, and what is paid back."""
