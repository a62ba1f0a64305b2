"""What one submission writes, taken down from the running program, and how fast SQLite alone commits the same.

The program is started with record_statements.so before it; each statement of its writing connection is taken down with its values. The same
submission made twice shows which values are new each time: ids, moments, numbers, hashes, what is sealed."""
import pathlib
import re
import subprocess
import tempfile

from apparatus.programs import measured_by, program

LITERAL = re.compile(rb"NULL|x'[0-9a-f]*'|'(?:[^']|'')*'|-?\d+\.\d+(?:e[+-]?\d+)?|-?\d+")


class Recorder:
    """Hand `environment` to the program; what happens between `begin` and `end` is one recording."""

    def __init__(self, folder):
        self.file = pathlib.Path(folder) / "statements"
        self.environment = {"LD_PRELOAD": str(program("record_statements")), "BENCH_STATEMENTS": str(self.file)}
        self.at = 0

    def begin(self):
        self.at = self.file.stat().st_size if self.file.exists() else 0

    def end(self):
        return transactions(self.file.read_bytes()[self.at :])


def transactions(recorded):
    """The writes of each request, in order; what the job runner and other municipalities do besides is left out."""
    found, current = [], {}
    for record in recorded.split(b"\x1e")[:-1]:
        connection, sql, filled = record.split(b"\x1f")
        word = sql.split(None, 1)[0].upper()
        if word == b"SAVEPOINT":
            current[connection] = []
        elif word == b"RELEASE":
            writes = current.pop(connection, [])
            if any(not re.search(rb"\b(UPDATE|INTO|FROM) jobs_", statement) for statement, _ in writes):
                found.append((connection, writes))
        elif word in (b"INSERT", b"UPDATE", b"DELETE") and connection in current:
            current[connection].append((sql, values(sql, filled)))
    its_own = [connection for connection, writes in found if any(b"INTO cases_case(" in sql for sql, _ in writes)]
    return [writes for connection, writes in found if connection in its_own]


def values(sql, filled):
    """The literals that stand in the places of the question marks."""
    found, at = [], 0
    pieces = sql.split(b"?")
    for before in pieces[:-1]:
        at += len(before)
        literal = LITERAL.match(filled, at)
        found.append(literal[0])
        at = literal.end()
    return found


def replayable(one, other):
    """Two recordings of the same submission, as replay_statements reads it; None when something else was written during one of them."""
    if [[sql for sql, _ in transaction] for transaction in one] != [[sql for sql, _ in transaction] for transaction in other]:
        return None
    out = bytearray()
    for first, second in zip(one, other):
        out += b"T\n"
        for (sql, mine), (_, others) in zip(first, second):
            out += b"S %d\n%s\n" % (len(sql), sql)
            for value, counterpart in zip(mine, others):
                out += replayable_value(value, value != counterpart)
    return bytes(out)


def replayable_value(literal, varies):
    if literal == b"NULL":
        return b"n\n"
    if literal.startswith(b"x'"):
        return b"b %d %d\n%s\n" % (varies, (len(literal) - 3) // 2, bytes.fromhex(literal[2:-1].decode()))
    if literal.startswith(b"'"):
        text = literal[1:-1].replace(b"''", b"'")
        return b"t %d %d\n%s\n" % (varies, len(text), text)
    return b"r %s\n" % literal if b"." in literal else b"i %d %s\n" % (varies, literal)


class RawCommits:
    """A copy of the town's database beside it, on the same disk."""

    def __init__(self, database, statements):
        self.folder = tempfile.TemporaryDirectory(prefix="torg-bench-raw-", dir=pathlib.Path(database).parent)
        self.database, self.statements = pathlib.Path(database), pathlib.Path(self.folder.name) / "statements"
        self.statements.write_bytes(statements)

    def __call__(self, group, seconds):
        """How many submissions a second, with that many in each commit."""
        copy = pathlib.Path(self.folder.name) / "copy.db"
        for old in pathlib.Path(self.folder.name).glob("copy.db*"):
            old.unlink()
        subprocess.run(["sqlite3", self.database, f"VACUUM INTO '{copy}'"], check=True, capture_output=True)
        said = measured_by("replay_statements", copy, self.statements, group, seconds)
        return said["submissions"] / said["seconds"], 1000 * said["cpu"] / said["submissions"]
