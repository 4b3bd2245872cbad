"""Build step: put the rules into the wheel once more as one compiled file, which loads some thirty times faster."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Compiles each rulebook of a standard wheel; an editable install reads the rule files themselves."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check and compile the rules; rules that are not in order stop the build."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "cli"))
        from batalin.rulebook.loading import COMPILED, compile_rules

        self._folder = tempfile.TemporaryDirectory()
        for rulebook in sorted(path.parent for path in (root / "rules").glob("*/rulebook.yaml")):
            self._refuse_faulty_phrases(rulebook)
            target = Path(self._folder.name) / f"{rulebook.name}.json"
            target.write_text(compile_rules(rulebook), encoding="utf-8")
            build_data["force_include"][str(target)] = f"batalin/rules/{rulebook.name}/{COMPILED}"

    def _refuse_faulty_phrases(self, rulebook: Path) -> None:
        """Stop the build where a phrase does not say what it should, because a wheel's check no longer looks."""
        from batalin.rulebook.loading import load
        from batalin.workshop.checks.phrases import find_phrase_faults

        faults = list(find_phrase_faults(load(rulebook)))
        if faults:
            raise RuntimeError(f"{faults[0].code}: {faults[0].word}")
