"""Commands of the framework that Linli changes."""
