"""The dataclasses that the record answers with -> the shapes of JSON by which the description of the API tells them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, GetCoreSchemaHandler, create_model
from pydantic_core import CoreSchema, core_schema

__all__ = ["OneOf", "told_as"]

M = TypeVar("M", bound=BaseModel)
_SHAPES: dict[Any, type[BaseModel]] = {}  # of what was told before: used where it stands in something else


@dataclass(frozen=True)
class OneOf:
    """One of a closed list: `Annotated[str, OneOf(ACTS)]`."""

    values: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.values))


def told_as(of: type, without: Collection[str] = ()) -> Callable[[type[M]], type[M]]:
    """Give a model the fields of a dataclass or named tuple, none of which may be missing; what the model says itself wins."""

    def shaped(model: type[M]) -> type[M]:
        own = model.model_fields
        fields: dict[str, Any] = {
            name: (_shape(kind), ...)
            for name, kind in get_type_hints(of).items()
            if name not in own and name not in without
        }
        made: Any = create_model(model.__name__, __base__=model, __doc__=model.__doc__, **fields)
        _SHAPES[of] = made
        return made  # type: ignore[no-any-return]

    return shaped


def _shape(kind: Any) -> Any:
    """A type as JSON has it: tuples of any length are lists, and what was told before has its shape."""
    if kind in _SHAPES:
        return _SHAPES[kind]
    origin, inner = get_origin(kind), tuple(_shape(k) for k in get_args(kind) if k is not ...)
    if origin is tuple:
        return list[inner[0]]  # type: ignore[valid-type]
    if origin in (Union, UnionType):
        return reduce(or_, inner)
    return kind
