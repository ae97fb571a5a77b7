"""What leaves the house: workbooks and papers."""
