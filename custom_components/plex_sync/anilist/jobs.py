"""One write on its way: what is still to be sent of it, and its answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from .clearing import FORMS, Clearing
from .documents import DeleteItem, Item, SaveItem
from .entries import argument_of, entry_of, equal
from .model import Delete, MediaAnswer, Save, SaveAnswer, SaveResult


class Job:
    """A write, with the forms that are left for the fields that it empties."""

    def __init__(self, write: Save | Delete, clearing: Clearing) -> None:
        """Everything is still to be sent."""
        self.write = write
        self.lost = False
        """Whether an answer to it was lost already."""
        self.entry_id = write.entry_id if isinstance(write, Delete) else None
        self._tried_id: int | None = None
        self._clearing = clearing
        self._fields = dict(write.fields) if isinstance(write, Save) else {}
        self._forms = {
            field: clearing.forms(field)
            for field, value in self._fields.items()
            if field in FORMS and not value
        }
        self._unclearable: list[str] = []
        self._rest_is_clearing = False

    @property
    def media_id(self) -> int:
        """The media that is written."""
        return self.write.media_id

    def item(self, sections: Sequence[str], *, whole: bool) -> Item:
        """The alias to be sent now; whole also while a form has to prove itself."""
        if self.entry_id is not None:
            self._tried_id = self.entry_id
            return DeleteItem(self.entry_id)
        arguments: dict[str, Any] = {}
        for field, value in self._fields.items():
            if field in self._forms:
                form = self._forms[field][0]
                arguments[field] = self._clearing.value(field, form, sections)
            else:
                arguments[field] = argument_of(field, value, sections)
        proven = all(self._clearing.proven(field) for field in self._forms)
        return SaveItem(self.media_id, arguments, whole or not proven)

    def holds(self, truth: MediaAnswer) -> bool:
        """Whether AniList holds what this write wants; else learns its entry's id."""
        if isinstance(self.write, Delete):
            self.entry_id = truth.item.entry_id if truth.item else None
            return truth.item is None
        if truth.item is None:
            return False
        entry = truth.item.entry
        return all(
            equal(field, entry[field], value)
            for field, value in self.write.fields.items()
        )

    def settle(self, payload: Mapping[str, Any], item: Item) -> SaveAnswer | None:
        """The answer that a payload gives; `None`: another form has to be tried."""
        if isinstance(item, DeleteItem):
            return self.applied()
        if not item.whole:
            return SaveAnswer(
                media_id=self.media_id,
                result=SaveResult.APPLIED,
                entry_id=payload["id"],
                updated_at=payload["updatedAt"],
            )
        entry = entry_of(payload)
        kept = [field for field in self._forms if entry[field]]
        for field, forms in self._forms.items():
            if field in kept:
                self._clearing.fails(field, forms[0])
            else:
                self._clearing.works(field, forms[0])
        again = [field for field in kept if len(self._forms[field]) > 1]
        self._unclearable += [field for field in kept if field not in again]
        if again:
            self._fields = {field: self._fields[field] for field in again}
            self._forms = {field: self._forms[field][1:] for field in again}
            self._rest_is_clearing = True
            return None
        words = ", ".join(self._unclearable)
        return SaveAnswer(
            media_id=self.media_id,
            result=SaveResult.REFUSED if words else SaveResult.APPLIED,
            message=f"AniList does not empty: {words}" if words else "",
            verified=True,
            entry=entry,
            entry_id=payload["id"],
            updated_at=payload["updatedAt"],
            unclearable=tuple(self._unclearable),
        )

    def has_another_way(self) -> bool:
        """After a refusal: whether to try another form, or the entry's new id."""
        if isinstance(self.write, Delete):
            return self.entry_id != self._tried_id
        open_fields = [field for field, forms in self._forms.items() if len(forms) > 1]
        for field in open_fields:
            self._clearing.fails(field, self._forms[field].pop(0))
        return bool(open_fields)

    def applied(self, truth: MediaAnswer | None = None) -> SaveAnswer:
        """It is done; with the entry that was read."""
        item = truth.item if truth else None
        return SaveAnswer(
            media_id=self.media_id,
            result=SaveResult.APPLIED,
            verified=True,
            entry=item.entry if item else None,
            entry_id=item.entry_id if item else None,
            updated_at=item.updated_at if item else None,
        )

    def refused(self, words: str, unclearable: Sequence[str] = ()) -> SaveAnswer:
        """AniList said no."""
        if self._rest_is_clearing:
            unclearable = (*self._unclearable, *self._forms)
        return SaveAnswer(
            media_id=self.media_id,
            result=SaveResult.REFUSED,
            message=words,
            unclearable=tuple(unclearable),
        )

    def unknown(self, words: str) -> SaveAnswer:
        """Nothing certain can be said."""
        return SaveAnswer(
            media_id=self.media_id, result=SaveResult.UNKNOWN, message=words
        )
