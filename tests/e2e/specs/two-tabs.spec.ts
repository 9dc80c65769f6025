// Two tabs of one profile hold one inventory.

import { readFileSync } from 'node:fs';

import { expect, newTab, test, type Page } from '../fixtures/test.ts';
import { before, SILENCE } from '../fixtures/tab.ts';

/** One license and 240,000 changes: `replica/examples/long_history.rs`. */
const LONG_HISTORY = readFileSync(new URL('../fixtures/long-history.seatwise', import.meta.url));

test('what is created in one tab appears in the other without a reload', async ({ context }) => {
  const [a, b] = [await newTab(context), await newTab(context)];
  await a.open();
  await a.create({ Name: 'Blender', Type: 'Open Source' });
  await b.open();
  await expect(b.licenses.names).toHaveText(['Blender']);
  await a.create({ Name: 'Figma Organization', Vendor: 'Figma', Type: 'Subscription', 'Expiration date': '2026-12-08' });
  await expect(b.licenses.names).toHaveText(['Blender', 'Figma Organization']);
  await expect(b.licenses.cell('Figma Organization', 'Vendor')).toHaveText('Figma');
  await b.create({ Name: 'Acrobat', Type: 'Perpetual' });
  await a.follow('Licenses');
  await expect(a.licenses.names).toHaveText(['Acrobat', 'Blender', 'Figma Organization']);
});

test('two tabs that open an empty inventory at the same time end up with the same one', async ({ context }) => {
  const [a, b] = [await newTab(context), await newTab(context)];
  await Promise.all([a.open(), b.open()]);
  await a.create({ Name: 'From A', Type: 'Perpetual' });
  await b.create({ Name: 'From B', Type: 'Perpetual' });
  for (const app of [a, b]) {
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['From A', 'From B']);
  }
  const c = await newTab(context);
  await c.open();
  await expect(c.licenses.names).toHaveText(['From A', 'From B']);
});

test('edits of different fields in both tabs at the same time both survive', async ({ context }) => {
  const [a, b] = [await newTab(context), await newTab(context)];
  await a.open();
  await a.create({ Name: 'Figma Organization', Type: 'Perpetual', Seats: '60', Notes: 'Old notes' });
  const address = `${a.page.url()}/edit`;
  await a.open(address);
  await b.open(address);
  await expect(b.form.field('Seats')).toHaveValue('60');
  await a.form.fill({ Seats: '75' });
  await b.form.fill({ Notes: 'New notes' });
  await a.form.save.click();
  await expect(a.message('Saved.')).toBeVisible();
  await b.form.save.click();
  await expect(b.message('Saved.')).toBeVisible();

  const c = await newTab(context);
  for (const app of [a, b, c]) {
    if (app === c) await c.open(a.page.url());
    await expect(app.license.panel).toContainText('New notes');
    await expect(app.license.panel).toContainText('75');
    await expect(app.license.panel).not.toContainText('Old notes');
  }
});

test('what is typed in a form is left alone by news from another tab', async ({ context }) => {
  const [a, b] = [await newTab(context), await newTab(context)];
  await a.open();
  await a.create({ Name: 'Figma Organization', Type: 'Perpetual', Seats: '60' });
  await b.open(`${a.page.url()}/edit`);
  await b.form.fill({ Notes: 'Half a sentence' });
  await a.license.edit.click();
  await a.form.fill({ Name: 'Figma Enterprise' });
  await a.form.save.click();
  await expect(a.license.heading('Figma Enterprise')).toBeVisible();
  await expect(b.form.field('Notes')).toHaveValue('Half a sentence');
  await b.form.save.click();
  await expect(b.license.heading('Figma Enterprise')).toBeVisible();
  await expect(b.license.panel).toContainText('Half a sentence');
});

test('closing the tab that leads does not stop the other from saving', async ({ context }) => {
  const a = await newTab(context);
  await a.open();
  await a.create({ Name: 'Blender', Type: 'Open Source' });
  const b = await newTab(context);
  await b.open();
  await expect.poll(() => leaders(b.page)).toEqual({ held: 1, waiting: 1 });
  await a.page.close();
  await expect.poll(() => leaders(b.page)).toEqual({ held: 1, waiting: 0 });

  await b.create({ Name: 'After the other closed', Type: 'Perpetual' });
  await b.page.reload();
  await b.follow('Licenses');
  await expect(b.licenses.names).toHaveText(['After the other closed', 'Blender']);
});

/** How many tabs lead, and how many stand by. */
async function leaders(page: Page): Promise<{ held: number; waiting: number }> {
  return page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const count = (locks: LockInfo[]) => locks.filter(lock => lock.name?.startsWith('seatwise-leader-')).length;
    return { held: count(held), waiting: count(pending) };
  });
}

