# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts of the tests. Line numbers are told by marks: `line(path, "mark")`."""
import pathlib
import tempfile
import unittest

ECHO = """\
import { Socket } from "k6/x/tcp";
export const options = { vus: 1, iterations: 1 };
let total = 0;
export default async function () {
  const socket = new Socket();
  const chunks = [];
  socket.on("data", (data) => {
    const length = data.byteLength; // handler
    chunks.push(length);
    console.log("got", length); // log
  });
  await socket.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST); // connect
  const message = "PING"; // message
  await socket.write(message); // write
  total += add(2, 3); // call
  while (chunks.length === 0) await new Promise((done) => setTimeout(done, 5));
  socket.destroy(); // destroy
}
function add(a, b) {
  const sum = a + b; // inner
  return sum; // return
}
"""


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def script(self, text, name="script.js"):
        path = self.folder / name
        path.write_text(text)
        return path


def line(path, mark):
    """The number of the line that ends with the comment `// mark`."""
    return next(i for i, text in enumerate(path.read_text().split("\n"), 1) if text.endswith("// " + mark))
