// An inventory that has grown old is carried forward: it opens fast again, and nothing of it is lost.

import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

/** One license and 240,000 changes: `replica/examples/long_history.rs`. */
const BACKUP = readFileSync(new URL('../fixtures/long-history.seatwise', import.meta.url));

/** Inventory and vault of the workspace that a device begins with, and those of the backup. */
const N_RESTORED = 4;

/** Documents on this device. */
async function documents(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('automerge'));
    const keys = await answer(db.transaction('documents').objectStore('documents').getAllKeys());
    db.close();
    return [...new Set(keys.map(key => (key as string[])[0]!))];
  });
}

/** The backup is restored, and its workspace open. */
async function restored(app: App, backup: Buffer): Promise<void> {
  await app.open('/settings');
  await app.settings.chooseBackup(backup);
  await expect(app.settings.backupFound).toBeVisible({ timeout: 60_000 });
  await app.settings.restoreBackup.click();
  await expect(app.message(/^Restored\./)).toBeVisible({ timeout: 60_000 });
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText([/^Typesetter/]);
}

test('a long history stays readable and restorable after the inventory began a new document', async ({ app, profile }) => {
  test.slow();
  await restored(app, BACKUP);
  await expect.poll(async () => (await documents(app.page)).length, { timeout: 60_000 }).toBe(N_RESTORED + 1);

  await app.licenses.link('Typesetter Pro').click();
  await app.license.openTab('History');
  const entries = app.license.panel.getByRole('listitem');
  await expect(entries.nth(0)).toContainText(/Name\s*Typesetter → Typesetter Pro/, { timeout: 30_000 });
  await expect(entries.nth(1)).toContainText(/Notes\s*not set → Used by the print shop\./);
  await expect(entries.nth(2)).toContainText('Copied');

  await app.license.edit.click();
  await app.form.fill({ Notes: 'Sold with the machine.' });
  await app.form.save.click();
  await app.license.openTab('History');
  await expect(entries.nth(0)).toContainText(/Notes\s*Used by the print shop\. → Sold with the machine\./, { timeout: 30_000 });
  await expect(entries.nth(1)).toContainText(/Name\s*Typesetter → Typesetter Pro/);
  await entries.nth(1).getByRole('button', { name: 'Set Name back to Typesetter', exact: true }).click();
  await expect(app.license.heading('Typesetter')).toBeVisible({ timeout: 30_000 });
  await app.page.keyboard.press('Control+z');
  await expect(app.license.heading('Typesetter Pro')).toBeVisible();
  await app.page.reload();
  await expect(app.license.heading('Typesetter Pro')).toBeVisible();

  await app.follow('Settings');
  const backup = await app.download(() => app.settings.exportBackup.click());
  const other = await newTab(await profile());
  await restored(other, backup.bytes);
  await other.licenses.link('Typesetter Pro').click();
  await other.license.openTab('History');
  const told = other.license.panel.getByRole('listitem');
  await expect(told.nth(2)).toContainText(/Notes\s*Used by the print shop\. → Sold with the machine\./, { timeout: 30_000 });
  await expect(told.nth(4)).toContainText(/Notes\s*not set → Used by the print shop\./);
});

test('while another tab is open no document is closed under it', async ({ app, context }) => {
  test.slow();
  // What every open tab of a workspace asks for; see `app/src/engine/leader.rs`.
  const other = await newTab(context);
  await other.open();
  await other.page.evaluate(async () => {
    const held = new Promise<void>(resolve => Object.assign(window, { release: resolve }));
    await new Promise<void>(granted => {
      void navigator.locks.request('seatwise-leader-00000009-0000-0000-0000-000000000000', () => {
        granted();
        return held;
      });
    });
  });
  await restored(app, BACKUP);
  let called = 'Typesetter Pro';
  const rename = async (name: string) => {
    await app.follow('Licenses');
    await app.licenses.link(called).click();
    called = name;
    await app.license.edit.click();
    await app.form.fill({ Name: name });
    await app.form.save.click();
    await expect(app.license.heading(name)).toBeVisible();
  };
  await rename('Typesetter 1');
  await app.page.reload();
  await expect(app.license.heading('Typesetter 1')).toBeVisible();
  expect((await documents(app.page)).length).toBe(N_RESTORED);

  await other.page.evaluate(() => (window as unknown as { release: () => void }).release());
  await rename('Typesetter 2');
  await expect.poll(async () => (await documents(app.page)).length, { timeout: 60_000 }).toBe(N_RESTORED + 1);
  await rename('Typesetter 3');
  await app.page.reload();
  await expect(app.license.heading('Typesetter 3')).toBeVisible();
});
