"""A PostgreSQL of its own for a peer: in a temporary folder, on a socket there, with Debian's settings. Commits are on disk before they are answered."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

BINARIES = pathlib.Path(os.environ.get("POSTGRES_BINARIES", "/usr/lib/postgresql/15/bin"))


def as_user(name, folder):
    """PostgreSQL refuses to run as root, and the peers' files belong to the web server's user."""
    return ["setpriv", f"--reuid={name}", f"--regid={name}", "--clear-groups", "env", "-C", str(folder), f"HOME={folder}"]


@contextlib.contextmanager
def cluster():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="torg-bench-postgres-"))
    shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        [
            *as_user("postgres", folder),
            BINARIES / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ],
        check=True,
        **quiet,
    )
    server = subprocess.Popen(
        [*as_user("postgres", folder), BINARIES / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="], **quiet
    )
    try:
        while not (folder / ".s.PGSQL.5432").exists():
            if server.poll() is not None:
                raise RuntimeError("PostgreSQL did not start")
            time.sleep(0.1)
        yield folder, server.pid
    finally:
        server.terminate()
        server.wait(60)
        shutil.rmtree(folder)


def sql(folder, database, statement):
    return subprocess.run(
        [
            *as_user("postgres", folder),
            "psql",
            "-h",
            str(folder),
            "-U",
            "postgres",
            "-d",
            database,
            "-qAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
        ],
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout.strip()
