#!/usr/bin/env python3
"""Controleert een uitvoer van het logboek; geschreven uit format.md alleen, met niets dan Python zelf.

python verify.py [--head HASH ...], in de uitgepakte map: noemt het eerste dat niet klopt en eindigt dan met 1."""

# Driehonderd regels, om van boven naar beneden na te lezen; vandaar een eigen opmaak.
# fmt: off
import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise, zip_longest
from pathlib import Path

LISTS = ("rosters", "votes", "texts", "rules", "decisions", "documents")
FIELDS = {"at", "facts", "kind", "person", "previous", "sequence", "sha256"}
TOTALS = ("for", "against", "abstained", "not_voted", "absent", "recused")
BALLOT = ("seat", "sequence", "choice", "text_sha256", "manner")
PAPER = ("count", "for", "against", "abstained", "not_voted")
ENDS = {"vote_tied": "tied", "vote_closed": "closed", "vote_broken_off": "broken_off"}
NEXT = {  # paragraaf 7: waarop elke stap van een stemming mag volgen
    "roster_frozen": ("",), "vote_opened": ("roster_frozen",), "vote_tied": ("vote_opened",),
    "deciding_vote_cast": ("vote_tied",), "vote_closed": ("vote_opened", "vote_tied", "deciding_vote_cast"),
    "vote_broken_off": ("vote_opened",)}
RULES = (  # paragraaf 6: de bekende waarden van regel 0 tot en met 16
    "one", "votes_cast", "not_cast", "side_of_chair", "ask_chair", "side_of_vice_chair", "as_absent", "not_adopted",
    "ordinary_vote", "no_decision", "none more_than_half", "open_unless_asked", "adopted", "no", "not_counted",
    "until_closed", "vacant_not_counted")
ERRORS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
canon = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
def sha(data): return hashlib.sha256(data).hexdigest()
def H(value): return sha(canon(value).encode())  # noqa: N802 (zo heet het in format.md)
def same(one, other): return canon(one) == canon(other)  # als tekst, want voor Python is 1 gelijk aan True
def pick(record, names): return {name: record[name] for name in names}
def plain(value):
    kind = type(value)
    if kind in (dict, list):
        items = value.values() if kind is dict else value
        return all(map(plain, items)) and "".join(value if kind is dict else ()).isascii()
    return kind in (str, bool, type(None)) or (kind is int and abs(value) < 2**53)

class Event:
    def __init__(self, line, place):
        self.line, self.place, self.record = line, place, json.loads(line)
        self.number, self.kind, self.facts = (self.record[name] for name in ("sequence", "kind", "facts"))
        self.person, self.vote = self.record["person"], self.facts.get("vote")

