"""The tree of errors. Each message can be shown to a person as it is: what is wrong, where, what to do.

A message is an English sentence with named places (``"{handle} is not known"``) and the values for them, so that every
door (page, command line, API) can say it in the reader's language before it fills the places in.

    EssaimError
    ├── Refused            what was typed or asked cannot be accepted
    │   ├── NotFound       there is no such organisation, account, ...
    │   └── Conflict       somebody else changed or took it first
    ├── NotAllowed         this person may not do that
    │   └── SignInNeeded   nobody is signed in, or no longer
    └── ConnectorError     another server did not give what was asked (connectors.base)
"""


def N_(message: str) -> str:  # noqa: N802 - the customary name of gettext's marker
    """Mark a sentence for the translation catalogues and return it unchanged."""
    return message


class EssaimError(Exception):
    """A problem that a person can read.

    :param message: English sentence, the key of the translation catalogues, with ``{named}`` places.
    :param values: what goes in the places; texts from outside stay raw here and are escaped by the surface that shows them.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message, values)

    def __str__(self) -> str:
        return self.message.format_map(self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors are kept by the job engine and travel between processes; by default pickle would lose their values."""
        return _again, (type(self), self.__dict__)


def _again(kind: type[EssaimError], known: dict[str, object]) -> EssaimError:
    problem = kind.__new__(kind)
    problem.__dict__.update(known)
    problem.args = (problem.message, problem.values)
    return problem


class Refused(EssaimError):
    """What was typed or asked cannot be accepted; nothing was stored."""


class NotFound(Refused):
    """There is no such thing."""


class Conflict(Refused):
    """Somebody else changed it, or holds it already."""


class NotAllowed(EssaimError):
    """Whoever asks may not do that; nothing was stored."""


class SignInNeeded(NotAllowed):
    """Nobody is signed in, or the session has ended, or the second factor is missing."""
