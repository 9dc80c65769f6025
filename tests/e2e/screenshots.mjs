// Pictures of every page for people to look at: `node screenshots.mjs [FOLDER [sharing]]`.
//
// Not a test. Light and dark, desktop, phone and twice as large; with nothing, 50 and 10,000 licenses.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { chromium } from '@playwright/test';

import { benchFile } from './bench/file.mjs';
import { launchOptions, NOW } from './fixtures/browser.mjs';
import { ROOT, startServer } from './fixtures/server.mjs';
import { snipeItFile } from './fixtures/snipe-it.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const folder = path.resolve(process.argv[2] ?? path.join(ROOT, 'target', 'screenshots'));

/** @type {Record<string, import('@playwright/test').BrowserContextOptions>} */
const SCREENS = {
  'desktop-light': { viewport: { width: 1440, height: 900 } },
  'desktop-dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'phone-light': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  'phone-dark': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: 'dark' },
  'zoom-200': { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
};

// A few that are not expired, so that every status is in the picture.
const LIVELY = `Name,Vendor,Type,Expiration date,Seats,Cost,Owner,License key,Notes
Figma Organization,Figma,Subscription,2026-12-08,60,"32,400.00",Mara Lindqvist,FIG-7731-XKQD,Renews by itself unless cancelled.
Adobe Creative Cloud,Adobe,Subscription,2027-06-30,25,"18,000.00",Jonas Engel,,
Acrobat Classic,Adobe,Perpetual,,10,900.00,,,
Blender,Blender Foundation,Open Source,,Unlimited,,Greta Brandt,,
Sketch Trial,Sketch,Trial,2026-11-28,2,,,,
`;

const only = process.argv[3];
const browser = await chromium.launch(launchOptions);
const server = await startServer();
try {
  await mkdir(folder, { recursive: true });
  for (const [screen, options] of Object.entries(SCREENS)) {
    await pictureSharing(screen, options);
    if (only === 'sharing') continue;
    const context = await browser.newContext({ ...options, baseURL: server.url, locale: 'en-US', timezoneId: 'Europe/Berlin' });
    await context.clock.setFixedTime(NOW);
    const page = await context.newPage();
    /** @param {string} name */
    const take = async name => {
      await page.mouse.move(0, 0);
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)));
      await page.screenshot({ path: path.join(folder, `${name}-${screen}.png`) });
    };
    await open(page, '/licenses');
    await take('list-empty');
    await open(page, '/import');
    await take('import');
    await choose(page, snipeItFile().text);
    await take('import-preview');
    await finishImport(page);
    await open(page, '/import');
    await choose(page, LIVELY);
    await finishImport(page);
    await take('list-55');
    await open(page, '/licenses?status=expiring_soon');
    await take('list-filtered');
    await open(page, '/licenses?q=nothing+like+this');
    await take('list-no-match');
    await open(page, '/licenses?q=figma');
    await page.getByRole('link', { name: 'Figma Organization' }).click();
    await page.getByRole('button', { name: 'Reveal' }).waitFor();
    await take('license');
    for (const tab of ['Assignments', 'History']) {
      await page.getByRole('tab', { name: tab }).click();
      await take(`license-${tab.toLowerCase()}`);
    }
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Seats', { exact: true }).fill('many');
    await take('form');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.evaluate(() => scrollTo(0, 0));
    await take('form-problems');
    await open(page, '/licenses/new');
    await take('form-new');
    await open(page, '/settings');
    await take('settings');
    await open(page, '/no/such/page');
    await take('not-found');
    await open(page, '/import');
    await choose(page, benchFile(10_000, { keys: false }));
    await finishImport(page);
    await take('list-10000');
    await context.close();
    console.log(`${screen}: done`);
  }
  console.log(`Pictures are in ${folder}`);
} finally {
  await browser.close();
  await server.stop();
}

/**
 * A relay of its own, with an owner, an admin, an editor with two devices, and a viewer who looks.
 *
 * @param {string} screen
 * @param {import('@playwright/test').BrowserContextOptions} options
 */
