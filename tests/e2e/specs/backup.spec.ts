// Everything out into one file, and back from it.

import { readFileSync } from 'node:fs';

import { NOW } from '../fixtures/browser.mjs';
import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, newTab, test, type Page } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const file = snipeItFile();
/** One license and 240,000 changes: `replica/examples/long_history.rs`. */
const LONG_HISTORY = readFileSync(new URL('../fixtures/long-history.seatwise', import.meta.url));
const KEY = 'KEEP-THIS-9P4Q-ALIVE';

async function exported(app: App): Promise<Buffer> {
  await app.open();
  await app.importFile('licenses.csv', file.text);
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': KEY });
  await app.follow('Settings');
  const { name, bytes } = await app.download(() => app.settings.exportBackup.click());
  expect(name).toBe('seatwise-backup-2026-11-24.seatwise');
  await expect(app.message('Backup exported.')).toBeVisible();
  return bytes;
}

async function restore(app: App, bytes: Buffer): Promise<void> {
  await app.settings.chooseBackup(bytes);
  await expect(app.settings.backupFound).toBeVisible();
  await app.settings.restoreBackup.click();
  await expect(app.message(/^Restored\./)).toBeVisible();
}

test('a backup restores everything on another device, but not its product keys', async ({ app, profile }) => {
  const bytes = await exported(app);

  const other = await newTab(await profile());
  await other.open('/settings');
  await other.settings.chooseBackup(bytes);
  await expect(other.settings.backupFound).toContainText('51, sealed; they do not open on this device');
  await expect(other.settings.backupFound).toContainText('Users');
  await other.settings.restoreBackup.click();
  await expect(other.message(/^Restored\./)).toBeVisible();
  await other.follow('Licenses');
  await expect(other.licenses.count).toHaveText('Showing 51 of 51');
  await other.licenses.link('With a key').click();
  await other.license.reveal.click();
  await expect(other.message(/This device does not hold the key that opens it/)).toBeVisible();

  await other.page.reload();
  await other.follow('Licenses');
  await expect(other.licenses.count).toHaveText('Showing 51 of 51');
});

test('on the device it was made on, a restored backup opens its product keys', async ({ app }) => {
  const bytes = await exported(app);
  await app.settings.chooseBackup(bytes);
  await expect(app.settings.backupFound).toContainText('51, sealed; they open on this device');
  await expect(app.settings.backupFound).toContainText('This device holds this workspace already.');
  await app.settings.restoreBackup.click();
  await expect(app.message(/^Restored\./)).toBeVisible();
  await app.follow('Licenses');
  await app.licenses.link('With a key').click();
  await app.license.reveal.click();
  await expect(app.page.getByText(KEY, { exact: true })).toBeVisible();
});

test('a restore overwrites nothing: the workspace before can be opened again', async ({ app }) => {
  const bytes = await exported(app);
  await app.create({ Name: 'Later than the backup', Type: 'Perpetual' });
  await app.follow('Settings');
  await restore(app, bytes);
  await app.follow('Licenses');
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
  await app.follow('Settings');
  await app.settings.openWorkspace('My workspace').click();
  await expect(app.message('My workspace is open.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.count).toHaveText('Showing 52 of 52');
  await expect(app.licenses.link('Later than the backup')).toBeVisible();
});

test('after two restores all three workspaces can be opened', async ({ app }) => {
  const bytes = await exported(app);
  await app.settings.name.fill('The first');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await restore(app, bytes);
  await app.settings.name.fill('The second');
  await app.settings.save.click();
  await expect(app.page.getByRole('banner')).toContainText('The second');
  await app.page.reload();
  await app.ready();
  await restore(app, bytes);
  await expect(app.settings.workspaces.getByRole('listitem')).toContainText(['My workspace', 'The first', 'The second']);
  await app.settings.openWorkspace('The first').click();
  await expect(app.page.getByRole('banner')).toContainText('The first');
  await app.settings.openWorkspace('The second').click();
  await expect(app.page.getByRole('banner')).toContainText('The second');
});

test('what is done after a restore is kept', async ({ app, profile }) => {
  const bytes = await exported(app);
  const other = await newTab(await profile());
  await other.open('/settings');
  await restore(other, bytes);
  await other.create({ Name: 'New here', Type: 'Perpetual', 'License key': 'NEW-KEY-ON-THIS-DEVICE' });
  await other.page.reload();
  await expect(other.license.heading('New here')).toBeVisible();
  await other.license.reveal.click();
  await expect(other.page.getByText('NEW-KEY-ON-THIS-DEVICE', { exact: true })).toBeVisible();
});

test('a cut, changed or foreign file is refused and changes nothing', async ({ app }) => {
  const bytes = await exported(app);
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 40) ^ 0x10, flipped.length - 40);
  const bad = {
    'cut short': bytes.subarray(0, bytes.length - 1),
    'one bit changed': flipped,
    'of another program': Buffer.from([0x85, 0x6f, 0x4a, 0x83, 1, 2, 3, 4]),
    empty: Buffer.alloc(0),
  };
  for (const [what, content] of Object.entries(bad)) {
    await app.settings.chooseBackup(content, `${what}.seatwise`);
    await expect(app.settings.trouble, what).toContainText('This file is not a Seatwise backup, or it is damaged. Nothing was changed.');
    await expect(app.settings.restoreBackup, what).toHaveCount(0);
    await app.page.reload();
  }
  await app.follow('Licenses');
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
});

