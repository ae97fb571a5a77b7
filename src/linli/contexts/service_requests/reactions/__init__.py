"""What service requests do when something happens elsewhere."""
