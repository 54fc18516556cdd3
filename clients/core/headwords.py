"""The words by which a column of a sheet of clients is known, in several languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clients.core.text import fold

# Each field with its words, the surest first; folded, without accents. A bare "name" is the owner's beside a shop's.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        *("shop", "shop name", "company", "company name", "business", "business name", "client", "client name"),
        *("customer", "customer name", "firma", "firmenname", "betrieb", "kunde", "laden", "unternehmen", "geschaft"),
        *("entreprise", "societe", "magasin", "cliente", "empresa", "negocio", "tienda", "azienda", "ditta", "negozio"),
        *("bedrijf", "bedrijfsnaam", "klant", "loja", "foretag", "virksomhed", "firma navn", "name", "nom", "nombre"),
        *("nome", "naam", "namn", "navn"),
    ),
    "owner": (
        *("owner", "owner name", "owner's name", "contact", "contact name", "contact person", "person", "inhaber"),
        *("inhaberin", "besitzer", "ansprechpartner", "ansprechperson", "kontakt", "proprietaire", "gerant"),
        *("propietario", "propietaria", "dueno", "duena", "contacto", "titolare", "proprietario", "contatto"),
        *("eigenaar", "contactpersoon", "dono", "agare", "ejer", "full name", "name", "nom", "nombre", "nome", "naam"),
    ),
    "email": (
        *(
            "email",
            "e-mail",
            "mail",
            "email address",
            "e-mail address",
            "e-mail-adresse",
            "email-adresse",
            "mailadresse",
        ),
        *("courriel", "adresse e-mail", "adresse mail", "correo", "correo electronico", "posta elettronica"),
        *("indirizzo e-mail", "e-mailadres", "e-post", "epost", "correio eletronico", "e-postadress"),
    ),
    "phone": (
        *("phone", "phone number", "telephone", "tel", "tel.", "cell", "cell phone", "mobile", "mobile phone"),
        *("telefon", "telefonnummer", "mobil", "handy", "natel", "portable", "numero de telephone", "telefono"),
        *("movil", "celular", "cellulare", "telefoon", "telefoonnummer", "mobiel", "telefone", "telemovel"),
    ),
    "tags": (
        *("tags", "tag", "labels", "label", "group", "groups", "category", "categories", "segment"),
        *("schlagwort", "schlagworte", "gruppe", "kategorie", "etiquettes", "etiquette", "groupe", "categorie"),
        *("etiquetas", "etiqueta", "grupo", "categoria", "etichette", "gruppo", "groep"),
    ),
    "in_charge": (
        *("in charge", "consultant", "advisor", "account manager", "assigned to", "responsible", "zustandig"),
        *("verantwortlich", "betreuer", "betreuerin", "berater", "beraterin", "responsable", "conseiller"),
        *("conseillere", "encargado", "encargada", "asesor", "asesora", "responsabile", "consulente", "adviseur"),
        *("responsavel",),
    ),
    "people": (
        *("people", "staff", "employees", "headcount", "team", "team size", "size", "mitarbeiter", "mitarbeitende"),
        *("personen", "effectif", "salaries", "employes", "empleados", "personas", "plantilla", "dipendenti"),
        *("persone", "medewerkers", "funcionarios"),
    ),
    "time_zone": (
        *("time zone", "timezone", "tz", "zone", "zeitzone", "fuseau horaire", "fuseau", "zona horaria"),
        *("fuso orario", "tijdzone", "fuso horario"),
    ),
    "contact": (
        *("note", "notes", "remark", "remarks", "comment", "comments", "notiz", "notizen", "bemerkung"),
        *("bemerkungen", "kommentar", "remarque", "remarques", "commentaire", "nota", "notas", "comentario"),
        *("observaciones", "commento", "osservazioni", "opmerking", "opmerkingen"),
    ),
}
FIELDS = tuple(WORDS)
# The shop's, unless another column is.
BARE = {("owner", word) for word in ("name", "nom", "nombre", "nome", "naam")}


def guess(headings: Sequence[str]) -> list[str]:
    """Return the field of each heading, each field once; empty for one that no word fits."""
    folded = [fold(each).strip().rstrip(":*").strip() for each in headings]
    found = [""] * len(folded)
    asked = [
        (len(words) if (field, word) in BARE else words.index(word), field, place)
        for field, words in WORDS.items()
        for place, word in enumerate(folded)
        if word in words
    ]
    for _rank, field, place in sorted(asked, key=lambda each: (each[0], each[2])):
        if not found[place] and field not in found:
            found[place] = field
    return found