test('after a week without a backup a reminder comes, and goes when there is one', async ({ app, context }) => {
  await app.open();
  await app.create({ Name: 'Only here', Type: 'Perpetual' });
  const reminder = app.page.getByRole('status').filter({ hasText: 'Not backed up for a week.' });
  const inDays = async (days: number) => {
    await context.clock.setFixedTime(new Date(NOW.getTime() + days * 86_400_000));
    await app.page.reload();
    await app.ready();
  };
  await inDays(6);
  await expect(app.license.heading('Only here')).toBeVisible();
  await expect(reminder).toBeHidden();
  await inDays(7);
  await expect(reminder).toBeVisible();
  const backup = await app.download(() => reminder.getByRole('button', { name: 'Export a backup' }).click());
  expect(backup.bytes.length).toBeGreaterThan(100);
  await expect(reminder).toBeHidden();
  await inDays(14);
  await expect(reminder).toBeVisible();
  await reminder.getByRole('button', { name: 'Later' }).click();
  await expect(reminder).toBeHidden();
  await app.page.reload();
  await app.ready();
  await expect(reminder).toBeHidden();
});

test('a part of the history that is damaged keeps no backup from being made, and is told of', async ({ app, profile }) => {
  test.slow();
  await app.open('/settings');
  await app.settings.chooseBackup(LONG_HISTORY);
  await expect(app.settings.backupFound).toBeVisible({ timeout: 60_000 });
  await app.settings.restoreBackup.click();
  await expect(app.message(/^Restored\./)).toBeVisible({ timeout: 60_000 });
  // Inventory and vault of the first workspace and of this one, and the document that was closed.
  await expect.poll(() => change(app.page), { timeout: 60_000 }).toBe(5);

  await app.page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(app.page.getByText('A part of the history could not be read.')).toBeVisible({ timeout: 30_000 });
  await app.follow('Settings');
  await expect(app.page.getByRole('list', { name: 'Stored parts that could not be read' })).toContainText(/History, part [0-9a-f]{8}: it is damaged or cut short\./);
  const { bytes } = await app.download(() => app.settings.exportBackup.click());
  await expect(app.message('Backup exported. This backup lacks a part of the history that could not be read.')).toBeVisible();

  const other = await newTab(await profile());
  await other.open('/settings');
  await other.settings.chooseBackup(bytes);
  await expect(other.settings.backupFound).toContainText('This backup lacks a part of the history that could not be read.');
  await other.settings.restoreBackup.click();
  await expect(other.message(/^Restored\./)).toBeVisible();
  await other.follow('Licenses');
  await expect(other.licenses.names).toHaveText(['Typesetter Pro']);
  // It goes on saying so.
  await other.follow('Settings');
  await other.download(() => other.settings.exportBackup.click());
  await expect(other.message(/^Backup exported\. This backup lacks/)).toBeVisible();
});

/** Once a document was closed, changes a byte of it, which is the largest there is. Returns how many documents there are. */
async function change(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('automerge'));
    const store = db.transaction('documents', 'readwrite').objectStore('documents');
    const entries: { key: string[]; binary: Uint8Array }[] = await answer(store.getAll());
    const n = new Set(entries.map(({ key }) => key[0])).size;
    const [largest] = entries.toSorted((a, b) => b.binary.length - a.binary.length);
    if (n === 5 && largest) {
      const middle = largest.binary.length >> 1;
      largest.binary[middle] = (largest.binary[middle] ?? 0) ^ 0xff;
      await answer(store.put(largest, largest.key));
    }
    db.close();
    return n;
  });
}
