"""A parameter that cannot be used: which, and what is allowed."""


class WrongParameter(Exception):
    """One parameter of a request.

    :param value: as it was sent.
    """

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value
        super().__init__(name, value)
