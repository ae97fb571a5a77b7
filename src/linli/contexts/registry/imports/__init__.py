"""Rosters (名册) of any layout: read, tried out row by row, taken over in chunks, taken back whole.

``roster`` finds the table, ``mapping`` says what its columns hold, ``cells`` reads them, ``doors``,
``matching`` and ``families`` find home, person and household; ``judging`` tries every row out without
changing anything, ``applying`` carries out what was found, ``undoing`` takes it back.
"""
