"""A municipality made as docs/operate.md says, and the program that serves it: started, killed and started again."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from browser import Browser, Lost
from report import Report

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("TORG", str(ROOT / "build/release/torg"))
PASSWORD = "ett mycket hemligt ord"


def held_port():
    """Free, and kept so until this process ends: nobody else is given it, nor calls from it, also while who listens there is dead."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    HELD.append(holder)
    return holder.getsockname()[1]


HELD = []


class Server:
    """One `torg serve` of a town. The second and further ones are other machines: what they share is the database and the files."""

    def __init__(self, town, number):
        self.town, self.number, self.port = town, number, held_port()
        self.log = town.folder / f"torg{number}.log"
        self.data = town.folder / f"data{number}" if number else town.data
        self.process, self.environment = None, {}

    def settings(self):
        return {"TORG_SERVER_PORT": str(self.port), "TORG_DATA_FOLDER": str(self.data), "TORG_FILES_FOLDER": str(self.town.data / "files"),
                "TORG_MAIL_SMTP": f"smtp://127.0.0.1:{self.town.mailbox.port_of(self.number)}"}

    def furnish(self):
        """What a further machine is given of the first one's."""
        if self.data != self.town.data:
            shutil.copytree(self.town.data / "tenants", self.data / "tenants")
            shutil.copy2(self.town.data / "secret", self.data / "secret")

    def start(self, environment=None, patience=60):
        """Tries again while it ends by itself, as systemd does (Restart=on-failure)."""
        self.environment = environment if environment is not None else self.environment
        deadline = time.monotonic() + patience
        while True:
            self.launch()
            while self.process.poll() is None:
                if self.is_ready():
                    return
                if time.monotonic() > deadline:
                    raise TimeoutError(f"torg did not become ready: {self.last_words()}")
                time.sleep(0.01)
            if time.monotonic() > deadline:
                raise TimeoutError(f"torg ended: {self.last_words()}")
            time.sleep(0.3)

    def launch(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "serve", "--config", str(self.town.config)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**os.environ, **self.settings(), **self.environment}, start_new_session=True)

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=15) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.town.kills.append((self.number, time.time()))

    def stop(self):
        """Ends it as the machine does when it is turned off; its exit code."""
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def left_behind(self):
        """Processes that the killed program had started, as the letter writer, and that did not end with it."""
        found = []
        for folder in pathlib.Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    session = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3])
                except (OSError, IndexError):
                    continue
                if session == self.process.pid and int(folder.name) != self.process.pid:
                    found.append(int(folder.name))
        return found

    def last_words(self):
        return self.log.read_text(errors="replace")[-2000:]


class Town:
    slug = "town"

    def __init__(self, folder, database, mailbox, data=None, servers=1):
        self.folder, self.database, self.mailbox = pathlib.Path(folder), database, mailbox
        self.data = pathlib.Path(data or self.folder / "data")
        self.config, self.kills = self.folder / "torg.toml", []
        self.servers = [Server(self, number) for number in range(servers)]
        self.ports = [server.port for server in self.servers]

    @property
    def files(self):
        return self.data / "files" / self.slug

    # ---- making it
    def make(self, officers=3):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(f"""
[server]
port = {self.ports[0]}
public_address = "http://127.0.0.1:{self.ports[0]}"
[data]
folder = "{self.data}"
[database]
{self.database.settings()}
[mail]
smtp = "smtp://127.0.0.1:{self.mailbox.port_of(0)}"
from = "Town <torg@town.example>"
[log]
level = "warning"
[undo]
minutes = 0
[session]
administrators_proof_minutes = 0
[tls]
mode = "none"
""")
        self.command("tenant", "add", self.slug, "--name", "Town", "--services", "all")
        self.command("user", "add", "administrator", "--name", "Ada", "--role", "administrator", "--password", PASSWORD)
        for number in range(officers):
            self.command("user", "add", f"officer{number}", "--name", f"Officer {number}", "--role", "case-officer", "--password", PASSWORD)
        self.token = self.command("token", "create", "--user", "officer0", "--days", "30").strip()
        for server in self.servers:
            server.furnish()
        self.start()
        self.delegate_decisions()
        return self

    def delegate_decisions(self):
        """In a new municipality nobody may decide before the delegation order says so."""
        browser = Browser(self.ports, Report("delegation"))
        sign_in(browser, "administrator")
        page = browser.get("/administration/delegation/rad")
        choices = {kind: self.database.ask(f"SELECT id FROM identity_{kind} WHERE slug = '{slug}'")[0][0]["id"]
                   for kind, slug in (("unit", "kommunen"), ("role", "case-officer"))}
        saved = browser.submit(page, "/administration/delegation/rad", [
            ("id", "BUN 4.2"), ("text", "Skolskjuts"), ("law", ""), ("committee", choices["unit"]), ("roles", choices["role"])])
        if saved.status != 303:
            raise RuntimeError(f"the delegation order was not saved: {saved.status}")

    def command(self, *words, check=True):
        done = subprocess.run([PROGRAM, *words, "--config", str(self.config)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"torg {' '.join(words)}: {done.stderr}{done.stdout}")
        return done.stdout

    # ---- running it: every server of it
    def start(self, environment=None):
        for server in self.servers:
            server.start(environment)

    def is_ready(self):
        return all(server.is_ready() for server in self.servers)

    def has_ended(self):
        return any(server.process.poll() is not None for server in self.servers)

    def kill(self):
        for server in self.servers:
            server.kill()

    def stop(self):
        return max(server.stop() for server in self.servers)

    def left_behind(self):
        return [process for server in self.servers for process in server.left_behind()]

    def last_words(self):
        return "\n".join(server.last_words() for server in self.servers)


def are_gone(processes):
    return not any(pathlib.Path(f"/proc/{process}").exists() for process in processes)


def sign_in(browser, username):
    page = browser.get("/personal/logga-in")
    answer = browser.submit(page, "/personal/logga-in", [("username", username), ("password", PASSWORD)])
    if answer.status != 303:
        raise Lost(f"{username} was not let in: {answer.status}")
