"""As failover, but nobody promotes: Patroni notices that the leader is gone and makes the standby one (packaging/examples/patroni.yml)."""
import json
import shutil
import subprocess
import urllib.request

from databases import BINARIES, Schema, as_postgres, children_of, kill_all
from drill import NotRun, scenario
from scenarios.failover import play
from town import ROOT, held_port

EXAMPLE = ROOT / "packaging/examples/patroni.yml"


class Node:
    """One machine: Patroni and the PostgreSQL that it keeps."""

    def __init__(self, drill, name, etcd):
        self.name, self.folder = name, drill.folder / name
        self.port, self.api = held_port(), held_port()
        self.folder.mkdir()
        self.config, self.process = self.folder / "patroni.yml", None
        replaced = {
            "name: torg1": f"name: {name}", "10.0.0.1:8008": f"127.0.0.1:{self.api}", "10.0.0.1:5432": f"127.0.0.1:{self.port}",
            "10.0.0.1:2379,10.0.0.2:2379,10.0.0.3:2379": f"127.0.0.1:{etcd}", "10.0.0.0/24": "127.0.0.1/32",
            "/var/lib/postgresql/15/torg": str(self.folder / "data"), "/run/postgresql": str(self.folder),
            "/usr/lib/postgresql/15/bin": str(BINARIES), "/etc/patroni": str(self.folder),
        }
        text = EXAMPLE.read_text()
        for example, here in replaced.items():
            if example not in text:
                raise LookupError(f"{EXAMPLE} does not say {example}")
            text = text.replace(example, here)
        self.config.write_text(text)
        subprocess.run(["chown", "-R", "postgres:", self.folder], check=False)
        drill.cleaning.callback(self.kill)

    def start(self):
        with open(self.folder.parent / f"{self.name}.log", "ab") as log:
            self.process = subprocess.Popen(as_postgres(self.folder, "patroni", self.config), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self):
        """The whole machine at once."""
        if self.process is None:
            return
        try:
            server = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        except (OSError, ValueError):
            server = 0
        kill_all([self.process.pid, *([server, *children_of(server)] if server else [])])
        self.process.wait()
        self.process = None

    def state(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.api}/cluster", timeout=3) as answer:
                return {member["name"]: member for member in json.load(answer)["members"]}
        except OSError:
            return {}


class Cluster(Schema):
    def __init__(self, drill):
        self.drill = drill
        etcd, peer = held_port(), held_port()
        with open(drill.folder / "etcd.log", "wb") as log:
            keeper = subprocess.Popen(["etcd", "--data-dir", str(drill.folder / "etcd"), "--listen-client-urls", f"http://127.0.0.1:{etcd}",
                                       "--advertise-client-urls", f"http://127.0.0.1:{etcd}", "--listen-peer-urls", f"http://127.0.0.1:{peer}",
                                       "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}", "--initial-cluster", f"default=http://127.0.0.1:{peer}"],
                                      stdout=log, stderr=log)
        drill.cleaning.callback(lambda: (keeper.kill(), keeper.wait()))
        self.nodes = [Node(drill, name, etcd) for name in ("torg1", "torg2")]
        ports = ",".join(str(node.port) for node in self.nodes)
        self.connection = f"host=127.0.0.1,127.0.0.1 port={ports} dbname=postgres user=postgres target_session_attrs=read-write connect_timeout=3"
        for node in self.nodes:
            node.start()
        drill.wait_for("Patroni has a leader and a synchronous standby", self.is_whole, 600)

    def members(self):
        return next((state for node in self.nodes if node.process and (state := node.state())), {})

    def is_whole(self):
        roles = [member["role"] for member in self.members().values() if member["state"] in ("running", "streaming")]
        return "leader" in roles and "sync_standby" in roles

    def fail_over(self):
        leader = next(name for name, member in self.members().items() if member["role"] == "leader")
        self.lost = next(node for node in self.nodes if node.name == leader)
        self.lost.kill()

    def mend(self):
        self.lost.start()
        self.drill.wait_for("the old leader follows the new one", self.is_whole, 600)


@scenario("Patroni fails over", on=("postgresql",), long_only=True)
def patroni(drill):
    missing = [program for program in ("patroni", "etcd") if not shutil.which(program)]
    if missing:
        raise NotRun("needs patroni and etcd: apt install patroni etcd-server")
    cluster = Cluster(drill)
    play(drill, cluster, cluster.fail_over, cluster.mend, times=3)
