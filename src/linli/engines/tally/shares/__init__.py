"""The Method of Equal Shares: which projects can their own supporters pay for?"""
