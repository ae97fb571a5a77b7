"""Service requests: whatever a resident asks for is heard, led to who answers for it, done, and told back."""
