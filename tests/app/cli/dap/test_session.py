# SPDX-License-Identifier: GPL-3.0-or-later
"""A script is debugged from launch to the end."""
import unittest

import dap_schema
from dap_client import DapClient
from scripts import ECHO, ScriptTest, line


class Session(ScriptTest):
    @unittest.skipIf(dap_schema.missing(), dap_schema.missing())
    def test_messages_are_checked_by_the_published_schema(self):
        schema = dap_schema.Schema()
        good = {"seq": 1, "type": "event", "event": "stopped", "body": {"reason": "step", "threadId": 1}}
        self.assertEqual(schema.mistakes(good), [])
        self.assertTrue(schema.mistakes({**good, "body": {"threadId": "1"}}))
        self.assertTrue(schema.mistakes({**good, "event": "halted"}))

    def test_steps_from_a_breakpoint_to_the_end(self):
        script = self.script(ECHO)
        with DapClient() as client:
            client.launch(script, peer="echo")
            placed = client.set_breakpoints(script, line(script, "message"))
            self.assertFalse(placed[0]["verified"])  # the script is read when it runs
            client.run()
            changed = client.event("breakpoint")["breakpoint"]
            self.assertEqual((changed["id"], changed["verified"], changed["line"]), (placed[0]["id"], True, line(script, "message")))
            stopped = client.event("stopped")
            self.assertEqual((stopped["reason"], stopped["hitBreakpointIds"]), ("breakpoint", [placed[0]["id"]]))
            thread = stopped["threadId"]
            self.assertIn({"id": thread, "name": "VU 1"}, client.ask("threads")["threads"])
            self.assertEqual(client.step("next", thread), line(script, "write"))
            self.assertEqual(client.locals(thread)["message"]["value"], '"PING"')
            self.assertEqual(client.step("next", thread), line(script, "call"))  # over the await
            self.assertEqual(client.step("stepIn", thread), line(script, "inner"))
            frames = client.frames(thread)
            self.assertEqual([frame["name"] for frame in frames[:2]], ["add", "default"])
            self.assertEqual(frames[0]["source"]["path"], str(script))
            self.assertEqual(client.step("stepOut", thread), line(script, "call") + 1)
            client.ask("continue", threadId=thread)
            self.assertEqual(client.end(), 0)
            self.assertNotIn("stderr", [m["body"]["category"] for m in client.messages if m.get("event") == "output"])

    def test_output_tells_its_place_and_the_summary(self):
        script = self.script(ECHO)
        with DapClient() as client:
            client.launch(script, peer="echo")
            client.run()
            self.assertEqual(client.end(), 0)
            printed = client.output("got 4")
            self.assertEqual((printed["category"], printed["source"]["path"], printed["line"]), ("stdout", str(script), line(script, "log")))
            self.assertIn("EXECUTION", client.printed())
            self.assertEqual(client.event("process")["startMethod"], "launch")
            names = [m["event"] for m in client.messages if m["type"] == "event"]
            self.assertLess(names.index("initialized"), names.index("process"))
            self.assertEqual(names[-2:], ["exited", "terminated"])

    def test_all_virtual_users_are_heard(self):
        """Also those that the journal doesn't record otherwise."""
        script = self.script("export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 13, iterations: 1 } } };\n"
                             "export default function () {\n  console.log(`VU ${__VU}.`); // log\n  if (__VU === 12) throw new Error('twelve');\n}\n")
        for is_debug in (True, False):
            with self.subTest(is_debug=is_debug), DapClient() as client:
                client.launch(script, args=["--journal-vus", "2"], noDebug=not is_debug)
                client.run()
                self.assertEqual(client.end(), 0)
                for vu in range(1, 14):
                    printed = client.output(f"VU {vu}.")
                    self.assertEqual((printed["source"]["path"], printed["line"]), (str(script), line(script, "log")))
                self.assertIn("Error: twelve", client.printed())

    def test_a_failure_outside_of_iterations_is_told_once(self):
        for text, code in (("export async function setup() {\n  await 0;\n  throw new Error('boom'); // throw\n}\n", 255),
                           ("export function teardown() {\n  throw new Error('boom'); // throw\n}\n", 107)):
            with self.subTest(text=text), DapClient() as client:
                script = self.script(text + "export default function () {}\n")
                client.launch(script)
                client.run()
                self.assertEqual(client.end(), code)
                self.assertEqual(client.printed().count("boom"), 1)
                self.assertEqual(client.output("boom")["line"], line(script, "throw"))

    def test_lines_and_paths_as_the_client_counts_them(self):
        script = self.script(ECHO)
        with DapClient() as client:
            client.launch(script, {"linesStartAt1": False, "columnsStartAt1": False, "pathFormat": "uri"}, peer="echo")
            uri = script.as_uri()
            client.set_breakpoints(uri, line(script, "inner") - 1)
            client.run()
            thread = client.event("stopped")["threadId"]
            top = client.frames(thread)[0]
            self.assertEqual((top["line"], top["column"], top["source"]["path"]), (line(script, "inner") - 1, 2, uri))
            client.ask("continue", threadId=thread)
            self.assertEqual(client.end(), 0)

    def test_two_virtual_users_stand_and_go_on_alone(self):
        script = self.script("export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 2, iterations: 1 } } };\n"
                             "export default function () {\n  const id = __VU; // stop\n  console.log('done', id);\n}\n")
        with DapClient() as client:
            client.launch(script)
            client.set_breakpoints(script, line(script, "stop"))
            client.run()
            first, second = client.event("stopped")["threadId"], client.event("stopped")["threadId"]
            self.assertNotEqual(first, second)
            names = {thread["id"]: thread["name"] for thread in client.ask("threads")["threads"]}
            self.assertEqual({names[first], names[second]}, {"VU 1", "VU 2"})
            client.ask("continue", threadId=first)
            client.output("done " + names[first][3:])
            self.assertIn("__VU", client.evaluate(second, "'__VU is ' + __VU")["result"])
            self.assertNotIn("done " + names[second][3:], client.printed())
            client.ask("continue", threadId=second)
            self.assertEqual(client.end(), 0)

    def test_typescript_and_imported_files(self):
        module = self.script("export interface Pair { a: number; b: number }\n"
                             "export function sum(pair: Pair): number {\n\n  const { a, b } = pair; // inside\n  return a + b;\n}\n", "sum.ts")
        script = self.script("import { sum } from './sum.ts';\n"
                             "export default function (): void {\n  const four: number = sum({ a: 1, b: 3 }); // outside\n"
                             "  console.log('sum', four);\n}\n", "script.ts")
        with DapClient() as client:
            client.launch(script)
            placed = client.set_breakpoints(module, 3)
            client.run()
            stopped = client.event("stopped")
            self.assertEqual(stopped["hitBreakpointIds"], [placed[0]["id"]])
            frames = client.frames(stopped["threadId"])
            self.assertEqual([(f["source"]["name"], f["line"]) for f in frames[:2]],
                             [("sum.ts", line(module, "inside")), ("script.ts", line(script, "outside"))])
            moved = next(m["body"]["breakpoint"] for m in client.messages if m.get("event") == "breakpoint")
            self.assertEqual(moved["line"], line(module, "inside"))  # the next statement
            sources = [source["path"] for source in client.ask("loadedSources")["sources"]]
            self.assertEqual(set(sources), {str(module), str(script)})
            self.assertEqual(client.ask("source", source={"path": str(module)}, sourceReference=0)["content"], module.read_text())
            client.ask("continue", threadId=stopped["threadId"])
            self.assertEqual(client.end(), 0)
            client.output("sum 4")


if __name__ == "__main__":
    unittest.main()
