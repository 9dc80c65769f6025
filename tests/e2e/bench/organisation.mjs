// An organisation: many users, machines and seats. What a person waits for when they give a seat, and
// when they look at compliance after an edit.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../fixtures/server.mjs';
import { quantile } from './report.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** Ten thousand licenses come with so many of each. */
const USERS = 5;
const ASSETS = 2;
const SEATS = 20;

/** How often each is done. */
const TIMES = 20;

/**
 * Restores an organisation and measures what is done with it.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {number} licenses
 * @param {(what: string, value: number, unit: string, budget?: number) => void} note
 */
export async function organisation(context, licenses, note) {
  const page = await context.newPage();
  await page.goto('/settings');
  await page.getByLabel('Sync status').getByText('Saved on this device').waitFor();
  const folder = await mkdtemp(path.join(tmpdir(), 'seatwise-bench-'));
  try {
    const file = path.join(folder, 'organisation.seatwise');
    const sizes = [licenses, licenses * USERS, licenses * ASSETS, licenses * SEATS].map(String);
    const build = ['run', '--release', '--quiet', '--package', 'replica', '--example', 'organisation', '--'];
    const { stdout } = await promisify(execFile)('cargo', [...build, file, ...sizes], { cwd: ROOT });
    console.log(`outside the browser: ${stdout.trim().replaceAll('\n', '; ')}`);
    await page.getByLabel('Backup file', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await page.getByRole('status').getByText(/^Restored\./).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Licenses', exact: true }).click();
    await page.getByRole('rowheader').first().waitFor();
  } finally {
    await rm(folder, { recursive: true });
  }
  await page.waitForTimeout(5_000);

  const first = await compliance(page);
  note('compliance of everything, from scratch', first.time, 'ms');
  const after = [];
  let longest = 0;
  for (let n = 0; n < TIMES; n += 1) {
    await edit(page, n);
    const { time, task } = await compliance(page);
    after.push(time);
    longest = Math.max(longest, task);
  }
  note('compliance after one edit: click to painted, p50', quantile(after, 0.5), 'ms');
  note('compliance after one edit: click to painted, p95', quantile(after, 0.95), 'ms');
  note('  longest main-thread task meanwhile', longest, 'ms', 50);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Licenses', exact: true }).click();
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Assignments' }).click();
  await page.getByRole('button', { name: 'Assign to user', exact: true }).click();
  const picks = await picking(page);
  note('keystroke in the picker to painted matches, p50', quantile(picks, 0.5), 'ms');
  note('keystroke in the picker to painted matches, p95', quantile(picks, 0.95), 'ms', 50);
}

/** Changes the seats of a license. @param {Page} page @param {number} n */
async function edit(page, n) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Licenses', exact: true }).click();
  await page.getByRole('rowheader').getByRole('link').nth(n).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Seats', { exact: true }).fill(String(3 + n));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('tablist').waitFor();
}

/** Opens the positions of all licenses. @param {Page} page @returns {Promise<{ time: number, task: number }>} */
async function compliance(page) {
  return page.evaluate(async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const since = performance.now();
    /** @type {HTMLAnchorElement | null} */
    const link = document.querySelector('nav a[href="/compliance"]');
    link?.click();
    const rows = () => document.querySelectorAll('main table tbody tr th[scope="row"] a, main table tbody tr th[scope="row"]').length;
    await new Promise(done => {
      const look = () => (location.pathname === '/compliance' && rows() > 3 ? done(undefined) : requestAnimationFrame(look));
      look();
    });
    await painted();
    // @ts-expect-error the probe
    const task = await globalThis.bench.longestTask(since);
    return { time: performance.now() - since, task };
  });
}

/** Types a name letter by letter, and takes it back. @param {Page} page @returns {Promise<number[]>} */
async function picking(page) {
  const search = page.getByRole('dialog').getByRole('searchbox');
  await search.focus();
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  await page.evaluate(() => {
    const list = document.querySelector('.picker__list');
    /** @type {number[]} */
    const times = [];
    let typed = 0;
    addEventListener('input', event => { typed = event.timeStamp; }, { capture: true });
    new MutationObserver(() => {
      if (typed === 0) return;
      const since = typed;
      typed = 0;
      requestAnimationFrame(() => requestAnimationFrame(then => times.push(then - since)));
    }).observe(/** @type {Element} */ (list), { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { picks: times });
  });
  for (const letter of [...'person 49 lee', ...Array(13).fill('Backspace'), ...'muller 7', ...Array(8).fill('Backspace')]) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter, { delay: 20 });
    await page.waitForTimeout(150);
  }
  return page.evaluate(() => /** @type {any} */ (globalThis).picks);
}
