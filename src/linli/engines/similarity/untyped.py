"""scipy says nothing about types; seen from here its functions take and return anything."""

from typing import Any

from scipy import optimize, sparse
from scipy.cluster import hierarchy

csr_matrix: Any = sparse.csr_matrix
hstack: Any = sparse.hstack
minimize_scalar: Any = optimize.minimize_scalar
linked: Any = hierarchy.linkage
grouped_at: Any = hierarchy.fcluster
