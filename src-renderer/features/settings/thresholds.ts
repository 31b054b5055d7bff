/** What can be chosen for the ring, in minutes; a value that was set elsewhere stays offered. */
export const amberChoices = [120, 180, 240, 360, 480, 720] as const;
export const redChoices = [15, 30, 60, 90, 120] as const;

export function withCurrent(choices: readonly number[], current: number): readonly number[] {
  return choices.includes(current) ? choices : [...choices, current].toSorted((a, b) => a - b);
}

/** The ring turns amber before it turns red: moving one past the other takes the other along. */
export function thresholdChange(
  moved: { readonly amberMinutes: number } | { readonly redMinutes: number },
  current: { readonly amberMinutes: number; readonly redMinutes: number },
): { readonly amberMinutes: number; readonly redMinutes: number } {
  if ('amberMinutes' in moved) return { amberMinutes: moved.amberMinutes, redMinutes: Math.min(current.redMinutes, moved.amberMinutes) };
  return { redMinutes: moved.redMinutes, amberMinutes: Math.max(current.amberMinutes, moved.redMinutes) };
}
