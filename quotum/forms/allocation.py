"""The choices that an allocation takes, another total to try, and a deviation with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from governance.permissions import today
from quotum.actions.allocation import FIRST_YEAR, LAST_YEAR, MAX_TOTAL
from quotum.enums import Method
from quotum.forms.words import between, choose
from quotum.models import Allocation, Sector, SectorList, WorkplaceRevision
from quotum.queries import first_free_year, workplace_choices
from werkbedrijf.lib.charts import thousands
from werkbedrijf.web.fields import WholeNumberField


class AllocationForm(forms.Form):
    """The choices that the agreement leaves to the board: each is recorded with the result."""

    year = WholeNumberField(
        label="Jaar waarvoor de verdeling geldt",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=between(
            f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.",
            "Vul het jaar in waarvoor de verdeling geldt.",
        ),
    )
    total = WholeNumberField(
        label="Extra banen in dat jaar",
        help_text="Alleen de banen die er in dit jaar bij moeten komen, niet de stand sinds 2012.",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=between(
            f"Vul een heel getal in van 1 tot en met {thousands(MAX_TOTAL)}.",
            "Vul in hoeveel extra banen er te verdelen zijn.",
        ),
    )
    market = WholeNumberField(
        label="Waarvan bij marktwerkgevers",
        help_text="Alleen als het bestuur markt en overheid apart afspreekt; de rest is dan bij de overheid. "
        "De verdeling over de sectoren verandert er niet door.",
        required=False,
        min_value=0,
        max_value=MAX_TOTAL,
        error_messages=between(f"Vul een heel getal in van 0 tot en met {thousands(MAX_TOTAL)}.", ""),
    )
    target_source = forms.CharField(
        label="Bron van dit aantal",
        help_text="Er is geen wettelijk regionaal quotum: het bestuur stelt het aantal zelf vast. "
        "Noem het stuk waar het in staat.",
        max_length=300,
        error_messages={
            "required": "Noem waar het aantal vandaan komt, bijvoorbeeld een voorstel aan het bestuur."
        },
    )
    sector_list = forms.ModelChoiceField(
        label="Sectorindeling",
        help_text="De indeling die geldt aan het begin van dat jaar, of nu als het al begonnen is.",
        queryset=SectorList.objects.adopted(),
        empty_label=None,
        error_messages=choose("Kies een sectorindeling uit de lijst."),
    )
    workplaces = forms.ChoiceField(
        label="Arbeidsplaatsen",
        help_text="De verdeelsleutel: het aantal arbeidsplaatsen per sector in Twente (artikel 7).",
        error_messages=choose("Kies uit de lijst van welk jaar de arbeidsplaatsen zijn."),
    )
    method = forms.ChoiceField(
        label="Afronding op hele banen",
        help_text="De overeenkomst noemt de verhouding en geen afronding. "
        "De andere methode staat straks ter vergelijking ernaast.",
        choices=Method.choices,
        widget=forms.RadioSelect,
        initial=Method.HAMILTON.value,
        error_messages=choose("Kies hoe er op hele banen wordt afgerond."),
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldcijfer",
        help_text="Het aantal is bedacht en krijgt overal de aanduiding “voorbeeldcijfer”.",
        required=False,
    )

    def __init__(self, *args: Any, allocation: Allocation | None = None, **kwargs: Any) -> None:
        if allocation is not None:
            kwargs["initial"] = {
                "year": allocation.year,
                "total": allocation.total,
                "market": allocation.target.market,
                "target_source": allocation.target.source,
                "sector_list": allocation.sector_list_id,
                "workplaces": f"{allocation.workplace_revision_id}:{allocation.workplace_year}",
                "method": allocation.method,
                "is_example": allocation.is_example,
            }
        else:
            year = first_free_year()
            applies = SectorList.objects.for_year(year, today())
            kwargs.setdefault(
                "initial", {"year": year, "sector_list": applies, "is_example": settings.DEMO_MODE}
            )
        super().__init__(*args, **kwargs)
        choices = self.fields["workplaces"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 (it is declared so above)
        choices.choices = workplace_choices()

    def inputs(self) -> dict[str, Any]:
        """The cleaned values as `draft_allocation` and `change_allocation` take them."""
        values = dict(self.cleaned_data)
        revision, _, year = values.pop("workplaces").partition(":")
        values["workplace_revision"] = WorkplaceRevision.objects.get(pk=int(revision))
        values["workplace_year"] = int(year)
        return values


class OtherTotalForm(forms.Form):
    """What if the total were another one? In the address, so that the answer can be sent."""

    totaal = WholeNumberField(
        label="Een ander totaal",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=between(
            f"Vul een heel getal in van 1 tot en met {thousands(MAX_TOTAL)}.", "Vul een totaal in."
        ),
    )


class DeviationForm(forms.Form):
    """Jobs that go from one sector to another, and why."""

    use_required_attribute = False

    giver = forms.ModelChoiceField(
        label="Van welke sector",
        queryset=Sector.objects.none(),
        empty_label="Kies een sector",
        error_messages=choose("Kies de sector die banen afgeeft."),
    )
    receiver = forms.ModelChoiceField(
        label="Naar welke sector",
        queryset=Sector.objects.none(),
        empty_label="Kies een sector",
        error_messages=choose("Kies de sector die de banen krijgt."),
    )
    jobs = WholeNumberField(
        label="Aantal banen",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=between("Vul een heel getal van 1 of meer in.", "Vul in hoeveel banen verschuiven."),
    )
    reason = forms.CharField(
        label="Reden",
        help_text="Waarom wijkt het bestuur hier af van de verhouding van de arbeidsplaatsen (artikel 7)? "
        "De reden staat bij de verdeling en is deel van wat het bestuur vaststelt.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf waarom het bestuur van de verdeelsleutel zou afwijken."},
    )

    def __init__(self, *args: Any, allocation: Allocation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (it is declared so above)
            field.queryset = allocation.sector_list.sectors.all()
