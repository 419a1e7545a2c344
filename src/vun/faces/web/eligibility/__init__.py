"""Điều kiện: the rules of who may be sent, and what the province sets."""
