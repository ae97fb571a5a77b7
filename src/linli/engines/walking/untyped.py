"""Which parts of SciPy, which says nothing about its types, are used here?"""

from typing import Any

from scipy.sparse import coo_array, csr_array
from scipy.spatial import KDTree

search_tree: Any = KDTree
by_rows: Any = csr_array
by_entries: Any = coo_array
