"""Users and the roles granted to them on a unit's subtree."""
