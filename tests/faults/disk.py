"""The disk is full: the old index answers, one sentence says what is needed, and nothing kept is lost."""

import ctypes
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults import catalogue
from faults.case import Case, Impossible
from faults.command import Done, Running, command
from faults.damage import QUESTIONS

_SIZE = 16 * 2**20


def ingest(case: Case) -> None:
    """ingest on a full disk: a sentence with the room that it needs, no half build, the old index answers"""
    dearer = catalogue.write(case.place / "dearer", cents=50)
    with _small_disk(case) as disk:
        for free in [0, 2**14, 2**17, 2**18, 2**19, 2**20, 2**21][:: 3 if case.quick else 1]:
            with case.attempt(f"{free:,} bytes free"):
                disk.fill(free)
                ended = disk.run("ingest", dearer)
                assert ended.code == 0 or any(letter.isdigit() for letter in ended.sentence), ended.sentence
                answered = disk.run("ask", "Mate 40 case", "--json").succeeded().out
                answer = json.loads(answered.splitlines()[-1])
                cents = {round(100 * (item["price"] % 1)) for item in answer["items"]}
                assert cents == {50 if ended.code == 0 else 0}, f"prices over by {cents}"
                builds = [place.name for place in (disk.seen / "home" / "builds").iterdir()]
                assert len(builds) == 1, f"{len(builds)} builds are left"
        with case.attempt("with room again"):
            disk.clear()
            disk.run("ingest", dearer).succeeded()


def turns(case: Case) -> None:
    """turns on a full disk: answers, and what cannot be kept is said; with room again nothing is lost"""
    with _small_disk(case) as disk:
        talk = ("--user", "ana-0", "--session", "talk", "--json")
        disk.run("ask", "remember that I have a cat", *talk).succeeded()
        disk.run("ask", "coffee under 30", *talk).succeeded()
        disk.fill(0)
        for question in (*QUESTIONS, ("a rain jacket", *talk), ("coffee under 20", *talk)):
            with case.attempt(f"asks {question[0]!r}"):
                ended = disk.run("ask", *question, "--json").succeeded()
                assert json.loads(ended.out.splitlines()[-1])["reply"]
        with case.attempt("is told a fact"):
            ended = disk.run("ask", "remember that I have a dog", *talk).succeeded()
            told = ended.out + ended.err
        with case.attempt("doctor"):
            ended = disk.run("doctor")
            assert "Traceback" not in ended.err and any(
                line.startswith("NO") for line in ended.out.splitlines()
            )
        with case.attempt("with room again"):
            disk.clear()
            disk.run("ask", "something under 25", *talk).succeeded()
            facts = disk.run("profile", "show", "ana-0").succeeded().out
            assert "I have a cat" in facts, "what was kept before is lost"
            assert "I have a dog" in facts or "full" in told or "space" in told, f"lost after {told!r}"
            script = case.place / "talk.yaml"
            disk.run("converse", "--save", script, "--session", "talk").succeeded()
            saved = script.read_text(encoding="utf-8")
            assert "coffee under 30" in saved and "something under 25" in saved, saved


class Disk:
    """A disk of 16 MB in memory, in a name space of its own: needs no root, and nothing is left of it."""

    def __init__(self, holder: int, mount: str) -> None:
        self._holder = holder
        self.inside, self.seen = Path(mount), Path(f"/proc/{holder}/root{mount}")
        """The folder as commands see it that run here, and as all others do."""

    def run(self, *arguments: str | Path) -> Done:
        """Run `tastemaker` to its end, with its home on this disk."""
        words = [str(argument) for argument in arguments]
        return Running(_entering, self._holder, words, str(self.inside / "home")).ends()

    def fill(self, free: int) -> None:
        """Leave so many bytes free."""
        filler = self.seen / "filler"
        filler.unlink(missing_ok=True)
        try:
            with filler.open("wb", buffering=0) as file:
                while file.write(bytes(2**16)):
                    pass
        except OSError:
            pass
        with filler.open("r+b") as file:
            file.truncate(max(0, filler.stat().st_size - free))

    def clear(self) -> None:
        """Make room again."""
        (self.seen / "filler").unlink()


@contextmanager
def _small_disk(case: Case) -> Iterator[Disk]:
    """A disk with a home in which the catalogue is built; raises Impossible where none can be made."""
    mount = case.place / "disk"
    mount.mkdir()
    script = f"mount -t tmpfs -o size={_SIZE} none {mount} && echo there && exec sleep 3600"
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stderr is not None
    try:
        if holder.stdout.readline() != "there\n":
            raise Impossible(f"no small disk can be made here: {holder.stderr.read().strip()}")
        disk = Disk(holder.pid, str(mount))
        shutil.copytree(case.pristine / catalogue.HOME, disk.seen / "home")
        yield disk
    finally:
        holder.kill()
        holder.communicate()


def _entering(holder: int, arguments: list[str], home: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for kind in ("user", "mnt"):
        with open(f"/proc/{holder}/ns/{kind}") as space:
            if libc.setns(space.fileno(), 0):
                raise OSError(ctypes.get_errno(), f"cannot enter the {kind} name space")
    command(arguments, home)
