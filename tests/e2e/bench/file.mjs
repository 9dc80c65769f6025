// The file the bench imports: as many licenses as wanted, with a holder for each.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { snipeItFile } from '../fixtures/snipe-it.mjs';

/**
 * @param {number} count
 * @param {{ keys: boolean }} options whether each license has a product key to seal
 * @returns {Promise<string>} where it lies
 */
export async function benchFile(count, { keys }) {
  const { text } = snipeItFile(count);
  const path = join(await mkdtemp(join(tmpdir(), 'seatwise-bench-')), 'licenses.csv');
  // A key is four runs of eight hexadecimal digits, and nothing else in the file looks like one.
  await writeFile(path, keys ? text : text.replaceAll(/,[0-9a-f]{8}(-[0-9a-f]{8}){3},/g, ',,'));
  return path;
}
