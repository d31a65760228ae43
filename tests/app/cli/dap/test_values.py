# SPDX-License-Identifier: GPL-3.0-or-later
"""Stack, variables and expressions of a script that stands still."""
import unittest

from dap_client import DapClient
from scripts import ECHO, ScriptTest, line

VALUES = """\
const limit = 7;
let counter = 1;
export default function () {
  const bytes = new Uint8Array([72, 105, 255]);
  const list = Array.from({ length: 2500 }, (_, i) => i);
  const user = { name: "Ann", "odd key": 1, inner: { deep: true }, get boom() { throw new Error("no"); }, get fine() { return 42; } };
  const text = "x".repeat(500);
  const circle = {}; circle.self = circle;
  const proxy = new Proxy({}, { get() { throw new Error("trap"); } });
  let changed = "before";
  const settled = Promise.resolve(5);
  const pending = new Promise(() => {});
  counter += limit;
  console.log("now", changed, user.name, list[3]); // stop
}
"""


class Values(ScriptTest):
    def setUp(self):
        super().setUp()
        self.path = self.script(VALUES)
        self.client = self.enterContext(DapClient())
        self.client.launch(self.path)
        self.client.set_breakpoints(self.path, line(self.path, "stop"))
        self.client.run()
        self.thread = self.client.event("stopped")["threadId"]

    def value(self, expression, **more):
        return self.client.evaluate(self.thread, expression, **more)["result"]

    def children(self, variable, **paging):
        return self.client.ask("variables", variablesReference=variable["variablesReference"], **paging)["variables"]

    def test_scopes_and_locals(self):
        frame = self.client.frames(self.thread)[0]["id"]
        scopes = self.client.ask("scopes", frameId=frame)["scopes"]
        self.assertEqual([s["name"] for s in scopes if s["name"] != "Closure"], ["Local", "Module", "Global"])
        self.assertEqual([s["expensive"] for s in scopes][-1], True)
        found = self.client.locals(self.thread)
        self.assertEqual(found["bytes"]["value"], "Uint8Array(3) 48 69 ff")
        self.assertEqual((found["bytes"]["type"], found["list"]["indexedVariables"]), ("object", 2500))
        self.assertEqual(found["proxy"]["value"], "Proxy (not looked into)")
        self.assertIn("500 characters", found["text"]["value"])
        module = next(s for s in scopes if s["name"] == "Module")
        names = {v["name"]: v for v in self.children(module)}
        self.assertEqual((names["counter"]["value"], names["limit"]["presentationHint"]), ("8", {"attributes": ["readOnly"]}))

    def test_members_in_pieces(self):
        found = self.client.locals(self.thread)
        part = self.children(found["list"], filter="indexed", start=2490, count=20)
        self.assertEqual([v["value"] for v in part], [str(i) for i in range(2490, 2500)])
        self.assertEqual(part[0]["evaluateName"], "list[2490]")
        whole = self.children(found["list"], filter="indexed")
        self.assertEqual((len(whole), whole[-1]["name"]), (1001, "…"))
        large = self.children(found["list"], filter="indexed", start=0, count=700)
        self.assertEqual([v["name"] for v in large], [str(i) for i in range(700)])
        user = {v["name"]: v for v in self.children(found["user"])}
        self.assertEqual(user["odd key"]["evaluateName"], 'user["odd key"]')
        self.assertTrue(user["boom"]["presentationHint"]["lazy"])
        self.assertEqual([v["value"] for v in self.children(user["fine"])], ["42"])
        reference = user["boom"]["variablesReference"]
        self.assertEqual(self.client.refused("variables", variablesReference=reference), "Error: no")
        deep = found["circle"]
        for _ in range(50):
            deep = next(v for v in self.children(deep) if v["name"] == "self")
        self.assertIn("self:", deep["value"])
        self.assertEqual(deep["evaluateName"], "circle" + ".self" * 50)

    def test_expressions(self):
        cases = [("1 + 1", "2"), ("limit * 2", "14"), ("user.inner", "{deep: true}"), ("await settled", "5"), ("list.length", "2500"),
                 ("[...'ab'].map((c) => c + c)", '(2) ["aa", "bb"]'), ("this", "undefined"), ("typeof nothing", '"undefined"')]
        for expression, expected in cases:
            for context in ("watch", "hover", "repl"):
                with self.subTest(expression=expression, context=context):
                    self.assertEqual(self.value(expression, context=context), expected)
        self.assertEqual(self.client.ask("evaluate", expression="typeof limit + __VU")["result"], '"undefined1"')  # among the globals
        frame = self.client.frames(self.thread)[0]["id"]
        refusals = [("nothing", "ReferenceError"), ("1 +", "SyntaxError"), ("await pending", "pending"), ("for (;;) ;", "broken off"),
                    ("(function f() { f(); })()", "RangeError")]
        for expression, part in refusals:
            with self.subTest(expression=expression):
                self.assertIn(part, self.client.refused("evaluate", expression=expression, frameId=frame))
        self.assertEqual(self.value("1 + 1"), "2")

    def test_text_for_the_clipboard(self):
        self.assertEqual(self.value("text", context="clipboard"), "x" * 500)
        self.assertEqual(self.value("new Uint8Array(100)", context="clipboard"), " ".join(["00"] * 100))
        self.assertEqual(self.value("user.inner", context="clipboard"), '{\n  "deep": true\n}')
        frame = self.client.frames(self.thread)[0]["id"]
        self.assertIn("Error: no", self.client.refused("evaluate", expression="user", frameId=frame, context="clipboard"))

    def test_values_are_changed(self):
        frame = self.client.frames(self.thread)[0]["id"]
        scope = self.client.ask("scopes", frameId=frame)["scopes"][0]["variablesReference"]
        answer = self.client.ask("setVariable", variablesReference=scope, name="changed", value="'after' + limit")
        self.assertEqual(answer["value"], '"after7"')
        found = self.client.locals(self.thread)
        self.client.ask("setVariable", variablesReference=found["list"]["variablesReference"], name="3", value="{ three: 3 }")
        answer = self.client.ask("setExpression", expression="user.name", value="'Eve'", frameId=frame)
        self.assertEqual(answer["value"], '"Eve"')
        self.assertIn("can't be set", self.client.refused("setVariable", variablesReference=scope, name="list", value="1"))
        self.client.ask("continue", threadId=self.thread)
        self.client.output('now after7 Eve { three: 3 }')
        self.assertEqual(self.client.end(), 0)

    def test_what_belonged_to_an_earlier_pause_is_gone(self):
        found = self.client.locals(self.thread)
        self.client.step("next", self.thread)  # the end of the function
        self.assertTrue(self.client.refused("variables", variablesReference=found["list"]["variablesReference"]))
        self.client.ask("continue", threadId=self.thread)
        self.client.event("exited")
        for command, arguments in [("variables", {"variablesReference": found["list"]["variablesReference"]}),
                                   ("stackTrace", {"threadId": self.thread}), ("continue", {"threadId": self.thread})]:
            self.assertTrue(self.client.refused(command, **arguments))


