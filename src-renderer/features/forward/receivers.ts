/** So many conversations get a message at once at most. */
export const MOST_RECEIVERS = 20;

/** Chooses a receiver or takes the choice back; the same list when it is full. */
export function toggled<T extends { readonly id: number }>(chosen: readonly T[], one: T): readonly T[] {
  if (chosen.some(({ id }) => id === one.id)) return chosen.filter(({ id }) => id !== one.id);
  return chosen.length >= MOST_RECEIVERS ? chosen : [...chosen, one];
}
