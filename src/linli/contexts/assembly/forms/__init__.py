"""What is entered on the pages of the assembly."""
