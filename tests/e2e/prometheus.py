"""A Prometheus of the distribution that holds the samples of a file, on a free port."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request


def is_installed():
    return bool(shutil.which("prometheus") and shutil.which("promtool"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def prometheus(folder, samples, *options, patience=120, web_config="", tls=None):
    """web_config: text of its file of that name; tls: the ssl.SSLContext of who asks it then whether it is ready."""
    data, config, port = os.path.join(folder, "data"), os.path.join(folder, "empty.yml"), free_port()
    open(config, "w").close()
    web = []
    if web_config:
        web = ["--web.config.file=" + os.path.join(folder, "web.yml")]
        with open(os.path.join(folder, "web.yml"), "w") as file:
            file.write(web_config)
    subprocess.run(["promtool", "tsdb", "create-blocks-from", *options, "openmetrics", samples, data], check=True,
                   stdout=subprocess.DEVNULL, timeout=patience)
    with open(os.path.join(folder, "log"), "w") as log:
        process = subprocess.Popen(["prometheus", f"--config.file={config}", f"--storage.tsdb.path={data}",
                                    "--storage.tsdb.retention.time=100y", f"--web.listen-address=127.0.0.1:{port}",
                                    *web],
                                   stdout=log, stderr=log)
    try:
        wait_until_ready(port, tls)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_ready(port, tls=None):
    scheme = "https" if tls else "http"
    end = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"{scheme}://127.0.0.1:{port}/-/ready", timeout=5, context=tls) as answer:
                if answer.status == 200:
                    return
        if time.monotonic() > end:
            raise RuntimeError("Prometheus is not ready after 60 s")
        time.sleep(0.1)
