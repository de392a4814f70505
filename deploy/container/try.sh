#!/bin/sh
# Try the container file. With a Docker daemon, build the image and print the help of a container;
# without one, run the same steps, except useradd, in a folder on this machine.
set -eu
cd "$(dirname "$0")/../.."
if docker info >/dev/null 2>&1; then
    docker build -f deploy/container/Containerfile -t cvms .
    docker run --rm --read-only --tmpfs /tmp cvms --help >/dev/null
    echo "built and started by docker"
    exit
fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
git archive HEAD | tar -x -C "$folder"
cd "$folder"
make -s install
SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"
export SECRET_KEY CVMS_STATIC_ROOT="$folder/static"
.venv/bin/cvms collectstatic --noinput
.venv/bin/cvms --help >/dev/null
echo "every step but useradd ran in a folder: no docker daemon here"