async function pictureSharing(screen, options) {
  const relay = await startServer();
  try {
    const person = async () => {
      const context = await browser.newContext({ ...options, baseURL: relay.url, locale: 'en-US', timezoneId: 'Europe/Berlin' });
      return context.newPage();
    };
    const [owner, viewer] = [await person(), await person()];
    /** @param {Page} page @param {string} name */
    const take = async (page, name) => {
      await page.mouse.move(0, 0);
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)));
      await page.screenshot({ path: path.join(folder, `${name}-${screen}.png`) });
    };
    await open(owner, '/import');
    await choose(owner, LIVELY);
    await finishImport(owner);
    await open(owner, '/settings/team');
    await owner.getByLabel('Your name').fill('Mara Lindqvist');
    await owner.getByLabel('Set-up or sign-up code').fill('not the code');
    await owner.getByRole('button', { name: 'Share this workspace' }).click();
    await owner.getByText('This relay takes new workspaces only with its code.').waitFor();
    await take(owner, 'share-refused');
    await owner.getByLabel('Set-up or sign-up code').fill(relay.setupCode);
    await owner.getByRole('button', { name: 'Share this workspace' }).click();
    const members = owner.getByRole('list', { name: 'Members' }).getByRole('listitem');
    await members.first().waitFor();
    /** @param {string} role */
    const invite = async role => {
      await owner.getByRole('button', { name: 'Invite somebody' }).click();
      const dialog = owner.getByRole('dialog', { name: 'Invite somebody' });
      await dialog.getByLabel('Role').selectOption(role);
      await take(owner, 'invite');
      await dialog.getByRole('button', { name: 'Make link' }).click();
      const link = await dialog.getByLabel('Link').inputValue();
      await take(owner, 'invite-link');
      await dialog.getByRole('button', { name: 'Done' }).click();
      return link;
    };
    /** @param {Page} page @param {string} link @param {string} name */
    const join = async (page, link, name) => {
      await page.goto(link);
      await page.getByLabel('Your name').fill(name);
      await take(page, 'join');
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByRole('table', { name: 'Licenses', exact: true }).waitFor();
    };
    await join(await person(), await invite('Admin'), 'Jonas Engel');
    await join(await person(), await invite('Editor'), 'Greta Brandt-Oppenheimer');
    await join(viewer, await invite('Viewer'), 'Kim');
    await take(viewer, 'viewer');
    await owner.getByRole('button', { name: 'Add a device of yours' }).click();
    const adding = owner.getByRole('dialog', { name: 'Add a device' });
    const link = await adding.getByLabel('Link').inputValue();
    await take(owner, 'add-device');
    await adding.getByRole('button', { name: 'Done' }).click();
    const phone = await person();
    await phone.goto(link);
    await phone.getByText('This is a link for one more device').waitFor();
    await take(phone, 'join-device');
    await owner.reload();
    await members.nth(3).waitFor();
    await take(owner, 'team');
    await owner.screenshot({ path: path.join(folder, `team-whole-${screen}.png`), fullPage: true });
    await owner.getByRole('button', { name: 'Remove Jonas Engel' }).click();
    await take(owner, 'remove');
    await owner.getByRole('button', { name: 'Cancel' }).click();
    await owner.goto('/import');
    await choose(owner, benchFile(10_000, { keys: false }));
    await finishImport(owner);
    await owner.getByLabel('Sync status').getByText('Synced').waitFor({ timeout: 60_000 });
    await take(owner, 'shared-10000');
    await phone.getByRole('button', { name: 'Join' }).click();
    await phone.getByText('10,005 licenses').waitFor({ timeout: 60_000 });
    await take(phone, 'joined-10000');
    await phone.context().setOffline(true);
    await phone.goto('/licenses/new');
    await phone.getByLabel('Name', { exact: true }).fill('Made on the train');
    await phone.getByLabel('Type', { exact: true }).selectOption('Perpetual');
    await phone.getByRole('button', { name: 'Save', exact: true }).click();
    await phone.getByLabel('Sync status').getByText('Offline').waitFor();
    await take(phone, 'shared-offline');
  } finally {
    await relay.stop();
  }
}

/** @param {Page} page @param {string} address */
async function open(page, address) {
  await page.goto(address);
  await page.getByLabel('Sync status').getByText('Saved on this device').waitFor({ state: 'attached' });
}

/** @param {Page} page @param {string} text */
async function choose(page, text) {
  const file = { name: 'licenses.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('table', { name: 'Preview' }).waitFor();
}

/** @param {Page} page */
async function finishImport(page) {
  await page.getByRole('button', { name: /^Import [\d,]+$/ }).click();
  await page.getByRole('table', { name: 'Licenses', exact: true }).waitFor({ timeout: 120_000 });
}
