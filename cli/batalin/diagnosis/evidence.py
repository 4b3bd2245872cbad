"""What to keep before the status changes, and what of it the buyer attaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from batalin.errors import UsageError
from batalin.rulebook.handover import Evidence
from batalin.rulebook.rulebook import Rulebook


def find_evidence(rulebook: Rulebook, answers: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Give the evidence that is of use, in the order of the rules; no question is asked for its sake alone.

    Args:
        rulebook: Declares the evidence.
        answers: Question ids to option ids, `unknown` where a question was left open.
    """
    values = rulebook.space.values(answers)
    return tuple(
        one
        for one in rulebook.handover.evidence
        if all(values.get(variable) in allowed for variable, allowed in one.when.items())
    )


def read_evidence(flag: str, given: str, fitting: Iterable[Evidence]) -> tuple[str, ...]:
    """Read which evidence the buyer ticks.

    Args:
        flag: Name of the flag, for the sentence about a wrong value.
        given: Ids separated by commas; `all` for everything that fits.
        fitting: What there is in this situation.

    Returns:
        The ids, each once, in the order of the rules.

    Raises:
        UsageError: There is no word, or one that is no evidence of this situation.
    """
    known = [one.id for one in fitting]
    if not known:
        raise UsageError("evidence-none", flag=flag)
    ticked = {word.strip() for word in given.split(",") if word.strip()}
    for word in sorted(ticked - {*known, "all"}) or ([] if ticked else [given]):
        raise UsageError("evidence-unknown", flag=flag, given=word, values=", ".join(known))
    return tuple(one for one in known if one in ticked or "all" in ticked)
