"""Walking: a network from drawn lines, metres from door to door, what lies nearest, how far one gets."""

from linli.engines.walking.distances import distances, nearest
from linli.engines.walking.model import OFF_PATH, Distances, Nearest, Path, Point, Polygon, Reach, Ring
from linli.engines.walking.network import Network, network
from linli.engines.walking.pace import ELDER, Pace, level
from linli.engines.walking.plane import Plane
from linli.engines.walking.reach import reach, way

__all__ = [
    "ELDER",
    "OFF_PATH",
    "Distances",
    "Nearest",
    "Network",
    "Pace",
    "Path",
    "Plane",
    "Point",
    "Polygon",
    "Reach",
    "Ring",
    "distances",
    "level",
    "nearest",
    "network",
    "reach",
    "way",
]
