import { describe, expect, it } from 'vitest';
import { type BannerFacts, bannerToShow } from './banner-choice.ts';

const now = 1_000_000_000;
const well: BannerFacts = { now, bridgeDownSince: null, offlineSince: null, tokenRefused: false, receiverDown: false };

describe('the banner', () => {
  it('is not there while all is well', () => {
    expect(bannerToShow(well)).toBeNull();
  });

  it('waits a minute before it speaks of a broken line', () => {
    expect(bannerToShow({ ...well, offlineSince: now - 59_000 })).toBeNull();
    expect(bannerToShow({ ...well, offlineSince: now - 60_000 })).toBe('offline');
    expect(bannerToShow({ ...well, bridgeDownSince: now - 59_000 })).toBeNull();
    expect(bannerToShow({ ...well, bridgeDownSince: now - 60_000 })).toBe('lost');
  });

  it('speaks at once of what only a person can cure', () => {
    expect(bannerToShow({ ...well, tokenRefused: true })).toBe('token');
    expect(bannerToShow({ ...well, receiverDown: true })).toBe('receiver');
  });

  it('is one at a time, the cause before its effects', () => {
    const all = { ...well, bridgeDownSince: now - 90_000, offlineSince: now - 90_000, tokenRefused: true, receiverDown: true };
    expect(bannerToShow(all)).toBe('lost');
    expect(bannerToShow({ ...all, bridgeDownSince: null })).toBe('token');
    expect(bannerToShow({ ...all, bridgeDownSince: null, tokenRefused: false })).toBe('receiver');
  });
});
