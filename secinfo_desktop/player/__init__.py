"""The simulated person: plays a practice scenario through the real recovery flow, as somebody before a face would.

It says what a person says, looks where a person looks, and lets the practice clock run instead of waiting. It knows no
code but the one it reads, and takes none whose message does not show the tag of the code that was asked for.
"""
