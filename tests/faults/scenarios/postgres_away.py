"""PostgreSQL is stopped or killed, and started again; the program stays up and finds it. Or both lose their power at once."""
from drill import scenario
from oracle import Oracle


def away(drill, go_away, figure, with_the_program=False):
    town = drill.town()
    server, oracle = town.database, Oracle(drill, town)
    with drill.people_of(town) as people:
        for _ in range(drill.pick(short=1, long=20)):
            drill.pause(drill.chance.uniform(0.5, drill.pick(short=2, long=5)))
            before = people.refusals
            go_away(server)
            if with_the_program:
                town.kill()
            drill.wait_for("people are told to come back", lambda: people.refusals > before)
            drill.report.check(not town.is_ready(), "/health/ready says ready without a database")
            drill.pause(drill.pick(short=0.5, long=drill.chance.uniform(0, 6)))
            server.start()
            if with_the_program:
                town.start()
            drill.wait_for("ready again without a hand laid on it", town.is_ready)
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on", lambda: len(drill.ledger.cases) > received + 3)
            oracle.glance()
            drill.report.count(figure)
    oracle.reckon(patience=240)


@scenario("PostgreSQL is stopped and started", on=("postgresql",))
def stopped(drill):
    away(drill, lambda server: server.stop(), "stops")


@scenario("PostgreSQL is killed", on=("postgresql",), long_only=True)
def killed(drill):
    away(drill, lambda server: server.kill(), "kills of PostgreSQL")


@scenario("PostgreSQL and the program are killed together", on=("postgresql",), long_only=True)
def both_killed(drill):
    away(drill, lambda server: server.kill(), "kills of both", with_the_program=True)
