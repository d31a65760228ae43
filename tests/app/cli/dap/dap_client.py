# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of `sockscope dap` over real standard streams. Every message is checked against the protocol's schema."""
import json
import os
import subprocess
import threading
import time

import dap_schema

DEADLINE = 60  # seconds; machines that build at the same time are slow
PROGRAM = os.environ.get("SOCKSCOPE", "sockscope")
SCHEMA = None if dap_schema.missing() else dap_schema.Schema()


def frame(message):
    content = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


class DapClient:
    def __init__(self, **environment):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("K6_", "TCP_"))}
        self.process = subprocess.Popen([PROGRAM, "dap"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**inherited, **environment})
        self.messages = []  # in the order of their arrival
        self.taken = set()  # indices of events that event() has returned
        self.mistakes = []
        self.seq = 0
        self.has_ended = False
        self.news = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def _read(self):
        out = self.process.stdout
        while header := out.readline():
            try:
                size = int(header.split(b":")[1]) if header.startswith(b"Content-Length:") else None
                empty = out.readline()
                message = json.loads(out.read(size)) if size is not None and empty == b"\r\n" else None
            except (ValueError, IndexError):
                message = None
            with self.news:
                if message is None:
                    self.mistakes.append(f"no message: {header!r}")
                    break
                self.messages.append(message)
                self.mistakes += SCHEMA.mistakes(message) if SCHEMA else []
                self.news.notify_all()
        with self.news:
            self.has_ended = True
            self.news.notify_all()

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def wait_for(self, find, what):
        """What find() gives once it is not None."""
        until = time.monotonic() + DEADLINE
        with self.news:
            while True:
                assert not self.mistakes, self.mistakes
                found = find()
                if found is not None:
                    return found
                assert not self.has_ended and time.monotonic() < until, f"{what} did not come; the last messages: {self.messages[-8:]}"
                self.news.wait(until - time.monotonic())

    def send(self, command, **arguments):
        self.seq += 1
        message = {"seq": self.seq, "type": "request", "command": command}
        if arguments:
            message["arguments"] = arguments
        self.write(frame(message))
        return self.seq

    def response(self, seq):
        def find():
            return next((m for m in self.messages if m["type"] == "response" and m["request_seq"] == seq), None)
        return self.wait_for(find, f"the response to {seq}")

    def ask(self, command, **arguments):
        """The body of a response that is a success."""
        answer = self.response(self.send(command, **arguments))
        assert answer["success"], answer
        assert answer["command"] == command, answer
        return answer.get("body", {})

    def refused(self, command, **arguments):
        """The sentence of a response that is none."""
        answer = self.response(self.send(command, **arguments))
        assert not answer["success"], answer
        return answer["message"]

    def event(self, name, **members):
        """The body of the first event not returned yet that has this name and these members."""
        def find():
            for i, message in enumerate(self.messages):
                body = message.get("body", {})
                if i not in self.taken and message["type"] == "event" and message["event"] == name and \
                        all(body.get(key) == value for key, value in members.items()):
                    self.taken.add(i)
                    return body
            return None
        return self.wait_for(find, f"the event {name} {members}")

    def output(self, text):
        """The body of the first output event that holds a text."""
        def find():
            return next((m["body"] for m in self.messages if m.get("event") == "output" and text in m["body"]["output"]), None)
        return self.wait_for(find, f"the output {text!r}")

    def printed(self):
        return "".join(m["body"]["output"] for m in self.messages if m.get("event") == "output")

    # --- pieces of sessions
    def launch(self, program, client=None, **configuration):
        """Up to the event initialized; configurationDone is the caller's."""
        self.ask("initialize", adapterID="sockscope", **(client or {}))
        self.ask("launch", program=str(program), **configuration)
        self.event("initialized")

    def set_breakpoints(self, program, *breakpoints):
        wanted = [b if isinstance(b, dict) else {"line": b} for b in breakpoints]
        return self.ask("setBreakpoints", source={"path": str(program)}, breakpoints=wanted)["breakpoints"]

    def run(self):
        self.ask("configurationDone")

    def frames(self, thread):
        return self.ask("stackTrace", threadId=thread)["stackFrames"]

    def step(self, command, thread):
        """The line of the next stop."""
        self.ask(command, threadId=thread)
        self.event("stopped", threadId=thread)
        return self.frames(thread)[0]["line"]

    def locals(self, thread, frame=0):
        frame_id = self.frames(thread)[frame]["id"]
        scope = self.ask("scopes", frameId=frame_id)["scopes"][0]
        found = self.ask("variables", variablesReference=scope["variablesReference"])["variables"]
        return {variable["name"]: variable for variable in found}

    def evaluate(self, thread, expression, **more):
        return self.ask("evaluate", expression=expression, frameId=self.frames(thread)[0]["id"], **more)

    def end(self):
        """The exit code of the script's run; the adapter ends."""
        code = self.event("exited")["exitCode"]
        self.event("terminated")
        self.ask("disconnect")
        self.wait_end()
        return code

    def wait_end(self):
        assert self.process.wait(DEADLINE) == 0
        self.reader.join(DEADLINE)
        assert not self.mistakes, self.mistakes
