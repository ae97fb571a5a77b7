"""One message to one person; stored as a message id with values and worded when it is read."""
