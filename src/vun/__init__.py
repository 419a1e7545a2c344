"""Vun: training and development of cadres and civil servants over the training year."""
