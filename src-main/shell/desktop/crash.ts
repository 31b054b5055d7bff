export type AfterCrash = 'reload' | 'ask';

/** A page that crashed once is loaded again; one that crashes again within five minutes is not, or it would never end. */
export function createCrashPolicy(now: () => number): () => AfterCrash {
  const againWithinMs = 5 * 60 * 1000;
  let lastAt = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    const decision = at - lastAt < againWithinMs ? 'ask' : 'reload';
    lastAt = at;
    return decision;
  };
}
