"""What tells two model files apart."""

import hashlib
from pathlib import Path


def sampled_digest(path: Path) -> str:
    """Digests the size and 64 blocks of a file: tells two models apart without reading a gigabyte."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for block in range(64):
            file.seek(size * block // 64)
            digest.update(file.read(65536))
    return digest.hexdigest()
