"""Báo cáo: reports on screen, figures that open into what they count, files."""
