"""Elections in the Pabulib format (.pb): what does the file say, and how is one written?"""

from linli.engines.tally.pabulib.reading import read
from linli.engines.tally.pabulib.writing import write

__all__ = ["read", "write"]
