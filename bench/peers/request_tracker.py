"""Request Tracker 5 from Debian, on loopback: Starlet with four workers and PostgreSQL. Everyone is root here, whom RT asks for no rights: in its favour.

Its REST interface takes a session: with a token it would hash with bcrypt at every request."""
import contextlib
import http.client
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

from apparatus.town import free_port
from peers import postgres
from peers.servers import Server

LIBRARY = pathlib.Path("/usr/share/request-tracker5")
WORKERS, PASSWORD = 4, "torg-demo-2026"
IS_INSTALLED = (LIBRARY / "libexec/rt-server").exists()
NAME = "Request Tracker 5.0.3"

# Cases as a move from another system makes them: without history, so without its rules.
FILLING = """
use lib '/usr/share/request-tracker5/lib';
use RT -init;
my $made = 0;
while ($made < $ARGV[0]) {
    $RT::Handle->BeginTransaction;
    for (1 .. 250) {
        my $ticket = RT::Ticket->new(RT->SystemUser);
        my ($id, undef, $said) = $ticket->Create(Queue => 'General', Subject => "Application for school transport $made", Requestor => 'kim@exempelby.example', _RecordTransaction => 0);
        die $said unless $id;
        last if ++$made == $ARGV[0];
    }
    $RT::Handle->Commit;
}
"""


class RequestTracker:
    create_path, create_body = "/REST/2.0/ticket", {
        "Queue": "General",
        "Subject": "Application for school transport",
        "Requestor": "kim@exempelby.example",
        "Content": "The way to school is 4.5 kilometres. " * 20,
        "ContentType": "text/plain",
    }
    list_path = "/Search/Results.html?Query=Queue%3D%27General%27&Rows=50&OrderBy=id&Order=DESC"

    def __init__(self, cases):
        self.stack = contextlib.ExitStack()
        self.folder, self.postgres = self.stack.enter_context(postgres.cluster())
        self.own = pathlib.Path(tempfile.mkdtemp(prefix="torg-bench-rt-"))
        self.stack.callback(shutil.rmtree, self.own)
        self.server, self.port = None, free_port()
        self.configure()
        self.perl([self.own / "fill.pl", str(cases)])
        self.start()

    def configure(self):
        (self.own / "conf.d").mkdir()
        (self.own / "password").write_text(PASSWORD + "\n")
        (self.own / "fill.pl").write_text(FILLING)
        (self.own / "site.pm").write_text(
            f"Set($rtname, 'bench'); Set($Organization, 'bench'); Set($WebDomain, 'localhost'); Set($WebPort, {self.port}); Set($WebPath, '');\n"
            f"Set($DatabaseType, 'Pg'); Set($DatabaseHost, '{self.folder}'); Set($DatabasePort, ''); Set($DatabaseName, 'rt'); Set($DatabaseUser, 'rt');\n"
            "Set($DatabasePassword, 'rt'); Set($DatabaseAdmin, 'postgres'); Set($LogToSyslog, undef); Set($LogToFile, undef); Set($LogToSTDERR, 'critical');\n"
            f"Set($MailCommand, 'mbox'); Set($RestrictReferrer, 0); Set($MasonDataDir, '{self.own}/mason'); 1;\n"
        )
        (self.own / "mason").mkdir()
        for path in (self.own, *self.own.rglob("*")):
            shutil.chown(path, "www-data")
        self.perl(
            [
                "/usr/sbin/rt-setup-database-5",
                "--action",
                "init",
                "--dba",
                "postgres",
                "--dba-password",
                "none",
                "--force",
                "--root-password-file",
                self.own / "password",
            ]
        )

    def command(self, words):
        return [
            *postgres.as_user("www-data", self.own),
            f"RT_SITE_CONFIG={self.own}/site.pm",
            f"RT_SITE_CONFIG_DIR={self.own}/conf.d",
            *map(str, words),
        ]

    def perl(self, words):
        done = subprocess.run(self.command(["perl", *words]), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")

    def start(self):
        words = f"perl {LIBRARY}/libexec/rt-server --server Starlet --host 127.0.0.1 --port {self.port} --max-workers {WORKERS}"
        self.server = Server(self.command(words.split()), self.port, "/NoAuth/Login.html")
        self.cookie = self.sign_in()

    def sign_in(self):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        connection.request(
            "POST",
            "/NoAuth/Login.html",
            urllib.parse.urlencode({"user": "root", "pass": PASSWORD, "next": ""}),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("Set-Cookie").split(";")[0]

    @property
    def headers(self):
        return [f"Cookie: {self.cookie}"]

    @property
    def processes(self):
        return [self.server.pid, self.postgres]

    def show_path(self, made):
        return f"/Ticket/Display.html?id={made['id']}"

    def without_mail_rules(self):
        """Its rules (scrips) write mail at every new case; without them nobody is told."""
        self.server.stop()
        postgres.sql(self.folder, "rt", "UPDATE scrips SET disabled = 1")
        self.start()

    def close(self):
        if self.server:
            self.server.stop()
        self.stack.close()
