"""Controleert een uitvoer van het logboek; geschreven uit format.md alleen, met niets dan Python zelf.
python verify.py [--head HASH ...], in de uitgepakte map: noemt het eerste dat niet klopt en eindigt dan met 1.
Driehonderd regels, om van boven naar beneden na te lezen; vandaar een eigen opmaak."""

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
BALLOT, PAPER = ("seat", "sequence", "choice", "text_sha256", "manner"), ("count", *TOTALS[:4])
ENDS = {"vote_tied": "tied", "vote_closed": "closed", "vote_broken_off": "broken_off"}
NEXT = {"roster_frozen": ("",), "vote_opened": ("roster_frozen",), "vote_tied": ("vote_opened",),  # volgens paragraaf 7
        "deciding_vote_cast": ("vote_tied",), "vote_broken_off": ("vote_opened",), "vote_closed": (
            "vote_opened", "vote_tied", "deciding_vote_cast")}
RULES = (  # paragraaf 6: de bekende waarden van regel 0 tot en met 16
    "one votes_cast not_cast side_of_chair ask_chair side_of_vice_chair as_absent not_adopted ordinary_vote no_decision"
    " none|more_than_half open_unless_asked adopted no not_counted until_closed vacant_not_counted")
TITLES = {"file": "bestand {}", "head": "controlegetal {}", "decision": "besluit {}", "vote": "stemming {}",
          "proposal": "voorstel {}, versie {number}", "event": "document bij gebeurtenis {}", "sha256": "stemregels {}"}
ERRORS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
canon = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
def sha(data): return hashlib.sha256(data).hexdigest()
def H(value): return sha(canon(value).encode())  # noqa: N802 (zo heet het in format.md)
def same(one, other): return canon(one) == canon(other)  # als tekst, want voor Python is 1 gelijk aan True
def pick(record, names): return {name: record[name] for name in names}
def plain(value):
    if type(value) in (list, dict):
        return all(map(plain, value.values() if type(value) is dict else value)) and "".join(
            value if type(value) is dict else ()).isascii()
    return type(value) in (str, bool, type(None)) or (type(value) is int and abs(value) < 2**53)
def title(thing):  # waar een melding over gaat
    row = getattr(thing, "facts", thing if type(thing) is dict else {"head": thing})
    return next((words.format(row[key], **row) for key, words in TITLES.items() if row.get(key)), "logboek")
def shown(value):  # voor een mens, en ingekort aan het einde van een woord
    text = value if type(value) is str else json.dumps(value, ensure_ascii=False)
    return f"“{text if len(text) < 91 else text[:90].rsplit(' ', 1)[0] + ' …'}”"
class Event:
    def __init__(self, line, place):
        Export.reading = f"regel {place} van ledger.jsonl"
        self.line, self.place, self.record = line.decode(), place, json.loads(line.decode())
        self.number, self.kind, self.facts = (self.record[name] for name in ("sequence", "kind", "facts"))
        self.person, self.vote, self.sha = self.record["person"], self.facts.get("vote"), self.record["sha256"]
