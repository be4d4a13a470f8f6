"""The command line: `./sasando` on a developer's machine, in CI and on a city's server.

`__main__` names the commands; each file here holds the commands of one subject and imports
Django only when a command needs it.
"""
