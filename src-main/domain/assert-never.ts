/** Makes an exhaustive switch a type error when a case is missing; at run time names the value that slipped through. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
