"""What is asked about people we look after."""
