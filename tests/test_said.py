"""Sentences to whoever runs kpibook: English as text, and other languages when asked."""

from __future__ import annotations

import errno
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import Refusal, naming, of_the_system, told
from schemas.messages.message import CountedMessage, Message, together


def test_a_message_is_its_english_sentence() -> None:
    message = Message("Close it in {place}.", place=Path("a") / "b")

    assert message == f"Close it in {Path('a') / 'b'}."
    assert message.said("en") == str(message)


def test_a_message_that_nobody_translated_is_said_in_english() -> None:
    assert Message("Nobody translated this of {file}.", file="a.xlsx").said("fr") == "Nobody translated this of a.xlsx."
    assert Message("Check the path and your permission.").said("xx") == "Check the path and your permission."


@pytest.mark.parametrize("fact", ["{file}", "{other}", "{}", "{0.__class__}", "100 % {", "\\1"])
def test_a_fact_may_hold_braces(fact: str) -> None:
    """What a file is called is nobody's template."""
    assert Message("There is no file {file}.", file=fact) == f"There is no file {fact}."
    assert Refusal(f"There is no file {fact}.").said("fr") == f"There is no file {fact}."


def test_a_message_in_a_message_is_said_in_the_same_language() -> None:
    system = of_the_system(OSError(errno.EACCES, "Permission denied", "a.xlsx"))

    assert system == "a.xlsx: Permission denied. Check the path and your permission."
    assert system.said("fr") == "a.xlsx: Permission denied. Vérifiez le chemin et vos droits d’accès."


def test_messages_are_put_together() -> None:
    both = together((Message("Check the path and your permission."), "a.xlsx {part1}"))

    assert both == "Check the path and your permission. a.xlsx {part1}"
    assert both.said("fr") == "Vérifiez le chemin et vos droits d’accès. a.xlsx {part1}"


@pytest.mark.parametrize(("count", "said"), [(0, "0 files"), (1, "1 file"), (2, "2 files")])
def test_a_number_decides_between_singular_and_plural(count: int, said: str) -> None:
    assert CountedMessage("{count} file", "{count} files", count=count) == said


def test_a_refusal_is_a_message() -> None:
    refusal = Refusal("Check the path and your permission.", "row 3: no date")

    assert str(refusal) == "Check the path and your permission."
    assert refusal.said("fr") == "Vérifiez le chemin et vos droits d’accès."
    assert refusal.details == ("row 3: no date",)


def test_a_refusal_of_another_process_says_the_same() -> None:
    refusal = pickle.loads(
        pickle.dumps(Refusal(Message("{advice}", advice=Message("Check the path and your permission.")), "row 3"))
    )

    assert str(refusal) == "Check the path and your permission."
    assert refusal.said("fr") == "Vérifiez le chemin et vos droits d’accès."
    assert refusal.details == ("row 3",)


def test_a_number_of_another_process_says_the_same() -> None:
    message = pickle.loads(pickle.dumps(CountedMessage("{count} file", "{count} files", count=2)))

    assert (message, message.said("fr")) == (
        "2 files",
        CountedMessage("{count} file", "{count} files", count=2).said("fr"),
    )


def test_what_was_at_hand_is_told_as_well() -> None:
    with pytest.raises(Refusal) as caught, naming("with a.xlsx"):
        raise Refusal("Check the path and your permission.")

    assert told(caught.value) == "Check the path and your permission., with a.xlsx"
    assert told(caught.value).said("fr") == "Vérifiez le chemin et vos droits d’accès., with a.xlsx"


def test_english_reads_no_catalogue() -> None:
    """Babel takes longer to load than `kpibook --version` to say it."""
    program = "import sys; from schemas.errors import Refusal; str(Refusal('No.')); sys.exit('babel' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
