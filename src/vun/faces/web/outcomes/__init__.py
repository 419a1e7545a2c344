"""Sau đào tạo: where people are after a class."""
