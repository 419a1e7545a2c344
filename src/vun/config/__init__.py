"""Configuration: one typed settings file, the addresses, the WSGI entry."""
