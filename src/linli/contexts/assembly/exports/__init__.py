"""Lists of the assembly as workbooks, ballots on paper."""
