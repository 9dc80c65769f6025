// What happens when the browser keeps nothing: the app says so, loses nothing it has, and offers a way out.

import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

/** How long a person may look at nothing when storage does not answer. */
const PATIENCE = 4_500;

test('without space an edit is kept in the tab, can be exported, and is stored once there is space', async ({ onDisk, server, guard }, testInfo) => {
  // A page of bare text brings no icon of its own.
  guard.allow(/favicon\.ico/);
  const folder = testInfo.outputPath('profile');
  const before = await onDisk(folder);
  const first = await newTab(before);
  await first.open();
  await first.create({ Name: 'Stored before', Type: 'Perpetual' });
  await first.keptForOffline();
  // A browser counts its space once and then for a while by itself: only a new one sees the new limit.
  await before.close();
  const context = await onDisk(folder);
  const app = await newTab(context);
  await app.page.goto('/robots.txt');
  const session = await context.newCDPSession(app.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });

  await app.open();
  await app.create({ Name: 'No space for this', Type: 'Perpetual' });
  const banner = app.page.getByRole('alert').filter({ hasText: 'This device is out of space.' });
  await expect(banner).toBeVisible();
  await expect(app.syncStatus).toContainText('Error');
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['No space for this', 'Stored before']);

  // Another workspace in this tab would take along what is nowhere else.
  await app.follow('Settings');
  await app.settings.newWorkspace.fill('Another');
  await app.settings.createWorkspace.click();
  await expect(app.message(/^The latest changes here are only in this tab\./)).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['No space for this', 'Stored before']);

  await banner.getByRole('button', { name: 'Try again' }).click();
  // Answered after that, so by then it has failed again.
  const backup = await app.download(() => banner.getByRole('button', { name: 'Export a backup' }).click());
  await expect(banner).toBeVisible();
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect(banner).toBeHidden();
  await app.ready();
  await app.page.reload();
  await expect(app.licenses.names).toHaveText(['No space for this', 'Stored before']);

  await app.follow('Settings');
  await app.settings.chooseBackup(backup.bytes);
  await expect(app.settings.backupFound.getByRole('definition').nth(1)).toHaveText('2');
});

test('with room for 200 kB all that counted as saved is there after the tab is gone', async ({ onDisk, server, guard }, testInfo) => {
  test.slow();
  guard.allow(/favicon\.ico/);
  const folder = testInfo.outputPath('profile');
  const before = await onDisk(folder);
  const first = await newTab(before);
  await first.open();
  await first.create({ Name: 'Record 0', Type: 'Perpetual' });
  await first.keptForOffline();
  await before.close();
  const context = await onDisk(folder);
  const app = await newTab(context);
  await app.page.goto('/robots.txt');
  const used = await app.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const session = await context.newCDPSession(app.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: used + 200_000 });

  await app.open();
  const banner = app.page.getByRole('alert').filter({ hasText: 'This device is out of space.' });
  let n = 1;
  // Letters that no compression makes shorter, from a fixed start.
  let seed = 7;
  const letter = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (seed % 90));
  };
  for (; n < 100; n += 1) {
    const notes = Array.from({ length: 9_000 }, letter).join('');
    await app.create({ Name: `Record ${n}`, Type: 'Perpetual', Notes: notes });
    // Said before the page of the license opens.
    if (await banner.isVisible()) break;
  }
  expect(n).toBeGreaterThan(2);
  expect(n).toBeLessThan(100);
  await app.page.close();
  const again = await newTab(context);
  await again.open();
  await expect(again.licenses.count).toHaveText(`Showing ${n} of ${n}`);
  await again.licenses.search.fill(`Record ${n - 1}`);
  await expect(again.licenses.names).toHaveText([`Record ${n - 1}`]);
});

