"""Chiêu sinh, xét tuyển: classes others offer and who asks for them, rounds of selection."""
