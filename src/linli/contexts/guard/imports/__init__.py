"""Files that come in: lists of devices, and readings."""