class Export:  # de map, gelezen: de gebeurtenissen op volgorde en per stemming, en de lijsten ernaast
    def __init__(self, folder, heads):
        self.folder, self.heads = folder, heads
        self.there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if not f.is_dir()} - {"SHA256SUMS"}
        self.sums = [(line[:64], line[66:]) for line in self.read("SHA256SUMS").splitlines()]
        self.events = [Event(line, n) for n, line in enumerate(self.read("ledger.jsonl").split("\n")[:-1], start=1)]
        for name in LISTS:
            rows = json.loads(text := self.read(f"{name}.json"))
            if text != "[\n" + ",\n".join(map(canon, rows)) + "\n" * bool(rows) + "]\n" or not plain(rows):
                raise ValueError(f"{name}.json heeft niet de opmaak van format.md")
            setattr(self, name, rows)
        self.of_kind, self.of_vote = defaultdict(list), defaultdict(lambda: defaultdict(list))
        for e in self.events:
            self.of_kind[e.kind].append(e)
            self.of_vote[e.vote][e.kind].append(e)
        self.opened, self.frozen, self.closed = (
            {e.vote: e for e in self.of_kind[kind]} for kind in ("vote_opened", "roster_frozen", "vote_closed"))
        self.files = {"format.md", "verify.py", "ledger.jsonl", *(f"{name}.json" for name in LISTS), *(
            row["file"] for row in self.documents if row["file"])}
        self.hashed, seen = (*self.texts, *self.rules), Counter()
        self.content = {row["sha256"]: row["content"] for row in self.hashed}
        self.vote_row, rows = {row["vote"]: row for row in self.votes}, {row["decision"]: row for row in self.decisions}
        for e in self.events:  # waar elke gebeurtenis bij hoort, en de hoeveelste zij is van haar zetel of jaar
            key = (e.kind, str(e.facts.get("decision", ""))[:4] or (e.vote, e.facts.get("seat")))
            seen[key] += 1
            e.nth, e.row = seen[key], rows.get(str(e.facts.get("decision")))
            e.opening = self.opened[e.vote].facts if e.vote in self.opened else {}
            e.roster = self.frozen[e.vote].facts["roster"] if e.vote in self.frozen else []
        self.counted = [e for e in self.events if e.kind in ("vote_tied", "vote_closed")]
        self.last = {e.vote: e for e in self.events if e.kind in ENDS}
        self.made, self.cast = self.of_kind["decision_made"], self.of_kind["ballot_cast"]
        self.written = [e for e in self.made if e.row]
        self.listed = (*self.frozen.values(), *self.opened.values(), *self.counted)
    def read(self, name): return (self.folder / name).read_bytes().decode()
    def sheets(self, vote):  # de tellingen op papier, op volgorde, elk met haar staat
        states = {e.facts["count"]: e.kind[12:] for kind in ("entered", "rejected", "confirmed")
                  for e in self.of_vote[vote][f"paper_count_{kind}"]}
        entered = sorted(self.of_vote[vote]["paper_count_entered"], key=lambda e: e.facts["count"])
        return [{**pick(e.facts, PAPER), "state": states[e.facts["count"]]} for e in entered]
    def count(self, end):  # de stand van elke zetel, en de totalen: leeg als de telling op papier niet sluit
        cast = sorted(self.of_vote[end.vote]["ballot_cast"], key=lambda e: e.facts["sequence"])
        last = {e.facts["seat"]: e.facts["choice"] for e in cast if end.opening["method"] == "seats"}
        states = {line["seat"]: "absent" if not line["present"] else "recused" if line["recused"]
                  else last.get(line["seat"], "not_voted") for line in end.roster}
        totals = {name: list(states.values()).count(name) for name in TOTALS}
        if end.opening["method"] == "paper":
            sheet = [pick(sheet, PAPER[1:]) for sheet in self.sheets(end.vote) if sheet["state"] == "confirmed"]
            fits = len(sheet) == 1 and sum(sheet[0].values()) == totals["not_voted"]
            totals = {**totals, **sheet[0]} if fits else {}
        return states, totals
    def outcome(self, end):
        """Paragraaf 6: result, decided_by, waiting_for; None bij een beslissende stem die niet was gevraagd."""
        (states, n), deciding = self.count(end), end.facts["deciding_vote"]
        side, method = {"for": "adopted", "against": "rejected"}, end.opening["method"]
        rules = {row["number"]: row["value"] for row in self.content[end.opening["rules_sha256"]]["rows"]}
        able = [(office, states[line["seat"]]) for office in ("chair", "vice_chair") for line in end.roster
                if line["office"] == office and line["present"] and not line["recused"] and not line["deputy"]]
        office, own = able[0] if able else ("", "")
        thin = rules[10] == "more_than_half" and (len(states) - n["absent"]) * 2 <= len(states)
        lines = (  # de tabel van paragraaf 6: de eerste regel die past
            (thin or not (n["not_voted"] if method == "no_vote" else n["for"] + n["against"]), ("no_decision", "", "")),
            (method == "no_vote", ("adopted", "", "")),
            (n["for"] != n["against"], (side["for" if n["for"] > n["against"] else "against"], "majority", "")),
            (not able, ("not_adopted", "", "")),
            (own in side, (side.get(own), office, "")))
        answer = next((answer for fits, answer in lines if fits), None)
        asked = {"": ("tied", "", office), "declined": ("not_adopted", "", "")}
        return asked.get(deciding, (side.get(deciding), office, "")) if not answer else None if deciding else answer
    def point(self, decision):  # het beslispunt in de tekst waarover is gestemd; None als die tekst niet meegaat
        text = self.content.get(decision.opening["text_sha256"])
        none = {"text": None, "adopts": []}
        return text and next((point for point in text["points"] if point["number"] == decision.facts["point"]), none)

def differ(found, wanted):
    """Een lijst tegen wat uit het logboek volgt: (nummer van de gebeurtenis, rij), op volgorde."""
    for row, (number, want) in zip_longest(found, wanted, fillvalue=(None, None)):
        if not same(row, want):
            yield number, f"er staat {canon(row)[:90]}, maar uit het logboek volgt {canon(want)[:90]}"
def each(name, sentence, fine):
    return lambda x: ((getattr(e, "number", None), sentence) for e in getattr(x, name) if not fine(x, e))
