"""The two kinds of database behind a town, looked at from outside: `ask` answers several questions about one moment."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import time

BINARIES = pathlib.Path(os.environ.get("POSTGRES_BINARIES", "/usr/lib/postgresql/15/bin"))


def as_postgres(home, *words):
    """The server refuses to run as root."""
    other_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "env", "-C", "/", f"HOME={home}"]
    return [*(other_user if os.getuid() == 0 else []), *map(str, words)]


class Sqlite:
    kind = "sqlite"

    def __init__(self, file):
        self.file = file

    def settings(self):
        return 'kind = "sqlite"'

    def ask(self, *questions):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30, isolation_level=None)
        connection.row_factory = lambda cursor, row: {column[0]: value for column, value in zip(cursor.description, row)}
        try:
            connection.execute("BEGIN")
            return [connection.execute(question).fetchall() for question in questions]
        finally:
            connection.close()

    def columns(self, table):
        return [row["name"] for row in self.ask(f"SELECT name FROM pragma_table_info('{table}')")[0]]


class Schema:
    """Looked at through `connection`, one server or whichever of several may be written to."""

    kind, schema, connection = "postgresql", "torg_town", ""

    def settings(self):
        return f'kind = "postgresql"\nconnection = "{self.connection}"'

    def ask(self, *questions):
        words = ["BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", f"SET LOCAL search_path TO {self.schema}"]
        words += [f"SELECT COALESCE(json_agg(answer), '[]') FROM ({question}) answer" for question in questions]
        done = subprocess.run([BINARIES / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.connection], input=";\n".join(words) + ";\nCOMMIT;\n",
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [json.loads(answer) for answer in answers_in(done.stdout)]

    def columns(self, table):
        return [row["name"] for row in self.ask(
            f"SELECT column_name AS name FROM information_schema.columns WHERE table_schema = '{self.schema}' AND table_name = '{table}'")[0]]


class Postgres(Schema):
    """A server of its own in `folder`, listening on a socket there and on 127.0.0.1 when it has a port."""

    def __init__(self, folder, port=0):
        self.folder, self.port = pathlib.Path(folder), port
        self.data, self.log = self.folder / "data", self.folder / "server.log"
        self.connection = f"host={self.folder} port={port or 5432} dbname=postgres user=postgres"

    def own_folder(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            subprocess.run(["chown", "postgres:", self.folder], check=True)

    def make(self):
        self.own_folder()
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        return self

    def make_standby_of(self, primary):
        """A copy that follows; what it had is thrown away."""
        self.own_folder()
        subprocess.run(["rm", "-rf", self.data], check=True)
        self.run("pg_basebackup", "-d", f"host=127.0.0.1 port={primary.port} user=postgres", "-D", self.data, "-R", "-X", "stream", "-c", "fast")
        return self

    def run(self, program, *words, check=True):
        done = subprocess.run(as_postgres(self.folder, BINARIES / program, *words), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done

    def start(self, *settings):
        listening = f"-c listen_addresses=127.0.0.1 -c port={self.port}" if self.port else "-c listen_addresses=''"
        more = " ".join(f"-c {setting}" for setting in settings)
        options = f"{listening} -k {self.folder} -c max_connections=100 -c shared_buffers=64MB {more}"
        self.run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "60", "-o", options, "start")
        return self

    def stop(self, mode="fast"):
        if self.is_running():
            self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop", check=False)

    def main_process(self):
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return 0

    def is_running(self):
        main = self.main_process()
        return main > 0 and pathlib.Path(f"/proc/{main}").exists()

    def kill(self):
        """As when the machine loses its power, except that the disk's cache is kept."""
        main = self.main_process()
        kill_all([main, *children_of(main)])
        while self.is_running():
            time.sleep(0.02)


def answers_in(text):
    """json_agg breaks its lines between elements: an answer ends where the next begins with [."""
    answers = []
    for line in text.splitlines():
        if line.startswith("["):
            answers.append(line)
        else:
            answers[-1] += line
    return answers


def kill_all(processes):
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def children_of(process):
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            if parent == process:
                found.append(int(folder.name))
    return found
