"""A town with many cases: a demo of 10 000, whose rows are written again with ids, numbers and persons of their own, and the same keys.

What hangs on a case comes along, but for the audit log, whose chain cannot be copied. Cases lie in 50 units; `two.units` has rights in two of them,
with a fifth of the cases, and serves the contact centre; `empty.units` in two others without a single one. The copies are other people's cases and other officers'."""
import pathlib
import shutil
import sqlite3

from apparatus.town import Town

BASE = 10_000
SCALE = 3.33334  # of the demo: 10 000 cases in Exempelby
UNITS = 50
# Columns that hold an id made for the case, in every table that belongs to a case.
SHIFTED = {"id", "case_id", "event", "entry", "source", "entry_key", "person", "consultation", "document", "decision", "other"}
# Of the register in words, and of cases under a secret: the copies have the base's terms, numbers of their own only in the first.
INDEXED = {"fulltext_entry": "fulltext_words", "fulltext_blind_entry": "fulltext_blind_words"}


def base_town(folder):
    """The demo of 10 000 cases, made once for each run."""
    base = pathlib.Path(folder) / "base"
    if not base.exists():
        with Town(base, SCALE):  # made, and nothing else
            pass
        with connected(base) as db:
            db.executescript(spreading(db))
    return base


def town_of(folder, cases):
    made = pathlib.Path(folder) / f"cases-{cases}"
    if made.exists():
        return made
    base = base_town(folder)
    shutil.copytree(base, made)
    if cases > BASE:
        with connected(made) as db:
            multiply(db, base / "tenants/exempelby/torg.db", cases // BASE)
    return made


class connected:
    """Fast, and safe only because a town that was not finished is thrown away."""

    def __init__(self, town):
        self.file = pathlib.Path(town) / "tenants/exempelby/torg.db"

    def __enter__(self):
        self.db = sqlite3.connect(self.file, isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -524288; PRAGMA foreign_keys = OFF;"
        )
        return self.db

    def __exit__(self, *_):
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.close()


def spreading(db):
    """Units, the two users, and the cases over the units."""
    top = 7_000_000_000

    def where(unit):
        return f"(r.slug = 'case-officer' AND u.id IN ({unit}, {unit + 1})) OR (r.slug = 'contact-centre' AND u.parent IS NULL)"

    units = "".join(
        f"INSERT INTO identity_unit(id, slug, name_sv, name_en, parent, committee) "
        f"SELECT {top + i}, 'enhet-{i}', 'Enhet {i}', 'Unit {i}', id, 0 FROM identity_unit WHERE parent IS NULL LIMIT 1;\n"
        for i in range(UNITS + 2)
    )
    users = "".join(
        f"INSERT INTO identity_account SELECT {account}, '{name}', 'Tove Tvåenheter', 'tove@exempelby.example', program, active, password, made_at "
        f"FROM identity_account WHERE username = 'officer';\n"
        f"INSERT INTO identity_assignment(id, account, role, unit) SELECT {account} + u.id + r.id % 1000, {account}, r.id, u.id FROM identity_role r, identity_unit u "
        f"WHERE {where(top + first)};\n"
        f"INSERT INTO identity_right(account, permission, unit, ends_at) SELECT DISTINCT {account}, p.permission, u.id, 9223372036854775807 "
        f"FROM identity_role r JOIN identity_role_permission p ON p.role = r.id, identity_unit u WHERE {where(top + first)};\n"
        for account, name, first in ((8_000_000_001, "two.units", 0), (8_000_000_002, "empty.units", UNITS))
    )
    indexing, not_indexing = triggers(db)
    return f"""{units}{users}{not_indexing}
UPDATE cases_case SET unit = {top} + CASE WHEN ordinal % 60 < 12 THEN ordinal % 2 ELSE ordinal % 60 - 10 END;
UPDATE cases_case SET officer = 8000000001, officer_name = 'Tove Tvåenheter' WHERE unit < {top} + 2 AND officer IS NOT NULL AND state_kind <> 'closed';
UPDATE fulltext_blind_entry SET scope = (SELECT unit FROM cases_case c WHERE c.id = fulltext_blind_entry.id) WHERE kind = 'case';
UPDATE fulltext_blind_entry SET terms = '00' || scope || ' 00' || scope || kind || substr(terms, instr(terms, kind) + length(kind)) WHERE kind = 'case';
UPDATE public_register_entry SET unit = (SELECT unit FROM cases_case c WHERE c.id = public_register_entry.case_id);
{indexing}"""


def triggers(db):
    """What puts the full-text index back, and what takes it away so long."""
    marks = ", ".join("?" * len(INDEXED))
    made = db.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})", list(INDEXED)).fetchall()
    return (
        "".join(f"{sql};\n" for _, sql in made) + "".join(f"INSERT INTO {index}({index}) VALUES ('rebuild');\n" for index in INDEXED.values()),
        "".join(f"DROP TRIGGER {name};\n" for name, _ in made),
    )


