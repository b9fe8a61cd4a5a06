"""A record with many checks and long words, for documents that show verdicts: no network needs to be verified."""

from derive.verification.record import Check, Kind, Record, Verdict

LONG = "a claim about something that takes rather long to say, as claims about networks often do " * 3
RECORD = Record(
    "made up",
    tuple(
        Check(Kind.ENGINE, f"a_long_name_of_a_layer_{number}.W", LONG, Verdict.VERIFIED, f"{number} entries, n=3")
        for number in range(60)
    ),
)
