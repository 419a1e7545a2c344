"""Makers of records for tests: plain functions with everything defaulted."""
