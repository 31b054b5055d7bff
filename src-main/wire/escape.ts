const escaped = /[\u0080-\uffff/]/g;

/**
 * JSON text in the spelling in which Meta sends and signs it: characters beyond ASCII as lower-case `\uXXXX` (pairs as two escapes), `/` as `\/`.
 * Give unescaped JSON: a `/` that has its backslash already would get another.
 */
export function escapeLikeMeta(json: string): string {
  return json.replace(escaped, (unit) => (unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
