"""Trees for tests: planted by the real actions, drawn as indented outlines."""

from sasando.planning.actions.tree import add_node, plant_tree
from sasando.planning.actions.tree_nodes import NodeDraft
from sasando.planning.models import PerformanceNode

CODE = "POHON-KOTA-2026"


def plant(viewer, unit="KOTA", first=2026, last=2026):
    return plant_tree(viewer=viewer, unit_code=unit, first_year=first, last_year=last)


def draft(text="Kondisi", level="ANTARA", **links):
    return NodeDraft(level=level, text=text, **links)


def grow(viewer, tree, text, parent=None, level="ANTARA", place=None, **links):
    return add_node(
        viewer=viewer,
        tree_code=tree.code,
        parent_code=parent.code if parent else "",
        draft=draft(text, level, **links),
        place=place,
    )


def fresh(node):
    return PerformanceNode.objects.get(pk=node.pk)


def outline(tree):
    """The standing tree as lines, one dot for each step down: ["A", ".B", "..C", ".D"]."""
    rows = {}
    for node in PerformanceNode.objects.standing().filter(tree=tree).order_by("place"):
        rows.setdefault(node.parent_id, []).append(node)
    lines = []

    def walk(parent_id, depth):
        for node in rows.get(parent_id, []):
            lines.append("." * depth + node.text)
            walk(node.pk, depth + 1)

    walk(None, 0)
    return lines
