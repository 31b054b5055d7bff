import { describe, expect, test } from 'vitest';
import { parseLocation } from './parse-location.ts';

const shop = { latitude: 51.50335, longitude: -0.07941 };

describe('reading a place out of what is pasted', () => {
  test.each([
    ['coordinates', '51.50335, -0.07941'],
    ['coordinates parted by a blank', '51.50335 -0.07941'],
    ['coordinates in brackets', '(51.50335; -0.07941)'],
    ['coordinates with winds', '51.50335° N, 0.07941° W'],
    ['a geo address', 'geo:51.50335,-0.07941?z=18'],
    ['a Google place; the pin counts, not the middle of the map', 'https://www.google.com/maps/place/Shop/@51.6,-0.1,17z/data=!3m1!4b1!4m6!3m5!1s0x1!8m2!3d51.50335!4d-0.07941'],
    ['a Google map', 'https://www.google.com/maps/@51.50335,-0.07941,15z'],
    ['a Google search', 'https://maps.google.com/?q=51.50335,-0.07941'],
    ['a Google search with an escaped comma', 'https://www.google.com/maps/search/?api=1&query=51.50335%2C-0.07941'],
    ['an Apple map', 'https://maps.apple.com/?ll=51.50335,-0.07941&q=Shop'],
    ['a pin on OpenStreetMap', 'https://www.openstreetmap.org/?mlat=51.50335&mlon=-0.07941#map=18/51.6/-0.1'],
    ['a view of OpenStreetMap', 'https://www.openstreetmap.org/#map=18/51.50335/-0.07941'],
  ])('%s', (_name, text) => {
    expect(parseLocation(text)).toEqual(shop);
  });

  test.each([
    ['a short address holds no place', 'https://maps.app.goo.gl/abcdef'],
    ['not on Earth', '91, 10'],
    ['a phone number', '+44 7700 900123'],
    ['words', 'Tower Bridge'],
    ['nothing', ''],
  ])('%s gives nothing', (_name, text) => {
    expect(parseLocation(text)).toBeNull();
  });
});
