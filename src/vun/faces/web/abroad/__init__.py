"""Đi nước ngoài: trips, who goes, the reports due after them."""