class Stack(ScriptTest):
    def test_async_frames_and_the_event_behind_them(self):
        script = self.script("""\
import { Socket } from "k6/x/tcp";
async function inner(socket) {
  await socket.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST);
  return 1; // inside
}
async function outer(socket) {
  return await inner(socket); // awaits
}
export default async function () {
  const socket = new Socket();
  await outer(socket);
  socket.destroy();
}
""")
        with DapClient() as client:
            client.launch(script, peer="echo")
            client.set_breakpoints(script, line(script, "inside"))
            client.run()
            thread = client.event("stopped")["threadId"]
            answer = client.ask("stackTrace", threadId=thread)
            frames = answer["stackFrames"]
            self.assertEqual([f["name"] for f in frames], ["inner", "outer (awaits)", "default (awaits)", "connect() fulfilled of socket 1"])
            self.assertEqual([f.get("presentationHint") for f in frames], [None, "subtle", "subtle", "label"])
            self.assertEqual((answer["totalFrames"], frames[1]["line"]), (4, line(script, "awaits")))
            self.assertEqual(client.ask("stackTrace", threadId=thread, startFrame=1, levels=2)["stackFrames"], frames[1:3])
            self.assertEqual(client.ask("scopes", frameId=frames[1]["id"])["scopes"], [])  # frames that wait have no variables
            self.assertEqual(client.ask("scopes", frameId=frames[3]["id"])["scopes"], [])
            client.ask("continue", threadId=thread)
            self.assertEqual(client.end(), 0)

    def test_deep_recursion_is_cut(self):
        script = self.script("function down(n) {\n  if (n === 0)\n    return 0; // bottom\n  return down(n - 1) + 1;\n}\n"
                             "export default function () { down(500); }\n")
        with DapClient() as client:
            client.launch(script)
            client.set_breakpoints(script, line(script, "bottom"))
            client.run()
            thread = client.event("stopped")["threadId"]
            answer = client.ask("stackTrace", threadId=thread, levels=5)
            self.assertEqual([client.locals(thread, i)["n"]["value"] for i in range(3)], ["0", "1", "2"])
            self.assertEqual((len(answer["stackFrames"]), answer["totalFrames"] >= 200), (5, True))
            client.ask("continue", threadId=thread)
            self.assertEqual(client.end(), 0)


if __name__ == "__main__":
    unittest.main()
