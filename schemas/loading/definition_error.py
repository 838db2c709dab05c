"""What is raised for a wrong data file; apart, so that the command line names it without what reads such files."""

from __future__ import annotations

from schemas.messages.message import Called, Message


class DefinitionError(Exception):
    """A data file that cannot be used: says which file, which key, and what to do."""

    def __init__(self, template: str, /, **facts: object) -> None:
        """`template` and `facts` are those of a `Message`; or it is a message, or a plain sentence, as a whole."""
        self.message = template if isinstance(template, Message) else Message(template, **facts)
        super().__init__(self.message)

    def said(self, language: str, called: Called | None = None) -> str:
        """The sentence as `Message.said` says it."""
        return self.message.said(language, called)
