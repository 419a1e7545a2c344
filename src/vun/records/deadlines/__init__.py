"""How a time limit counted in days ends: on the day counted to, or later where that is a day off."""
