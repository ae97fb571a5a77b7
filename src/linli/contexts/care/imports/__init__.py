"""Files that come into care."""
