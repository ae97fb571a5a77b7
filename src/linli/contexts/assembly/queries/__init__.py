"""Every read of the assembly."""
