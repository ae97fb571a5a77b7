"""Every step: what it asks, which command carries it out, what is said when it is done."""