class Export:  # de map, gelezen: de gebeurtenissen op volgorde en per stemming, en de lijsten ernaast
    def __init__(self, folder, heads):
        self.folder, self.heads = folder, heads
        self.there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if not f.is_dir()} - {"SHA256SUMS"}
        self.sums = [{"sha": line[:64], "file": line[66:]} for line in self.read("SHA256SUMS").decode().splitlines()]
        self.events = [Event(*pair[::-1]) for pair in enumerate(self.read("ledger.jsonl").split(b"\n")[:-1], start=1)]
        for name in LISTS:
            rows = json.loads(text := self.read(f"{name}.json").decode())
            if text != "[\n" + ",\n".join(map(canon, rows)) + "\n" * bool(rows) + "]\n" or not plain(rows):
                raise ValueError
            setattr(self, name, rows)
        self.of_kind, self.of_vote, Export.reading = defaultdict(list), defaultdict(lambda: defaultdict(list)), "iets"
        for e in self.events:
            self.of_kind[e.kind].append(e)
            self.of_vote[e.vote][e.kind].append(e)
        self.opened, self.frozen, self.closed = (
            {e.vote: e for e in self.of_kind[kind]} for kind in ("vote_opened", "roster_frozen", "vote_closed"))
        self.files = {"format.md", "verify.py", "ledger.jsonl", *(f"{name}.json" for name in LISTS), *(
            row["file"] for row in self.documents if row["file"])}
        self.hashed, seen = (*self.texts, *self.rules), Counter()
        self.content = {r["sha256"]: r["content"] for r in sorted(self.hashed, key=lambda r: r["content"] is not None)}
        self.vote_row, rows = {row["vote"]: row for row in self.votes}, {row["decision"]: row for row in self.decisions}
        for e in self.events:  # waar elke gebeurtenis bij hoort, en de hoeveelste zij is van haar zetel of jaar
            key = (e.kind, str(e.facts.get("decision", ""))[:4] or (e.vote, e.facts.get("seat")))
            seen[key] += 1
            e.nth, e.row = seen[key], rows.get(str(e.facts.get("decision")))
            e.opening = self.opened[e.vote].facts if e.vote in self.opened else {}
            e.roster = self.frozen[e.vote].facts["roster"] if e.vote in self.frozen else []
        self.counted = [e for e in self.events if e.kind in ("vote_tied", "vote_closed")]
        self.made, self.cast = self.of_kind["decision_made"], self.of_kind["ballot_cast"]
        self.written, self.last = [e for e in self.made if e.row], {e.vote: e for e in self.events if e.kind in ENDS}
        self.listed = (*self.frozen.values(), *self.opened.values(), *self.counted)
    def read(self, name):
        Export.reading = f"bestand {name}"  # voor de melding, als het lezen hier stopt
        return (self.folder / name).read_bytes()
    def fits(self, name, known): return name not in self.there or sha(self.read(name)) == known
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
    def outcome(self, end):  # result, decided_by, waiting_for; None bij een beslissende stem die niet was gevraagd
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
            (not able, ("not_adopted", "", "")), (own in side, (side.get(own), office, "")))
        answer = next((answer for fits, answer in lines if fits), None)
        asked = {"": ("tied", "", office), "declined": ("not_adopted", "", "")}
        return asked.get(deciding, (side.get(deciding), office, "")) if not answer else None if deciding else answer
    def point(self, decision):  # het beslispunt in de tekst waarover is gestemd; None als die tekst niet meegaat
        text = self.content.get(decision.opening["text_sha256"])
        none = {"text": None, "adopts": []}
        return text and next((point for point in text["points"] if point["number"] == decision.facts["point"]), none)
def first(one, other, path=()):  # het eerste verschil: de weg erheen, wat er staat en wat er hoort te staan
    parts = [dict(enumerate(v, start=1)) if type(v) is list else v for v in (one, other) if type(v) in (list, dict)]
    for key in sorted({*parts[0], *parts[1]}, key=str) if len(parts) == 2 else ():
        if not same(*(pair := [part.get(key, "(ontbreekt)") for part in parts])):
            return first(*pair, (*path, key))
    return ", ".join(map(repr, path)), shown(one), shown(other)
def differ(file, found, wanted):  # een lijst tegen wat uit het logboek volgt: (nummer van de gebeurtenis, rij)
    for row, (number, want) in zip_longest(found, wanted, fillvalue=(None, None)):
        names = [title(one) if type(one) is dict else "niets" for one in (row, want)]
        if names[0] != names[1]:
            yield number, f"in {file} staat {names[0]} waar volgens het logboek {names[1]} hoort"
        elif not same(row, want):
            yield number, (f"{names[0]}: veld {{}} is anders dan wat uit het logboek volgt. In {file} staat {{}}, uit "
                           "het logboek volgt {}").format(*first(row, want))
