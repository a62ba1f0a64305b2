"""The PostgreSQL server that is written to dies for good, and its standby takes over. The connection string names both."""
import subprocess

from databases import BINARIES, Postgres, Schema
from drill import scenario
from oracle import Oracle
from town import held_port


class Pair(Schema):
    """Two servers with synchronous replication: what was answered is on both disks."""

    def __init__(self, one, two):
        self.primary, self.standby = one, two
        self.connection = (f"host=127.0.0.1,127.0.0.1 port={one.port},{two.port} dbname=postgres user=postgres "
                           "target_session_attrs=read-write connect_timeout=3")

    def replicate(self, drill):
        self.standby.make_standby_of(self.primary).start()
        told(self.primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        drill.wait_for("the standby follows", lambda: "sync" in told(self.primary, "SELECT sync_state FROM pg_stat_replication"))

    def fail_over(self):
        self.primary.kill()
        self.primary, self.standby = self.standby, self.primary
        self.primary.run("pg_ctl", "-D", self.primary.data, "-w", "promote")
        # Until there is a standby again, nobody waits for one.
        told(self.primary, "ALTER SYSTEM RESET synchronous_standby_names")


def told(server, statement):
    words = [statement, "SELECT pg_reload_conf()"] if statement.startswith("ALTER") else [statement]
    done = subprocess.run([BINARIES / "psql", "-XqAt", server.connection, *(part for word in words for part in ("-c", word))], capture_output=True, text=True)
    return done.stdout


def play(drill, pair, fail_over, mend, times):
    town = drill.town(database=pair)
    oracle = Oracle(drill, town)
    with drill.people_of(town) as people:
        for time in range(1, times + 1):
            drill.pause(drill.chance.uniform(2, 6))
            before = people.refusals
            fail_over()
            drill.wait_for("ready again without a hand laid on it", town.is_ready)
            drill.report.check(people.refusals > before, "nobody noticed that the server was gone: was it?")
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on at the other server", lambda: len(drill.ledger.cases) > received + 3)
            oracle.glance()
            drill.report.count("times failed over")
            drill.report.bar(time, times, "failed over")
            mend()
    oracle.reckon(patience=300)


@scenario("PostgreSQL fails over to a standby", on=("postgresql",), long_only=True)
def promoted(drill):
    one, two = (Postgres(drill.folder / name, held_port()) for name in ("one", "two"))
    for server in (one, two):
        drill.cleaning.callback(server.stop, "immediate")
    pair = Pair(one.make().start(), two)
    pair.replicate(drill)
    play(drill, pair, pair.fail_over, lambda: pair.replicate(drill), times=6)
