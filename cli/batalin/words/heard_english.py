"""What the program says in English about a buyer's own words."""

SENTENCES: dict[str, str] = {
    "heard-answer": '{name}: {label}, from the words "{words}".',
    "heard-reading": '{label} ("{words}")',
    "heard-either": "{name} can be read in more than one way: {readings}. Pick one of them.",
    "heard-unfit": "{name} may be {readings}, but that does not fit the other answers. Pick it yourself.",
    "heard-nothing": "Those words do not answer any of the questions yet.",
    "heard-cut": "The text is long, so only its end was read.",
    "heard-open": "Still open: {names}.",
    "heard-elsewhere": 'This is no matter of cancelling an order, by the words "{words}".',
    "heard-pasted": '{name} is read as {label}, from the words "{words}".',
    "describe-ask": "Describe the trouble, or leave it empty",
    "describe-help": "In your own words, for example: waited 5 days for the courier, no cancel button. It is not sent anywhere.",
    "describe-name": "Your story",
    "describe-empty": "There is no text on standard input. Write the trouble behind --describe, or pipe it in.",
    "understood-alone": "--understood needs your words. Add --describe.",
    "paste-choice": "Paste text from the app",
    "paste-ask": "Text from the app",
    "paste-help": "Copy the message that the app shows, then paste it here.",
    "paste-unknown": "That text is not known. Pick the closest from the list.",
}
