"""The lists by which plan documents are filled: missions with objectives, and the lines.

`columns` says what each list holds for one document (its years are columns), `cells` reads targets
and codes with the rules, `lines` and `thread` judge and write, in drafts only. Reading, reporting
and keeping a file is `sasando.core.listings`.
"""
