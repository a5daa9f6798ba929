"""The house rules find what they are for, and nothing else."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tools.house_rules.catalogue_rules import catalogue_findings
from tools.house_rules.python_rules import (
    errors_shown_to_people,
    names,
    sizes,
    suppressed_findings,
    swallowed_errors,
    threads,
    waits_and_patches_in_tests,
)
from tools.house_rules.sources import Finding, Source
from tools.house_rules.text_rules import (
    folders_of_tests_are_packages,
    paths_of_one_computer,
    provider_domains,
    strange_addresses,
    unfinished,
)

Rule = Callable[[Source], Iterator[Finding]]


def written(text: str, path: str = "secinfo_desktop/domain/contacts.py") -> Source:
    return Source(PurePosixPath(path), text)


def found(rule: Rule, text: str, path: str = "secinfo_desktop/domain/contacts.py") -> list[int]:
    return [finding.line for finding in rule(written(text, path))]


def function(lines: int) -> str:
    return "def recover() -> None:\n" + "    step()\n" * (lines - 1)


@pytest.mark.parametrize(("lines", "findings"), [(40, []), (41, [1])])
def test_a_function_may_have_forty_lines(lines: int, findings: list[int]) -> None:
    assert found(sizes, function(lines)) == findings


@pytest.mark.parametrize(("lines", "findings"), [(400, []), (401, [1])])
def test_a_file_may_have_four_hundred_lines(lines: int, findings: list[int]) -> None:
    assert found(sizes, "step()\n" * lines) == findings


def test_a_table_does_not_count() -> None:
    table = "STEPS = (\n" + "    Step('look', 20, WHY | NOW),\n" * 500 + ")\n"
    assert found(sizes, table + "step()\n" * 400) == []


def test_a_table_that_computes_does_count() -> None:
    computed = "STEPS = (\n" + "    [step for step in steps],\n" * 500 + ")\n"
    assert found(sizes, computed) == [1]


@pytest.mark.parametrize(
    "path", ["secinfo_desktop/utils.py", "secinfo_desktop/guide/case_manager.py", "tests/common/test_masks.py"]
)
def test_a_module_is_named_after_what_it_knows(path: str) -> None:
    assert found(names, "", path) == [1]


@pytest.mark.parametrize("name", ["CaseManager", "HTTPHelper", "Common"])
def test_a_class_is_named_after_what_it_knows(name: str) -> None:
    assert found(names, f"\nclass {name}:\n    pass\n") == [2]


@pytest.mark.parametrize("path", ["tests/helpers/clock.py", "secinfo_desktop/guide/commonplace.py"])
def test_good_names_pass(path: str) -> None:
    assert found(names, "class Commonplace: ...\ncommon_passwords = load()\n", path) == []


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    send()\nexcept Exception:\n    pass\n",
        "try:\n    send()\nexcept:\n    ...\n",
        "try:\n    send()\nexcept BaseException as error:\n    'never mind'\n",
        "\n\nwith contextlib.suppress(Exception):\n    send()\n",
    ],
)
def test_no_unknown_error_disappears(text: str) -> None:
    assert found(swallowed_errors, text) == [3]


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    send()\nexcept TimeoutError:\n    pass\n",
        "try:\n    send()\nexcept Exception:\n    log.exception('failed')\n    raise\n",
        "with contextlib.suppress(FileNotFoundError):\n    remove()\n",
    ],
)
def test_an_error_of_a_named_kind_may_pass(text: str) -> None:
    assert found(swallowed_errors, text) == []


@pytest.mark.parametrize(
    "shown",
    [
        "say('failure.other', why=str(error))",
        "label.setText(f'Sorry: {error}')",
        "print(error)",
        "say(x, y=repr(error))",
    ],
)
def test_nobody_reads_the_text_of_an_exception(shown: str) -> None:
    assert found(errors_shown_to_people, f"try:\n    send()\nexcept OSError as error:\n    {shown}\n") == [4]


@pytest.mark.parametrize(
    "shown", ["raise SendingFailed(str(error)) from error", "say('failure.other', until=error.until)"]
)
def test_code_may_hand_an_exception_on(shown: str) -> None:
    assert found(errors_shown_to_people, f"try:\n    send()\nexcept OSError as error:\n    {shown}\n") == []


@pytest.mark.parametrize(
    ("path", "findings"),
    [
        ("secinfo_desktop/gui/pages/waiting.py", [1, 2]),
        ("secinfo_desktop/gui/jobs.py", []),
        ("secinfo_desktop/backend/store/sqlite.py", []),
        ("tests/gui/test_jobs.py", []),
    ],
)
def test_threads_are_started_in_few_places(path: str, findings: list[int]) -> None:
    assert found(threads, "threading.Thread(target=run)\nThreadPoolExecutor(4)\nthreading.Lock()\n", path) == findings


@pytest.mark.parametrize(
    "wait",
    [
        "time.sleep(1)",
        "asyncio.sleep(pause)",
        "QTest.qWait(50)",
        "qtbot.wait(50)",
        "monkeypatch.setattr(client, 'send', fake)",
    ],
)
def test_a_test_neither_waits_for_a_time_nor_patches(wait: str) -> None:
    assert found(waits_and_patches_in_tests, wait, "tests/gui/test_window.py") == [1]


@pytest.mark.parametrize(
    "wait", ["asyncio.sleep(0)", "done.wait(5)", "qtbot.waitSignal(done)", "monkeypatch.setenv('HOME', home)"]
)
def test_a_test_may_wait_for_something(wait: str) -> None:
    assert found(waits_and_patches_in_tests, wait, "tests/gui/test_window.py") == []


@pytest.mark.parametrize(
    "comment", ["type: ignore", "type: ignore[attr-defined]", "noqa", "noqa: S101", "noqa: S101, S102"]
)
def test_a_suppressed_finding_has_a_code_and_a_reason(comment: str) -> None:
    assert found(suppressed_findings, f"x = 1  # {comment}\n") == [1]


@pytest.mark.parametrize(
    "comment",
    ["type: ignore[attr-defined]  # the stubs lack it", "noqa: S101 - for the type checker", "an ordinary remark"],
)
def test_a_suppressed_finding_with_both_passes(comment: str) -> None:
    assert found(suppressed_findings, f"x = '# noqa'  # {comment}\n") == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X"])
def test_nothing_is_unfinished(word: str) -> None:
    assert found(unfinished, f"step\n# {word}: later\n", "Makefile") == [2]


@pytest.mark.parametrize(
    "path", ["/wo" + "rk/main", "/ro" + "ot/.cache", "/ho" + "me/ada", "C:" + "\\Users\\ada", "/t" + "mp/x"]
)
def test_no_path_of_one_computer_is_named(path: str) -> None:
    assert found(paths_of_one_computer, f"open('{path}')\n") == [1]


@pytest.mark.parametrize(
    "path", ["/var/lib/secinfo", "framework/roots", "/workplace", "https://example.org/home/start"]
)
def test_other_paths_may_be_named(path: str) -> None:
    assert found(paths_of_one_computer, f"open('{path}')\n") == []


@pytest.mark.parametrize(
    "text", ["ada@" + "gmail.com", "https://" + "evil.com/x", "https://example.org@" + "evil.com/"]
)
def test_no_strange_address_is_named(text: str) -> None:
    assert found(strange_addresses(()), text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "https://accounts.example.com/",
        "http://127.0.0.1:8000/v1",
        "http://[::1]:80/",
        "http://localhost/",
        "https://host/path",
    ],
)
def test_example_addresses_may_be_named(text: str) -> None:
    assert found(strange_addresses(()), text) == []


def test_domains_of_provider_packs_may_be_named() -> None:
    pack = written(
        'sender = "noreply@' + 'security.provider.net"\nhosts = ["provider.net"]\n', "resources/providers/provider.toml"
    )
    rule = strange_addresses(provider_domains([pack]))
    assert found(rule, "https://" + "login.provider.net/") == []
    assert found(rule, "https://" + "login-provider.net/") == [1]


def test_a_document_may_link_to_its_sources() -> None:
    link = "https://" + "pages.nist.gov/800-63-4"
    assert found(strange_addresses(()), link, "docs/decisions/0001-codes.md") == []
    assert found(strange_addresses(()), link, "secinfo_desktop/domain/codes.py") == [1]


def test_a_how_to_may_name_its_sources_but_nobodys_mail_address() -> None:
    source = 'address = "https://' + 'support.provider.net/junk"'
    assert found(strange_addresses(()), source, "resources/howto/provider.toml") == []
    assert found(strange_addresses(()), "mara@" + "provider.net", "resources/howto/provider.toml") == [1]
    assert found(strange_addresses(()), source, "resources/checklists/provider.toml") == [1]


def test_every_folder_of_tests_is_a_package() -> None:
    files = [
        written("", path) for path in ("tests/__init__.py", "tests/gui/test_window.py", "tests/e2e/postfix/main.cf")
    ]
    assert [str(finding.path) for finding in folders_of_tests_are_packages(files)] == ["tests/gui"]


HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def catalogue(text: str, path: str = "resources/i18n/en/page.po") -> Source:
    return written(HEADER + text, path)


def entry(text_id: str, text: str) -> str:
    return f'msgid "{text_id}"\nmsgstr "{text}"\n\n'


def complaints(*files: Source) -> list[str]:
    return [finding.sentence for finding in catalogue_findings(files)]


def test_texts_and_their_use_agree() -> None:
    code = written(
        "say('page.start.title', language, name=name)\n"
        "say(f'page.{kind}.lead', language)\n"
        "TITLES = {'done': 'page.done.title'}\n"
        "say('page.left', language, n=3)\n"
    )
    texts = (
        entry("page.start.title", "Hello {name}")
        + entry("page.start.lead", "Tell us.")
        + entry("page.done.title", "Done")
    )
    plural = (
        'msgid "page.left"\nmsgid_plural "page.left"\nmsgstr[0] "{n} request left"\nmsgstr[1] "{n} requests left"\n'
    )
    assert complaints(code, catalogue(texts + plural)) == []


def test_a_text_that_is_not_there_is_found() -> None:
    code = written("say('page.strat.title', language)\nsay(f'page.{kind}.laed', language)\n")
    sentences = ["page.strat.title has no English text.", "page.….laed has no English text."]
    assert complaints(code, catalogue("")) == sentences


def test_a_value_that_is_not_handed_over_is_found() -> None:
    code = written("say('page.sent', language, to=mask)\nsay('page.sent', language, **values)\n")
    assert complaints(code, catalogue(entry("page.sent", "Sent to {to} at {time}."))) == [
        "page.sent needs a value for {time}."
    ]


def test_a_text_that_nobody_asks_for_is_found() -> None:
    assert complaints(catalogue(entry("page.old.title", "Old"))) == ["page.old.title is asked for nowhere."]


def test_generated_families_need_no_literal() -> None:
    texts = entry("checklist.look_in_junk.title", "Look into Junk")
    assert complaints(catalogue(texts, "resources/i18n/en/checklist.po")) == []


def test_resources_may_name_a_text() -> None:
    scenario = written('title = "practice.first_visit.title"', "resources/scenarios/first-visit.toml")
    texts = entry("practice.first_visit.title", "First visit")
    assert complaints(scenario, catalogue(texts, "resources/i18n/en/practice.po")) == []


def test_a_translation_has_the_placeholders_of_the_english_text() -> None:
    english = catalogue(entry("checklist.wait", "Wait until {time}."), "resources/i18n/en/checklist.po")
    german = catalogue(entry("checklist.wait", "Warten Sie bis {zeit}."), "resources/i18n/de/checklist.po")
    assert complaints(english, german) == ["checklist.wait has other placeholders than the English text."]


def test_a_translation_of_nothing_is_found() -> None:
    german = catalogue(entry("checklist.wait", "Warten"), "resources/i18n/de/checklist.po")
    assert complaints(german) == ["checklist.wait is not in the English catalogue."]


def test_a_text_that_a_language_lacks_is_found() -> None:
    english = catalogue(
        entry("checklist.wait", "Wait.") + entry("checklist.look", "Look."), "resources/i18n/en/checklist.po"
    )
    german = catalogue(entry("checklist.wait", "Warten Sie."), "resources/i18n/de/checklist.po")
    assert complaints(english, german) == ["checklist.look is missing in de."]


def test_the_words_of_every_language_are_watched() -> None:
    english = catalogue(entry("checklist.wait", "Wait."), "resources/i18n/en/checklist.po")
    german = catalogue(entry("checklist.wait", "Warten Sie!"), "resources/i18n/de/checklist.po")
    assert complaints(english, german) == ["checklist.wait: we do not exclaim."]


@pytest.mark.parametrize(
    ("text_id", "text", "sentence"),
    [
        ("checklist.a", "", "checklist.a has no text."),
        ("checklist.a", "Type your OTP.", "checklist.a: people do not say 'OTP'."),
        ("checklist.a", "You are in!", "checklist.a: we do not exclaim."),
        ("checklist.a", "It came!", None),
        ("failure.a", "Try later.", "failure.a belongs into another catalogue."),
    ],
)
def test_wording_is_watched(text_id: str, text: str, sentence: str | None) -> None:
    texts = catalogue(entry(text_id, text), "resources/i18n/en/checklist.po")
    assert complaints(texts) == ([sentence] if sentence else [])


def test_a_text_that_stands_twice_is_found() -> None:
    texts = catalogue(entry("checklist.a", "One") * 2, "resources/i18n/en/checklist.po")
    assert complaints(texts) == ["checklist.a stands here 2 times."]
