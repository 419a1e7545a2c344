"""Classes others offer, who asks for them, and rounds in which more are put forward than there are places."""
