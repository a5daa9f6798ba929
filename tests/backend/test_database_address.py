"""The database's address: PostgreSQL here, or there if it proves who it is; never shown, never an argument's secret."""

import pytest

from secinfo_desktop.backend.database_address import has_password, read_address

START = "postgresql+psycopg://"
VERIFIED = "?sslmode=verify-full"


@pytest.mark.parametrize(
    "address",
    [
        f"{START}/secinfo",
        f"{START}me@/secinfo?host=/run/postgresql",
        f"{START}me:secret@localhost/secinfo",
        f"{START}me@127.0.0.1:5433/secinfo",
        f"{START}me@[::1]:5433/secinfo",
        f"{START}me@/secinfo?host=localhost:5433",
        f"{START}me@db.example.org/secinfo{VERIFIED}",
        f"{START}me@/secinfo{VERIFIED}&host=one.example.org:5432&host=two.example.org",
    ],
)
def test_an_address_is_taken_as_it_is(address: str) -> None:
    assert read_address(address) == address


def test_sqlite_needs_no_address() -> None:
    assert read_address("sqlite") is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        5,
        None,
        "mysql://me@localhost/secinfo",
        "postgresql://me@localhost/secinfo",
        f"{START}me@localhost",
        f"{START}me@localhost/",
        f"{START}me:sec#ret@localhost/secinfo",
        f"{START}me@localhost:port/secinfo",
        f"{START}me@[::1/secinfo",
    ],
)
def test_what_is_no_address_is_refused(address: object) -> None:
    with pytest.raises(ValueError, match="must be sqlite, or postgresql") as refused:
        read_address(address)
    assert "ret" not in str(refused.value)


@pytest.mark.parametrize(
    "where",
    [
        "me@db.example.org/secinfo",
        "me@192.0.2.1/secinfo",
        "me@localhost.example.org/secinfo",
        "me@127.0.0.1.example.org/secinfo",
        "me@localhost/secinfo?hostaddr=192.0.2.1",
        "me@/secinfo?host=localhost,db.example.org",
        "me@/secinfo?host=localhost&host=db.example.org:5432",
        "me@db.example.org/secinfo?sslmode=require",
        "me@db.example.org/secinfo?sslmode=verify-full&sslmode=disable",
    ],
)
def test_another_computer_has_to_prove_who_it_is(where: str) -> None:
    with pytest.raises(ValueError, match="sslmode=verify-full"):
        read_address(START + where)


@pytest.mark.parametrize(
    ("address", "carries_one"),
    [
        (f"{START}me@localhost/secinfo", False),
        (f"{START}me@localhost/secinfo?passfile=/etc/secinfo/pgpass", False),
        (f"{START}me:secret@localhost/secinfo", True),
        (f"{START}me:@localhost/secinfo", True),
        (f"{START}me@localhost/secinfo?password=secret", True),
        (f"{START}me@localhost/secinfo?sslpassword=secret", True),
        (f"{START}me@localhost:secret/secinfo", True),
        (5, True),
    ],
)
def test_a_password_is_seen_wherever_it_stands(address: object, carries_one: bool) -> None:
    assert has_password(address) is carries_one
