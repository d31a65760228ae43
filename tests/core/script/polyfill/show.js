// SPDX-License-Identifier: GPL-3.0-or-later
// How the table of expressions shows values: enough to tell apart whatever differs.
function show(v, depth) {
  depth = depth || 0;
  if (typeof v === 'string') return depth ? JSON.stringify(v) : v;
  if (typeof v === 'number') return v === 0 && 1 / v < 0 ? '-0' : String(v);
  if (typeof v === 'bigint') return String(v) + 'n';
  if (typeof v === 'symbol') return v.toString();
  if (v === undefined || v === null || typeof v === 'boolean') return String(v);
  if (typeof v === 'function') return 'function ' + v.name;
  if (depth > 6) return '...';
  var k, out = [], i;
  var inner = function (x) { return show(x, depth + 1); };
  if (Array.isArray(v)) {
    for (i = 0; i < v.length; i++) out.push(i in v ? inner(v[i]) : '<hole>');
    var extra = Object.keys(v).filter(function (n) { return !/^\d+$/.test(n) && !(n === 'groups' && v[n] === undefined); }).sort();
    return '[' + out.join(',') + ']' + (extra.length ? '+{' + extra.map(function (n) { return n + ':' + inner(v[n]); }).join(',') + '}' : '');
  }
  var tag = Object.prototype.toString.call(v).slice(8, -1);
  if (v instanceof Error) return v.name;
  if (ArrayBuffer.isView(v) && tag !== 'DataView') { for (i = 0; i < v.length; i++) out.push(inner(v[i])); return tag + '[' + out.join(',') + ']'; }
  if (tag === 'ArrayBuffer') return 'ArrayBuffer(' + v.byteLength + ')';
  if (tag === 'RegExp') return '/' + v.source + '/' + v.flags + (Object.keys(v).length ? '+' + Object.keys(v) : '');
  if (tag === 'Date') return isNaN(v) ? 'Invalid Date' : v.toISOString();
  if (tag === 'Map' || tag === 'Set') { v.forEach(function (x, key) { out.push(tag === 'Map' ? inner(key) + '=>' + inner(x) : inner(x)); }); return tag + '{' + out.join(',') + '}'; }
  for (k in v) if (Object.prototype.hasOwnProperty.call(v, k)) out.push(k + ':' + inner(v[k]));
  var proto = Object.getPrototypeOf(v);
  return (proto === null ? 'null' : tag === 'Object' ? '' : tag) + '{' + out.join(',') + '}';
}
function ascii(s) {
  var out = '', i, c;
  for (i = 0; i < s.length; i++) { c = s.charCodeAt(i); out += c >= 32 && c < 127 ? s[i] : '\\u' + ('000' + c.toString(16)).slice(-4); }
  return out;
}
function evaluate(f) { try { return ascii(show(f())); } catch (e) { return 'throws ' + (e && e.name || String(e)); } }
