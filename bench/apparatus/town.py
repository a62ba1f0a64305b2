"""A town to measure: `torg demo` on a free port, in a folder that outlives it."""
import contextlib
import http.client
import os
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

from apparatus import processes
from apparatus.report import ROOT, run

PROGRAM = pathlib.Path(os.environ.get("BENCH_PROGRAM", ROOT / "build/release/torg"))


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Town:
    def __init__(self, data, scale=1, program=PROGRAM, under=(), **environment):
        self.data, self.program = pathlib.Path(data), program
        self.port = free_port()
        self.said = tempfile.TemporaryFile()
        began = time.monotonic()
        self.process = subprocess.Popen(
            [*under, program, "demo", "--port", str(self.port), "--data", data, "--scale", str(scale)],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.said,
        )
        while self.get("/health/ready")[0] != 200:
            if self.process.poll() is not None:
                self.said.seek(0)
                sys.exit(f"{program} demo ended with {self.process.returncode}:\n{self.said.read().decode(errors='replace')[-2000:]}")
            time.sleep(0.005)
        self.ready_after = time.monotonic() - began

    @property
    def pid(self):
        return self.process.pid

    @property
    def database(self):
        return self.data / "tenants/exempelby/torg.db"

    def get(self, path, encoding="identity", **headers):
        try:
            connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
            connection.request("GET", path, headers={"Accept-Encoding": encoding, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""

    def until_no_job_waits(self):
        """Those of the demo's content, and what a request has queued."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=30)) as db:
            while db.execute(
                "SELECT COUNT(*) FROM jobs_job WHERE state IN ('queued', 'running') AND due_at < unixepoch() * 1000000"
            ).fetchone()[0]:
                time.sleep(0.2)

    def memory_mb(self):
        return processes.memory_mb(self.pid)

    def token(self):
        return run(self.program, "token", "create", "--tenant", "exempelby", "--user", "officer", "--data", self.data).strip()

    def close(self):
        self.process.terminate()
        self.process.wait(60)
        self.said.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def public_pages():
    """Addresses that anyone may open, without a parameter, outside the API: what `torg routes` says."""
    pages = set()
    for line in run(PROGRAM, "routes").splitlines():
        _, method, path, who = line.split()
        if method == "GET" and who == "everyone" and "{" not in path and not path.startswith("/api"):
            pages.add(path)
    return sorted(pages)
