"""The form of the simulation on "Zo telt dit bestuur": sent by GET, so that its address can be sent to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from governance.domain.outcome import DecidingVote, SeatState
from governance.domain.simulation import Example
from governance.models import Seat

# As they stand in the address: Dutch, because people read and send it.
STATES = {
    "voor": SeatState.FOR,
    "tegen": SeatState.AGAINST,
    "onthouding": SeatState.ABSTAINED,
    "niet-gestemd": SeatState.NOT_VOTED,
    "afwezig": SeatState.ABSENT,
    "doet-niet-mee": SeatState.RECUSED,
}
DECIDING = {"voor": DecidingVote.FOR, "tegen": DecidingVote.AGAINST, "geen": DecidingVote.DECLINED}
_STATE_CODES = {state: code for code, state in STATES.items()}
_DECIDING_CODES = {choice: code for code, choice in DECIDING.items()}
_PREFIX = "zetel-"


class SimulationForm(forms.Form):
    """What each seat does, whether deputies sit on the two offices, and the deciding vote."""

    use_required_attribute = False

    def __init__(self, data: Any, *, seats: Sequence[Seat], vice_chair: str | None) -> None:
        """seats: all seats in order. vice_chair: the slug of the vice-chair today, the first choice."""
        super().__init__(data)
        self._seats = seats
        words = [(code, code.replace("-", " ")) for code in STATES]
        for seat in seats:
            label = f"{seat.name} (voorzitter)" if seat.is_chair else seat.name
            self.fields[f"{_PREFIX}{seat.slug}"] = forms.ChoiceField(
                label=label,
                choices=words,
                initial="voor",
                error_messages={
                    "required": "Kies wat deze zetel doet.",
                    "invalid_choice": "Kies wat deze zetel doet.",
                },
            )
        self.fields["vice"] = forms.ChoiceField(
            label="Vicevoorzitter",
            required=False,
            choices=[("", "geen"), *((seat.slug, seat.name) for seat in seats if not seat.is_chair)],
            initial=vice_chair or "",
            error_messages={"invalid_choice": "Kies een zetel, of geen."},
        )
        self.fields["vervanger"] = forms.MultipleChoiceField(
            label="Een vervanger zit op de zetel van",
            required=False,
            choices=[("voorzitter", "de voorzitter"), ("vicevoorzitter", "de vicevoorzitter")],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Kies de voorzitter of de vicevoorzitter."},
        )
        self.fields["beslissend"] = forms.ChoiceField(
            label="Beslissende stem, als daarom wordt gevraagd",
            required=False,
            choices=[
                ("", "nog niet gegeven"),
                ("voor", "voor"),
                ("tegen", "tegen"),
                ("geen", "ziet ervan af"),
            ],
            error_messages={"invalid_choice": "Kies voor, tegen of ziet ervan af."},
        )

    def seat_fields(self) -> list[forms.BoundField]:
        return [self[f"{_PREFIX}{seat.slug}"] for seat in self._seats]

    def states(self) -> dict[str, SeatState]:
        """What each seat does; only after validation."""
        return {seat.slug: STATES[self.cleaned_data[f"{_PREFIX}{seat.slug}"]] for seat in self._seats}

    @property
    def vice_chair(self) -> str | None:
        return self.cleaned_data["vice"] or None

    def has_deputy(self, office: str) -> bool:
        return office in self.cleaned_data["vervanger"]

    @property
    def deciding_vote(self) -> DecidingVote | None:
        return DECIDING.get(self.cleaned_data["beslissend"])


def is_filled_in(data: Mapping[str, Any]) -> bool:
    """Whether an address holds a simulation, and not only the page."""
    return any(name.startswith(_PREFIX) for name in data)


def example_query(example: Example, vice_chair: str | None) -> str:
    """The address of an example, from the question mark on."""
    values = [(f"{_PREFIX}{slug}", _STATE_CODES[state]) for slug, state in example.states.items()]
    values.append(("vice", vice_chair or ""))
    if example.deciding_vote:
        values.append(("beslissend", _DECIDING_CODES[example.deciding_vote]))
    return f"?{urlencode(values)}"
