"""What people say about Linli itself: the link stands on every page, and every voice is answered."""
