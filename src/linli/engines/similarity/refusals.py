"""What do we say when examples or a table cannot be used?"""


class CannotLearn(ValueError):
    """The examples do not suffice; the message says why, in Chinese."""


class CannotTell(ValueError):
    """The columns of a table cannot be told apart; the message says why, in Chinese."""


class NotAModel(ValueError):
    """The stored bytes are not a model of ours; the message says so, in Chinese."""
