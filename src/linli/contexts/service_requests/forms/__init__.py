"""What people enter about requests."""
