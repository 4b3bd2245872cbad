"""The fixed words of the rule language."""

from __future__ import annotations

LANGUAGES = ("id", "en")
VERDICTS = ("can", "maybe", "cannot", "cancelled", "other")
RECIPIENTS = ("seller", "support", "mediation", "payment-provider", "authority")
SOURCE_KINDS = ("official", "press", "article", "experience")
CONFIDENCES = ("high", "medium", "low")
ITEM_KINDS = ("why", "steps", "avoid", "limits")
DETAIL_KINDS = ("order-number", "date", "text", "money")
STYLES = ("paragraph", "list", "numbered", "checklist", "flow")
UNKNOWN = "unknown"
STATUS = "status"
OFF_THE_LINE = ("cancelled", "not-found", "unknown")
"""Statuses without a stage for which the program has words of its own."""
ALL = "all"
NOW = "now"
TODAY = "today"
NO_STAGE = "none"
NO_URL = "none"
SITUATIONS = "situations/"
FRAGMENTS = "fragments/"
FILES = ("rulebook.yaml", "questions.yaml", "derived.yaml", "messages.yaml", "sources.yaml", "guide.yaml")
OWN_FLAGS = (
    "--answers",
    "--format",
    "--help",
    "--lang",
    "--message-lang",
    "--no-input",
    "--now",
    "--output",
    "--plain",
    "--rules",
    "--save-answers",
    "--to",
    "--version",
    "--what-if",
    "--why",
)
"""Flags of the program itself, which no question or detail may have."""
MAX_CHARACTERS = 1000
"""Characters of a message up to which a chat takes it whole."""
SHORTEST = 80
"""Characters to which the buyer's own words in a message may be cut."""