def multiply(db, base, times):
    db.execute("ATTACH ? AS base", (str(base),))
    tables = [
        name
        for (name,) in db.execute(
            "SELECT name FROM base.sqlite_master WHERE type = 'table' AND (name LIKE 'cases\\_%' ESCAPE '\\' OR "
            "name LIKE 'public\\_register\\_%' ESCAPE '\\' OR name IN ('fulltext_entry', 'fulltext_blind_entry'))"
        )
        if name in {"cases_case", *INDEXED} or "case_id" in columns_of(db, name)
    ]
    marks = ", ".join("?" * len(tables))
    indexes = db.execute(
        f"SELECT name, sql FROM base.sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})", tables
    ).fetchall()
    indexing, not_indexing = triggers(db)
    db.executescript(
        not_indexing + "".join(f"DROP INDEX {name};\n" for name, _ in indexes) + "".join(f"DELETE FROM main.{table};\n" for table in tables)
    )
    least, most, ordinals = db.execute(
        "SELECT MIN(e.id), MAX(e.id), MAX(c.ordinal) FROM base.cases_event e, base.cases_case c WHERE c.id = e.case_id"
    ).fetchone()
    span = 2 * (most - least) + (1 << 32)
    for copy in range(times - 1, -1, -1):  # rowids rise, so that every table is only added to
        for table in tables:
            db.execute(copying(db, table, copy * span, copy * (ordinals + 1), copy))
    db.execute(
        "UPDATE main.cases_series SET last = (SELECT MAX(c.ordinal) FROM main.cases_case c WHERE c.series = cases_series.series AND c.year = cases_series.year)"
    )
    db.executescript("".join(f"{sql};\n" for _, sql in indexes) + indexing)
    db.execute("DETACH base")


def columns_of(db, table):
    return [name for _, name, *_ in db.execute(f"PRAGMA base.table_info({table})")]


def copying(db, table, shift, more, copy):
    columns = columns_of(db, table)
    key = "entry_key" if table in INDEXED else "id" if "id" in columns else "case_id"
    with_id_of_case = {"cases_case", *INDEXED}
    of_case = "o.id" if table in with_id_of_case else "o.case_id" if "case_id" in columns else "NULL"
    number, ordinal = "c.series || '-' || c.year || '-' || printf('%04d', c.ordinal + {0})", "printf('%04d', c.ordinal + {0})"
    renamed = f"{number.format(0)}, {number.format(more)}"
    terms = f"' ' || o.terms || ' '"
    for mark in ("", "0"):  # the words of the title stand there a second time, marked
        terms = f"replace({terms}, ' {mark}' || {ordinal.format(0)} || ' ', ' {mark}' || {ordinal.format(more)} || ' ')"
    other = {
        ("cases_case", "ordinal"): f"o.ordinal + {more}",
        ("cases_case", "number"): number.format(more),
        ("public_register_entry", "number"): number.format(more),
        # What is no case's, an answer of the knowledge base, has no number to replace.
        ("fulltext_entry", "title"): f"COALESCE(replace(o.title, {renamed}), o.title)",
        ("fulltext_entry", "body"): f"COALESCE(replace(o.body, {renamed}), o.body)",
        ("fulltext_entry", "terms"): f"COALESCE(trim({terms}), o.terms)",
        ("cases_subject", "digest"): f"o.digest || '{copy or ''}'",
        ("cases_signer", "token_hash"): f"o.token_hash || '{copy or ''}'",
        ("cases_case", "officer"): f"CASE WHEN {copy} > 0 AND o.officer = 8000000001 THEN 8000000003 ELSE o.officer END",
    }
    chosen = [other.get((table, name), f"o.{name} - {shift}" if name in SHIFTED else f"o.{name}") for name in columns]
    only = " WHERE o.kind IN ('case', 'register')" if table in INDEXED and copy > 0 else ""
    return (
        f"INSERT INTO main.{table}({', '.join(columns)}) SELECT {', '.join(chosen)} FROM base.{table} o LEFT JOIN base.cases_case c ON c.id = {of_case}"
        f"{only} ORDER BY o.{key}"
    )
