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
TONES = ("friendly", "firm", "formal")
HANDOVER = "handover.yaml"
"""What helps a buyer to act on a page."""
WORDS = "words.yaml"
"""How buyers say it."""
OPTIONAL_FILES = (HANDOVER, WORDS)
"""Rule files that a rulebook may do without."""
MORE = "more"
"""Placeholder for the lines that stand in a message only when there is something to say in them."""
HISTORY = ("evidence", "others", "answers", "wrote-on", "wrote", "promised-on", "promise")
"""What such lines are filled with: ticked evidence, earlier letters and what was promised."""
FILES = ("rulebook.yaml", "questions.yaml", "derived.yaml", "messages.yaml", "sources.yaml", "guide.yaml")
OWN_FLAGS = (
    "--answers",
    "--copy",
    "--describe",
    "--evidence",
    "--format",
    "--help",
    "--ics",
    "--lang",
    "--max-chars",
    "--message-lang",
    "--no-input",
    "--now",
    "--output",
    "--plain",
    "--private",
    "--qr",
    "--rules",
    "--save-answers",
    "--share",
    "--steps",
    "--to",
    "--tone",
    "--understood",
    "--version",
    "--what-if",
    "--why",
    "--zone",
)
"""Flags of the program itself, which no question or detail may have."""
MAX_CHARACTERS = 1000
"""Characters of a message up to which a chat takes it whole."""
SHORTEST = 80
"""Characters to which the buyer's own words in a message may be cut."""
