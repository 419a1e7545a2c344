"""What waits for the reader's signature, routes of approval, delegation."""
