"""Cases, each on its own, to what is wrong with it and to the little that judging it beside all others takes.

What a case refers to is there to be looked at; any other case is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from docgen.catalog import Workspace
from docgen.catalog.files import Lines
from docgen.check.cases import check_case, keys_of, twice_in_a_list
from docgen.check.dates import far_dates, later_facts, limit_of
from docgen.check.lookups import Lists
from docgen.check.names import Names, known_names, name_of, names_in
from docgen.check.passages import Telling
from docgen.check.plans import Gathered, Plan, gathered, planned
from docgen.check.rules import Idle, RuleBook, Ruled
from docgen.check.texts import check_texts_of
from docgen.check.validation import Checker, validators
from docgen.check.waivers import Waivers
from docgen.model import Case, Diagnostic, Path
from docgen.schemas import FOREVER, Node, View


class Apart(NamedTuple):
    """One case, judged on its own; fit to be sent to another process, and small where nothing is wrong.

    ``ruled`` are the findings of rules, each with the other cases that were read for it: worth nothing if one of them
    is ``wrong``. ``idle`` are waivers that silenced nothing so far. The rest is what `across` needs: the ``name`` of
    the case, the ``years`` of its dates, references (path, id) to what does not exist, values that no other case may
    have, keys of items (list, position, key) and values that are not listed (``kind.list``, path, value).
    ``later`` are the ways (in labels) to facts dated after the day that rules look at, with their dates.
    """

    key: str
    found: tuple[Diagnostic, ...] = ()
    wrong: bool = False
    ruled: tuple[Ruled, ...] = ()
    idle: tuple[Idle, ...] = ()
    name: str = ""
    years: tuple[str, ...] = ()
    missing: tuple[tuple[Path, str], ...] = ()
    unique: tuple[tuple[Path, str], ...] = ()
    keys: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    unlisted: tuple[tuple[str, Path, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()


def cases_apart(workspace: Workspace, cases: Iterable[tuple[Case, Node]], as_of: str = "") -> list[Apart]:
    """Each of the cases on its own, in the order given; for several batches of cases, one `Judge` is cheaper."""
    return Judge(workspace, as_of).apart(cases)


class Judge:
    """What judging cases takes that is the same for all of them: made once, used for any number of batches."""

    def __init__(self, workspace: Workspace, as_of: str = "") -> None:
        self.workspace = workspace
        self.day, self.told = as_of or FOREVER, as_of or workspace.last_day(workspace.catalog.periods.current)
        self.checkers: Mapping[str, Checker] = validators(workspace.schemas)
        referred = {node.ref for kind in workspace.kinds.values() for node in kind.below() if node.ref}
        self.plans: dict[str, Plan] = {kind: planned(node, kind, referred) for kind, node in workspace.kinds.items()}
        if workspace.about_node is not None:
            self.plans["about"] = planned(workspace.about_node, "about", ())
        self.names: Names = known_names(names_in(workspace))
        self.lists, self.lines, self.waivers = Lists(workspace), Lines(workspace.root), Waivers(workspace)
        self.limit, self.rules = limit_of(workspace), RuleBook(workspace)
        self.narrow = workspace.catalog.profile == "gb2312"

    def apart(self, cases: Iterable[tuple[Case, Node]]) -> list[Apart]:
        """Each of the cases on its own, in the order given."""
        with closing(self.workspace.view(self.day, self.told)) as view:
            return [self._case(case, node, view) for case, node in cases]

    def _case(self, case: Case, node: Node, view: View) -> Apart:
        workspace, plan = self.workspace, self.plans[case.kind]
        data, is_about = case.data, case is workspace.about
        met = gathered(plan, data)
        untyped = workspace.cases.untyped.get(case.key, ())
        found = check_case(case, node, data, self.checkers[f"{case.kind}.schema.json"], untyped, met)
        wrong = bool(found or untyped)
        tell = Telling(case, node, self.lines)
        said, unlisted = check_texts_of(tell, met, self.names, self.lists, self.narrow)
        found += said
        years: set[str] = set()
        if not is_about:
            found += twice_in_a_list(case, met)
            found += far_dates(case, node, met, self.limit)
            years = {date[:4] for *_, date in met.days}
        found, used = self.waivers.told(case, node, found)
        ruled, idle = ([], []) if wrong else self.rules.judged(view, case, used)
        parts = {} if is_about else _parts(workspace, met)
        later = () if is_about else tuple(later_facts(case, node, met, self.day))
        name = name_of(node, data)
        return Apart(case.key, tuple(found), wrong, tuple(ruled), tuple(idle), name, tuple(sorted(years)),
                     unlisted=tuple(unlisted), later=later, **parts)  # fmt: skip


def _parts(workspace: Workspace, met: Gathered) -> dict[str, Any]:
    """What is to be held against other cases: references that lead nowhere, unique values, keys."""
    missing, unique, keys = [], [], []
    for value, plan, path, step in met.special:
        if plan.node.ref:
            if value not in workspace.ids(plan.node.ref):
                missing.append(((*path, step), value))
        elif plan.node.unique:
            unique.append(((*path, step), value))
    for values, plan, path in met.keyed:
        if plan.referred:
            keys += [(str(path[0]), number, key) for number, key in keys_of(values, plan.node)]
    return {"missing": tuple(missing), "unique": tuple(unique), "keys": tuple(keys)}