def texts(x):
    keys, named = {"vote_opened": "text_sha256", "amendment_concluded": "version_sha256"}, defaultdict(list)
    for e in x.events:
        if e.kind in keys and "version" in e.facts:
            named[e.facts["proposal"], e.facts["version"], e.facts[keys[e.kind]]].append(e)
    return differ([{**row, "content": row["content"] is None} for row in x.texts], [(of[0].number, {
        "proposal": proposal, "number": n, "sha256": text, "content": all(e.opening["confidential"] for e in of)})
        for (proposal, n, text), of in sorted(named.items())])
def documents(x):
    first = {e.facts["file_sha256"]: e for e in reversed(x.events) if "file_sha256" in e.facts}
    return differ(x.documents, [(e.number, {"file_sha256": s, "event": e.number, "file": None if e.facts.get(
        "confidential") else f"documents/{e.number:06d}-{e.kind}-{s[:16]}.pdf"})
        for s, e in sorted(first.items(), key=lambda pair: pair[1].place)])
def votes(x):
    for vote, e in sorted(x.opened.items()):
        end, ballots = x.last.get(vote), [pick(cast.facts, BALLOT) for cast in x.of_vote[vote]["ballot_cast"]]
        yield e.number, {**e.facts, **(end.facts if end else {}), "state": ENDS[end.kind] if end else "open",
                         "ballots": sorted(ballots, key=lambda b: (b["seat"], b["sequence"])), "papers": x.sheets(vote)}
def four_eyes(x):
    counts = {(e.vote, e.facts["count"]): e.person for e in x.of_kind["paper_count_entered"]}
    key = ("vote", "entry", "seat", "manner")
    pairs = [(e, counts[e.vote, e.facts["count"]]) for e in x.of_kind["paper_count_confirmed"]]
    taken = {tuple(e.facts[name] for name in key): e.person for e in x.of_kind["ballot_taken_down"]}
    pairs += [(e, taken.get(tuple(map(e.facts.get, key)), e.person)) for e in x.cast if e.facts["manner"] != "own"]
    return ((e.number, "dit is niet door een ander bevestigd") for e, first in pairs if e.person == first)
def deciding(x):
    for e in x.closed.values():
        cast, choice = x.of_vote[e.vote]["deciding_vote_cast"], e.facts["deciding_vote"]
        office = next((tied.facts["waiting_for"] for tied in x.of_vote[e.vote]["vote_tied"]), "")
        person = next((line["person"] for line in e.roster if line["office"] == office), None)
        given = [(c.person, c.facts["office"], c.facts["choice"]) for c in cast]
        if given != [(person, office, choice)] and (given or choice in ("for", "against")):
            yield (cast or [e])[0].number, "de beslissende stem is niet van wie erom was gevraagd, of is anders geteld"
def course(x):
    last = defaultdict(str)
    for e in x.events:
        if e.kind in NEXT and last[e.vote] not in NEXT[e.kind]:
            yield e.number, f"{e.kind} van stemming {e.vote} komt na {last[e.vote] or 'niets'}"
        last[e.vote] = e.kind if e.kind in NEXT else last[e.vote]
def meetings(x):
    is_open, running = {}, {}
    for e in x.events:
        if e.kind in ("meeting_opened", "meeting_closed", "meeting_suspended", "meeting_resumed"):
            is_open[e.facts["meeting"]] = e.kind in ("meeting_opened", "meeting_resumed")
        elif e.kind == "vote_opened" or e.kind in ENDS:
            meeting = e.opening["meeting"]
            if not is_open.get(meeting) or running.get(meeting) not in (None, e.vote):
                yield e.number, f"vergadering {meeting} is niet open, of er loopt een andere stemming"
            running[meeting] = e.vote if e.kind in ("vote_opened", "vote_tied") else None
def amendments(x):
    for e in x.closed.values():
        found = x.of_vote[e.vote]["amendment_concluded"]
        state = "adopted" if e.facts["result"] == "adopted" else "rejected"
        wanted = [] if e.opening["amendment"] is None else [(state, e.opening["amendment"], True)]
        if [(c.facts["state"], c.facts["amendment"], c.place > e.place) for c in found] != wanted:
            yield e.number, "de afloop van het amendement past niet bij deze stemming"
        elif wanted and state == "adopted" and (old := x.content.get(e.opening["text_sha256"])):
            new, changed = x.content[found[0].facts["version_sha256"]], found[0].facts["point"]
            text = {point["number"]: point["text"] for point in new["points"]}[changed]
            points = [{**point, "text": text} if point["number"] == changed else point for point in old["points"]]
            if not same(new, {**old, "points": points}) or H({"text": text}) != found[0].facts["text_sha256"]:
                yield e.number, "de nieuwe tekst is niet de oude met alleen dit amendement erin"