test.describe('when the database never answers', () => {
  // Another page holds a connection while the database is to be deleted: whoever opens it next waits.
  async function block(app: App): Promise<void> {
    await app.page.goto('/robots.txt');
    await app.page.evaluate(async () => {
      for (const name of ['automerge', 'seatwise']) {
        await new Promise<void>(opened => {
          const opening = indexedDB.open(name, 1);
          opening.onupgradeneeded = () => {
            const stores = name === 'automerge' ? ['documents'] : ['workspaces', 'keys', 'projections'];
            stores.forEach(store => opening.result.createObjectStore(store));
          };
          opening.onsuccess = () => opened();
        });
        indexedDB.deleteDatabase(name);
      }
    });
  }

  test('the app opens all the same, says that it keeps nothing, and stores what was done once it can', async ({ context, guard }) => {
    // A page of bare text brings no icon of its own.
    guard.allow(/favicon\.ico/);
    const holder = await newTab(context);
    await block(holder);
    const app = await newTab(context);
    await app.page.goto('/licenses');
    const banner = app.page.getByRole('alert').filter({ hasText: 'This browser keeps nothing here.' });
    await expect(app.licenses.heading).toBeVisible();
    await expect(banner).toBeVisible({ timeout: PATIENCE });
    await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
    await app.create({ Name: 'Kept in the tab', Type: 'Perpetual' });
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['Kept in the tab']);

    // What seals a product key could not be kept, and the key would be lost with it.
    await app.licenses.link('Kept in the tab').click();
    await app.license.edit.click();
    await app.form.fill({ 'License key': 'KEPT-WHEN-IT-CAN-BE' });
    await app.form.save.click();
    await expect(app.message('This browser keeps nothing here. Nothing was changed.')).toBeVisible();
    await expect(app.form.field('License key')).toHaveValue('KEPT-WHEN-IT-CAN-BE');

    await holder.page.close();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toBeHidden();
    await app.form.save.click();
    await expect(app.license.heading('Kept in the tab')).toBeVisible();
    await app.page.reload();
    await app.license.reveal.click();
    await expect(app.page.getByText('KEPT-WHEN-IT-CAN-BE', { exact: true })).toBeVisible();
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['Kept in the tab']);
  });

  test('two tabs of a new device that began without it hold one inventory once it answers', async ({ context, guard }) => {
    // A page of bare text brings no icon of its own.
    guard.allow(/favicon\.ico/);
    const holder = await newTab(context);
    await block(holder);
    const [a, b] = [await newTab(context), await newTab(context)];
    await Promise.all([a.page.goto('/licenses'), b.page.goto('/licenses')]);
    await a.create({ Name: 'From A', Type: 'Perpetual' });
    await b.create({ Name: 'From B', Type: 'Perpetual' });

    await holder.page.close();
    for (const app of [a, b]) {
      const banner = app.page.getByRole('alert').filter({ hasText: 'This browser keeps nothing here.' });
      await banner.getByRole('button', { name: 'Try again' }).click();
      await expect(banner).toBeHidden();
    }
    for (const app of [a, b]) {
      await app.follow('Licenses');
      await expect(app.licenses.names).toHaveText(['From A', 'From B']);
      await app.page.reload();
      await expect(app.licenses.names).toHaveText(['From A', 'From B']);
    }
  });
});

