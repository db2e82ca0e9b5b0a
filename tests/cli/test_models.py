# SPDX-License-Identifier: GPL-3.0-or-later
"""The library of models from outside: folders, and downloads from a hub on this machine that
stalls, lies about size, redirects for ever, changes a file between two parts, or is not there."""
import hashlib
import http.server
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

CLI = os.environ.get("EVENSPAN_CLI") or sys.argv.pop(1)
REVISION = "0123456789abcdef0123456789abcdef01234567"
CARD = "---\nlanguage:\n- en\n- zh\nlicense: apache-2.0\n---\n# A model\n"
CONFIG = json.dumps({"model_type": "bert", "num_hidden_layers": 2, "hidden_size": 4})


def safetensors(fill):
    """One tensor of 64 KiB: large enough to be cut in the middle."""
    size = 1 << 16
    head = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return struct.pack("<Q", len(head)) + head + bytes([fill]) * size


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Hub(http.server.ThreadingHTTPServer):
    """Serves `files`; `how` names what it does wrong with the weights."""

    daemon_threads = True

    def __init__(self, how="well", files=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.how = how
        self.files = files or {
            "config.json": CONFIG.encode(),
            "vocab.txt": b"[PAD]\n[UNK]\n",
            "README.md": CARD.encode(),
            "model.safetensors": safetensors(1),
        }
        self.seen = []  # (path, Range) of each request
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        pass  # a client that is killed or gives up


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        hub = self.server
        path = self.path.split("://", 1)[-1]
        name = path.rsplit("/", 1)[-1]
        hub.seen.append((name, self.headers.get("Range")))
        # As a proxy the whole address stands in the request.
        if hub.how == "proxy" and "hub.invalid" not in self.path:
            return self.plain(502, b"asked directly")
        if f"/owner/tiny/resolve/{REVISION}/" not in path or name not in hub.files:
            return self.plain(404, b"no such file")
        data = hub.files[name]
        weights = name.endswith(".safetensors")
        if weights and hub.how == "redirects":
            return self.plain(302, b"", {"Location": self.path})
        etag = '"' + sha256(data)[:16] + '"'
        head = {"ETag": etag, "Accept-Ranges": "bytes"}
        if weights and hub.how == "announces another":
            head["X-Linked-ETag"] = '"' + "0" * 64 + '"'
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range") == etag:
            first = int(wanted[len("bytes="):].split("-")[0])
            if first >= len(data):
                return self.plain(416, b"", {"Content-Range": f"bytes */{len(data)}"})
            head["Content-Range"] = f"bytes {first}-{len(data) - 1}/{len(data)}"
            return self.plain(206, data[first:], head)
        if weights and hub.how in ("stalls", "cut once", "lies"):
            half = len(data) // 2
            self.send_response(200)
            for key, value in head.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[:half])
            self.wfile.flush()
            if hub.how == "stalls":
                time.sleep(5)
            if hub.how == "cut once":
                hub.how = "well"
            self.close_connection = True
            return None
        return self.plain(200, data, head)

    def plain(self, status, body, head=None):
        self.send_response(status)
        for key, value in (head or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Models(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.home)
        self.environment = {
            **{k: v for k, v in os.environ.items() if "proxy" not in k.lower()},
            "XDG_DATA_HOME": self.home,
            "HOME": self.home,
        }

    def run_cli(self, *arguments, **options):
        return subprocess.run([CLI, "models", *map(str, arguments)], capture_output=True,
                              text=True, timeout=120, env={**self.environment, **options})

    def download(self, hub, *more, **options):
        return self.run_cli("download", "owner/tiny", "--hub", hub, "--revision", REVISION,
                            "--silence", 800, *more, **options)

    def names(self):
        out = self.run_cli("list", "--json")
        self.assertEqual(out.returncode, 0, out.stderr)
        return {entry["name"]: entry for entry in json.loads(out.stdout)}

    def kept(self):
        """Files that the library holds, hidden ones too."""
        return [os.path.join(at, name) for at, _, names in os.walk(self.home) for name in names]

    def refuses(self, code, out, *says):
        self.assertEqual(out.returncode, code, out.stderr + out.stdout)
        for word in says:
            self.assertIn(word, out.stderr)
        self.assertNotIn("tiny", self.names())

    # --- a hub that does well

    def test_downloads_lists_and_verifies(self):
        with Hub() as hub:
            out = self.download(hub.address, "--json")
            self.assertEqual(out.returncode, 0, out.stderr)
        entry = self.names()["tiny"]
        self.assertEqual(entry["revision"], REVISION)
        self.assertEqual(entry["source"], f"{hub.address}/owner/tiny")
        self.assertEqual(entry["licence"], "apache-2.0")
        self.assertEqual(entry["languages"], ["en", "zh"])
        self.assertEqual(entry["sha256"]["model.safetensors"], sha256(safetensors(1)))
        self.assertFalse(entry["built_in"])
        self.assertEqual(self.run_cli("verify", "tiny").returncode, 0)
        self.assertFalse([f for f in self.kept() if f.endswith(".etag")])
        with open(f"{entry['path']}/model.safetensors", "r+b") as file:
            file.seek(100)
            file.write(b"x")
        out = self.run_cli("verify", "tiny")
        self.assertEqual(out.returncode, 3)
        self.assertIn("model.safetensors", out.stderr)

    def test_weights_in_several_files(self):
        files = {
            "config.json": CONFIG.encode(),
            "model.safetensors.index.json": json.dumps({"weight_map": {
                "a": "model-1-of-2.safetensors", "b": "model-2-of-2.safetensors"}}).encode(),
            "model-1-of-2.safetensors": safetensors(1),
            "model-2-of-2.safetensors": safetensors(2),
        }
        with Hub(files=files) as hub:
            out = self.download(hub.address)
            self.assertEqual(out.returncode, 0, out.stderr)
        self.assertEqual(set(self.names()["tiny"]["sha256"]), set(files))

    def test_an_index_that_leaves_the_folder(self):
        files = {"config.json": CONFIG.encode(), "model.safetensors.index.json": json.dumps(
            {"weight_map": {"a": "../../evil.safetensors"}}).encode()}
        with Hub(files=files) as hub:
            self.refuses(3, self.download(hub.address), "another file")

    def test_removed_and_brought_back(self):
        with Hub() as hub:
            self.assertEqual(self.download(hub.address).returncode, 0)
        before = self.names()["tiny"]
        self.assertEqual(self.run_cli("remove", "tiny").returncode, 0)
        self.assertNotIn("tiny", self.names())
        self.assertEqual(self.run_cli("restore", "tiny").returncode, 0)
        self.assertEqual(self.names()["tiny"], before)
        for builtin in (name for name, entry in self.names().items() if entry["built_in"]):
            self.assertNotEqual(self.run_cli("remove", builtin).returncode, 0)
            self.assertIn(builtin, self.names())
        self.assertNotEqual(self.run_cli("remove", "nobody").returncode, 0)
        self.assertNotEqual(self.run_cli("remove", "..").returncode, 0)

    # --- resume

    def test_goes_on_where_it_was_cut(self):
        with Hub("cut once") as hub:
            self.refuses(1, self.download(hub.address), "goes on where it stopped")
            hub.seen.clear()
            out = self.download(hub.address)
            self.assertEqual(out.returncode, 0, out.stderr)
            half = len(safetensors(1)) // 2
            self.assertIn(("model.safetensors", f"bytes={half}-"), hub.seen)
        self.assertEqual(self.names()["tiny"]["sha256"]["model.safetensors"],
                         sha256(safetensors(1)))

    def test_a_file_that_changed_between_the_parts_comes_whole(self):
        with Hub("cut once") as hub:
            self.refuses(1, self.download(hub.address))
            hub.files["model.safetensors"] = safetensors(2)
            self.assertEqual(self.download(hub.address).returncode, 0)
        self.assertEqual(self.names()["tiny"]["sha256"]["model.safetensors"],
                         sha256(safetensors(2)))

    def test_killed_in_the_middle_nothing_enters_the_library(self):
        with Hub("stalls") as hub:
            work = subprocess.Popen(
                [CLI, "models", "download", "owner/tiny", "--hub", hub.address, "--revision",
                 REVISION], env=self.environment, stderr=subprocess.DEVNULL)
            while not any(name == "model.safetensors" for name, _ in hub.seen):
                time.sleep(0.02)
            time.sleep(0.2)
            work.send_signal(signal.SIGKILL)
            work.wait()
            self.assertNotIn("tiny", self.names())
            hub.how = "well"
            self.assertEqual(self.download(hub.address).returncode, 0)
        self.assertEqual(self.run_cli("verify", "tiny").returncode, 0)

    # --- a hub that does not

    def test_stalls(self):
        with Hub("stalls") as hub:
            self.refuses(1, self.download(hub.address), "broke off")

    def test_sends_less_than_it_says(self):
        with Hub("lies") as hub:
            self.refuses(1, self.download(hub.address), "broke off")

    def test_redirects_for_ever(self):
        with Hub("redirects") as hub:
            self.refuses(1, self.download(hub.address), "broke off")
            self.assertLess(sum(name == "model.safetensors" for name, _ in hub.seen), 20)

    def test_announces_another_hash(self):
        with Hub("announces another") as hub:
            self.refuses(3, self.download(hub.address), "not the one expected")
        self.assertFalse([f for f in self.kept() if f.endswith("model.safetensors")])

    def test_another_hash_than_the_user_gave(self):
        with Hub() as hub:
            self.refuses(3, self.download(hub.address, "--sha256",
                                          "model.safetensors=" + "a" * 64), "not the one expected")

    def test_no_weights(self):
        with Hub(files={"config.json": CONFIG.encode()}) as hub:
            self.refuses(3, self.download(hub.address), "no such file")

    def test_nobody_listens(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.refuses(1, self.download(f"http://127.0.0.1:{free.getsockname()[1]}"))

    # --- mirror and proxy

    def test_a_mirror_takes_over(self):
        with Hub("lies") as first, Hub() as second:
            out = self.download(first.address, "--mirror", second.address)
            self.assertEqual(out.returncode, 0, out.stderr)
        self.assertEqual(self.names()["tiny"]["source"], f"{second.address}/owner/tiny")

    def test_a_mirror_with_other_bytes_is_refused(self):
        hashes = "model.safetensors=" + sha256(safetensors(1))
        other = {"config.json": CONFIG.encode(), "model.safetensors": safetensors(9)}
        with Hub("lies") as first, Hub(files=other) as second:
            self.refuses(3, self.download(first.address, "--mirror", second.address, "--sha256",
                                          hashes), "not the one expected")

    def test_proxy(self):
        # No name server knows the hub: only the proxy can have answered. Plain http is taken from
        # this machine alone, so the name is one of its own.
        with Hub("proxy") as proxy:
            out = self.download("http://localhost.hub.invalid", "--proxy", proxy.address)
            self.assertEqual(out.returncode, 2)
            self.assertIn("https", out.stderr)
            self.assertEqual(proxy.seen, [])

    def test_proxy_is_asked(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            asked = []

            def answer():
                there, _ = listener.accept()
                asked.append(there.recv(4096).split(b"\r\n")[0])
                there.sendall(b"HTTP/1.1 502 no way\r\nContent-Length: 0\r\n\r\n")
                there.close()

            threading.Thread(target=answer, daemon=True).start()
            proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
            self.refuses(1, self.download("https://hub.invalid", "--proxy", proxy))
            self.assertEqual(asked, [b"CONNECT hub.invalid:443 HTTP/1.1"])

    # --- wrong calls

    def test_wrong_calls(self):
        for arguments, word in (
            (("owner/tiny", "--hub", "http://hub.invalid", "--revision", REVISION), "https"),
            (("owner/tiny", "--hub", "https://hub.invalid", "--revision", "main"), "commit"),
            (("tiny", "--hub", "https://hub.invalid", "--revision", REVISION), "owner/name"),
            (("owner/..", "--hub", "https://hub.invalid", "--revision", REVISION), "owner/name"),
            (("owner/tiny", "--hub", "https://hub.invalid", "--revision", REVISION, "--proxy",
              "3128"), "proxy"),
        ):
            out = self.run_cli("download", *arguments)
            self.assertEqual(out.returncode, 2, out.stderr)
            self.assertIn(word, out.stderr)
        self.assertEqual(self.kept(), [])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
