"""What people hold, wherever earned, until when; compliance with the standards on any day."""
