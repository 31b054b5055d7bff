import { alex, chen, khaled, priya, siti, yuki } from './asia-africa.ts';
import { beatriz, camille, emma, jonas } from './europe.ts';
import { diego, lucia, mariana } from './latin-america.ts';
import type { PersonaScript } from './script.ts';

/** Everybody who writes to Casa Lumen. */
export const cast: readonly PersonaScript[] = [mariana, diego, emma, khaled, priya, camille, jonas, beatriz, siti, yuki, chen, lucia, alex];
