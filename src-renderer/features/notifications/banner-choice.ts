export type BannerKind = 'lost' | 'token' | 'receiver' | 'offline';

export interface BannerFacts {
  /** Corrected time, epoch ms, like the others. */
  readonly now: number;
  readonly bridgeDownSince: number | null;
  readonly offlineSince: number | null;
  readonly tokenRefused: boolean;
  readonly receiverDown: boolean;
}

/** Short breaks heal by themselves and are told in the title bar only. */
const PATIENCE_MS = 60_000;

/** Which banner stands under the title bar; the one that explains the others goes first. */
export function bannerToShow(facts: BannerFacts): BannerKind | null {
  if (facts.bridgeDownSince !== null && facts.now - facts.bridgeDownSince >= PATIENCE_MS) return 'lost';
  if (facts.tokenRefused) return 'token';
  if (facts.receiverDown) return 'receiver';
  if (facts.offlineSince !== null && facts.now - facts.offlineSince >= PATIENCE_MS) return 'offline';
  return null;
}
