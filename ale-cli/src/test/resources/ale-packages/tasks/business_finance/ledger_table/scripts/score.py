import numpy


def fields_right(found, truth, tolerance=0.01):
    """A numpy number: the share of totals within the tolerance."""
    both = truth.merge(found, on="account", how="left", suffixes=("", "_found"))
    return numpy.mean(numpy.abs(both["total"] - both["total_found"]) <= tolerance)
