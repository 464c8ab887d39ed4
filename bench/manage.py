"""manage.py on the bench's day: `python -m bench.manage COMMAND ...`, without the demo's list of logins."""

import os
import sys

from django.core.management import execute_from_command_line

from bench.clock import stand_still

if __name__ == "__main__":
    stand_still()
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - until the process ends
    execute_from_command_line(sys.argv)