test.describe('when the worker is not what it should be', () => {
  // Its script must come from the network to be replaced on the way, so this browser has no service workers.
  test.beforeEach(async ({ context }) => {
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  });

  test('a browser that refuses its database opens the app in memory, with a warning', async ({ app, context }) => {
    await context.route('**/engine_loader.js', async route => {
      const response = await route.fetch();
      const refusal = "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };\n";
      await route.fulfill({ response, body: refusal + (await response.text()) });
    });
    await app.page.goto('/licenses');
    const banner = app.page.getByRole('alert').filter({ hasText: 'This browser keeps nothing here.' });
    await expect(banner).toBeVisible({ timeout: PATIENCE });
    await app.create({ Name: 'Kept in the tab', Type: 'Perpetual' });
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['Kept in the tab']);
    const backup = await app.download(() => banner.getByRole('button', { name: 'Export a backup' }).click());
    expect(backup.bytes.length).toBeGreaterThan(100);
  });

  test('a worker that does not start leaves a page that says so', async ({ app, context, guard }) => {
    guard.allow(/engine_loader\.js/, /Failed to load resource/);
    await context.route('**/engine_loader.js', route => route.abort());
    await app.page.goto('/licenses');
    await expect(app.page.getByRole('alert')).toContainText('Seatwise has stopped working in the background.');
    await expect(app.syncStatus).toContainText('Error');
    await context.unroute('**/engine_loader.js');
    await app.page.getByRole('button', { name: 'Reload' }).click();
    await app.ready();
  });

  test('a page of the second half that does not arrive says so, and comes when asked again', async ({ app, context, guard }) => {
    guard.allow(/pages-.*\.wasm/, /Failed to (load resource|fetch)/);
    await context.route('**/pages-*.wasm', route => route.abort());
    await app.page.goto('/settings');
    const missing = app.page.getByRole('alert').filter({ hasText: 'This page could not be loaded.' });
    await expect(missing).toBeVisible();
    await app.follow('Licenses');
    // The empty list asks for its second half too, and says the same.
    await expect(missing).toBeVisible();
    const refused = app.page.waitForEvent('requestfailed', request => request.url().includes('/pages-'));
    await app.navigation.getByRole('link', { name: 'Settings', exact: true }).click();
    await refused;
    await expect(missing).toBeVisible();
    await context.unroute('**/pages-*.wasm');
    await missing.getByRole('button', { name: 'Try again' }).click();
    await expect(app.settings.heading).toBeVisible();
  });

  test('a page whose program does not arrive shows the recovery screen', async ({ app, context, guard }) => {
    guard.allow(/./);
    await context.route('**/app-*.wasm', route => route.abort());
    await app.page.goto('/licenses');
    await expect(app.recovery).toBeVisible();
    await context.unroute('**/app-*.wasm');
    await app.recovery.getByRole('button', { name: 'Reload' }).click();
    await app.ready();
  });
});

test('the recovery screen hands out what is stored and reloads', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Stored before the fall', Type: 'Perpetual', 'License key': 'NEVER-IN-PLAIN-7X' });
  await app.page.evaluate(() => (window as unknown as { seatwiseRecover(message: string): void }).seatwiseRecover('somewhere:1'));
  await expect(app.recovery).toBeVisible();
  await expect(app.recovery.getByRole('heading', { name: 'Seatwise has stopped' })).toBeFocused();
  await expect(app.recovery).toContainText('somewhere:1');
  const { name, bytes } = await app.download(() => app.recovery.getByRole('button', { name: 'Download my data' }).click());
  expect(name).toBe('seatwise-rescue-2026-11-24.bin');
  expect(bytes.includes('Stored before the fall')).toBe(true);
  expect(bytes.includes('NEVER-IN')).toBe(false);
  await app.recovery.getByRole('button', { name: 'Reload' }).click();
  await expect(app.license.heading('Stored before the fall')).toBeVisible();
});

test('stored parts that cannot be read are set aside and told of', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Readable', Type: 'Perpetual' });
  await app.page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const database = await answer(indexedDB.open('automerge'));
    const store = database.transaction('documents', 'readwrite').objectStore('documents');
    const [document] = (await answer(store.getAllKeys()))[0] as [string];
    const key = [document, 'incremental', 'f'.repeat(64)];
    await answer(store.put({ key, binary: new Uint8Array([0x85, 0x6f, 0x4a, 0x83, 1, 2, 3, 4, 1, 5, 9, 9, 9]) }, key));
    database.close();
  });
  await app.page.reload();
  await app.follow('Licenses');
  await expect(app.page.getByText('1 stored part could not be read.')).toBeVisible();
  await expect(app.licenses.names).toHaveText(['Readable']);
  await app.create({ Name: 'Written after', Type: 'Perpetual' });
  await app.page.reload();
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['Readable', 'Written after']);
});
