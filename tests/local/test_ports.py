"""A port that was chosen is held from then on."""

import socket

import pytest

from cvms.local import ports

FIRST = 18700


def test_two_runs_at_one_moment_get_ports_of_their_own():
    held = [ports.hold(FIRST) for _ in range(3)]

    assert len({one.port for one in held}) == 3
    for one in held:
        one.release()


def test_a_held_port_goes_only_to_our_own_server():
    held = ports.hold(FIRST)

    with socket.socket() as stranger, pytest.raises(OSError, match="in use"):
        stranger.bind((ports.HERE, held.port))
    assert not ports.answers(held.port)
    with ports.listening(held.port):
        assert ports.answers(held.port)
    held.release()


def test_a_port_in_use_is_not_chosen():
    with ports.listening(FIRST + 60):
        held = ports.hold(FIRST + 60)
        assert held.port > FIRST + 60
        held.release()
