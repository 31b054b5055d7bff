import { fieldsOf, numberOf, optionalText } from './check.ts';

/** `location {latitude, longitude, name?, address?}`. */
export function checkLocation(value: unknown): void {
  const location = fieldsOf(value, 'location', ['latitude', 'longitude', 'name', 'address']);
  numberOf(location['latitude'], "location['latitude']", -90, 90);
  numberOf(location['longitude'], "location['longitude']", -180, 180);
  optionalText(location['name'], "location['name']", 1000, 100);
  optionalText(location['address'], "location['address']", 1000, 100);
}
