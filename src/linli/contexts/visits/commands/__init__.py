"""Every change of visits."""
