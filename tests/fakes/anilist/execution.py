"""Runs validated documents over plain dicts; a list of thousands takes milliseconds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    get_variable_values,
)

from .records import Refusal


@dataclass(frozen=True)
class Plan:
    """A field to answer: its key, its name, its arguments, what is selected in it."""

    key: str
    name: str
    arguments: Mapping[str, Any]
    fields: tuple[Plan, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Failure:
    """A root field that could not be answered."""

    plan: Plan
    refusal: Refusal


def operation_of(document: DocumentNode) -> OperationDefinitionNode:
    """The one operation of a document."""
    operations = [
        node
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]
    if len(operations) != 1:
        raise Refusal("Must provide one operation.", 400)
    return operations[0]


def plan_of(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> tuple[Plan, ...]:
    """What an operation asks for, its variables put in."""
    values = get_variable_values(
        schema, operation.variable_definitions or (), dict(variables)
    )
    if isinstance(values, list):
        raise Refusal(values[0].message, 400)
    root = schema.get_root_type(operation.operation)
    if root is None:
        raise Refusal("No such operation.", 400)
    try:
        return _plans(operation.selection_set, root, values)
    except GraphQLError as error:
        raise Refusal(error.message, 400) from error


def complexity(plans: tuple[Plan, ...]) -> int:
    """Each selected field costs 1, nested ones included."""
    return sum(1 + complexity(plan.fields) for plan in plans)


def run(
    plans: tuple[Plan, ...],
    root: Mapping[str, Callable[..., Any]],
    *,
    stops: bool,
) -> tuple[dict[str, Any], list[Failure]]:
    """Answer the root fields one after the other.

    Args:
        plans: what is asked for.
        root: a function for each root field.
        stops: whether the first failure ends it.
    """
    data: dict[str, Any] = {}
    failures: list[Failure] = []
    for plan in plans:
        try:
            data[plan.key] = _complete(root[plan.name](**plan.arguments), plan.fields)
        except Refusal as refusal:
            data[plan.key] = None
            failures.append(Failure(plan, refusal))
            if stops:
                break
    return data, failures


def _plans(
    selection_set: SelectionSetNode, parent: GraphQLObjectType, values: dict[str, Any]
) -> tuple[Plan, ...]:
    plans = []
    for node in selection_set.selections:
        if not isinstance(node, FieldNode):
            raise Refusal("Fragments are not supported here.", 400)
        definition = parent.fields[node.name.value]
        kind = get_named_type(definition.type)
        inner = (
            _plans(node.selection_set, kind, values)
            if node.selection_set and isinstance(kind, GraphQLObjectType)
            else ()
        )
        place = node.loc.start_token if node.loc else None
        plans.append(
            Plan(
                node.alias.value if node.alias else node.name.value,
                node.name.value,
                get_argument_values(definition, node, values),
                inner,
                place.line if place else 0,
                place.column if place else 0,
            )
        )
    return tuple(plans)


def _complete(value: Any, fields: tuple[Plan, ...]) -> Any:
    """Keep of a value what is selected."""
    if value is None or not fields:
        return value
    if isinstance(value, list):
        return [_complete(one, fields) for one in value]
    kept = {}
    for plan in fields:
        held = value.get(plan.name)
        if callable(held):
            held = held(**plan.arguments)
        kept[plan.key] = _complete(held, plan.fields) if plan.fields else held
    # What pages say of themselves is known once their media are.
    if "pageInfo" in kept and "media" in kept:
        info = next(plan for plan in fields if plan.name == "pageInfo")
        kept[info.key] = _complete(value["pageInfo"], info.fields)
    return kept
