"""The mail server is slow, refuses, or hangs up; people notice nothing, and in the end everyone was told once."""
from drill import scenario
from mailbox import MOODS
from oracle import Oracle


@scenario("the mail server has its moods")
def moods(drill):
    town = drill.town()
    oracle = Oracle(drill, town)
    with drill.people_of(town, residents=2, senders=1, officers=2):
        for _ in range(drill.pick(short=1, long=4)):
            for mood in drill.chance.sample(MOODS, len(MOODS)):
                drill.mailbox.mood = mood
                received, met = len(drill.ledger.cases), drill.mailbox.met[mood]
                drill.wait_for(f"work goes on while the mail server {mood}", lambda: len(drill.ledger.cases) > received + 3)
                drill.wait_for(f"mail met a server that {mood}", lambda: drill.mailbox.met[mood] > met)
                drill.pause(drill.pick(short=0.5, long=15))
                drill.report.count("moods")
        oracle.glance()
    drill.report.count("refusals of the mail server", drill.mailbox.refusals)
    # A notice that was refused often waits long: ten seconds, twenty, forty …
    oracle.reckon(patience=900)
