"""Writing down what was made up, through the commands of the register."""
