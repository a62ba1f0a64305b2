"""The mail server of the town: takes mail by SMTP and remembers every copy. Its mood decides how it behaves."""
import collections
import email
import email.header
import socketserver
import threading
import time

MOODS = ("fine", "slow", "refuses for now", "refuses for good", "hangs up in the middle", "takes it and hangs up")


class Mail:
    """`server` is the number of the one that sent it."""

    def __init__(self, text, at, told, server):
        parsed = email.message_from_string(text)
        self.id, self.to, self.at, self.told, self.server = parsed["Message-ID"], parsed["To"], at, told, server
        self.subject = str(email.header.make_header(email.header.decode_header(parsed["Subject"])))


class Mailbox:
    def __init__(self):
        self.mood, self.mails, self.lock = "fine", [], threading.Lock()
        self.met = collections.Counter()  # how often each mood was met
        self.doors = []

    def port_of(self, server):
        """Each server of a town has its own door, so that it is known who sent what."""
        while len(self.doors) <= server:
            self.doors.append(self.open_door(len(self.doors)))
        return self.doors[server].server_address[1]

    def open_door(self, server):
        mailbox = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                try:
                    mailbox.converse(self, server)
                except OSError:
                    pass  # the other side was killed

        class Door(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        door = Door(("127.0.0.1", 0), Conversation)
        threading.Thread(target=door.serve_forever, daemon=True).start()
        return door

    def close(self):
        for door in self.doors:
            door.shutdown()
            door.server_close()

    @property
    def refusals(self):
        return sum(times for mood, times in self.met.items() if mood not in ("fine", "slow"))

    def all(self):
        with self.lock:
            return list(self.mails)

    def meets(self, mood):
        with self.lock:
            self.met[mood] += 1

    def converse(self, peer, server):
        def say(line):
            peer.wfile.write(line.encode() + b"\r\n")

        mood = self.mood
        say("220 town")
        while line := peer.rfile.readline():
            command = line.decode(errors="replace").strip().upper()
            if command == "QUIT":
                return say("221 bye")
            if mood == "slow":
                time.sleep(0.7)
            if command.startswith("RCPT") and mood in ("refuses for now", "refuses for good"):
                self.meets(mood)
                say("451 4.3.0 try later" if mood == "refuses for now" else "550 5.1.1 no such user")
            elif command == "DATA":
                say("354 go on")
                if not self.take(peer, mood, say, server):
                    return None
            else:
                say("250 fine")
        return None

    def take(self, peer, mood, say, server):
        lines = []
        while (line := peer.rfile.readline().decode()) != ".\r\n":
            if not line or (mood == "hangs up in the middle" and len(lines) > 3):
                self.meets(mood)
                return False
            lines.append(line[1:] if line.startswith("..") else line)
        self.meets(mood)
        told = mood != "takes it and hangs up"
        with self.lock:
            self.mails.append(Mail("".join(lines), time.time(), told, server))
        if told:
            say("250 taken")
        return told
