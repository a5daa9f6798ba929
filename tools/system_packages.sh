#!/bin/sh
# Installs with apt what the project needs of the system, where that is allowed; else says the one line to type.
#
#   system_packages.sh libraries [PYTHON]   Qt's system libraries, and the venv module of that Python
#   system_packages.sh compiler             what builds the probe of `make bench`
#   system_packages.sh packaging [PYTHON]   what builds packages and looks at them, and that Python as a shared library
#   system_packages.sh real-parts           the real programs that tests talk to; none of them is started
#
# Exit 0: all is there. Exit 1: something is missing and may not be installed from here.
set -eu

# What Qt loads by itself, as found by adding one library at a time to a minimal Debian: library, package.
qt_libraries() {
    cat <<'TABLE'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
TABLE
}

missing_libraries() {
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    qt_libraries | while read -r library package; do
        case $known in *"$library "*) ;; *) echo "$package" ;; esac
    done
    "$1" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

missing_compiler() {
    command -v cc >/dev/null && [ -e /usr/include/stdlib.h ] || echo gcc libc6-dev
}

missing_packaging() {
    missing_of binutils patchelf desktop-file-utils appstream nsis libwayland-cursor0 libwayland-egl1 libcups2 libbrotli1 \
        libgssapi-krb5-2
    "$1" -c 'import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' 2>/dev/null ||
        "$1" -c 'import sysconfig; print("libpython" + sysconfig.get_python_version())' || true
}

missing_real_parts() {
    missing_of gcc libc6-dev chromium firefox-esr xvfb xauth openbox at-spi2-core dbus postfix dovecot-imapd \
        dovecot-lmtpd dovecot-sieve spamd spamassassin spamc postgresql poppler-utils kannel kannel-extras util-linux \
        faketime
}

missing_of() {
    for package; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || echo "$package"
    done
}

# Packages of servers start them as they arrive, unless this file forbids it. An administrator's own file stays.
policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
policy_mark='Laid by system_packages.sh while it runs: start no service.'
laid_policy=

start_no_service() {
    if [ -e "$policy" ] && ! grep -q "$policy_mark" "$policy"; then return; fi
    laid_policy=$policy
    printf '#!/bin/sh\n# %s\nexit 101\n' "$policy_mark" >"$policy"
    chmod 755 "$policy"
}

clean_up_at_the_end() {
    trap 'rm -f "$log" "$laid_policy"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# apt talks much and its packages more: all of it is shown only if it fails.
run_apt() {
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null
}

install_as_root() {
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    clean_up_at_the_end
    start_no_service
    echo "Installing with apt: $*"
    run_apt update || echo "The package lists could not be renewed; going on with the old ones."
    run_apt -y --no-install-recommends install "$@" || {
        cat "$log" >&2
        return 1
    }
}

say_what_to_type() {
    line="apt-get install -y --no-install-recommends $*"
    echo "Some packages of the system are missing, and only an administrator may install them. Type this line, then try again:"
    if command -v sudo >/dev/null; then echo "  sudo $line"; else echo "  su -c '$line'"; fi
}

what=${1:-}
if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here, so nothing is installed for: $what. What the system has is used as it is."
    exit 0
fi
case $what in
libraries) missing=$(missing_libraries "${2:-python3}") ;;
compiler) missing=$(missing_compiler) ;;
packaging) missing=$(missing_packaging "${2:-python3}") ;;
real-parts) missing=$(missing_real_parts) ;;
*)
    sed -n 's/^#   //p' "$0" >&2
    exit 2
    ;;
esac
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -eq 0 ]; then
    # shellcheck disable=SC2086 # the names are words
    install_as_root $missing
elif sudo -n true 2>/dev/null; then
    sudo -n sh "$0" "$@"
else
    # shellcheck disable=SC2086
    say_what_to_type $missing >&2
    exit 1
fi