def adoptions(x):
    seen = set()
    for d in x.made:
        closed, key = x.closed.get(d.vote), d.facts["point"]
        right = closed and closed.place < d.place and closed.facts["result"] == "adopted"
        if not right or d.opening["amendment"] is not None or d.opening["point"] not in ("", key) or (
                (d.opening["proposal"], key) in seen):
            yield d.number, f"besluit {d.facts['decision']} volgt niet uit een stemming die het aannam"
        seen.add((d.opening["proposal"], key))
    yield from ((e.number, "hier is iets aangenomen, maar er is geen besluit") for e in x.closed.values() if not (
        e.facts["result"] != "adopted" or e.opening["amendment"] is not None or x.of_vote[e.vote]["decision_made"]))

CHECKS = {
    "volledigheid": {
        "bestanden": lambda x: ((None, f"{name} ontbreekt, is er te veel of staat dubbel") for name in sorted(x.files
            ^ x.there | x.files ^ {name for _, name in x.sums} | {b for (_, a), (_, b) in pairwise(x.sums) if a >= b})),
        "nummering": each("events", "dit nummer is niet het volgende", lambda x, e: repr(e.number) == str(e.place)),
        "besluitnummers": each("made", "dit besluitnummer is niet het volgende", lambda x, e: (
            e.facts["decision"] == f"{e.facts['decision'][:4]}-{e.nth:03d}")),
        "teksten-volledig": texts, "documenten-volledig": documents,
        "regels-volledig": lambda x: differ([{**row, "content": row["content"]["number"]} for row in x.rules], [
            (n, {"content": number, "sha256": rules}) for (number, rules), n in sorted(
                {(e.facts["rules"], e.facts["rules_sha256"]): e.number for e in x.opened.values()}.items())]),
    }, "echtheid": {
        "anker": each("heads", "dit controlegetal komt in het logboek niet voor", lambda x, head: any(
            head == e.record["sha256"] for e in x.events)),
        "stemgerechtigd": each("cast", "deze zetel mocht hier zo niet stemmen", lambda x, e: any(
            line["present"] and not line["recused"] and (e.facts["manner"] != "own" or e.person == line["person"])
            for line in e.roster if line["seat"] == e.facts["seat"] and e.opening["method"] == "seats")),
        "vier-ogen": four_eyes, "beslissende-stem": deciding,
    }, "samenhang": {
        "verloop": course, "vergadering-open": meetings,
        "stemmen-op-tijd": each("cast", "deze stem kwam niet tussen opening en einde", lambda x, e: (
            x.opened[e.vote].place < e.place and all(
                e.place < end.place for kind in ENDS for end in x.of_vote[e.vote][kind]))),
        "een-stem-per-zetel": each("cast", "deze stem is niet de volgende van haar zetel", lambda x, e: (
            repr(e.facts["sequence"]) == str(e.nth))),
        "roosters-gelijk": lambda x: differ(x.rosters, [
            (e.number, pick(e.facts, ("vote", "roster"))) for _, e in sorted(x.frozen.items())]),
        "stemmingen-gelijk": lambda x: differ([pick(row, row.keys() - {"sentence"}) for row in x.votes], votes(x)),
        "besluiten-gelijk": lambda x: differ([{**pick(row, row.keys() - {"version_sha256", "sentence"}), "text": row[
            "text"] is None} for row in x.decisions], [(e.number, {**e.facts, "text": e.opening["confidential"]})
            for e in sorted(x.made, key=lambda e: [int(part) for part in e.facts["decision"].split("-")])]),
        "telling": each("counted", "de totalen zijn niet wat de stemmen opleveren", lambda x, e: same(
            e.facts["totals"], x.count(e)[1])),
        "uitslag": each("counted", "de uitslag is niet die van format.md, paragraaf 6", lambda x, e: x.outcome(e) == (
            e.facts["result"], e.facts["decided_by"], e.facts["waiting_for"])),
    }, "ongeschondenheid": {
        "vorm": each("events", "de regel is niet canoniek, of heeft andere velden of waarden", lambda x, e: (
            e.line == canon(e.record) and plain(e.record) and e.record.keys() == FIELDS)),
        "keten": each("events", "dit sluit niet aan op de gebeurtenis ervoor", lambda x, e: e.record["previous"] == (
            x.events[e.place - 2].record["sha256"] if e.place > 1 else "0" * 64)),
        "gebeurtenis-hash": each("events", "de hash hoort niet bij deze gebeurtenis", lambda x, e: (
            e.record["sha256"] == sha((e.line[:-77] + "}").encode()))),  # sha256 is het laatste veld van een regel
        "bestand-hash": each("sums", "een bestand heeft niet de hash van SHA256SUMS", lambda x, known: (
            known[1] not in x.there or sha((x.folder / known[1]).read_bytes()) == known[0])),
        "inhoud-hash": each("hashed", "een tekst of regelset heeft niet haar hash", lambda x, row: (
            row["content"] is None or H(row["content"]) == row["sha256"])),
        "rooster-hash": each("listed", "het rooster heeft een andere hash", lambda x, e: (
            H(e.roster) == e.facts["roster_sha256"])),
        "besluit-hash": each("written", "het besluit heeft een andere hash", lambda x, e: e.row["text"] is None or (
            H({"version": e.row["version_sha256"], **pick(e.row, ("text", "sentence"))}) == e.facts["text_sha256"])),
        "zin-hash": each("votes", "de zin van een uitslag heeft een andere hash", lambda x, row: (
            H(row.get("sentence")) == row.get("sentence_sha256", H(None)))),
    }, "bewijs": {
        "stem-op-tekst": lambda x: ((e.number, "dit ging over een andere tekst, of onder andere regels")
            for e in (*x.cast, *x.counted) for key in ("text_sha256", "rules_sha256")
            if e.facts.get(key, e.opening[key]) != e.opening[key]),
        "regels-bekend": each("rules", "een regelset heeft een onbekende regel of waarde", lambda x, row: (
            [rule["number"] for rule in row["content"]["rows"]] == list(range(17)) and all(
                rule["value"] in known.split() for rule, known in zip(row["content"]["rows"], RULES, strict=True)))),
        "besluit-uit-stemming": adoptions, "amendement": amendments,
        "besluit-tekst": each("written", "de tekst, zin of versie is niet die van de stemming", lambda x, e: (
            e.row["sentence"] == x.vote_row.get(e.vote, e.row)["sentence"] and e.row["version_sha256"] == e.opening[
            "text_sha256"] and e.row["text"] in (None, (x.point(e) or e.row)["text"]))),
        "vastgesteld": each("made", "dit stelt iets anders vast dan waarover is gestemd", lambda x, e: not x.point(e)
            or same(e.facts["adopts"], sorted((pick(each, ("kind", "id", "sha256")) for each in x.point(e)["adopts"]),
                                              key=lambda each: (each["kind"], each["id"])))),
        "documenten": each("documents", "een bestand heeft niet de hash van het logboek", lambda x, row: (
            row["file"] not in x.there or row["file_sha256"] == sha((x.folder / row["file"]).read_bytes()))),
    }}

