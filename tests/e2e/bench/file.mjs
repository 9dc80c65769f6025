// The file the bench imports: as many licenses as wanted, with a holder for each.

import { snipeItFile } from '../fixtures/snipe-it.mjs';

/**
 * @param {number} count
 * @param {{ keys: boolean }} options whether each license has a product key to seal
 */
export function benchFile(count, { keys }) {
  const { text } = snipeItFile(count);
  // A key is four runs of eight hexadecimal digits, and nothing else in the file looks like one.
  return keys ? text : text.replaceAll(/,[0-9a-f]{8}(-[0-9a-f]{8}){3},/g, ',,');
}
