"""Cam kết phục vụ: service owed after study, and standards owed after appointment."""