def verify(folder, heads=()):
    """Alle controles. Geeft de uitvoer (None als die onleesbaar is) en van elke gezakte controle het eerste."""
    try:
        x, found = Export(Path(folder), heads), []
    except (*ERRORS, OSError) as error:
        return None, [("volledigheid", "bestanden", None, f"de uitvoer is niet te lezen ({error})")]
    for kind, name, function in ((kind, *check) for kind, checks in CHECKS.items() for check in checks.items()):
        try:
            found += [(kind, name, *first) for first in [next(iter(function(x)), None)] if first]
        except ERRORS as error:
            found.append((kind, name, None, f"dit is niet te controleren ({type(error).__name__} {error})"))
    return x, found

def main():  # noqa: RET503 (wie niets vindt, heeft niets te zeggen)
    parser = argparse.ArgumentParser(description="Controleert de uitvoer van het logboek in deze map.")
    parser.add_argument("--head", action="append", default=[], metavar="HASH", help="een bewaard controlegetal")
    heads = parser.parse_args().head
    x, found = verify(Path(__file__).resolve().parent, heads)
    if found:
        kind, name, number, sentence = found[0]
        return f"FOUT in {name} ({kind})" + ("" if number is None else f", gebeurtenis {number}") + f": {sentence}."
    kept = max((e.number for e in x.events if e.record["sha256"] in heads), default=0)
    print(f"In orde: {len(x.events)} gebeurtenissen, {len(x.opened)} stemmingen, {len(x.made)} besluiten.")
    print(f"Verankerd tot en met gebeurtenis {kept}." if kept else "Niet verankerd: een afgeknipt einde of een logboek "
          "dat als geheel is herschreven, valt zo niet op. Geef een bewaard controlegetal met --head.")

if __name__ == "__main__":
    sys.exit(main())  # een zin gaat naar de foutuitvoer, en dan is het einde 1
