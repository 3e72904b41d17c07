"""`GPU=1`: for which card the engine is built, and what is said without one; scripts stand in for tools."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERSION = next(
    line.partition("==")[2]
    for line in (ROOT / ".ci" / "constraints.txt").read_text().splitlines()
    if line.startswith("llama-cpp-python==")
)
WHEEL = f"llama_cpp_python-{VERSION}-py3-none-linux_x86_64.whl"
_PYTHON = f"""#!/bin/sh
echo "$CMAKE_ARGS | $@" >> "$(dirname "$0")/asked"
while [ $# -gt 0 ]; do [ "$1" = --wheel-dir ] && touch "$2/{WHEEL}"; shift; done
exit 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with an environment whose Python writes down what it is asked; no driver, no nvcc."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    tool(tmp_path / ".venv" / "bin" / "python", _PYTHON)
    (tmp_path / ".venv" / "ready").touch()
    tool(tmp_path / "tools" / "nvidia-smi", "#!/bin/sh\nexit 9\n")
    return tmp_path


def tool(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)


def run(project: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    system = [part for part in ("/usr/bin", "/bin")]
    told = {
        "PATH": os.pathsep.join([str(project / "tools"), *system]),
        "HOME": str(project / "home"), "PYTHON": sys.executable, **variables,
    }  # fmt: skip
    return subprocess.run(
        [f".ci/{script}", *arguments], cwd=project, env=told, capture_output=True, text=True, check=False
    )


def asked(project: Path) -> str:
    file = project / ".venv" / "bin" / "asked"
    return file.read_text() if file.exists() else ""


def test_the_engine_is_built_for_the_cards_that_are_here_and_kept(project: Path) -> None:
    tool(project / "tools" / "nvidia-smi", "#!/bin/sh\nprintf '9.0\\n8.9\\n9.0\\n'\n")
    tool(project / "tools" / "nvcc", "#!/bin/sh\n")
    first = run(project, "engine")
    assert first.returncode == 0 and Path(first.stdout.strip()).name == WHEEL, first.stderr
    assert "-DGGML_CUDA=on -DCMAKE_CUDA_ARCHITECTURES=89-real;90-real" in asked(project)
    assert "NO_VMM" not in asked(project)
    (project / "tools" / "nvcc").unlink()  # what is kept needs no compiler
    assert run(project, "engine").stdout == first.stdout
    assert asked(project).count("wheel --no-deps") == 1


def test_a_card_elsewhere_is_built_for_without_a_driver(project: Path) -> None:
    tool(project / "tools" / "nvcc", "#!/bin/sh\n")
    built = run(project, "engine", CUDA_ARCH="9.0", CMAKE_ARGS="-DMINE=1")
    assert built.returncode == 0 and built.stdout.strip().endswith(f"/90-anywhere/{WHEEL}")
    assert "-DGGML_CUDA_NO_VMM=ON -DGGML_NATIVE=OFF -DGGML_CUDA_NCCL=OFF" in asked(project)
    assert "-DCMAKE_CUDA_ARCHITECTURES=90-real -DMINE=1" in asked(project)


def test_without_a_driver_it_is_said_once_and_the_processors_do(project: Path) -> None:
    done = run(project, "setup", ".", GPU="1")
    assert done.returncode == 0, done.stderr
    assert "no NVIDIA driver answers here, so the language model runs on the processors." in done.stderr
    assert "CUDA" not in asked(project) and "install --quiet --editable ." in asked(project)


def test_a_wheel_of_this_version_is_taken_as_it_is(project: Path) -> None:
    wheel = project / "elsewhere" / WHEEL
    wheel.parent.mkdir()
    wheel.touch()
    assert run(project, "setup", ".", GPU="1", ENGINE_WHEEL=str(wheel)).returncode == 0
    assert f"install --quiet --force-reinstall --no-deps {wheel}" in asked(project)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"ENGINE_WHEEL": "none.whl"}, "there is no wheel none.whl"),
        ({"ENGINE_WHEEL": ".ci/llama_cpp_python-0.0.1-py3-none-any.whl"}, "is not llama-cpp-python"),
        ({"CUDA_ARCH": "hopper"}, "CUDA_ARCH=hopper is no compute capability; name one such as 9.0."),
        ({"CUDA_ARCH": "9.0"}, "needs the CUDA compiler (nvcc)"),
    ],
)
def test_what_cannot_be_is_one_sentence(project: Path, variables: dict[str, str], sentence: str) -> None:
    (project / ".ci" / "llama_cpp_python-0.0.1-py3-none-any.whl").touch()
    done = run(project, "setup", ".", GPU="1", **variables)
    assert done.returncode == 1 and sentence in done.stderr and done.stderr.count("\n") == 1
