"""A department's blank form: where its table is, what each column asks, how a value is written there."""
