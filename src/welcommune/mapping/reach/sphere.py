"""Points on the earth as unit vectors, and the straight line through the ground ("chord") between them.

Chords grow with great circles, so radii are compared as squared chords: no sine or root is needed for a pair.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Homes:
    """Where people live: degrees, and how many they are; one entry each for a place."""

    latitude: Floats
    longitude: Floats
    people: Floats

    def __len__(self) -> int:
        return len(self.latitude)


@dataclass(frozen=True)
class Services:
    """What is offered: degrees, the theme as a number from 0, and how many people it can take; one entry each."""

    latitude: Floats
    longitude: Floats
    theme: Ints
    capacity: Floats

    def __len__(self) -> int:
        return len(self.latitude)


def unit_vectors(latitude: Floats, longitude: Floats) -> Floats:
    """Points on the sphere with radius 1: an array of shape (3, n)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def squared_chord(km: float) -> float:
    """The squared chord of a great circle of ``km``, on the sphere with radius 1."""
    return float(4 * np.sin(min(km / EARTH_KM, np.pi) / 2) ** 2)


def great_circle_km(squared: Floats) -> Floats:
    """Kilometres on the earth for squared chords; infinite stays infinite."""
    half = np.sqrt(np.minimum(squared, 4)) / 2
    return np.where(np.isinf(squared), np.inf, 2 * EARTH_KM * np.arcsin(half))


def squared_chords(homes: Floats, services: Floats) -> Floats:
    """Squared chords of every pair: an array of shape (homes, services), by one matrix product.

    Both are moved to the middle of the homes first: there |a|² + |b|² - 2ab loses nothing of short ways.
    """
    middle = homes.mean(axis=1, keepdims=True)
    a, b = homes - middle, services - middle
    left = np.empty((a.shape[1], 5))
    left[:, :3], left[:, 3], left[:, 4] = a.T, 1, np.einsum("ij,ij->j", a, a)
    right = np.empty((5, b.shape[1]))
    right[:3], right[3], right[4] = -2 * b, np.einsum("ij,ij->j", b, b), 1
    product: Floats = left @ right
    np.maximum(product, 0, out=product)
    return product
