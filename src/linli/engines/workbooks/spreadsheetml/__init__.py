"""SpreadsheetML 2003 (.xml): read and filled as one XML document."""
