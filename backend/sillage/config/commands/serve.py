"""`sillage web` and `sillage worker`: the two kinds of processes, and what one of each does."""

import asyncio
import errno
import gc
import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from sillage.config.commands.migrate import django_ready, ensure_database
from sillage.config.environment import Environment, WrongSetting, environment
from sillage.config.language import say
from sillage.config.processes import Child, Supervisor, follow_parent

# Interrupting a busy thread more often lets short requests pass long ones.
_SWITCH_SECONDS = 0.001
# What a killed supervisor leaves behind ends within four seconds.
LEFTOVERS_SECONDS = 6


def listen(settings: Environment) -> socket.socket:
    """Open the port that all web processes share; raises WrongSetting when it is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    host = "127.0.0.1" if settings.host == "localhost" else settings.host
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        _bind(opened, host, settings.port)
    except OSError as failure:
        opened.close()
        raise WrongSetting(
            say(
                f"PORT {settings.port} sur {host} n'est pas disponible ({failure.strerror}) ; choisissez-en un autre,"
                f" par exemple PORT={settings.port + 1}.",
                f"PORT {settings.port} on {host} is not available ({failure.strerror}); choose another one,"
                f" for example PORT={settings.port + 1}.",
            )
        ) from None
    opened.listen(512)
    opened.setblocking(False)
    return opened


def _bind(opened: socket.socket, host: str, port: int) -> None:
    """Take the port; while it is taken, give the processes of a start that was killed time to end."""
    deadline = time.monotonic() + LEFTOVERS_SECONDS
    while True:
        try:
            opened.bind((host, port))
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _measures_folder(settings: Environment) -> Path:
    """Folder in which processes share their figures; emptied at each start."""
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def web_children(settings: Environment, port: socket.socket) -> list[Child]:
    """The web processes, all accepting from the same socket."""
    command = [sys.executable, "-m", "sillage.config.cli", "web-process", str(port.fileno())]
    variables = {
        "SILLAGE_POOL_SIZE": str(settings.web_threads + 2),
        "PROMETHEUS_MULTIPROC_DIR": str(_measures_folder(settings)),
        "MALLOC_ARENA_MAX": "2",
    }
    return [
        Child(f"web {number + 1}", command, variables, (port.fileno(),)) for number in range(settings.web_processes)
    ]


def worker_child(settings: Environment) -> Child:
    """The worker process."""
    command = [sys.executable, "-m", "sillage.config.cli", "worker-process"]
    pool = {"SILLAGE_POOL_SIZE": str(settings.worker_concurrency + 3), "MALLOC_ARENA_MAX": "2"}
    return Child("worker", command, pool, late=True)


def run_web() -> int:
    """`sillage web`: only the web processes, for a machine that has its database elsewhere."""
    settings = environment()
    ensure_database(settings)
    # The socket is held here: it would close with its last reference, before the children inherit it.
    with listen(settings) as port:
        supervisor = Supervisor(web_children(settings, port))
        supervisor.start()
        supervisor.run()
    return 0


def run_worker() -> int:
    """`sillage worker`: only a worker; start as many as there is work for."""
    settings = environment()
    ensure_database(settings)
    supervisor = Supervisor([worker_child(settings)])
    supervisor.start()
    supervisor.run()
    return 0


def web_process(descriptor: int) -> int:
    """One web process on an already open port."""
    follow_parent()
    sys.setswitchinterval(_SWITCH_SECONDS)
    import uvicorn

    from sillage.config.asgi import application
    from sillage.kernel.http.stream import hub

    class Server(uvicorn.Server):
        """Ends the event streams first: they would otherwise keep the process from stopping."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(hub.close)
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        backlog=512,
    )
    shared = socket.socket(fileno=descriptor)
    _settle_memory()
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        loop = runner.get_loop()
        runner.run(Server(config).serve(sockets=[shared]))
    return 0


def _settle_memory() -> None:
    # What is loaded now stays: the collector need not look at it again, nor run on every request.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def worker_process() -> int:
    """One worker: people's jobs and long jobs side by side, so that an import delays nobody."""
    follow_parent()
    django_ready()
    _settle_memory()
    asyncio.run(_work(environment().worker_concurrency))
    return 0


async def _work(concurrency: int) -> None:
    from django.conf import settings
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app

    async def work(name: str, queues: list[str], at_once: int) -> None:
        await worker_app.run_worker_async(
            name=name,
            queues=queues,
            concurrency=at_once,
            install_signal_handlers=False,
            shutdown_graceful_timeout=1.5,
            fetch_job_polling_interval=5,
            listen_notify=True,
            delete_jobs="never",
        )

    # LISTEN needs a connection that no transaction pooler shares.
    worker_app = app.with_connector(
        PsycopgConnector(conninfo=settings.SILLAGE_DIRECT_URL, min_size=1, max_size=concurrency + 4)
    )
    async with worker_app.open_async():
        tasks = [
            asyncio.create_task(work(f"people-{os.getpid()}", ["interactive", "default"], concurrency)),
            asyncio.create_task(work(f"bulk-{os.getpid()}", ["bulk"], 1)),
        ]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: [task.cancel() for task in tasks])
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
