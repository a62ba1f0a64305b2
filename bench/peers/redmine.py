"""Redmine 5 from Debian, on loopback: Puma with two workers of five threads and PostgreSQL, an instance of its own, the administrator's key."""
import contextlib
import pathlib
import shutil
import subprocess

from apparatus.town import free_port
from peers import postgres
from peers.servers import Server

LIBRARY, INSTANCE = pathlib.Path("/usr/share/redmine"), "torgbench"
WORKERS, THREADS = 2, 5
IS_INSTALLED = (LIBRARY / "config.ru").exists() and shutil.which("puma") is not None
NAME = "Redmine 5.0.4"
FOLDERS = [pathlib.Path(place) / INSTANCE for place in ("/etc/redmine", "/var/lib/redmine", "/var/cache/redmine", "/var/log/redmine")]

FILLING = """
Setting.rest_api_enabled = '1'
Setting.per_page_options = '50,100'
admin = User.find_by_login('admin')
admin.must_change_passwd = false
admin.save!(validate: false)
project = Project.create!(name: 'Cases', identifier: 'cases', is_public: true, trackers: Tracker.all)
tracker, status, priority, now = Tracker.first, IssueStatus.first, IssuePriority.first, Time.now
Issue.insert_all((1..ARGV[0].to_i).map { |n|
  { id: n, root_id: n, lft: 1, rgt: 2, project_id: project.id, tracker_id: tracker.id, status_id: status.id, priority_id: priority.id, author_id: admin.id,
    subject: "Application for school transport #{n}", description: '', created_on: now, updated_on: now, start_date: Date.today }
}) if ARGV[0].to_i > 0
ActiveRecord::Base.connection.reset_pk_sequence!('issues')
puts "project #{project.id} tracker #{tracker.id} key #{Token.create!(user: admin, action: 'api').value}"
"""


class Redmine:
    create_path, list_path = "/issues.json", "/projects/cases/issues?per_page=50&sort=id:desc"

    def __init__(self, cases):
        self.stack = contextlib.ExitStack()
        self.folder, self.postgres = self.stack.enter_context(postgres.cluster())
        self.server, self.port = None, free_port()
        self.stack.callback(self.remove_instance)
        self.make_instance()
        for task in ("db:migrate", "redmine:load_default_data"):
            self.rails(["rake", task])
        fill = pathlib.Path("/var/lib/redmine") / INSTANCE / "fill.rb"
        fill.write_text(FILLING)
        words = self.rails(["rails", "runner", "-e", "production", fill, str(cases)]).split()
        said = dict(zip(words[-6::2], words[-5::2]))
        self.headers = [f"X-Redmine-API-Key: {said['key']}"]
        self.create_body = {
            "issue": {
                "project_id": int(said["project"]),
                "tracker_id": int(said["tracker"]),
                "subject": "Application for school transport",
                "description": "The way to school is 4.5 kilometres. " * 20,
            }
        }
        self.start()

    def make_instance(self):
        self.remove_instance()
        subprocess.run([LIBRARY / "bin/redmine-instances", "create", INSTANCE], check=True, stdin=subprocess.DEVNULL)
        postgres.sql(self.folder, "postgres", "CREATE DATABASE redmine")
        database, secret = FOLDERS[0] / "database.yml", FOLDERS[0] / "secret_key.txt"
        database.write_text(
            f"production:\n  adapter: postgresql\n  database: redmine\n  host: {self.folder}\n  username: postgres\n  pool: {THREADS}\n"
        )
        secret.write_text("5e" * 32 + "\n")
        for folder in FOLDERS:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, "www-data", "www-data")

    @staticmethod
    def remove_instance():
        for folder in FOLDERS:
            shutil.rmtree(folder, ignore_errors=True)

    def command(self, words):
        return [
            *postgres.as_user("www-data", LIBRARY),
            f"HOME=/var/cache/redmine/{INSTANCE}",
            f"REDMINE_INSTANCE={INSTANCE}",
            "RAILS_ENV=production",
            "REDMINE_LANG=en",
            "SCHEMA=/dev/null",
            *map(str, words),
        ]

    def rails(self, words):
        done = subprocess.run(self.command(["bundle", "exec", *words]), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words[:3]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def start(self):
        # Not through bundler: Debian's puma is none of Redmine's gems.
        words = f"puma -e production -b tcp://127.0.0.1:{self.port} -w {WORKERS} -t {THREADS}:{THREADS} {LIBRARY}/config.ru"
        self.server = Server(self.command(words.split()), self.port, "/login")

    @property
    def processes(self):
        return [self.server.pid, self.postgres]

    def show_path(self, made):
        return f"/issues/{made['issue']['id']}"

    def close(self):
        if self.server:
            self.server.stop()
        self.stack.close()
