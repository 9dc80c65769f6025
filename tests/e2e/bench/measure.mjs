// The measurements: each is what a person does, timed inside the page.

import { readFile } from 'node:fs/promises';

import { benchFile, filesWithHolders, withFile } from './file.mjs';
import { installProbe } from './probe.mjs';

/** @typedef {import('./probe.mjs').Bench} Bench */
/** @typedef {import('@playwright/test').BrowserContext} BrowserContext */
/** @typedef {import('@playwright/test').Page} Page */

/** How long the slowest of these may take, in milliseconds. */
const PATIENCE = 1_800_000;

/** @param {import('@playwright/test').Browser} browser @param {string} url */
export async function profile(browser, url) {
  const context = await browser.newContext({ baseURL: url, locale: 'en-US', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(installProbe);
  return context;
}

/** @template T @param {Page} page @param {(bench: Bench, argument: any) => T} read @param {unknown} [argument] */
function inPage(page, read, argument) {
  return page.evaluate(`(${read})(globalThis.bench, ${JSON.stringify(argument) ?? 'undefined'})`);
}

/**
 * @param {BrowserContext} context
 * @param {number} licenses
 * @param {boolean} keys
 */
export async function importing(context, licenses, keys) {
  const page = await context.newPage();
  await page.goto('/import');
  await inPage(page, bench => bench.interactive);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  // A path, as a person's choice is: contents would reach the page through the debugger, as a task
  // of their own in its main thread.
  const shown = `Import ${licenses.toLocaleString('en-US')}`;
  const [chosen, read] = await withFile(benchFile(licenses, { keys }), async file => {
    const chosen = await now(page);
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    return [chosen, await inPage(page, (bench, text) => bench.shows(text), shown)];
  });
  const longestReading = await inPage(page, (bench, since) => bench.longestTask(since), chosen);

  const n = licenses.toLocaleString('en-US');
  const finished = inPage(page, (bench, text) => bench.shows(text), `Showing ${n} of ${n}`);
  const pressed = await now(page);
  await page.getByRole('button', { name: shown, exact: true }).click();
  const done = await finished;
  const longestImporting = await inPage(page, (bench, since) => bench.longestTask(since), pressed);
  return { page, read: read - chosen, import: done - pressed, longestReading, longestImporting };
}

/**
 * Imports licenses with several holders each, in as many files as it takes.
 *
 * @param {BrowserContext} context
 * @param {number} licenses
 * @param {number} holders
 */
export async function importingWithHolders(context, licenses, holders) {
  const page = await context.newPage();
  const times = { read: 0, import: 0, longestReading: 0, longestImporting: 0 };
  let all = 0;
  for (const file of filesWithHolders(licenses, holders)) {
    await page.goto('/import');
    await inPage(page, bench => bench.interactive);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const shown = `Import ${file.licenses.toLocaleString('en-US')}`;
    const [chosen, read] = await withFile(file.text, async path => {
      const chosen = await now(page);
      await page.getByLabel('File', { exact: true }).setInputFiles(path);
      return [chosen, await inPage(page, (bench, text) => bench.shows(text), shown)];
    });
    times.read += read - chosen;
    times.longestReading = Math.max(times.longestReading, await inPage(page, (bench, since) => bench.longestTask(since), chosen));
    all += file.licenses;
    const n = all.toLocaleString('en-US');
    const finished = inPage(page, (bench, text) => bench.shows(text), `Showing ${n} of ${n}`);
    const pressed = await now(page);
    await page.getByRole('button', { name: shown, exact: true }).click();
    times.import += (await finished) - pressed;
    times.longestImporting = Math.max(times.longestImporting, await inPage(page, (bench, since) => bench.longestTask(since), pressed));
  }
  return { page, ...times };
}

/** What the browser stores for the app, in MB. @param {Page} page @returns {Promise<number>} */
export async function stored(page) {
  const { usage } = await page.evaluate(() => navigator.storage.estimate());
  return (usage ?? NaN) / 1e6;
}

/** One start of the app in a new tab. @param {BrowserContext} context */
export async function start(context) {
  const page = await context.newPage();
  await page.goto('/licenses', { waitUntil: 'commit' });
  const times = { firstRows: await inPage(page, bench => bench.firstRows), interactive: await inPage(page, bench => bench.interactive) };
  return { page, ...times };
}

/** Types words, letter by letter, and takes them back. @param {Page} page @param {number} keystrokes */
export async function searching(page, keystrokes) {
  await page.getByRole('searchbox', { name: 'Search licenses' }).focus();
  const since = await now(page);
  const letters = [...'beacon planner 7 '];
  for (let n = 0; n < keystrokes; n += 1) {
    const round = n % (2 * letters.length);
    await page.keyboard.press(letters[round] ?? 'Backspace', { delay: 20 });
    await page.waitForTimeout(100);
  }
  const times = /** @type {number[]} */ (await inPage(page, bench => bench.keystrokes));
  const longest = await inPage(page, (bench, since) => bench.longestTask(since), since);
  await page.getByRole('searchbox', { name: 'Search licenses' }).fill('');
  return { times, longest };
}

/** As fast as a wheel turns: a notch for each frame. @param {Page} page */
export async function scrolling(page) {
  await page.waitForTimeout(1_000);
  return inPage(page, bench => bench.scroll(120, 300));
}

/** Edits licenses in their form. @param {Page} page @param {number} edits */
export async function editing(page, edits) {
  await page.getByRole('rowheader').getByRole('link').first().click();
  for (let n = 0; n < edits; n += 1) {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Notes', { exact: true }).fill(`Edit ${n}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tabpanel').getByText(`Edit ${n}`, { exact: true }).waitFor();
  }
  const times = /** @type {number[]} */ (await inPage(page, bench => bench.edits));
  if (times.length !== edits) throw new Error(`${edits} edits, but ${times.length} were seen on their way to the worker`);
  return times;
}

/** Memory of the pages' processes in MB, workers included; `NaN` where the system does not tell.
 * @param {import('@playwright/test').Browser} browser */
export async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(process => process.type === 'renderer');
  const sizes = await Promise.all(pages.map(({ id }) => residentSize(id)));
  return Math.max(...sizes);
}

/** @param {number} pid */
async function residentSize(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024;
}

/** @param {Page} page @returns {Promise<number>} */
function now(page) {
  return page.evaluate(() => performance.now());
}
