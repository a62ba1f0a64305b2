"""The program is killed at random moments, as by the power or by a kernel that wants its memory back."""
from drill import scenario
from oracle import Oracle
from town import are_gone


@scenario("killed at random moments", on=("sqlite", "postgresql"))
def killed(drill):
    town, lives = drill.town(), drill.pick(short=6, long=200)
    oracle = Oracle(drill, town)
    with drill.people_of(town) as people:
        for life in range(1, lives + 1):
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on", lambda: people.holds_back.is_set() or len(drill.ledger.cases) > received)
            drill.pause(drill.chance.uniform(0.1, drill.pick(short=1.5, long=2)))
            town.kill()
            orphans = town.left_behind()
            if life % 10 == 0:
                oracle.doctor()
                oracle.audit()
            if life % 50 == 0:
                oracle.rebuilt()
            # Now and then with a time to undo, so that letters wait when it dies.
            town.start({"TORG_UNDO_MINUTES": drill.pick(short="0", long=drill.chance.choice("001"))})
            drill.report.count("kills")
            drill.wait_for("the killed program's helpers are gone", lambda: are_gone(orphans))
            oracle.glance()
            people.wait_for_the_jobs(len(oracle.unfinished()))
            drill.report.bar(life, lives, f"kills, {len(drill.ledger.cases)} cases")
    oracle.reckon(patience=480)
