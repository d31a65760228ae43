#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gets the published JSON schema of the Debug Adapter Protocol: fetch_schema.py FILE

It is not copied into this repository. The package debugpy carries it as debugProtocol.json; pip downloads that package from
whatever index it is configured for and checks the digest. Nothing is installed, nothing of the package is run.
"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

REQUIREMENT = "debugpy==1.8.22 --hash=sha256:a9e9d3550e15ca479c59333e90845029190531f0cacfedab3b815a57bd913947\n"
MEMBER = "_debug_adapter/debugProtocol.json"


def fetch(target):
    with tempfile.TemporaryDirectory() as folder:
        requirements = pathlib.Path(folder, "requirements.txt")
        requirements.write_text(REQUIREMENT)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes",
                        "--only-binary=:all:", "--platform=any", "--implementation=py", "--dest", folder, "-r", requirements],
                       check=True, timeout=120, stdout=sys.stderr)
        wheel = next(pathlib.Path(folder).glob("debugpy-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(MEMBER))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: fetch_schema.py FILE")
    file = pathlib.Path(sys.argv[1])
    if not file.exists():
        try:
            fetch(file)
        except (subprocess.SubprocessError, OSError, StopIteration) as error:
            print(f"the protocol's schema can't be had: {error}")
            sys.exit(77)  # skipped