def without(row, name): return {**pick(row, row.keys() - {name}), f"{name} weggelaten": row[name] is None}
def each(name, words, fine):
    return lambda x: ((getattr(e, "number", None), f"{title(e)}: {words}") for e in getattr(x, name) if not fine(x, e))
def files(x):
    names = [known["file"] for known in x.sums]
    for name in sorted(x.files ^ x.there | x.files ^ {*names} | {b for a, b in pairwise(names) if a >= b}):
        known = "staat niet, dubbel of te laat in SHA256SUMS" if name in x.there else "ontbreekt"
        yield None, f"bestand {name} {known if name in x.files else 'hoort niet in deze uitvoer'}"
def texts(x):
    keys, named = {"vote_opened": "text_sha256", "amendment_concluded": "version_sha256"}, defaultdict(list)
    for e in x.events:
        if e.kind in keys and "version" in e.facts:
            named[e.facts["proposal"], e.facts["version"], e.facts[keys[e.kind]]].append(e)
    return differ("texts.json", [without(row, "content") for row in x.texts], [(of[0].number, {"proposal": proposal,
        "number": n, "sha256": text, "content weggelaten": all(e.opening["confidential"] for e in of)})
        for (proposal, n, text), of in sorted(named.items())])
def documents(x):
    first = {e.facts["file_sha256"]: e for e in reversed(x.events) if "file_sha256" in e.facts}
    return differ("documents.json", x.documents, [(e.number, {"event": e.number, "file_sha256": s, "file": (
        None if e.facts.get("confidential") else f"documents/{e.number:06d}-{e.kind}-{s[:16]}.pdf")})
        for s, e in sorted(first.items(), key=lambda pair: pair[1].place)])
def votes(x):
    for vote, e in sorted(x.opened.items()):
        end, ballots = x.last.get(vote), [pick(cast.facts, BALLOT) for cast in x.of_vote[vote]["ballot_cast"]]
        yield e.number, {**e.facts, **(end.facts if end else {}), "state": ENDS[end.kind] if end else "open",
                         "ballots": sorted(ballots, key=lambda b: (b["seat"], b["sequence"])), "papers": x.sheets(vote)}
def four_eyes(x, key=("vote", "entry", "seat", "manner")):
    counts = {(e.vote, e.facts["count"]): e.person for e in x.of_kind["paper_count_entered"]}
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
        elif wanted and state == "adopted" and (old := x.content.get(e.opening["text_sha256"])) and (
                new := x.content[found[0].facts["version_sha256"]]):  # van een vertrouwelijk punt gaan zij niet mee
            text = {point["number"]: point["text"] for point in new["points"]}[(changed := found[0].facts["point"])]
            points = [{**point, "text": text} if point["number"] == changed else point for point in old["points"]]
            if not same(new, {**old, "points": points}) or H({"text": text}) != found[0].facts["text_sha256"]:
                yield e.number, "de nieuwe tekst is niet de oude met alleen dit amendement erin"
def adoptions(x):
    seen = set()
    for d in x.made:
        closed, key = x.closed.get(d.vote), (d.opening["proposal"], d.facts["point"])
        right = closed and closed.place < d.place and closed.facts["result"] == "adopted"
        if not right or d.opening["amendment"] is not None or d.opening["point"] not in ("", key[1]) or key in seen:
            yield d.number, f"besluit {d.facts['decision']} volgt niet uit een stemming die het aannam"
        seen.add(key)
    yield from ((e.number, "hier is iets aangenomen, maar er is geen besluit") for e in x.closed.values() if not (
        e.facts["result"] != "adopted" or e.opening["amendment"] is not None or x.of_vote[e.vote]["decision_made"]))
