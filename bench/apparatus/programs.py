"""The small programs in bench/programs, built when they are older than their source; and servers that end with the measuring."""
import contextlib
import json
import subprocess

from apparatus.report import ROOT, run

BUILT = ROOT / "build/bench-programs"
LIBRARIES = {"replay_statements": ["-lsqlite3"], "record_statements": ["-shared", "-fPIC", "-ldl", "-lsqlite3"]}


def program(name):
    source, built = ROOT / f"bench/programs/{name}.cpp", BUILT / name
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        BUILT.mkdir(parents=True, exist_ok=True)
        run("g++", "-std=c++20", "-O2", "-Wall", "-Wextra", source, "-o", built, "-pthread", *LIBRARIES.get(name, []))
    return built


def measured_by(name, *words):
    """What a program of ours printed, read as JSON."""
    return json.loads(run(program(name), *words))


@contextlib.contextmanager
def bare_server(file, content_type, coding=""):
    """Boost.Beast with nothing around it, on a port and with the process id that it gives."""
    words = [str(word) for word in (program("bare_server"), file, content_type, coding) if word]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.stdin.close()
