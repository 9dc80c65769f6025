// The file the bench imports: as many licenses as wanted, with a holder for each.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/**
 * @template T
 * @param {string} text
 * @param {(path: string) => Promise<T>} use what to do with a file of this text; afterwards it is gone
 */
export async function withFile(text, use) {
  const folder = await mkdtemp(join(tmpdir(), 'seatwise-bench-'));
  try {
    const path = join(folder, 'licenses.csv');
    await writeFile(path, text);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
