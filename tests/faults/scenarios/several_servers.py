"""Several servers share one PostgreSQL and one folder of files; any of them is killed at any moment, and the others go on."""
from drill import scenario
from oracle import Oracle
from town import are_gone


@scenario("one of several servers is killed", on=("postgresql",))
def one_of_several(drill):
    town = drill.town(servers=drill.pick(short=2, long=3))
    oracle, kills = Oracle(drill, town), drill.pick(short=3, long=200)
    with drill.people_of(town) as people:
        for kill in range(1, kills + 1):
            drill.pause(drill.chance.uniform(0.1, drill.pick(short=1, long=2)))
            server = drill.chance.choice(town.servers)
            server.kill()
            orphans = server.left_behind()
            received = len(drill.ledger.cases)
            drill.wait_for("the others go on while one is dead", lambda: people.holds_back.is_set() or len(drill.ledger.cases) > received + 1)
            if kill % 10 == 0:
                oracle.doctor()
                oracle.audit()
            server.start({"TORG_UNDO_MINUTES": drill.pick(short="0", long=drill.chance.choice("001"))})
            drill.report.count("kills")
            drill.wait_for("the killed server's helpers are gone", lambda: are_gone(orphans))
            oracle.glance()
            people.wait_for_the_jobs(len(oracle.unfinished()))
            drill.report.bar(kill, kills, f"kills, {len(drill.ledger.cases)} cases")
        senders = lambda: {mail.server for mail in drill.mailbox.all()}
        drill.wait_for("every server sends mail", lambda: len(senders()) == len(town.servers))
    oracle.reckon(patience=480)

