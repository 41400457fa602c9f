"""Verbs that change the world, in five beats: lock, check, compute, write, log. An action never sends or enqueues."""
