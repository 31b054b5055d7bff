export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`;
/** Ways in which map services write a place into an address, the place itself before the part of the map that is shown. */
const inAddresses: readonly RegExp[] = [
  new RegExp(String.raw`!3d${NUMBER}!4d${NUMBER}`, 'u'),
  new RegExp(String.raw`[?&#](?:q|query|ll|sll|destination|daddr|center|mlat)=(?:loc:)?${NUMBER}(?:,|%2C|&mlon=)\s*\+?${NUMBER}`, 'iu'),
  new RegExp(String.raw`\/(?:place|search|dir\/)\/?${NUMBER},\+?${NUMBER}`, 'u'),
  new RegExp(String.raw`@${NUMBER},${NUMBER}`, 'u'),
  new RegExp(String.raw`#map=\d+(?:\.\d+)?\/${NUMBER}\/${NUMBER}`, 'u'),
  new RegExp(String.raw`^geo:${NUMBER},${NUMBER}`, 'iu'),
];
const plain = new RegExp(String.raw`^\(?\s*${NUMBER}\s*°?\s*([NS])?\s*[,;\s]\s*${NUMBER}\s*°?\s*([EW])?\s*\)?$`, 'iu');

/**
 * Reads a place out of what a person pastes: coordinates, or the address of a map (Google, Apple, OpenStreetMap, `geo:`). Nothing is
 * fetched, so short addresses, which hold no place, give null; so do coordinates that are not on Earth.
 */
export function parseLocation(text: string): Coordinates | null {
  const trimmed = text.trim();
  const coordinates = plain.exec(trimmed);
  if (coordinates !== null) {
    const [, latitude = '', south = '', longitude = '', west = ''] = coordinates;
    return onEarth(signed(latitude, south.toUpperCase() === 'S'), signed(longitude, west.toUpperCase() === 'W'));
  }
  for (const pattern of inAddresses) {
    const match = pattern.exec(trimmed);
    if (match !== null) return onEarth(Number(match[1]), Number(match[2]));
  }
  return null;
}

function signed(digits: string, isNegative: boolean): number {
  return isNegative ? -Math.abs(Number(digits)) : Number(digits);
}

function onEarth(latitude: number, longitude: number): Coordinates | null {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
