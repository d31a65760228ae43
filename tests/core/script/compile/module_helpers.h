// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSEngine>

namespace sockscope {

/// The functions that compiled modules expect as __helpers, on V4's own promises; see prelude/helpers.mjs.
inline QJSValue moduleHelpers(QJSEngine &engine, const QJSValue &caught = {})
{
    return engine
        .evaluate(QStringLiteral(R"((function (caught) { "use strict";
const look = (error) => caught === undefined ? error : caught(error)
const copyMembers = (to, from, except) => {
  for (const key of Object.getOwnPropertyNames(from)) {
    const known = Object.getOwnPropertyDescriptor(from, key)
    if (!to.hasOwnProperty(key) && key !== except)
      Object.defineProperty(to, key, { get: () => from[key], enumerable: known.enumerable })
  }
  return to
}
return [
  (self, args, body) => new Promise((resolve, reject) => {
    const iterator = body.apply(self, args)
    const advance = (method, value) => {
      try {
        const step = iterator[method](value)
        step.done ? resolve(step.value)
          : Promise.resolve(step.value).then((v) => { advance('next', v) }, (e) => { advance('throw', e) })
      } catch (error) {
        reject(look(error))
      }
    }
    advance('next')
  }),
  (target, all) => { for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true }) },
  copyMembers,
  (exports) => Object.defineProperty(exports, '__esModule', { value: true }),
  (module) => module && module.__esModule ? module
    : copyMembers(Object.defineProperty({}, 'default', { value: module, enumerable: true }), Object(module)),
] }))"))
        .call({caught});
}

} // namespace sockscope
