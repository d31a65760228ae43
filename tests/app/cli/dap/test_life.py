# SPDX-License-Identifier: GPL-3.0-or-later
"""How sessions begin and end, also by mistakes and by force."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from dap_client import DEADLINE, PROGRAM, DapClient, frame
from scripts import ECHO, ScriptTest, line

ENDLESS = "export default function () {\n  for (;;) {\n    const turn = 1; // turn\n  }\n}\n"


KILLED_CLIENT = """\
import subprocess, sys
from dap_client import DapClient
client = DapClient()
client.launch(sys.argv[1])
client.run()
if sys.argv[2] == "1":
    subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], pass_fds=[client.process.stdin.fileno()], stdout=subprocess.DEVNULL)
print(client.process.pid, client.event("process")["systemProcessId"], flush=True)
sys.stdin.read()
"""


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition):
    until = time.monotonic() + DEADLINE
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


class Launch(ScriptTest):
    def test_configuration(self):
        script = self.script("import exec from 'k6/execution';\nexport default function () {\n"
                             "  console.log(__ENV.GREETING, exec.test.options.scenarios.default.iterations, __ENV.GONE);\n}\n")
        journal = self.folder / "kept.journal"
        with DapClient(GONE="here") as client:
            client.launch("script.js", cwd=str(self.folder), env={"GREETING": "hi", "GONE": None}, options={"vus": 1, "iterations": 3, "noSetup": True},
                          args=["--tag", "a=b"], journal="kept.journal", noDebug=True)
            client.set_breakpoints(script, 3)
            client.run()
            client.output("hi 3 undefined")
            self.assertEqual(client.end(), 0)
            self.assertNotIn("stopped", [m.get("event") for m in client.messages])
        self.assertTrue(journal.exists())
        with DapClient() as client:
            client.launch(script, env={"K6_ITERATIONS": "2", "GREETING": "ho"})
            client.run()
            client.output("ho 2")
            self.assertEqual(client.end(), 0)

    def test_exit_codes_are_those_of_k6(self):
        cases = [("throw new Error('x');\nexport default function () {}\n", {}, 107),
                 ("import { check } from 'k6';\nexport const options = { thresholds: { checks: ['rate>0.5'] } };\n"
                  "export default function () { check(1, { no: () => false }); }\n", {}, 99),
                 ("export default function () { return 1 }\n", {"options": {"vus": 3, "iterations": 1}}, 104)]
        for text, configuration, code in cases:
            with self.subTest(code=code), DapClient() as client:
                client.launch(self.script(text), **configuration)
                client.run()
                self.assertEqual(client.end(), code)
                self.assertIn("stderr", [m["body"]["category"] for m in client.messages if m.get("event") == "output"])

    def test_mistakes_are_refused_in_words(self):
        script = str(self.script(ECHO))
        cases = [({}, "names no script"), ({"program": 5}, '"program" of the launch configuration has to be a text'),
                 ({"program": "/nowhere/x.js"}, "couldn't be found on local disk"), ({"program": script, "cwd": "/nowhere"}, "there is no folder /nowhere"),
                 ({"program": script, "args": "--vus 2"}, '"args" of the launch configuration has to be a list of texts'),
                 ({"program": script, "args": ["--moons", "2"]}, "unknown flag: --moons"),
                 ({"program": script, "options": {"vus": "many"}}, "vus"), ({"program": script, "options": {"scenarios": {}}}, "can't be given as a flag"),
                 ({"program": script, "env": {"A": 1}}, 'the variable "A"'), ({"program": script, "stopOnEntry": "yes"}, "true or false"),
                 ({"program": script, "peer": "moon"}, "moon"), ({"program": "-"}, "couldn't be found"),
                 ({"program": script, "journal": "/nowhere/x.journal"}, "/nowhere/x.journal")]
        for arguments, sentence in cases:
            with self.subTest(arguments=arguments), DapClient() as client:
                client.ask("initialize", adapterID="sockscope")
                self.assertIn(sentence, client.refused("launch", **arguments))
                client.ask("disconnect")
                client.wait_end()

    def test_requests_out_of_place(self):
        with DapClient() as client:
            self.assertIn("initialize", client.refused("launch", program="x.js"))
            capabilities = client.ask("initialize", adapterID="sockscope")
            self.assertTrue(capabilities["supportsConfigurationDoneRequest"])
            self.assertIn("already", client.refused("initialize", adapterID="sockscope"))
            self.assertIn("launch", client.refused("attach"))
            self.assertIn("no script is loaded", client.refused("configurationDone"))
            self.assertIn("no script is loaded", client.refused("evaluate", expression="1"))
            self.assertEqual(client.ask("threads"), {"threads": []})
            script = self.script(ECHO)
            client.ask("launch", program=str(script), peer="echo", stopOnEntry=True)
            client.event("initialized")
            self.assertIn("already", client.refused("launch", program=str(script)))
            self.assertIn("stands still", client.refused("evaluate", expression="1"))
            client.run()
            self.assertIn("already", client.refused("configurationDone"))
            thread = client.event("stopped", reason="entry")["threadId"]
            for command, arguments in [("stackTrace", {"threadId": 77}), ("continue", {"threadId": 77}), ("scopes", {"frameId": 1}), ("next", {}),
                                       ("variables", {"variablesReference": 4711}), ("exceptionInfo", {"threadId": thread}), ("setBreakpoints", {"source": {}}),
                                       ("setVariable", {"variablesReference": 1}), ("source", {"source": {"path": "/nowhere"}}), ("gotoTargets", {}),
                                       ("evaluate", {"expression": 5}), ("breakpointLocations", {"source": {"path": "x"}})]:
                with self.subTest(command=command):
                    self.assertTrue(client.refused(command, **arguments))
            client.ask("terminate")
            client.end()


class Input(unittest.TestCase):
    def test_what_is_no_message_is_answered_and_skipped(self):
        content = b'{"seq":9,"type":"request","command":"threads"}'
        cases = [(b"Content-Length: 3\r\n\r\n{x}", "no JSON object"), (b"Content-Length: 2\r\n\r\n[]", "an array"), (b"Content-Length: x\r\n\r\n", "no number of bytes"),
                 (b"Content-Length: -4\r\n\r\n", "no number of bytes"), (b"Hello: 3\r\n\r\n", "without a Content-Length"), (b"\r\n\r\n", "without a Content-Length"),
                 (frame([1]), "an array"), (frame({"seq": 1, "type": "request"}), "no request"), (frame({"seq": 1, "type": "moon", "command": "x"}), "no request"),
                 (frame({"seq": 2, "type": "request", "command": "moon"}), 'no request "moon"'), (b"x" * 20000, "no end within"),
                 (b"Content-Length: 67108865\r\n\r\n" + b"x" * 67108865, "a message of 67108865 bytes was ignored"),
                 (b"Content-Length: 10\r\n\r\n" + b"\xff\xfe{}\x00\x00\x00\x00\x00\x00", "no JSON object")]
        for data, sentence in cases:
            with self.subTest(data=data[:40]), DapClient() as client:
                client.write(data)
                answer = client.wait_for(lambda: next((m for m in client.messages if not m["success"]), None), "the refusal")
                self.assertIn(sentence, answer["message"])
                client.write(b"CONTENT-LENGTH:%d\r\nX-Other: 1\r\n\r\n%s" % (len(content), content))  # and goes on
                self.assertIn("initialize", client.response(9)["message"])

    def test_a_message_in_pieces(self):
        with DapClient() as client:
            data = frame({"seq": 1, "type": "request", "command": "initialize", "arguments": {"adapterID": "ä€😀"}})
            for i in range(len(data)):
                client.write(data[i:i + 1])
            self.assertTrue(client.response(1)["success"])
            client.write(frame({"seq": 2, "type": "request", "command": "threads"}) + frame({"seq": 3, "type": "request", "command": "threads"}))
            self.assertTrue(client.response(2)["success"] and client.response(3)["success"])

    def test_arguments_of_the_command(self):
        for arguments, code, part in [(["--help"], 0, "Debug Adapter Protocol"), (["x.js"], 255, "takes no arguments"), (["--moon"], 255, "unknown flag")]:
            done = subprocess.run([PROGRAM, "dap", *arguments], input=b"", capture_output=True, timeout=DEADLINE, check=False)
            self.assertEqual(done.returncode, code)
            self.assertIn(part, (done.stdout + done.stderr).decode())


class End(ScriptTest):
    def started(self, client, text=ENDLESS, **configuration):
        """Runs a script; the pid of its engine."""
        client.launch(self.script(text), **configuration)
        client.run()
        return client.event("process")["systemProcessId"]

    def test_an_endless_loop_is_paused_and_terminated(self):
        with DapClient() as client:
            self.started(client)
            thread = client.wait_for(lambda: next((m["body"]["threadId"] for m in client.messages if m.get("event") == "thread"
                                                   and m["body"]["threadId"] > 1), None), "a virtual user")
            client.ask("pause", threadId=0)
            stopped = client.event("stopped", reason="pause")
            self.assertIn(client.frames(stopped["threadId"])[0]["line"], (2, 3))
            self.assertTrue(thread)
            client.ask("continue", threadId=stopped["threadId"])
            client.ask("terminate")
            self.assertEqual(client.end(), 105)

    def test_teardown_runs_when_a_script_that_stands_is_terminated(self):
        with DapClient() as client:  # where nothing stops on entry again
            self.started(client, ENDLESS + "export function teardown() { console.log('tidied'); }\n", stopOnEntry=True)
            client.event("stopped", reason="entry")
            client.ask("terminate")
            client.event("continued")
            client.output("tidied")
            self.assertEqual(client.end(), 105)

    def test_nothing_is_left_when_the_client_goes(self):
        ways = {"disconnect": lambda client: client.ask("disconnect"), "end of input": lambda client: client.process.stdin.close(),
                "killed": lambda client: client.process.kill()}
        for name, leave in ways.items():
            for paused in (False, True):
                with self.subTest(way=name, paused=paused), DapClient() as client:
                    engine = self.started(client, stopOnEntry=paused)
                    if paused:
                        client.event("stopped")
                    leave(client)
                    self.assertTrue(wait_until(lambda: client.process.poll() is not None))
                    self.assertTrue(wait_until(lambda: not is_running(engine)), "the engine is left")

    def test_no_file_is_left_however_it_ends(self):
        for name, leave in {"end of input": lambda client: client.process.stdin.close(), "killed": lambda client: client.process.kill(),
                            **{signal.Signals(number).name: lambda client, number=number: client.process.send_signal(number)
                               for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}}.items():
            with self.subTest(way=name), tempfile.TemporaryDirectory() as temporary, DapClient(TMPDIR=temporary) as client:
                engine = self.started(client, "console.log('here');\n" + ENDLESS)
                client.output("here")  # which was read from the journal
                self.assertEqual([path for path in pathlib.Path(temporary).iterdir() if not path.name.startswith("qt")], [])
                leave(client)
                self.assertTrue(wait_until(lambda: client.process.poll() is not None))
                self.assertTrue(wait_until(lambda: not is_running(engine)), "the engine is left")
                self.assertEqual(os.listdir(temporary), [])
                self.assertEqual(client.process.returncode, -signal.SIGKILL if name == "killed" else 0)

    def test_a_client_that_is_killed_takes_all_along(self):
        """Also where another process has its end of the pipe still."""
        for is_held in (False, True):
            with self.subTest(is_held=is_held), tempfile.TemporaryDirectory() as temporary:
                arguments = [sys.executable, "-c", KILLED_CLIENT, str(self.script(ENDLESS)), str(int(is_held))]
                with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=pathlib.Path(__file__).parent,
                                      env={**os.environ, "TMPDIR": temporary}) as client:
                    pids = [int(pid) for pid in client.stdout.readline().split()]
                    self.assertTrue(all(is_running(pid) for pid in pids))
                    client.kill()
                    self.assertTrue(wait_until(lambda: not any(is_running(pid) for pid in pids)), "a process is left")
                self.assertEqual(os.listdir(temporary), [])

    def test_the_adapter_outlives_a_crash_of_the_engine(self):
        # A sanitizer would take the signal for its own and end the engine without a crash.
        sanitizers = {name: os.environ.get(name, "") + ":handle_segv=0" for name in ("ASAN_OPTIONS", "TSAN_OPTIONS")}
        with DapClient(**sanitizers) as client:
            engine = self.started(client, stopOnEntry=True)
            thread = client.event("stopped")["threadId"]
            os.kill(engine, signal.SIGSEGV)
            client.output("crashed")
            self.assertEqual(client.event("exited")["exitCode"], 255)
            client.event("terminated")
            self.assertTrue(client.refused("stackTrace", threadId=thread))
            client.ask("disconnect")
            client.wait_end()

    def test_input_may_end_before_anything_began(self):
        with DapClient() as client:
            client.process.stdin.close()
            client.wait_end()


if __name__ == "__main__":
    unittest.main()
