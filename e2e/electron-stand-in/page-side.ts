import { packSource } from './pack.ts';

/** Name of the world in which the preload runs, apart from the page's. */
export const preloadWorld = 'Electron Isolated Context';
export const bindingName = '__standInSend';
export const deliverName = '__standInDeliver';

/**
 * The page's half of the context bridge. It knows a word that the page cannot read, by which the two worlds find each other
 * over the one thing that they share, the window's events; all that crosses is text.
 */
export function mainWorldSource(word: string): string {
  return `(() => { 'use strict';
${packSource}
const word = ${JSON.stringify(word)};
const say = (type, body) => { dispatchEvent(new CustomEvent(word + 'in', { detail: JSON.stringify({ type, ...body }) })); };
const callbacks = new Map(); const pending = new Map(); let next = 1; let answer = null;
const crossing = (value) => { try { return structuredClone(value); } catch { throw new Error('An object could not be cloned.'); } };
const give = (value) => {
  if (value instanceof Blob) { const id = next++; postMessage({ [word]: id, blob: value }, location.origin); return { b: id, size: value.size, type: value.type }; }
  if (typeof value !== 'function') return { v: pack(crossing(value)) };
  const id = next++; callbacks.set(id, value); return { f: id };
};
const take = (shape) => {
  if (shape.t === 'value') return unpack(shape.v);
  if (shape.t === 'error') throw new Error(shape.message);
  if (shape.t === 'promise') return new Promise((resolve, reject) => pending.set(shape.id, { resolve, reject }));
  if (shape.t === 'function') return (...words) => { answer = null; say('call', { id: shape.id, words: words.map(give) }); const got = answer; answer = null; return take(got); };
  return Object.freeze(Object.fromEntries(shape.props.map(([key, inner]) => [key, take(inner)])));
};
addEventListener(word + 'out', (event) => {
  event.stopImmediatePropagation();
  const told = JSON.parse(event.detail);
  if (told.type === 'expose') Object.defineProperty(globalThis, told.name, { value: take(told.shape), writable: false, configurable: false, enumerable: true });
  else if (told.type === 'returned') answer = told.shape;
  else if (told.type === 'callback') callbacks.get(told.id)?.(...told.words.map(unpack));
  else if (told.type === 'settled') { const waiting = pending.get(told.id); pending.delete(told.id);
    if (told.failed === undefined) waiting?.resolve(unpack(told.value)); else waiting?.reject(new Error(told.failed)); }
}, true);
say('hello', {});
})();`;
}

/** The preload's world: what a sandboxed preload has, and the preload itself. */
export function preloadSource(word: string, preload: string, platform: string): string {
  return `(() => { 'use strict';
${packSource}
const word = ${JSON.stringify(word)};
const post = globalThis[${JSON.stringify(bindingName)}];
delete globalThis[${JSON.stringify(bindingName)}];
const say = (type, body) => { dispatchEvent(new CustomEvent(word + 'out', { detail: JSON.stringify({ type, ...body }) })); };
const strict = (name, made) => new Proxy(made, { get: (target, property) => {
  if (property in target || typeof property === 'symbol' || property === 'then') return target[property];
  throw new Error('The stand-in for Electron has no ' + name + '.' + property); } });
const crossing = (value) => { try { return structuredClone(value); } catch { throw new Error('An object could not be cloned.'); } };
const functions = new Map(); const exposed = []; let next = 1;
const show = (value) => {
  if (typeof value === 'function') { const id = next++; functions.set(id, value); return { t: 'function', id }; }
  if (value instanceof Promise) { const id = next++;
    value.then((result) => say('settled', { id, value: pack(crossing(result)) }), (failed) => say('settled', { id, failed: String(failed?.message ?? failed) }));
    return { t: 'promise', id }; }
  if (Object.prototype.toString.call(value) === '[object Object]') return { t: 'object', props: Object.entries(value).map(([key, inner]) => [key, show(inner)]) };
  return { t: 'value', v: pack(crossing(value)) };
};
// Electron carries a Blob over as a Blob. Here the windows' messages do, which come a moment later: a Blob of its own until then.
const blobs = new Map();
const blobOf = (id) => { if (!blobs.has(id)) blobs.set(id, Promise.withResolvers()); return blobs.get(id); };
addEventListener('message', (event) => { const id = event.data?.[word]; if (typeof id === 'number') { event.stopImmediatePropagation(); blobOf(id).resolve(event.data.blob); } }, true);
const lateBlob = (arrived, size, type, begin, end) => ({ size: end - begin, type, slice: (from, to) => lateBlob(arrived, size, type, begin + from, Math.min(end, begin + to)),
  arrayBuffer: async () => (await arrived).slice(begin, end).arrayBuffer() });
const receive = ({ v, f, b, size, type }) => b !== undefined ? lateBlob(blobOf(b).promise, size, type, 0, size) : v !== undefined ? unpack(v) : (...words) => say('callback', { id: f, words: words.map((one) => pack(crossing(one))) });
addEventListener(word + 'in', (event) => {
  event.stopImmediatePropagation();
  const told = JSON.parse(event.detail);
  if (told.type === 'hello') for (const one of exposed) say('expose', one);
  if (told.type !== 'call') return;
  let shape;
  try { shape = show(functions.get(told.id)(...told.words.map(receive))); } catch (thrown) { shape = { t: 'error', message: String(thrown?.message ?? thrown) }; }
  say('returned', { shape });
}, true);
const contextBridge = strict('contextBridge', { exposeInMainWorld: (name, api) => {
  if (exposed.some((one) => one.name === name)) throw new Error('Cannot bind an API on top of an existing property on the window object');
  const one = { name, shape: show(api) }; exposed.push(one); say('expose', one); } });
const heard = new Map(); const waiting = new Map(); let nextCall = 1;
const ipcRenderer = strict('ipcRenderer', {
  invoke: (channel, ...words) => new Promise((resolve, reject) => { const id = nextCall++; const text = pack(crossing(words));
    waiting.set(id, { resolve, reject }); post(JSON.stringify({ type: 'invoke', id, channel, words: text })); }),
  send: (channel, ...words) => post(JSON.stringify({ type: 'send', channel, words: pack(crossing(words)) })),
  on: (channel, listener) => { heard.set(channel, [...(heard.get(channel) ?? []), listener]); return ipcRenderer; },
  off: (channel, listener) => { heard.set(channel, (heard.get(channel) ?? []).filter((one) => one !== listener)); return ipcRenderer; },
});
globalThis[${JSON.stringify(deliverName)}] = (text) => {
  const told = JSON.parse(text);
  if (told.type === 'event') { for (const listener of heard.get(told.channel) ?? []) listener({}, ...unpack(told.words)); return; }
  const call = waiting.get(told.id); waiting.delete(told.id);
  if (told.failed === undefined) call?.resolve(unpack(told.value)); else call?.reject(new Error(told.failed));
};
const electron = strict('electron', { contextBridge, ipcRenderer });
const require = (name) => { if (name === 'electron') return electron; throw new Error('module not found: ' + name); };
const process = Object.freeze({ platform: ${JSON.stringify(platform)}, type: 'renderer', sandboxed: true, contextIsolated: true, versions: {} });
const module = { exports: {} };
(function (exports, require, module, process) {
${preload}
})(module.exports, require, module, process);
})();`;
}
