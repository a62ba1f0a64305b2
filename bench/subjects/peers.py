"""The same three things in Request Tracker and Redmine, as Debian has them, and in the town: make a case by the REST interface, show one, list 10 000."""
import http.client
import json

from apparatus import report
from apparatus.browser import Browser, staff_session
from apparatus.large_town import town_of
from apparatus.load import SECONDS, load
from apparatus.town import Town
from subjects.submissions import API, APPLICATION

CASES, CONNECTIONS = 10_000, 4
PEERS_SECONDS = max(20, int(SECONDS))  # of a page that may take seconds, so that some are finished


def post(port, path, body, headers):
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request(
        "POST", path, json.dumps(body), {"Content-Type": "application/json", **dict(header.split(": ", 1) for header in headers)}
    )
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"POST {path} was answered {answer.status}: {said[:300]}")
    return json.loads(said)


def of_town(folder):
    with Town(town_of(folder, CASES)) as town:
        cookie = staff_session(town.port, "two.units")
        key, session = [f"Authorization: Bearer {town.token()}"], [f"Cookie: {cookie}"]
        number = Browser(town.port, cookie).get("/handlaggning/alla").split('href="/handlaggning/arenden/')[1].split('"')[0]
        return {
            "a case shown": load(town.port, f"/handlaggning/arenden/{number}", CONNECTIONS, town.pid, headers=session),
            "the list": load(town.port, "/handlaggning/alla", CONNECTIONS, town.pid, headers=session),
            "a case made": load(town.port, API, CONNECTIONS, town.pid, headers=key, post=json.dumps({"answers": APPLICATION})),
        }


def of_peer(peer):
    try:
        made = post(peer.port, peer.create_path, peer.create_body, peer.headers)
        lines = {}
        for name, path, body in (
            ("a case shown", peer.show_path(made), ""),
            ("the list", peer.list_path, ""),
            ("a case made", peer.create_path, json.dumps(peer.create_body)),
        ):
            load(
                peer.port, path, CONNECTIONS, peer.processes, seconds=10, headers=peer.headers, post=body, count_family=True
            )  # its templates are compiled now
            lines[name] = load(
                peer.port, path, CONNECTIONS, peer.processes, seconds=PEERS_SECONDS, headers=peer.headers, post=body, count_family=True
            )
        if hasattr(peer, "without_mail_rules"):
            peer.without_mail_rules()
            lines["a case made, without mail rules"] = load(
                peer.port,
                peer.create_path,
                CONNECTIONS,
                peer.processes,
                seconds=PEERS_SECONDS,
                headers=peer.headers,
                post=json.dumps(peer.create_body),
                count_family=True,
            )
        return lines
    finally:
        peer.close()


def measure(folder):
    from peers import redmine, request_tracker

    town, rows, missing = of_town(folder), [], []
    for name, got in town.items():
        rows.append(("Torg", name, f"{got.rate:.1f}", report.milliseconds(got.median), report.milliseconds(got.cpu), got.wrong, "", ""))
    for module, make in ((request_tracker, "RequestTracker"), (redmine, "Redmine")):
        if not module.IS_INSTALLED:
            missing.append(f"{module.NAME} is not installed (`bench/peers/install`).")
            continue
        try:
            lines = of_peer(getattr(module, make)(CASES))
        except (RuntimeError, OSError) as problem:
            missing.append(f"{module.NAME} could not be measured: {str(problem).splitlines()[0]}.")
            continue
        for name, got in lines.items():
            own = town[name.split(",")[0]]
            rows.append(
                (
                    module.NAME,
                    name,
                    f"{got.rate:.1f}",
                    report.milliseconds(got.median),
                    report.milliseconds(got.cpu),
                    got.wrong,
                    f"{own.rate / got.rate:.0f}" if got.rate else "–",
                    f"{got.cpu / own.cpu:.0f}" if got.rate else "–",
                )
            )
    return (
        f"{SECONDS} seconds a line, {PEERS_SECONDS} of the peers, {CONNECTIONS} connections, {report.thousands(CASES)} cases, PostgreSQL with Debian's settings behind the peers, SQLite with synchronous = FULL "
        "in Torg. CPU is that of the server's processes and its database's. The peers are used as administrator, whom they ask for no rights; Torg as an officer with rights in "
        "two units of fifty, and each case it shows is written in the audit log first. Request Tracker is signed in by session, Redmine by key; Redmine sends no mail here. "
        + " ".join(missing)
        + "\n\n"
        + report.table(
            ["program", "what", "a second", "median, ms", "CPU, ms", "wrong", "Torg is faster, times", "… per CPU second, times"], rows
        )
    )
