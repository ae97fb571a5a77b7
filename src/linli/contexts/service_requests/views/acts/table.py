"""All steps of a request's life by the names of the states table."""

from linli.contexts.service_requests.views.acts.disputing import DISPUTING
from linli.contexts.service_requests.views.acts.finishing import FINISHING
from linli.contexts.service_requests.views.acts.handling import HANDLING
from linli.contexts.service_requests.views.acts.kinds import Act
from linli.contexts.service_requests.views.acts.sorting import SORTING

ACTS: dict[str, Act] = {**SORTING, **DISPUTING, **HANDLING, **FINISHING}