CHECKS = {
    "volledigheid": {"bestanden": files,
        "nummering": each("events", "dit nummer is niet het volgende", lambda x, e: repr(e.number) == str(e.place)),
        "besluitnummers": each("made", "dit nummer is fout", lambda x, e: e.facts["decision"][4:] == f"-{e.nth:03d}"),
        "teksten-volledig": texts, "documenten-volledig": documents,
        "regels-volledig": lambda x: differ("rules.json", [{**r, "content": r["content"]["number"]} for r in x.rules], [
            (n, {"content": number, "sha256": rules}) for (number, rules), n in sorted(
                {(e.facts["rules"], e.facts["rules_sha256"]): e.number for e in x.opened.values()}.items())]),
    }, "echtheid": {
        "anker": each("heads", "dit staat niet in het logboek", lambda x, head: any(head == e.sha for e in x.events)),
        "stemgerechtigd": each("cast", "deze zetel mocht hier zo niet stemmen", lambda x, e: any(
            line["present"] and not line["recused"] and (e.facts["manner"] != "own" or e.person == line["person"])
            for line in e.roster if line["seat"] == e.facts["seat"] and e.opening["method"] == "seats")),
        "vier-ogen": four_eyes, "beslissende-stem": deciding,
    }, "samenhang": {
        "verloop": course, "vergadering-open": meetings,
        "stemmen-op-tijd": each("cast", "deze stem kwam niet tussen opening en einde", lambda x, e: (
            x.opened[e.vote].place < e.place and all(
                e.place < end.place for kind in ENDS for end in x.of_vote[e.vote][kind]))),
        "een-stem-per-zetel": each("cast", "stem fout genummerd", lambda x, e: repr(e.facts["sequence"]) == str(e.nth)),
        "roosters-gelijk": lambda x: differ("rosters.json", x.rosters, [
            (e.number, pick(e.facts, ("vote", "roster"))) for _, e in sorted(x.frozen.items())]),
        "stemmingen-gelijk": lambda x: differ("votes.json", [pick(r, {*r} - {"sentence"}) for r in x.votes], votes(x)),
        "besluiten-gelijk": lambda x: differ("decisions.json", [without(pick(r, {*r} - {"version_sha256", "sentence"}),
            "text") for r in x.decisions], [(e.number, {**e.facts, "text weggelaten": e.opening["confidential"]})
            for e in sorted(x.made, key=lambda e: [int(part) for part in e.facts["decision"].split("-")])]),
        "telling": each("counted", "de totalen kloppen niet", lambda x, e: same(e.facts["totals"], x.count(e)[1])),
        "uitslag": each("counted", "de uitslag is niet die van format.md, paragraaf 6", lambda x, e: x.outcome(e) == (
            e.facts["result"], e.facts["decided_by"], e.facts["waiting_for"])),
    }, "ongeschondenheid": {
        "vorm": each("events", "de regel heeft niet de vorm van format.md, of andere velden", lambda x, e: (
            e.line == canon(e.record) and plain(e.record) and e.record.keys() == FIELDS)),
        "keten": each("events", "dit sluit niet aan op de gebeurtenis ervoor", lambda x, e: e.record["previous"] == (
            x.events[e.place - 2].sha if e.place > 1 else "0" * 64)),
        "gebeurtenis-hash": each("events", "de hash hoort niet bij deze gebeurtenis", lambda x, e: (
            e.sha == sha((e.line[:-77] + "}").encode()))),  # sha256 is het laatste veld van een regel
        "bestand-hash": each("sums", "veranderd, want de hash is anders", lambda x, r: x.fits(r["file"], r["sha"])),
        "inhoud-hash": each("hashed", "de inhoud is veranderd", lambda x, r: H(r["content"]) in (r["sha256"], H(None))),
        "rooster-hash": each("listed", "het rooster klopt niet", lambda x, e: H(e.roster) == e.facts["roster_sha256"]),
        "besluit-hash": each("written", "het besluit heeft een andere hash", lambda x, e: e.row["text"] is None or (
            H({"version": e.row["version_sha256"], **pick(e.row, ("text", "sentence"))}) == e.facts["text_sha256"])),
        "zin-hash": each("votes", "de zin van de uitslag heeft een andere hash", lambda x, row: (
            H(row.get("sentence")) == row.get("sentence_sha256", H(None)))),
    }, "bewijs": {
        "stem-op-tekst": lambda x: ((e.number, "dit ging over een andere tekst, of onder andere regels")
            for e in (*x.cast, *x.counted) for key in ("text_sha256", "rules_sha256")
            if e.facts.get(key, e.opening[key]) != e.opening[key]),
        "regels-bekend": each("rules", "er is een onbekende regel of waarde", lambda x, row: (
            [r["number"] for r in row["content"]["rows"]] == list(range(17)) and all(
                r["value"] in one.split("|") for r, one in zip(row["content"]["rows"], RULES.split(), strict=True)))),
        "besluit-uit-stemming": adoptions, "amendement": amendments,
        "besluit-tekst": each("written", "de tekst, zin of versie is niet die van de stemming", lambda x, e: (
            e.row["sentence"] == x.vote_row.get(e.vote, e.row)["sentence"] and e.row["version_sha256"] == e.opening[
            "text_sha256"] and e.row["text"] in (None, (x.point(e) or e.row)["text"]))),
        "vastgesteld": each("made", "dit stelt iets anders vast dan waarover is gestemd", lambda x, e: not x.point(e)
            or same(e.facts["adopts"], sorted((pick(each, ("kind", "id", "sha256")) for each in x.point(e)["adopts"]),
                                              key=lambda each: (each["kind"], each["id"])))),
        "documenten": each("documents", "anders dan is vastgelegd", lambda x, r: x.fits(r["file"], r["file_sha256"])),
    }}
