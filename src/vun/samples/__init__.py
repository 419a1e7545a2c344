"""Invented data to try and to measure with: the demo province, published cases, benchmarks."""
