"""What is asked about devices, consents and sources."""
