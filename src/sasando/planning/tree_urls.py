"""Addresses of performance trees, their nodes and crosscutting requests."""

from django.urls import path

from .views import crosscutting, tree, tree_nodes

urlpatterns = [
    path("perencanaan/pohon/", tree.tree_list, name="trees"),
    path("perencanaan/pohon/tanam/", tree.plant, name="tree_plant"),
    path("perencanaan/pohon/<str:code>/", tree.tree, name="tree"),
    path("perencanaan/pohon/<str:code>/tambah/", tree_nodes.add, name="tree_add"),
    path("perencanaan/pohon/<str:code>/urungkan/", tree_nodes.undo, name="tree_undo"),
    path("perencanaan/pohon/<str:code>/riwayat/", tree.tree_history, name="tree_history"),
    path("perencanaan/pohon/<str:code>/temuan/", tree.tree_findings, name="tree_findings"),
    path(
        "perencanaan/pohon/<str:code>/temuan.csv",
        tree.tree_findings_file,
        name="tree_findings_file",
    ),
    path("perencanaan/pohon/<str:code>/gambar/", tree.tree_picture, name="tree_picture"),
    path("perencanaan/pohon/<str:code>/gambar.svg", tree.tree_svg, name="tree_svg"),
    path("perencanaan/pohon/<str:code>/gambar.pdf", tree.tree_pdf, name="tree_pdf"),
    path("perencanaan/simpul/<str:code>/", tree_nodes.node, name="node"),
    path("perencanaan/simpul/<str:code>/ubah/", tree_nodes.edit, name="node_edit"),
    path("perencanaan/simpul/<str:code>/pindah/", tree_nodes.move, name="node_move"),
    path("perencanaan/simpul/<str:code>/geser/", tree_nodes.shift, name="node_shift"),
    path("perencanaan/simpul/<str:code>/hapus/", tree_nodes.remove, name="node_remove"),
    path("perencanaan/simpul/<str:code>/lintas/", crosscutting.ask, name="node_ask"),
    path("perencanaan/lintas/", crosscutting.requests, name="requests"),
    path("perencanaan/lintas/<str:code>/", crosscutting.answer, name="request"),
    path("perencanaan/lintas/<str:code>/tarik/", crosscutting.withdraw, name="request_withdraw"),
]
