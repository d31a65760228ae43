# SPDX-License-Identifier: GPL-3.0-or-later
"""Breakpoints on lines, exceptions and events of sockets."""
import unittest

from dap_client import DapClient
from scripts import ECHO, ScriptTest, line

LOOP = """\
export default function () {
  for (let i = 1; i <= 10; ++i) {
    const square = i * i; // body
  }
  console.log("ready");
}
"""

THROWS = """\
export default async function () {
  try {
    throw new TypeError("taken"); // taken
  } catch (error) {
    console.log(error.message);
  }
  Promise.reject(new RangeError("lost")); // lost
  await null;
  throw new Error("fatal"); // fatal
}
"""


class Breakpoints(ScriptTest):
    def stops_in_loop(self, **breakpoint):
        """The values of i at each stop, and the session's output."""
        script = self.script(LOOP)
        with DapClient() as client:
            client.launch(script)
            placed = client.set_breakpoints(script, {"line": line(script, "body"), **breakpoint})
            client.run()
            values = []
            while True:
                end = client.wait_for(lambda: next((m for m in client.messages[::-1] if m.get("event") in ("stopped", "exited")), None), "a stop")
                if end["event"] == "exited":
                    break
                thread = client.event("stopped")["threadId"]
                values.append(int(client.evaluate(thread, "i")["result"]))
                seen = len(client.messages)
                client.ask("continue", threadId=thread)
                client.wait_for(lambda: next((m for m in client.messages[seen:] if m.get("event") in ("stopped", "exited")), None), "a stop")
            client.end()
            return values, client.printed(), placed[0]

    def test_conditions_and_hits(self):
        cases = [({"condition": "i % 4 === 0"}, [4, 8]), ({"hitCondition": "9"}, [9, 10]), ({"hitCondition": ">= 9"}, [9, 10]),
                 ({"hitCondition": "> 9"}, [10]), ({"hitCondition": "== 3"}, [3]), ({"hitCondition": "%4"}, [4, 8]),
                 ({"condition": "i > 5", "hitCondition": "==2"}, [7])]
        for breakpoint, expected in cases:
            with self.subTest(breakpoint=breakpoint):
                self.assertEqual(self.stops_in_loop(**breakpoint)[0], expected)

    def test_log_messages_do_not_stop(self):
        values, printed, _ = self.stops_in_loop(logMessage="{i} squared", condition="i < 3")
        self.assertEqual(values, [])
        self.assertIn("1 squared\n2 squared\n", printed)
        self.assertNotIn("3 squared", printed)

    def test_log_messages_stand_among_what_the_script_prints(self):
        script = self.script("export default function () {\n  for (let i = 0; i < 100; i++)\n    console.log('printed', i); // log\n}\n")
        with DapClient() as client:
            client.launch(script)
            client.set_breakpoints(script, {"line": line(script, "log"), "logMessage": "noted {i}"})
            client.run()
            self.assertEqual(client.end(), 0)
            self.assertIn("".join(f"noted {i}\nprinted {i}\n" for i in range(100)), client.printed())
            noted = client.output("noted 7\n")
            self.assertEqual((noted["category"], noted["source"]["path"], noted["line"]), ("console", str(script), line(script, "log")))

    def test_what_is_no_breakpoint_says_why(self):
        for hits in ("often", "0", "-1", "5 5"):
            values, _, placed = self.stops_in_loop(hitCondition=hits)
            self.assertEqual((values, placed["verified"]), ([], False))
            self.assertIn("number of hits", placed["message"])
        values, printed, _ = self.stops_in_loop(condition="i +* 2")
        self.assertEqual(values, [])
        self.assertIn("the condition of the breakpoint failed", printed)

    def test_places_of_breakpoints(self):
        script = self.script(LOOP)
        with DapClient() as client:
            client.launch(script, stopOnEntry=True)
            client.run()
            thread = client.event("stopped", reason="entry")["threadId"]
            places = client.ask("breakpointLocations", source={"path": str(script)}, line=2, endLine=5)["breakpoints"]
            self.assertIn((3, 5), [(p["line"], p["column"]) for p in places])
            self.assertTrue(all(2 <= p["line"] <= 5 for p in places))
            behind = client.set_breakpoints(script, 400)[0]
            self.assertEqual((behind["verified"], behind["message"]), (False, "no statement stands at or behind this line"))
            both = client.set_breakpoints(script, {"line": 3, "column": 5}, 4)
            self.assertEqual([(b["verified"], b["line"]) for b in both], [(True, 3), (True, 5)])
            self.assertEqual(client.set_breakpoints(script), [])
            client.ask("terminate")
            client.end()

    def test_exceptions(self):
        cases = [(["caught"], [("taken", "TypeError", "always")]),
                 (["uncaught"], [("fatal", "Error", "unhandled")]),
                 (["rejections"], [("lost", "RangeError", "unhandled")]),
                 ([], [])]
        for filters, expected in cases:
            with self.subTest(filters=filters):
                script = self.script(THROWS)
                with DapClient() as client:
                    client.launch(script)
                    results = client.ask("setExceptionBreakpoints", filters=filters)["breakpoints"]
                    self.assertEqual(results, [{"verified": True}] * len(filters))
                    client.run()
                    for mark, name, mode in expected:
                        stopped = client.event("stopped", reason="exception")
                        info = client.ask("exceptionInfo", threadId=stopped["threadId"])
                        self.assertIn(mark, info["description"])
                        self.assertEqual((info["exceptionId"], info["breakMode"]), (name, mode))
                        if name != "RangeError":  # nothing runs any more when a rejection is found unhandled
                            self.assertEqual(client.frames(stopped["threadId"])[0]["line"], line(script, mark))
                        client.ask("continue", threadId=stopped["threadId"])
                    client.end()

    def test_events_of_sockets(self):
        cases = [("data", "", "handler"), ("data", "nth 1", "handler"), ("data", 'text "PING"', "handler"), ("data", "hex 50 49", "handler"),
                 ("data", "socket 1, nth 1, data.byteLength === 4", "handler"), ("write", "", "call"), ("write", 'text "NG"', "call"),
                 ("data", "nth 2", None), ("data", 'text "PONG"', None), ("data", "data.byteLength === 5", None), ("connect", "socket 2", None)]
        for event, condition, mark in cases:
            with self.subTest(event=event, condition=condition):
                script = self.script(ECHO)
                with DapClient() as client:
                    client.launch(script, peer="echo")
                    option = {"filterId": event, **({"condition": condition} if condition else {})}
                    results = client.ask("setExceptionBreakpoints", filters=[], filterOptions=[option])["breakpoints"]
                    self.assertEqual(results, [{"verified": True}])
                    client.run()
                    if mark:
                        stopped = client.event("stopped", reason="event")
                        self.assertEqual(stopped["text"], f"{event} of socket 1")
                        frames = client.frames(stopped["threadId"])
                        self.assertEqual(frames[0]["line"], line(script, mark))
                        client.ask("setExceptionBreakpoints", filters=[])
                        client.ask("continue", threadId=stopped["threadId"])
                    self.assertEqual(client.end(), 0)
                    self.assertEqual(mark is None, all(m.get("event") != "stopped" for m in client.messages))

    def test_filters_that_mean_nothing_say_so(self):
        script = self.script(LOOP)
        options = [{"filterId": "data", "condition": "hex 0g"}, {"filterId": "connect", "condition": "nth 2"},
                   {"filterId": "caught", "condition": "x"}, {"filterId": "data", "condition": "text \"a\", hex 0d0a"}]
        with DapClient() as client:
            client.launch(script)
            results = client.ask("setExceptionBreakpoints", filters=["moon"], filterOptions=options)["breakpoints"]
            self.assertEqual([r["verified"] for r in results], [False, False, False, False, True])
            self.assertEqual(results[0]["message"], 'there is no filter "moon"')
            client.run()
            self.assertEqual(client.end(), 0)


if __name__ == "__main__":
    unittest.main()
