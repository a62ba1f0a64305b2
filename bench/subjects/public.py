"""Pages that anyone may open, beside the bare HTTP library and nginx sending a page of the same size."""
import contextlib
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from apparatus import report
from apparatus.browser import Browser
from apparatus.load import SECONDS, load
from apparatus.programs import bare_server
from apparatus.town import Town, free_port

CONNECTIONS = (1, 64, 512)
SERVICE = "/e-tjanster/skolskjuts"
AS_BROWSER = "br, gzip"


def form_page(town):
    """The address of a form's first page, and the cookie of someone who has begun to fill it in."""
    browser = Browser(town.port)
    browser.get(SERVICE)
    return browser.post(f"{SERVICE}/borja", {"new": "1"}), browser.cookie


@contextlib.contextmanager
def nginx(folder, file, content_type, coding):
    """Debian's, as it comes, but for one server that has one file."""
    folder = pathlib.Path(folder) / "nginx"
    folder.mkdir()
    port = free_port()
    shutil.copy(file, folder / "index")
    (folder / "nginx.conf").write_text(
        f"worker_processes auto; pid {folder}/pid; error_log {folder}/log crit; daemon off;\n"
        "events { worker_connections 2048; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type '{content_type}';\n"
        f"  open_file_cache max=10;{' add_header Content-Encoding ' + coding + ';' if coding else ''}\n"
        f"  server {{ listen 127.0.0.1:{port} reuseport; root {folder}; location / {{ try_files /index =404; }} }} }}\n"
    )
    for place in ("client_body_temp", "proxy_temp", "fastcgi_temp", "uwsgi_temp", "scgi_temp"):
        (folder / place).mkdir()
    folder.chmod(0o755)
    with subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stdin=subprocess.DEVNULL) as process:
        try:
            until_open(port)
            yield port, process.pid
        finally:
            process.terminate()


def until_open(port):
    for _ in range(500):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError(f"nothing answers on port {port}")


def limits(content, coding, connections):
    """What Beast and nginx make of a page like this one."""
    with tempfile.TemporaryDirectory(prefix="torg-bench-") as folder:
        pathlib.Path(folder).chmod(0o755)
        file = pathlib.Path(folder) / "page"
        file.write_bytes(content)
        with bare_server(file, "text/html; charset=utf-8", coding) as (port, pid):
            bare = [load(port, "/", count, pid) for count in connections]
        if not shutil.which("nginx"):
            return bare, [None] * len(connections)
        with nginx(folder, file, "text/html; charset=utf-8", coding) as (port, pid):
            return bare, [load(port, "/index", count, pid, count_family=True) for count in connections]


def measure(folder):
    data = pathlib.Path(folder) / "town"
    rows, aims = [], []
    with Town(data, 1) as town:
        address, cookie = form_page(town)
        for name, path, headers in (
            ("service page", SERVICE, []),
            ("form page", address, [f"Cookie: {cookie}"]),
            ("public register", "/diarium", []),
            ("start page", "/", []),
        ):
            for coding in ("", AS_BROWSER):
                connections = CONNECTIONS if not coding else (64,)
                asked = headers + ([f"Accept-Encoding: {coding}"] if coding else [])
                content = town.get(path, coding or "identity", **dict(header.split(": ", 1) for header in headers))[1]
                bare, nginxes = limits(content, "br" if coding else "", connections)
                for count, limit, other in zip(connections, bare, nginxes):
                    got = load(town.port, path, count, town.pid, headers=asked)
                    rows.append(
                        (
                            name,
                            "compressed" if coding else "plain",
                            report.thousands(len(content)),
                            count,
                            report.thousands(got.rate),
                            report.milliseconds(got.slowest),
                            got.wrong,
                            f"{got.cpu:.3f}",
                            report.thousands(limit.rate),
                            report.ratio(got.rate, limit.rate),
                            report.thousands(other.rate) if other else "–",
                            report.ratio(got.rate, other.rate) if other else "–",
                        )
                    )
                    if count == 64:
                        aims.append(
                            report.at_least(f"{name}{', compressed' if coding else ''}, a second, 64 connections", got.rate, limit.rate)
                        )
                        aims.append(
                            report.at_most(
                                f"99th percentile of the {name}{', compressed' if coding else ''}, 64 connections", got.slowest, 20, "ms"
                            )
                        )
        live = load(town.port, "/health/live", 64, town.pid)
    return (
        f"{SECONDS} seconds a line, wrk with one thread. The limits send the same bytes: Boost.Beast, the library the program is built on, with nothing around "
        "it (`bench/programs/bare_server.cpp`, one io_context a processor), and nginx from Debian with sendfile and an open file cache. *Compressed* is what a browser "
        "asks for; the limits have it compressed beforehand, the program keeps the Brotli of a page that all strangers share, with holes for their form tokens, and makes gzip anew of what belongs to one visitor. "
        f"The program's own answer without a page (`/health/live`): {report.thousands(live.rate)} a second at 64 connections.\n\n"
        + report.table(
            [
                "page",
                "sent",
                "bytes",
                "connections",
                "requests/s",
                "99th percentile, ms",
                "wrong",
                "CPU, ms",
                "Beast, requests/s",
                "ratio",
                "nginx, requests/s",
                "ratio",
            ],
            rows,
        )
        + "\n\n"
        + report.aims(aims)
    )
