"""Statements that are simple -> the program that `generating` makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.expressions.code import PASSES_TEXT, Code, compiled
from docgen.expressions.simple import BARE, Statement, Value

_MAX_DEPTH = 8


class _Node(NamedTuple):
    """A piece of text, or a tag by its number with what it holds; an ``if`` holds its branches, each a node."""

    text: str = ""
    number: int = -1
    body: tuple[_Node, ...] = ()


class _NotSimple(Exception):  # noqa: N818  nothing is wrong yet
    pass


def generate(pieces: Sequence[str], statements: Sequence[Statement | None], places: Sequence[str]) -> Code | None:
    """The program of a template, as `generating.generate`; None where a statement is not simple, or out of place.

    Args:
        pieces: the text around the tags, one more than there are tags.
        statements: what the tags say; tag ``n`` stands in line ``n + 2``.
        places: for each tag what is told of a printed value, as `generating.Printing` gives it.
    """
    known = [each for each in statements if each is not None]
    if len(known) < len(statements):
        return None
    try:
        return _Writer(known, places).program(_Reader(pieces, known).whole())
    except (_NotSimple, SyntaxError, RecursionError, MemoryError):  # Jinja is asked, or says that it is too long
        return None


class _Reader:
    """Statements in a row -> blocks in each other."""

    def __init__(self, pieces: Sequence[str], statements: Sequence[Statement]) -> None:
        self._pieces, self._statements, self._next = pieces, statements, 0

    def whole(self) -> tuple[_Node, ...]:
        """Raises _NotSimple where a block does not end, or ends what has not begun."""
        body = self._body(0)
        if self._next < len(self._statements):
            raise _NotSimple
        return body

    def _body(self, depth: int) -> tuple[_Node, ...]:
        """The nodes up to the statement that ends or divides a block, which is the next one then."""
        if depth > _MAX_DEPTH:
            raise _NotSimple
        found = [_Node(self._pieces[self._next])]
        while self._next < len(self._statements):
            number, word = self._next, self._statements[self._next].word
            if word in BARE or word == "elif":
                break
            if word == "for":
                found.append(_Node(number=number, body=self._inside(depth)))
                self._end("endfor")
            elif word == "if":
                found.append(_Node(number=number, body=tuple(self._branches(depth))))
                self._end("endif")
            else:
                self._next += 1
                if word == "print":
                    found.append(_Node(number=number))
            found.append(_Node(self._pieces[self._next]))
        return tuple(each for each in found if each.text or each.number >= 0)

    def _inside(self, depth: int) -> tuple[_Node, ...]:
        self._next += 1
        return self._body(depth + 1)

    def _branches(self, depth: int) -> Iterator[_Node]:
        yield _Node(number=self._next, body=self._inside(depth))
        while self._word() == "elif":
            yield _Node(number=self._next, body=self._inside(depth))
        if self._word() == "else":
            number, body = self._next, self._inside(depth)
            if body:
                yield _Node(number=number, body=body)

    def _word(self) -> str:
        return self._statements[self._next].word if self._next < len(self._statements) else ""

    def _end(self, word: str) -> None:
        if self._word() != word:
            raise _NotSimple
        self._next += 1


class _Scope:
    """The local names of the program, or of a loop in it: which there are, and which of these are always given."""

    def __init__(self, parent: _Scope | None = None) -> None:
        self.parent = parent
        self.level: int = parent.level + 1 if parent else 0
        self.refs: dict[str, str] = {}
        self.given: dict[str, bool] = {}

    def add(self, name: str, given: bool) -> str:
        ref = self.refs[name] = f"l_{self.level}_{name}"
        self.given[ref] = given
        return ref

    def find(self, name: str) -> tuple[str, bool] | None:
        if name in self.refs:
            return self.refs[name], self.given[self.refs[name]]
        return self.parent.find(name) if self.parent else None

    def use(self, name: str) -> None:
        if self.find(name) is None:
            self.add(name, given=False)


class _Writer:
    """Blocks -> lines of Python."""

    def __init__(self, statements: Sequence[Statement], places: Sequence[str]) -> None:
        self._statements, self._places = statements, places
        self._made: list[str] = []
        self._from: list[tuple[int, int]] = []
        self._indent, self._temporary = 0, 0

    def program(self, body: Sequence[_Node]) -> Code:
        self._line("def program(names, written=None):")
        self._indent += 1
        self._line("made = []")
        self._line("append = made.append")
        self._line("room = 256")
        scope = _Scope()
        self._enter(scope, body)
        self._body(body, scope)
        self._line("return made")
        return compiled("\n".join(self._made), tuple(self._from))

    def _line(self, text: str, number: int | None = None) -> None:
        self._made.append("    " * self._indent + text)
        if number is not None:
            self._from.append((number + 2, len(self._made)))

    def _enter(self, scope: _Scope, body: Sequence[_Node]) -> None:
        self._use(scope, body)
        for name, ref in scope.refs.items():
            if not scope.given[ref]:
                self._line(f"{ref} = names.get({name!r}, missing)")

    def _use(self, scope: _Scope, body: Sequence[_Node]) -> None:
        """The names that a body wants from around it; of a loop those of its list, the rest is its own scope's."""
        for node in body:
            statement = self._statements[node.number] if node.number >= 0 else None
            if statement is None:
                continue
            if statement.word == "if":
                for branch in node.body:
                    condition = self._statements[branch.number].value
                    if condition is not None:
                        scope.use(condition.path[0])
                    self._use(scope, branch.body)
            elif statement.value is not None:
                scope.use(statement.value.path[0])

    def _body(self, body: Sequence[_Node], scope: _Scope) -> None:
        for node in body:
            if node.number < 0:
                self._line(f"append({node.text!r})")
                continue
            statement = self._statements[node.number]
            if statement.word == "print":
                self._print(node.number, statement.value, scope)
            elif statement.word == "for":
                self._loop(node, statement, scope)
            else:
                self._choice(node, scope)
        if not body:
            self._line("pass")

    def _print(self, number: int, value: Value | None, scope: _Scope) -> None:
        assert value is not None
        self._line(f"value = {self._value(value, scope)}", number)
        place = self._places[number]
        tag, _, check = place.partition(", ")
        found = scope.find(value.path[0]) if len(value.path) > 1 or value.filters else None
        written = f"written({tag}, value, {found[0] if found else None})"
        self._line(f"append(value if type(value) is str and not {check}(value) else {written})" if check else
                   f"append({written})")  # fmt: skip

    def _choice(self, node: _Node, scope: _Scope) -> None:
        for branch in node.body:
            word, value, around, _ = self._statements[branch.number]
            if value is None:
                self._line("else:")
            else:
                self._line(f"{word} {around[0]}{self._value(value, scope)}{around[1]}:", branch.number)
            self._indent += 1
            self._body(branch.body, scope)
            self._indent -= 1

    def _loop(self, node: _Node, statement: Statement, scope: _Scope) -> None:
        assert statement.value is not None
        inner = _Scope(scope)
        item = inner.add(statement.item, given=True)
        self._line(f"for {item} in counted({self._value(statement.value, scope)}):", node.number)
        self._indent += 1
        self._enter(inner, node.body)
        self._body(node.body, inner)
        if self._prints(node.body):
            self._line("if len(made) > room:")
            self._line("    room = measured(made)")
        self._indent -= 1
        self._line(f"{' = '.join(inner.given)} = missing")

    def _prints(self, body: Sequence[_Node]) -> bool:
        return any(node.number < 0 or self._statements[node.number].word == "print" or self._prints(node.body)
                   for node in body)  # fmt: skip

    def _value(self, value: Value, scope: _Scope) -> str:
        return self._filtered(value.path, value.filters, scope)

    def _filtered(self, path: Sequence[str], filters: Sequence[tuple[str, list[str]]], scope: _Scope) -> str:
        if not filters:
            return self._member(path, scope)
        *inner, (name, texts) = filters
        if name in PASSES_TEXT and not texts:
            ref = self._new()
            return f"({ref} if type({ref} := {self._filtered(path, inner, scope)}) is str else filter_{name}({ref}))"
        arguments = "".join(f", {text!r}" for text in texts)
        return f"filter_{name}({self._filtered(path, inner, scope)}{arguments})"

    def _member(self, path: Sequence[str], scope: _Scope) -> str:
        found = scope.find(path[0])
        assert found is not None
        ref, given = found
        if len(path) == 1:
            return ref if given else f"(undefined(name={path[0]!r}) if {ref} is missing else {ref})"
        *holder, name = path
        named, unsure = ref, "" if given else f", {path[0]!r}"
        if len(holder) > 1:
            ref = self._new()
            named, unsure = f"{ref} := {self._member(holder, scope)}", ""
        return f"({ref}[{name!r}] if type({named}) is dict and {name!r} in {ref} else member({ref}, {name!r}{unsure}))"

    def _new(self) -> str:
        self._temporary += 1
        return f"t_{self._temporary}"
