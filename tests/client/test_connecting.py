"""Connecting keeps to one deadline, however long names take and however many addresses they stand for."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from secinfo_desktop.client.connecting import MOST_ADDRESSES, Address, connect
from secinfo_desktop.client.deadline import Deadline

HOST = "accounts.example.org"


@pytest.fixture
def listening() -> Iterator[Address]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


@pytest.fixture
def closed_port() -> Address:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address: Address = server.getsockname()
    return address


def always(*addresses: Address) -> Callable[[str, int], Sequence[Address]]:
    return lambda _host, _port: addresses


def within(seconds: float) -> Deadline:
    return Deadline(seconds, time.monotonic)


def test_a_name_that_is_never_found_costs_no_more_than_the_deadline() -> None:
    never, began = threading.Event(), time.monotonic()

    def hang(_host: str, _port: int) -> Sequence[Address]:
        never.wait(30)
        return []

    with pytest.raises(TimeoutError):
        connect(HOST, 443, within(0.2), hang)
    assert time.monotonic() - began < 5
    never.set()


def test_the_next_address_is_tried_where_one_refuses(listening: Address, closed_port: Address) -> None:
    with connect(HOST, 443, within(5), always(closed_port, listening)) as connection:
        assert connection.getpeername() == listening


def test_a_name_with_very_many_addresses_is_given_up_early(listening: Address, closed_port: Address) -> None:
    many = [closed_port] * MOST_ADDRESSES + [listening]
    with pytest.raises(ConnectionError):
        connect(HOST, 443, within(5), always(*many))


def test_a_number_is_not_looked_up(listening: Address) -> None:
    def no_look_up(_host: str, _port: int) -> Sequence[Address]:
        raise AssertionError

    with connect(*listening, within(5), no_look_up) as connection:
        assert connection.getpeername() == listening


def test_a_name_that_nobody_has_is_an_error_of_the_connection() -> None:
    def unknown(_host: str, _port: int) -> Sequence[Address]:
        raise socket.gaierror

    with pytest.raises(socket.gaierror):
        connect(HOST, 443, within(5), unknown)


def test_an_address_without_any_number_is_an_error_of_the_connection() -> None:
    with pytest.raises(ConnectionError):
        connect(HOST, 443, within(5), always())
