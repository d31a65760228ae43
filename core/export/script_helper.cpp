// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_helper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView
    Beginning(R"js(// A socket that remembers how much it has received, so that one can wait for the replies.
function conversation(name, options = {}) {
  const socket = new Socket(options);
  let received = 0;
  let isOver = false;
  let reason = "";
  let look = () => {};

  socket.on("data", (data) => {
    received += data.length;
    look();
  });
  socket.on("error", (error) => {
    reason = ` (${error.message})`;
  });
  socket.on("close", () => {
    isOver = true;
    look();
  });
)js");

constexpr QLatin1StringView IdleHandler(R"js(
  let isIdle = false;
  socket.on("timeout", () => {
    isIdle = true;
    look();
  });
)js");

constexpr QLatin1StringView Waiting(R"js(
  // Resolves when the condition holds; rejects when that takes too long, or can't happen any more.
  function until(isReached, goal) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(timer);
        look = () => {};
        settle(value);
      };
      const fail = (why) => end(reject, new Error(`${name}: ${why}; expected ${goal}, received ${received} bytes in all`));
      const timer = setTimeout(() => fail(`nothing else happened for ${PATIENCE} ms`), PATIENCE);
      look = () => {
        if (isReached()) end(resolve);
        else if (isOver) fail(`the connection is closed${reason}`);
      };
      look();
    });
  }

  return {
    connect: (target) => socket.connect(target),
    write: (data, format) => socket.write(data, format),
    destroy: () => socket.destroy(),
    received: (bytes) => until(() => received >= bytes, `${bytes} bytes`),
)js");

constexpr QLatin1StringView Closed(R"js(    closed: () => until(() => isOver, "the peer to close"),
)js");

constexpr QLatin1StringView SetIdle(R"js(    setTimeout: (ms) => socket.setTimeout(ms),
)js");

constexpr QLatin1StringView Idle(R"js(    // Until the socket's idle timeout runs out.
    idle: () => {
      isIdle = false;
      return until(() => isIdle, "its idle timeout");
    },
)js");

constexpr QLatin1StringView Fails(R"js(    // This connect failed when it was recorded, so it has to fail again.
    async connectFails(target) {
      let error;
      await socket.connect(target).catch((e) => (error = e));
      if (error === undefined) throw new Error(`${name}: it has connected, which failed when this was recorded`);
    },
)js");

constexpr QLatin1StringView End("  };\n}\n");

} // namespace

QString scriptHelper(const ScriptHelperParts &parts)
{
    QString text(Beginning);
    if (parts.idles)
        text += IdleHandler;
    text += Waiting;
    if (parts.isClosed)
        text += Closed;
    if (parts.setsIdle)
        text += SetIdle;
    if (parts.idles)
        text += Idle;
    if (parts.fails)
        text += Fails;
    return text + End;
}

} // namespace sockscope
