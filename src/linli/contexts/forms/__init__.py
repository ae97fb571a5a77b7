"""One Form (一表通): a department's blank form is recognised, filled from the register, and returned."""
