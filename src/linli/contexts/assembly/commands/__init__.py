"""Every change in the assembly."""
