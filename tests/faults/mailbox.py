"""The mail server of the town: takes mail by SMTP and remembers every copy. Its mood decides how it behaves."""
import email
import email.header
import socketserver
import threading
import time

MOODS = ("fine", "slow", "refuses for now", "refuses for good", "hangs up in the middle", "takes it and hangs up")


class Mail:
    def __init__(self, text, at, told):
        parsed = email.message_from_string(text)
        self.id, self.to, self.at, self.told = parsed["Message-ID"], parsed["To"], at, told
        self.subject = str(email.header.make_header(email.header.decode_header(parsed["Subject"])))


class Mailbox:
    def __init__(self):
        self.mood, self.mails, self.lock = "fine", [], threading.Lock()
        self.refusals = 0
        mailbox = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                try:
                    mailbox.converse(self)
                except OSError:
                    pass  # the other side was killed

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self.server = Server(("127.0.0.1", 0), Conversation)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def all(self):
        with self.lock:
            return list(self.mails)

    def converse(self, peer):
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
                self.refusals += 1
                say("451 4.3.0 try later" if mood == "refuses for now" else "550 5.1.1 no such user")
            elif command == "DATA":
                say("354 go on")
                if not self.take(peer, mood, say):
                    return None
            else:
                say("250 fine")
        return None

    def take(self, peer, mood, say):
        lines = []
        while (line := peer.rfile.readline().decode()) != ".\r\n":
            if not line or (mood == "hangs up in the middle" and len(lines) > 3):
                self.refusals += 1
                return False
            lines.append(line[1:] if line.startswith("..") else line)
        told = mood != "takes it and hangs up"
        with self.lock:
            self.mails.append(Mail("".join(lines), time.time(), told))
        if told:
            say("250 taken")
        return told
