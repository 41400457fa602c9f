"""The eight seats of the board (article 4) with their duties (article 5). One vote each; who holds them comes later."""

from __future__ import annotations

from dataclasses import dataclass

from governance.models import Party, Seat


@dataclass(frozen=True)
class SeatData:
    slug: str
    name: str
    parties: tuple[str, ...]  # slugs
    duty: str = ""
    is_chair: bool = False


SEATS = (
    SeatData(
        "voorzitter",
        "Enschede",
        ("enschede",),
        "Roept de vergadering bijeen; zorgt voor agenda, voorbereiding, notulen en informatie-uitwisseling.",
        is_chair=True,
    ),
    SeatData("hellendoorn", "Hellendoorn", ("hellendoorn",)),
    SeatData("oldenzaal", "Oldenzaal", ("oldenzaal",)),
    SeatData("hengelo", "Hengelo", ("hengelo",)),
    SeatData("almelo", "Almelo", ("almelo",)),
    SeatData("uwv", "UWV", ("uwv",), "Bewaakt hoeveel er van het quotum is gerealiseerd."),
    SeatData(
        "werkgevers",
        "Werkgevers",
        ("vno-ncw-midden", "mkb-nederland-midden"),
        "Aanspreekpunt voor werkgevers, onder meer als zij garantiebanen aanmelden.",
    ),
    SeatData(
        "werknemers",
        "Werknemers",
        ("fnv", "cnv"),
        "Aanspreekpunt voor sectoren over cao’s en ondernemingsraden.",
    ),
)


def load_seats() -> None:
    """The seats, each with the parties it represents."""
    for position, data in enumerate(SEATS, start=1):
        seat, created = Seat.objects.get_or_create(
            slug=data.slug,
            defaults={"name": data.name, "position": position, "duty": data.duty, "is_chair": data.is_chair},
        )
        if created:
            seat.parties.set(Party.objects.filter(slug__in=data.parties))
