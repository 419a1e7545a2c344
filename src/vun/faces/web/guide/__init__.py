"""The user's guide, read inside the program: nobody on an intranet goes looking for a file."""