test('two tabs that cannot hear each other set one field at once: both values are told, and one is chosen', async ({ profile, guard }) => {
  // The service worker would answer in place of the route below; the browser answers its registration with nothing.
  guard.allow(/reading 'waiting'/);
  const context = await profile({ serviceWorkers: 'block' });
  const one = await newTab(context);
  await one.open();
  await one.create({ Name: 'Figma', Type: 'Perpetual', Notes: 'at first' });
  const deaf = await newTab(context);
  await before(deaf, SILENCE);
  await deaf.open();
  await deaf.licenses.link('Figma').click();
  for (const [tab, notes] of [[one, 'from one'], [deaf, 'from the other']] as const) {
    await tab.license.edit.click();
    await tab.form.fill({ Notes: notes });
    await tab.form.save.click();
    await expect(tab.license.panel).toContainText(notes);
  }
  await one.page.reload();
  await one.ready();
  const banner = one.page.getByText('Notes was set twice at the same time');
  await expect(banner).toBeVisible();
  await one.page.getByRole('button', { name: 'Take from', exact: false }).click();
  await expect(banner).toBeHidden();
  await one.page.reload();
  await one.ready();
  await expect(one.license.panel).toContainText(/from (one|the other)/);
  await expect(banner).toBeHidden();
});

test('what a tab has saved that nobody heard is there after the inventory began a new document', async ({ profile, guard }) => {
  test.slow();
  guard.allow(/reading 'waiting'/);
  const context = await profile({ serviceWorkers: 'block' });
  // While this is held no tab leads, and no document is closed; see `app/src/engine/leader.rs`.
  const holder = await newTab(context);
  await holder.open();
  await holder.page.evaluate(async () => {
    const held = new Promise<void>(resolve => Object.assign(window, { release: resolve }));
    await new Promise<void>(granted => {
      void navigator.locks.request('seatwise-leader-00000009-0000-0000-0000-000000000000', () => {
        granted();
        return held;
      });
    });
  });
  const app = await newTab(context);
  await app.open('/settings');
  await app.settings.chooseBackup(LONG_HISTORY);
  await expect(app.settings.backupFound).toBeVisible({ timeout: 60_000 });
  await app.settings.restoreBackup.click();
  await expect(app.message(/^Restored\./)).toBeVisible({ timeout: 60_000 });
  await app.follow('Licenses');
  const n = await documents(app.page);

  const deaf = await newTab(context);
  await before(deaf, SILENCE);
  await deaf.page.goto('/licenses');
  await expect(deaf.syncStatus).toContainText('Saved on this device', { timeout: 30_000 });
  await deaf.licenses.link('Typesetter Pro').click();
  await deaf.license.edit.click();
  await deaf.form.fill({ Notes: 'Nobody heard this.' });
  await deaf.form.save.click();
  await expect(deaf.license.panel).toContainText('Nobody heard this.');
  await deaf.page.close();

  await holder.page.evaluate(() => (window as unknown as { release: () => void }).release());
  await app.licenses.link('Typesetter Pro').click();
  await app.license.edit.click();
  await app.form.fill({ Name: 'Typesetter 2' });
  await app.form.save.click();
  await expect(app.license.heading('Typesetter 2')).toBeVisible();
  await expect.poll(() => documents(app.page), { timeout: 60_000 }).toBe(n + 1);
  await expect(app.license.panel).toContainText('Nobody heard this.');
  await app.page.reload();
  await expect(app.license.heading('Typesetter 2')).toBeVisible();
  await expect(app.license.panel).toContainText('Nobody heard this.');
});

/** How many documents this device holds. */
async function documents(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('automerge'));
    const keys = await answer(db.transaction('documents').objectStore('documents').getAllKeys());
    db.close();
    return new Set(keys.map(key => (key as string[])[0])).size;
  });
}

test('a tab whose worker has stopped lets another one lead', async ({ context, guard }) => {
  guard.allow(/broken on purpose/);
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  const a = await newTab(context);
  await before(a, "self.fuse = new BroadcastChannel('fuse'); self.fuse.onmessage = () => { throw new Error('broken on purpose'); };");
  await a.open();
  const b = await newTab(context);
  await b.open();
  await expect.poll(() => leaders(b.page)).toEqual({ held: 1, waiting: 1 });
  await b.page.evaluate(() => new BroadcastChannel('fuse').postMessage('now'));
  await expect(a.page.getByRole('alert')).toContainText('Seatwise has stopped working in the background.');
  await expect.poll(() => leaders(b.page)).toEqual({ held: 1, waiting: 0 });
  await b.create({ Name: 'After the other stopped', Type: 'Perpetual' });
  await b.page.reload();
  await expect(b.license.heading('After the other stopped')).toBeVisible();
});
