"""Acts made without a network: devices that hold data, acts that arrive late, receipts that prove it."""
