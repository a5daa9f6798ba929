"""A mail provider in a folder of its own: Postfix takes mail, SpamAssassin looks at it, Dovecot files and shows it.

Everything listens on loopback or on sockets in the folder, and nothing can leave: other recipients are refused. The
system's own settings are not touched. Root starts the servers; mail belongs to nobody.
"""

import os
import select
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEARCH_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"))
WITHIN = 20.0
"""Seconds that a server has to start or to end."""
OWNER = "nobody"
MAIL_PASSWORD = "made-up-for-the-test"
HOST = "mail.example.com"
SPAMASSASSIN = Path("/etc/spamassassin")
"""Where its package says which plugins are loaded."""


@dataclass(frozen=True)
class MailChain:
    """Where a provider takes mail and shows it."""

    smtp_port: int
    imap_port: int


@contextmanager
def mail_chain(folder: Path, domain: str, spam_rules: str = "") -> Iterator[MailChain]:
    """A running provider for the mailboxes of a domain; ``spam_rules`` are SpamAssassin's, besides those it comes with.

    Every server is ready when this begins and gone when it has ended.
    """
    chain = MailChain(_free_port(), _free_port())
    _lay_out(folder, chain, domain, spam_rules)
    with _spamd(folder), _dovecot(folder), _postfix(folder):
        yield chain


def _free_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


def _lay_out(folder: Path, chain: MailChain, domain: str, spam_rules: str) -> None:
    """Settings and folders; the servers give up root, so they must be able to walk in."""
    folder.chmod(0o755)
    values = {"folder": folder, "domain": domain, "smtp": chain.smtp_port, "imap": chain.imap_port, "rules": spam_rules}
    for name, text in _SETTINGS.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(**_PROGRAMS, **values, owner=OWNER, host=HOST, password=MAIL_PASSWORD))
    for plugins in SPAMASSASSIN.glob("*.pre"):
        shutil.copy(plugins, folder / "spam")
    for name, owner in (("mail", OWNER), ("sieve", OWNER), ("spam", OWNER), ("data", "postfix"), ("queue", "root")):
        (folder / name).mkdir(exist_ok=True)
        shutil.chown(folder / name, owner)
    (folder / "dovecot.conf").chmod(0o644)


@contextmanager
def _spamd(folder: Path) -> Iterator[None]:
    """Daemonised: the command returns when the server takes work."""
    pid_file = folder / "spamd.pid"
    _run(
        folder,
        "spamd",
        "--daemonize",
        "--local",
        "--nouser-config",
        f"--socketpath={folder}/spamd.sock",
        "--socketmode=0666",
        f"--siteconfigpath={folder}/spam",
        f"--username={OWNER}",
        f"--pidfile={pid_file}",
        f"--syslog={folder}/spamd.log",
        "--max-children=1",
    )
    try:
        yield
    finally:
        _end(pid_file)


@contextmanager
def _dovecot(folder: Path) -> Iterator[None]:
    _run(folder, "dovecot", "-c", f"{folder}/dovecot.conf")
    try:
        yield
    finally:
        _end(folder / "dovecot" / "master.pid")


@contextmanager
def _postfix(folder: Path) -> Iterator[None]:
    """The command returns when the master has opened its ports."""
    _run(folder, "postfix", "-c", f"{folder}/postfix", "start")
    try:
        yield
    finally:
        _end(folder / "queue" / "pid" / "master.pid")


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Runs a command to its end. What it leaves running keeps its output open: that goes to a file."""
    found = shutil.which(program, path=SEARCH_PATH) or program
    log = folder / f"start-{program}.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [found, *arguments],
            env={"PATH": SEARCH_PATH, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=WITHIN,
            check=False,
        )
    assert done.returncode == 0, log.read_text()


def _end(pid_file: Path) -> None:
    """Ends the server that wrote the file, and waits until it is gone."""
    pid = int(pid_file.read_text())
    watched = os.pidfd_open(pid)
    try:
        os.kill(pid, signal.SIGTERM)
        gone = select.select([watched], [], [], WITHIN)[0]
        assert gone, f"{pid_file.stem} did not end"
    finally:
        os.close(watched)


_POSTFIX_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = {host}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtp_host_lookup = native
alias_maps =
alias_database =
local_recipient_maps =
default_transport = error:nothing leaves this test
relay_transport = error:nothing leaves this test
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = static:all
virtual_transport = checked
checked_destination_recipient_limit = 1
"""
_POSTFIX_MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
proxymap  unix  - - n - - proxymap
anvil     unix  - - n - 1 anvil
error     unix  - - n - - error
retry     unix  - - n - - error
postlog   unix-dgram n - n - 1 postlogd
checked   unix  - n n - 1 pipe flags=DRhu user={owner}
  argv={spamc} -U {folder}/spamd.sock -e {lda} -c {folder}/dovecot.conf -f ${{sender}} -d ${{recipient}}
"""
_DOVECOT = """\
base_dir = {folder}/dovecot
state_dir = {folder}/dovecot
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap
ssl = no
disable_plaintext_auth = no
hostname = {host}
postmaster_address = postmaster@{domain}
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid=nogroup home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service auth {{
  unix_listener auth-userdb {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = subscribe
  }}
}}
protocol lda {{
  log_path = {folder}/mail/lda.log
  mail_plugins = sieve
}}
plugin {{
  sieve_before = {folder}/sieve/junk.sieve
}}
"""
_JUNK_SIEVE = """\
require "fileinto";
if header :is "X-Spam-Flag" "YES" {{
  fileinto "Junk";
}}
"""
_SPAM_RULES = """\
report_safe 0
use_bayes 0
{rules}
"""
_SETTINGS = {
    "postfix/main.cf": _POSTFIX_MAIN,
    "postfix/master.cf": _POSTFIX_MASTER,
    "dovecot.conf": _DOVECOT,
    "sieve/junk.sieve": _JUNK_SIEVE,
    "spam/local.cf": _SPAM_RULES,
}
_PROGRAMS = {"spamc": "/usr/bin/spamc", "lda": "/usr/lib/dovecot/dovecot-lda"}
