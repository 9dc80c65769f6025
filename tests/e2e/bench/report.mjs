// Figures as a table, with the budget beside each, and as JSON for later comparison.

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

import { ROOT } from '../fixtures/server.mjs';

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {number} value
 * @property {string} unit
 * @property {number} [budget]
 */

/** @param {number[]} values @param {number} share between 0 and 1 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @param {number} licenses @param {Figure[]} figures */
export function table(licenses, figures) {
  const lines = figures.map(({ what, value, unit, budget }) => {
    const rounded = value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
    const shown = `${rounded} ${unit}`;
    const limit = budget === undefined ? '' : `${budget} ${unit}`;
    const verdict = budget === undefined ? '' : rounded <= budget ? 'ok' : 'OVER';
    return `${what.padEnd(58)}${shown.padStart(11)}${limit.padStart(11)}  ${verdict}`.trimEnd();
  });
  const head = `${`${licenses.toLocaleString('en-US')} licenses`.padEnd(58)}${'measured'.padStart(11)}${'budget'.padStart(11)}`;
  return [head, ...lines].join('\n');
}

/** @param {string} browser @param {{ licenses: number, figures: Figure[] }[]} runs */
export async function save(browser, runs) {
  const folder = path.join(ROOT, 'bench-results');
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = path.join(folder, `${at.replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) };
  await writeFile(file, `${JSON.stringify({ at, browser, machine, runs }, null, 2)}\n`);
  return path.relative(ROOT, file);
}
