"""Who can sign in to the example with one button: people called after their function, besides nineteen readers."""

BOARD = (
    "Voorzitter (portefeuillehouder Enschede)",
    "Portefeuillehouder Hellendoorn",
    "Portefeuillehouder Oldenzaal",
    "Portefeuillehouder Hengelo",
    "Portefeuillehouder Almelo",
    "Vertegenwoordiger UWV",
    "Vertegenwoordiger werkgevers",
    "Vertegenwoordiger werknemers",
)
ROLES = {
    *BOARD,
    "Plaatsvervanger Enschede",
    "Plaatsvervanger Hengelo",
    "Plaatsvervanger UWV",
    "Plaatsvervanger werknemers",
    "Secretariaat",
    "Medewerker UWV",
    "Toehoorder ambtelijk overleg",
    "Beheerder",
    "Medewerker Werkplein Almelo",
    "Medewerker Werkplein Enschede",
    "Medewerker Werkplein Hengelo",
    "Bestuur UWV",
    "Bestuur VNO-NCW Midden",
    "Bestuur MKB-Nederland Midden",
    "Bestuur FNV",
    "Bestuur CNV",
}
