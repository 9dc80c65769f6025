// Measures the release build in a real browser: `node bench/run.mjs [--licenses 1000,10000] [--starts 7]
// [--assignments 5]`. With more than one assignment a license, the file is of our own layout. With
// `--organisation`, what is done with people and seats is measured instead (`organisation.mjs`).
//
// It tells and does not judge: a machine that is busy or small is no reason to fail. What must hold
// everywhere, the sizes, is checked by `cargo xtask budget`.

import { parseArgs } from 'node:util';

import { chromium } from '@playwright/test';

import { launchOptions } from '../fixtures/browser.mjs';
import { startServer } from '../fixtures/server.mjs';
import { editing, importing, importingWithHolders, memory, profile, scrolling, searching, start, stored } from './measure.mjs';
import { organisation } from './organisation.mjs';
import { quantile, save, table } from './report.mjs';

/** @typedef {import('./report.mjs').Figure} Figure */

const { values } = parseArgs({
  options: {
    licenses: { type: 'string', default: '10000' },
    assignments: { type: 'string', default: '1' },
    starts: { type: 'string', default: '7' },
    keystrokes: { type: 'string', default: '40' },
    edits: { type: 'string', default: '60' },
    organisation: { type: 'boolean', default: false },
  },
});

/** @param {number} licenses @returns {Promise<{ figures: Figure[], version: string }>} */
async function measure(licenses) {
  // A browser of its own for each size, so that none inherits the memory of another.
  const browser = await chromium.launch(launchOptions);
  const server = await startServer();
  /** @type {Figure[]} */
  const figures = [];
  /** @param {string} what @param {number} value @param {string} unit @param {number} [budget] */
  const note = (what, value, unit, budget) => figures.push({ what, value, unit, budget });
  try {
    if (values.organisation) {
      await organisation(await profile(browser, server.url), licenses, note);
      return { figures, version: browser.version() };
    }
    const holders = Number(values.assignments);
    for (const keys of holders > 1 ? [false] : [true, false]) {
      const context = await profile(browser, server.url);
      const kind = holders > 1 ? `${holders} holders each` : keys ? 'with product keys' : 'without keys';
      const done = holders > 1
        ? await importingWithHolders(context, licenses, holders)
        : await importing(context, licenses, keys);
      note(`read and preview the file, ${kind}`, done.read, 'ms');
      note(`  longest main-thread task meanwhile`, done.longestReading, 'ms', 50);
      note(`import it, ${kind}`, done.import, 'ms', 10_000);
      note(`  longest main-thread task meanwhile`, done.longestImporting, 'ms', 50);
      if (keys) {
        await context.close();
        continue;
      }
      // Until the worker has cached the list and folded the document.
      await done.page.waitForTimeout(4_000);
      note('memory of the page after the import', await memory(browser), 'MB');
      note('stored by the browser, the app itself included', await stored(done.page), 'MB');
      await done.page.close();
      await server.stop();
      await context.setOffline(true);

      const starts = [];
      for (let n = 0; n < Number(values.starts); n += 1) {
        const { page, ...times } = await start(context);
        starts.push(times);
        await page.close();
      }
      note('warm start offline: first rows, median', quantile(starts.map(s => s.firstRows), 0.5), 'ms', 300);
      note('warm start offline: all interactive, median', quantile(starts.map(s => s.interactive), 0.5), 'ms', 1_000);

      const { page } = await start(context);
      await page.waitForTimeout(2_000);
      note('memory of the page after a start', await memory(browser), 'MB');
      const search = await searching(page, Number(values.keystrokes));
      note('keystroke in the search to painted list, p50', quantile(search.times, 0.5), 'ms');
      note('keystroke in the search to painted list, p95', quantile(search.times, 0.95), 'ms', 50);
      note('  longest main-thread task meanwhile', search.longest, 'ms', 50);
      const scroll = await scrolling(page);
      note('scroll: frame, p95', quantile(scroll.frames, 0.95), 'ms', 16.7);
      note('scroll: rows in the document', scroll.rows, 'rows', 3 * scroll.perScreen);
      const edits = await editing(page, Number(values.edits));
      note('edit to durable, p50', quantile(edits, 0.5), 'ms');
      note('edit to durable, p95', quantile(edits, 0.95), 'ms', 25);
      await context.close();
    }
    return { figures, version: browser.version() };
  } finally {
    await browser.close();
    await server.stop();
  }
}

const runs = [];
let version = '';
for (const licenses of values.licenses.split(',').map(Number)) {
  const measured = await measure(licenses);
  version = measured.version;
  runs.push({ licenses, figures: measured.figures });
  console.log(`${table(licenses, measured.figures)}\n`);
}
console.log(`Chromium ${version}; written to ${await save(version, runs)}`);
