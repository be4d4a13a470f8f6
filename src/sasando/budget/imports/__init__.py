"""Reading exports of SIPD-RI into a draft version: streamed, all or nothing, every odd row told.

`layouts` knows the headings of each form, `reading` turns CSV and Excel into cells, `known` ties
printed codes to rows, `lines` carries a whole file into a version, `report` says what was met.
"""
