"""Give a section the anchor that its author wrote.

A heading's own anchor is made of its English letters, so a Korean heading gets
``id2``. The label above the heading is the same in every language: put first,
it is what the page, its table of contents and its permalinks use. The text of
an exercise, whose anchor sphinx-exercise repeats, is named after its exercise.
"""

from docutils import nodes
from sphinx.application import Sphinx

REPEATED = (["exercise-content"], ["solution-content"])
BEFORE_THE_CONTENTS_ARE_COLLECTED = 100


def put_labels_first(app: Sphinx, doctree: nodes.document) -> None:
    """Sort the anchors of every section: labels, then the rest."""
    labels = {
        doctree.nameids[name]
        for name, is_label in doctree.nametypes.items()
        if is_label
    }
    for section in doctree.findall(nodes.section):
        if section["ids"] in REPEATED:
            section["ids"] = [f"{section.parent['ids'][0]}-content"]
        section["ids"].sort(key=lambda anchor: anchor not in labels)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.connect(
        "doctree-read",
        put_labels_first,
        priority=BEFORE_THE_CONTENTS_ARE_COLLECTED,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
