"""What takes longest: it begins first, that no process is left alone with it at the end."""

LONGEST = (
    "desktop/window/test_working_days_said.py",
    "desktop/test_watchdog.py",
    "faults/test_at_server.py",
    "faults/test_foreign.py",
    "casework/year/test_county.py",
    "db/server/test_bad_days.py",
    "desktop/window/test_never_the_wrong_case.py",
    "casework/year/test_one_reckoning.py",
    "casework/test_report_suspects.py",
    "desktop/window/test_main_window.py",
    "test_house.py",
    "test_commands.py",
)
