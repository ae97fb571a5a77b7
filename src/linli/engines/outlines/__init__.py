"""The ground that belongs to each set of buildings, as polygons that meet without gap or overlap."""

from linli.engines.outlines.dividing import Fence, Holding, Point, Polygon, Ring, outlines
from linli.engines.outlines.rings import area

__all__ = ["Fence", "Holding", "Point", "Polygon", "Ring", "area", "outlines"]
