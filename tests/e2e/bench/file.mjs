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

/** As many rows as one import takes. */
const ROWS_A_FILE = 200_000;
/** People who hold seats, at most. */
const PEOPLE = 50_000;

/**
 * Files in our own layout, each license with several holders on rows of their own.
 *
 * @param {number} count licenses in all
 * @param {number} holders of each
 * @returns {{ text: string, licenses: number }[]}
 */
export function filesWithHolders(count, holders) {
  const inOne = Math.floor(ROWS_A_FILE / holders);
  const files = [];
  for (let first = 0; first < count; first += inOne) {
    const licenses = Math.min(inOne, count - first);
    const rows = ['Name,Vendor,Type,Expiration date,Seats,Cost,Currency,Assigned to name,Assigned to email'];
    for (let n = first; n < first + licenses; n += 1) {
      const day = String(1 + (n % 28)).padStart(2, '0');
      const own = `Planner ${n},Vendor ${n % 400},Subscription,2027-0${1 + (n % 9)}-${day}`;
      for (let k = 0; k < holders; k += 1) {
        const person = (n * 7919 + k * 104_729) % PEOPLE;
        rows.push(`${own},${k === 0 ? `${5 + (n % 90)},${1 + (n % 9000)},EUR` : ',,'},Person ${person},p${person}@bench.example`);
      }
    }
    files.push({ text: `${rows.join('\n')}\n`, licenses });
  }
  return files;
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
