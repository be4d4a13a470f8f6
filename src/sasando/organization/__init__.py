"""Who the city is: units, positions, people, who holds which post, and who may see what.

Legal ground: PP 18/2016 (perangkat daerah), UU 20/2023 (ASN), UU 30/2014 Art. 14 (Plt and Plh as
a mandate). Others may import models, queries, errors and actions; scope comes from
`queries.viewer_for` and the `visible_to` managers only.
"""