def verify(folder, heads=()):  # de uitvoer (None als die onleesbaar is), en van elke gezakte controle het eerste
    try:
        x, found = Export(Path(folder), heads), []
    except (*ERRORS, OSError) as error:
        wrong = "ontbreekt" if type(error) is FileNotFoundError else "is niet te lezen, of anders dan in format.md"
        return None, [("volledigheid", "bestanden", None, f"{Export.reading} {wrong}")]
    for kind, name, function in ((kind, *check) for kind, checks in CHECKS.items() for check in checks.items()):
        try:
            found += [(kind, name, *first) for first in [next(iter(function(x)), None)] if first]
        except ERRORS as error:
            found.append((kind, name, None, f"niet te controleren, want er ontbreekt iets of het is anders ({error})"))
    return x, found
def main():  # noqa: RET503 (wie niets vindt, heeft niets te zeggen)
    parser = argparse.ArgumentParser(description="Controleert de uitvoer van het logboek in deze map.")
    parser.add_argument("--head", action="append", default=[], metavar="HASH", help="een bewaard controlegetal")
    x, found = verify(Path(__file__).resolve().parent, parser.parse_args().head)
    if found:
        kind, name, number, sentence = found[0]
        return (f"FOUT in {name} ({kind}){f', gebeurtenis {number}' if number else ''}: {sentence}.\nDit betekent dat "
            "deze uitvoer onvolledig, beschadigd, veranderd of verkeerd gemaakt is. Vraag het secretariaat een nieuwe; "
            "geeft die dezelfde fout, bewaar dan beide en meld het aan de voorzitter van het bestuur.")
    kept = max((e.number for e in x.events if e.sha in x.heads), default=0)
    print(f"In orde: {len(x.events)} gebeurtenissen, {len(x.opened)} stemmingen, {len(x.made)} besluiten.")
    print(f"Verankerd tot en met gebeurtenis {kept}." if kept else "Niet verankerd: een afgeknipt einde of een logboek "
          "dat als geheel is herschreven, valt zo niet op. Geef een bewaard controlegetal met --head.")
if __name__ == "__main__":
    sys.exit(main())  # een zin gaat naar de foutuitvoer, en dan is het einde 1
