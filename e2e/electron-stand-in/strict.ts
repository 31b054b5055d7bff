/** Properties that the language, Node and test tools look for on any object. */
const passed: ReadonlySet<string | symbol> = new Set(['then', 'toJSON', 'constructor', '__esModule', 'default', 'asymmetricMatch', 'nodeType']);

/** An object of Electron's API in which everything that the stand-in lacks throws by its name, so that nothing passes by accident. */
export function strict<T extends object>(name: string, made: T): T {
  return new Proxy(made, {
    get: (target, property, receiver) => {
      if (property in target || typeof property === 'symbol' || passed.has(property)) return Reflect.get(target, property, receiver) as unknown;
      throw new Error(`The stand-in for Electron has no ${name}.${property}`);
    },
  });
}

/** Values that cross between processes are cloned as Electron does it: functions, symbols and other live things are refused. */
export function crossing<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}
