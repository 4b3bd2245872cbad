"""Personal details wherever a case repeats them, also those that were corrected later."""

from __future__ import annotations

from batalin.casefile.model import CaseFile
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.masking import is_personal, mask_all
from batalin.rulebook.rulebook import Rulebook


def list_personal(case: CaseFile, rulebook: Rulebook) -> list[Details]:
    """Give the personal details that were told, one after another.

    Args:
        case: The case.
        rulebook: Declares the details; what it does not know is not personal.

    Raises:
        UsageError: One of them cannot be read, so that it cannot be masked either.
    """
    personal = {detail.id for detail in rulebook.details if is_personal(detail)}
    told = ({key: words for key, words in event.details.items() if key in personal} for event in case.events)
    return [read_details(details, rulebook, case.changed) for details in told if details]


def mask_case(case: CaseFile, rulebook: Rulebook) -> CaseFile:
    """Put masks in place of personal details.

    Args:
        case: The case.
        rulebook: Declares the details.

    Raises:
        UsageError: A personal detail cannot be read.
    """
    known = list_personal(case, rulebook)

    def hide(text: str) -> str:
        return mask_all(text, known, rulebook)

    events = tuple(
        event._replace(
            text=hide(event.text),
            details={key: hide(words) for key, words in event.details.items()},
            quotes={key: hide(words) for key, words in event.quotes.items()},
        )
        for event in case.events
    )
    return case._replace(label=hide(case.label), events=events)
