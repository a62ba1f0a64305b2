#!/usr/bin/env python3
"""Lets Torg send text messages through Kannel (Debian: kannel): answers as docs/operate.md wants of a gateway, and asks Kannel's smsbox.

    kannel_gateway.py --port 8090 --kannel http://127.0.0.1:13013/cgi-bin/sendsms --user torg --password … --token … --memory /var/lib/kannel/torg.db

Runs on the machine of Torg or behind a proxy that ends TLS. What has been taken once is never given to Kannel again.
A receipt that Torg does not hear, while it restarts, is answered with 503: let Kannel tell it again by `http-request-retry = 50` and
`http-queue-delay = 60` in its group smsbox.
"""
import argparse
import http.server
import json
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request

DELIVERED, FAILED, REFUSED = 1, 2, 16  # Kannel's user guide, "Delivery reports"
ARRIVALS = {str(DELIVERED): "delivered", str(FAILED): "not_delivered", str(REFUSED): "not_delivered"}
NOT_TAKEN, NOBODY_KNOWS = 503, 500
MEMBERS = ("id", "to", "from", "text", "receipt_address")


class Memory:
    """Which messages were taken, and where to tell what became of them."""

    def __init__(self, path):
        self.lock = threading.Lock()
        self.rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.rows.execute("CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY, receipt_address TEXT NOT NULL)")

    def receipt_address(self, message):
        with self.lock:
            found = self.rows.execute("SELECT receipt_address FROM taken WHERE id = ?", (message,)).fetchone()
        return found[0] if found else None

    def take(self, message, receipt_address):
        """False when it is taken already."""
        with self.lock:
            return self.rows.execute("INSERT OR IGNORE INTO taken VALUES (?, ?)", (message, receipt_address)).rowcount == 1

    def give_back(self, message):
        with self.lock:
            self.rows.execute("DELETE FROM taken WHERE id = ?", (message,))


def message_from(body):
    """None when it is no message."""
    try:
        message = json.loads(body)
    except ValueError:
        return None
    is_whole = isinstance(message, dict) and all(isinstance(message.get(name), str) for name in MEMBERS)
    return message if is_whole else None


def is_in_telephones_alphabet(text):
    return all(c in "åäöÅÄÖéÉüÜæÆøØñàè§\n" or " " <= c <= "~" and c != "`" for c in text)


def asked_of_kannel(settings, message, own_address):
    query = {"username": settings.user, "password": settings.password, "from": message["from"], "to": message["to"], "text": message["text"],
             "charset": "UTF-8", "coding": 0 if is_in_telephones_alphabet(message["text"]) else 2, "dlr-mask": DELIVERED | FAILED | REFUSED,
             "dlr-url": f"{own_address}/receipt/{message['id']}?status=%d"}
    return settings.kannel + "?" + urllib.parse.urlencode(query)


def answer_of_kannel(settings, message, own_address):
    try:
        with urllib.request.urlopen(asked_of_kannel(settings, message, own_address), timeout=6) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except urllib.error.URLError as away:
        return NOT_TAKEN if isinstance(away.reason, ConnectionRefusedError) else NOBODY_KNOWS
    except OSError:
        return NOBODY_KNOWS


def tell(address, state):
    body = json.dumps({"state": state}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(request, timeout=6):
        pass


def door(settings, memory):
    class Door(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            """Nothing: numbers and texts stand in what is asked."""

        def say(self, status, value=None):
            body = json.dumps(value or {}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            if settings.token and self.headers.get("Authorization") != f"Bearer {settings.token}":
                return self.say(401)
            length = self.headers.get("Content-Length", "")
            message = message_from(self.rfile.read(int(length))) if length.isdecimal() else None
            if message is None:
                return self.say(400)
            if not memory.take(message["id"], message["receipt_address"]):
                return self.say(200, {"id": message["id"]})
            status = answer_of_kannel(settings, message, f"http://127.0.0.1:{self.server.server_address[1]}")
            if 200 <= status < 300:
                return self.say(200, {"id": message["id"]})
            if status != NOBODY_KNOWS:
                memory.give_back(message["id"])
            self.say(status)

        def do_GET(self):
            place = urllib.parse.urlsplit(self.path)
            address = memory.receipt_address(place.path.removeprefix("/receipt/"))
            status = urllib.parse.parse_qs(place.query).get("status", [""])[0]
            if address is None:
                return self.say(404)
            try:
                if status in ARRIVALS:
                    tell(address, ARRIVALS[status])
            except OSError:
                return self.say(503)
            self.say(200)

    return Door


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--port", type=int, default=8090)
    words.add_argument("--kannel", default="http://127.0.0.1:13013/cgi-bin/sendsms")
    words.add_argument("--user", required=True)
    words.add_argument("--password", required=True)
    words.add_argument("--token", default="")
    words.add_argument("--memory", required=True)
    settings = words.parse_args()
    http.server.ThreadingHTTPServer(("127.0.0.1", settings.port), door(settings, Memory(settings.memory))).serve_forever()


if __name__ == "__main__":
    main()
