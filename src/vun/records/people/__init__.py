"""Persons and what changes about them: appointments, ratings, succession pools, traits."""
