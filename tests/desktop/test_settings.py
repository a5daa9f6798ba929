"""Settings survive writing and reading; a missing, old or broken file does no harm."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from secinfo_desktop.desktop.settings import TEXT_SIZES, Colours, Loaded, Settings, load, save

CHOSEN = Settings(150, Colours.DARK, "de", single_letters=False)

any_settings = st.builds(
    Settings, st.sampled_from(TEXT_SIZES), st.sampled_from(Colours), st.none() | st.just("de"), st.booleans()
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "settings.json"


def put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_without_a_file_the_defaults_count(path: Path) -> None:
    assert load(path) == Loaded(Settings())
    assert not path.parent.exists()


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(chosen=any_settings)
def test_what_was_saved_is_loaded(path: Path, chosen: Settings) -> None:
    save(path, chosen)
    assert load(path) == Loaded(chosen)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\0" * 100, "[" * 100_000])
def test_a_broken_file_is_put_aside_and_kept(path: Path, text: str) -> None:
    put(path, text)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert loaded.put_aside is not None
    assert loaded.put_aside.read_text(encoding="utf-8") == text
    assert not path.exists()
    assert load(path) == Loaded(Settings())


def test_a_file_that_is_no_text_is_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe{}")
    assert load(path).put_aside is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_size": 99},
        {"text_size": True},
        {"text_size": 125.0},
        {"text_size": []},
        {"colours": "pink"},
        {"colours": []},
        {"language": 5},
        {"single_letters": "yes"},
    ],
)
def test_a_value_that_can_not_be_used_leaves_the_others(path: Path, wrong: dict[str, object]) -> None:
    save(path, CHOSEN)
    put(path, json.dumps(json.loads(path.read_text(encoding="utf-8")) | wrong))
    (name,) = wrong
    expected = {**vars(CHOSEN), name: getattr(Settings(), name)}
    assert load(path) == Loaded(Settings(**expected))


def test_a_newer_versions_settings_are_left_aside(path: Path) -> None:
    put(path, '{"text_size": 150, "voice": "loud"}')
    assert load(path) == Loaded(Settings(text_size=150))


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.fixed_dictionaries({}, optional=dict.fromkeys(vars(CHOSEN), any_json)))
def test_no_document_breaks_the_start(path: Path, document: dict[str, object]) -> None:
    put(path, json.dumps(document))
    settings = load(path).settings
    assert settings.text_size in TEXT_SIZES
    assert settings.colours in Colours
    assert isinstance(settings.single_letters, bool)
