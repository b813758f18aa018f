"""Docker: found by its socket, told what to run by its command line, never replaced in silence.

The engine is a small server on a socket, and the command line a script that writes down what it
is told: there is no Docker where these tests run.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from gui.engine.bench_of_tools import Bench
from gui.engine.children import StartChild
from gui.engine.tools.docker import Docker
from gui.engine.tools.surroundings import ToolOptions
from tests.engine.tools.bench import answer, called, code_bench, refusal

PROGRAM = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/told"
case "$1" in
    version) exit {version} ;;
    run) {run} ;;
    rm) shift 2; test -e "$(dirname "$0")/made" && echo "$1" || touch "$(dirname "$0")/made" ;;
esac
"""


@asynccontextmanager
async def engine(path: Path, status: str = "200 OK", *, mute: bool = False) -> AsyncIterator[None]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not mute:
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nOK".encode())
        else:
            await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(serve, path)
    async with server:
        yield


def program(folder: Path, *, run: str = "echo ran", version: int = 1) -> str:
    path = folder / "docker"
    path.write_text(PROGRAM.format(run=run, version=version))
    path.chmod(0o755)
    return str(path)


def docker(start: StartChild, tmp_path: Path, *, version: int = 1) -> Docker:
    return Docker(
        start=start,
        program=program(tmp_path, version=version),
        socket=tmp_path / "docker.sock",
        image="python:3-slim",
    )


def contained(start: StartChild, folder: Path, tmp_path: Path, run: str = "echo ran") -> Bench:
    options = ToolOptions(
        docker_image="python:3-slim",
        docker_program=program(tmp_path, run=run),
        docker_socket=tmp_path / "docker.sock",
    )
    return code_bench(folder, start, options)


async def test_an_engine_that_answers_is_found(start: StartChild, tmp_path: Path) -> None:
    asked = docker(start, tmp_path)
    assert not await asked.answers()
    async with engine(asked.socket):
        assert await asked.answers()


async def test_a_broken_engine_is_none(start: StartChild, tmp_path: Path) -> None:
    asked = docker(start, tmp_path)
    async with engine(asked.socket, "500 Broken"):
        assert not await asked.answers()


async def test_a_mute_engine_is_none_after_a_while(start: StartChild, tmp_path: Path) -> None:
    asked = docker(start, tmp_path)
    async with engine(asked.socket, mute=True):
        assert not await asked.answers()


async def test_without_a_socket_the_command_line_is_asked(
    start: StartChild, tmp_path: Path
) -> None:
    assert await docker(start, tmp_path, version=0).answers()


async def test_code_runs_apart_from_everything_but_the_folder(
    start: StartChild, folder: Path, tmp_path: Path
) -> None:
    bench = contained(start, folder, tmp_path)
    async with engine(tmp_path / "docker.sock"):
        said = await called(bench, "run_python", code="print(1)")
    assert said.text == "ran\n"
    assert said.facts.isolated is True
    told = (tmp_path / "told").read_text()
    assert "--network none" in told
    assert "--pull never" in told
    assert f'type=bind,"source={folder.resolve()}",target=/work python:3-slim python3 -u' in told


async def test_without_docker_nothing_runs_here_instead(
    start: StartChild, folder: Path, tmp_path: Path
) -> None:
    bench = contained(start, folder, tmp_path)
    said = await refusal(bench, "run_shell", command="touch made")
    assert "no Docker answers" in said
    assert list(folder.iterdir()) == []


async def test_a_container_that_is_late_is_removed_even_if_it_is_only_about_to_be_made(
    start: StartChild, folder: Path, tmp_path: Path
) -> None:
    bench = contained(start, folder, tmp_path, run="sleep 600")
    async with engine(tmp_path / "docker.sock"):
        said = await refusal(bench, "run_shell", command="sleep 600", seconds=1)
    assert "ended after 1 seconds" in said
    *_, run, once, again = (tmp_path / "told").read_text().splitlines()
    assert run.startswith("run ")
    assert once.startswith("rm --force parley-")
    assert again == once


async def test_an_image_that_is_not_there_is_named(
    start: StartChild, folder: Path, tmp_path: Path
) -> None:
    bench = contained(start, folder, tmp_path, run="echo No such image; exit 125")
    async with engine(tmp_path / "docker.sock"):
        said = await refusal(bench, "run_shell", command="true")
    assert "docker pull python:3-slim" in said
    assert "No such image" in said
    bench = contained(start, folder, tmp_path, run="echo fine")
    async with engine(tmp_path / "docker.sock"):
        assert await answer(bench, "run_shell", command="true") == "fine\n"
