"""Work by the clock in the assembly, one module for each part of it."""
