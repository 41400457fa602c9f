"""An invented year and a half of the board, made by the same actions that the screens use, so that every rule holds.

Everything derives from one day D: there is always a meeting to run on D, and the year before D is complete. People are
roles, every invented row says that it is an example.
"""
