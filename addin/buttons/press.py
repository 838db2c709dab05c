"""A button is pressed: whatever happens, it ends in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from addin.buttons.front import Front
from addin.buttons.words import Ended, in_language, said
from addin.log import log_file, note
from schemas.errors import Refusal, told
from schemas.loading.yaml_file import DefinitionError
from schemas.terminal.shown import with_addresses, without_credentials

Work = Callable[[Front], None]
"""What a button does."""


def press(front: Front, work: Work) -> bool:
    """Run what a button does; whether it came to its end.

    Every error is told as a sentence in the language of `front`, its detail is in the log.
    """
    language = front.language
    try:
        work(front)
    except KeyboardInterrupt:
        front.tell(said(language, "stopped"))
    except Ended as sentence:
        front.tell(with_addresses(str(sentence)))
    except (Refusal, DefinitionError) as refusal:
        details = getattr(refusal, "details", ())
        told_of_it = (in_language(refusal, language), *(in_language(each, language) for each in details))
        front.tell(with_addresses("\n".join(told_of_it)))
    except OSError as error:
        note(error)
        place = f"{error.filename}: " if error.filename else ""
        front.tell(with_addresses(said(language, "of-the-system", place=place, error=error.strerror or error)))
    except Exception as error:  # noqa: BLE001 - whatever it is, a person reads a sentence
        note(error)
        what = without_credentials(with_addresses(in_language(told(error), language) or type(error).__name__))
        front.tell(said(language, "failed", error=what, log=log_file()))
    else:
        return True
    return False
