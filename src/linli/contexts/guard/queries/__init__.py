"""Reading devices, sources and what could not be taken in."""
