"""Makes outlines.bin from world-atlas' countries-50m.json (TopoJSON): python3 outlines.py countries-50m.json outlines.bin

Layout, all integers LEB128 varints, signed ones zigzag:
  4 little-endian f64: scale x, scale y, translate x, translate y (degrees = n * scale + translate)
  number of arcs; each: number of points, then x and y of every point as difference from the point before
  number of rings (outer and inner, of all countries); each: number of arcs, then the arc numbers (~n = reversed)
"""
import json, struct, sys

topo = json.load(open(sys.argv[1]))
out = bytearray(struct.pack("<4d", *topo["transform"]["scale"], *topo["transform"]["translate"]))


def varint(n):
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)


def signed(n):
    varint(n << 1 if n >= 0 else (-n << 1) - 1)


varint(len(topo["arcs"]))
for arc in topo["arcs"]:
    varint(len(arc))
    for x, y in arc:
        signed(x)
        signed(y)
rings = []
for country in topo["objects"]["countries"]["geometries"]:
    if country["type"] == "Polygon":
        rings += country["arcs"]
    elif country["type"] == "MultiPolygon":
        rings += [ring for polygon in country["arcs"] for ring in polygon]
varint(len(rings))
for ring in rings:
    varint(len(ring))
    for arc in ring:
        signed(arc)
open(sys.argv[2], "wb").write(out)
