"""Văn bản: decisions and notices of sending, their templates and signatures."""
