"""A municipality made as docs/operate.md says, and the program that serves it: started, killed and started again."""
import os
import pathlib
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


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Town:
    slug = "town"

    def __init__(self, folder, database, mail_port, data=None):
        self.folder, self.database = pathlib.Path(folder), database
        self.data = pathlib.Path(data or self.folder / "data")
        self.log, self.config = self.folder / "torg.log", self.folder / "torg.toml"
        self.port, self.mail_port = free_port(), mail_port
        self.process, self.kills, self.environment = None, [], {}

    @property
    def files(self):
        return self.data / "files" / self.slug

    # ---- making it
    def make(self, officers=3):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(f"""
[server]
port = {self.port}
public_address = "http://127.0.0.1:{self.port}"
[data]
folder = "{self.data}"
[database]
{self.database.settings()}
[mail]
smtp = "smtp://127.0.0.1:{self.mail_port}"
from = "Town <torg@town.example>"
[log]
level = "warning"
[undo]
minutes = 0
[tls]
mode = "none"
""")
        self.command("tenant", "add", self.slug, "--name", "Town", "--services", "all")
        self.command("user", "add", "administrator", "--name", "Ada", "--role", "administrator", "--password", PASSWORD)
        for number in range(officers):
            self.command("user", "add", f"officer{number}", "--name", f"Officer {number}", "--role", "case-officer", "--password", PASSWORD)
        self.token = self.command("token", "create", "--user", "officer0", "--days", "30").strip()
        self.start()
        self.delegate_decisions()
        return self

    def delegate_decisions(self):
        """In a new municipality nobody may decide before the delegation order says so."""
        browser = Browser(self.port, Report("delegation"))
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

    # ---- running it
    def start(self, environment=None, patience=60):
        """Tries again while it ends by itself, as systemd does (Restart=on-failure)."""
        self.environment = environment if environment is not None else self.environment
        deadline = time.monotonic() + patience
        while True:
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen([PROGRAM, "serve", "--config", str(self.config)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                env={**os.environ, **self.environment}, start_new_session=True)
            while self.process.poll() is None:
                if self.is_ready():
                    return
                if time.monotonic() > deadline:
                    raise TimeoutError(f"torg did not become ready: {self.last_words()}")
                time.sleep(0.01)
            if time.monotonic() > deadline:
                raise TimeoutError(f"torg ended: {self.last_words()}")
            time.sleep(0.3)

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=15) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def wait_until_ready(self, patience=60):
        """Without a hand laid on it."""
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.kills.append(time.time())

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

    @staticmethod
    def are_gone(processes):
        return not any(pathlib.Path(f"/proc/{process}").exists() for process in processes)

    def last_words(self):
        return self.log.read_text(errors="replace")[-2000:]


def sign_in(browser, username):
    page = browser.get("/personal/logga-in")
    answer = browser.submit(page, "/personal/logga-in", [("username", username), ("password", PASSWORD)])
    if answer.status != 303:
        raise Lost(f"{username} was not let in: {answer.status}")
