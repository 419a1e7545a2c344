"""Approval in steps: routes a province sets, the matters that go along them, whose turn it is."""
