"""Finds and loads a campaign: the file `campaign.yaml`, and what is typed over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from schemas.errors import Refusal
from schemas.loading.loader import languages
from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.years.campaign import OTHER, Campaign, read_address, read_due, read_line

CAMPAIGN_FILE = "campaign.yaml"
_TYPED: Mapping[str, Callable[[str], object]] = {
    "due": read_due,
    "return_to": read_address,
    "help_contact": lambda typed: {OTHER: read_line(typed)},
}
"""How what is typed on the command line is read, by the key that it stands in for."""


def find_campaign(folders: Iterable[Path]) -> Path | None:
    """The first `campaign.yaml` that stands in one of `folders`, in order; None where there is none."""
    return next((folder / CAMPAIGN_FILE for folder in folders if (folder / CAMPAIGN_FILE).is_file()), None)


def load_campaign(file: Path) -> Campaign:
    """The campaign in `file`.

    Raises `Refusal` where there is no such file, `DefinitionError` where it is wrong, OSError where it cannot be read.
    """
    if not file.is_file():
        raise Refusal(
            "There is no file {file}: give the campaign's file with --campaign, or leave that option out.", file=file
        )
    campaign = load_yaml(file, Campaign)
    for key in ("help_contact", "period", "signature"):
        for language in sorted((getattr(campaign, key) or {}).keys() - {OTHER, *languages()}):
            listed = ", ".join((*languages(), OTHER))
            raise DefinitionError(f"{file}: {key}: there are no workbooks in {language!r}: choose one of {listed}")
    return campaign


def typed_over(campaign: Campaign, **typed: str | None) -> Campaign:
    """`campaign` with what is `typed` (`due`, `return_to`, `help_contact`) in place of its own; None leaves it.

    Raises `Refusal`, by the option's name, for what cannot be meant.
    """
    changes = {key: _read(key, text) for key, text in typed.items() if text is not None}
    return campaign.model_copy(update=changes)


def _read(key: str, text: str) -> object:
    try:
        return _TYPED[key](text)
    except ValueError as error:
        raise Refusal(
            "--{option} {text}: {error}.", option=key.replace("_", "-"), text=repr(text), error=error
        ) from None
