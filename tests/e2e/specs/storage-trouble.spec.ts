// What happens when the browser keeps nothing: the app says so, loses nothing it has, and offers a way out.

import { readFileSync } from 'node:fs';

import { expect, newTab, test, type Page } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

/** One license and 240,000 changes: `replica/examples/long_history.rs`. */
const LONG_HISTORY = readFileSync(new URL('../fixtures/long-history.seatwise', import.meta.url));

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

  test('storage that an older version in another tab holds is taken once that is closed', async ({ context, guard }) => {
    guard.allow(/favicon\.ico/);
    const older = await newTab(context);
    await older.page.goto('/robots.txt');
    await older.page.evaluate(async () => {
      for (const name of ['automerge', 'seatwise']) {
        await new Promise<void>(opened => {
          const opening = indexedDB.open(name, 1);
          opening.onsuccess = () => opened();
        });
      }
    });
    // A version of the app to come, as far as its databases go.
    await context.route('**/engine_loader.js', async route => {
      const response = await route.fetch();
      const next = 'const open = IDBFactory.prototype.open; IDBFactory.prototype.open = function (name, version) { return open.call(this, name, version + 1); };\n';
      await route.fulfill({ response, body: next + (await response.text()) });
    });
    const app = await newTab(context);
    await app.page.goto('/licenses');
    const banner = app.page.getByRole('alert').filter({ hasText: 'Another tab holds an older version open.' });
    await expect(banner).toBeVisible({ timeout: PATIENCE });
    await app.create({ Name: 'Kept in the tab', Type: 'Perpetual' });
    await older.page.close();
    // It looks again by itself.
    await expect(banner).toBeHidden({ timeout: 20_000 });
    await app.ready();
    await app.page.reload();
    await expect(app.license.heading('Kept in the tab')).toBeVisible();
  });

  test('an inventory that cannot begin a new document stays as it is, and leaves nothing behind', async ({ app, context }) => {
    test.slow();
    await context.route('**/engine_loader.js', async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${refuseToClose.toString()})();\n${await response.text()}` });
    });
    await app.open('/settings');
    const tries = await app.page.evaluateHandle(() => {
      const counted = { n: 0 };
      new BroadcastChannel('tries').onmessage = () => {
        counted.n += 1;
      };
      return counted;
    });
    await app.settings.chooseBackup(LONG_HISTORY);
    await expect(app.settings.backupFound).toBeVisible({ timeout: 60_000 });
    await app.settings.restoreBackup.click();
    await expect(app.message(/^Restored\./)).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => tries.evaluate(({ n }) => n), { timeout: 60_000 }).toBe(1);
    await expect.poll(() => documents(app.page)).toBe(4);
    await app.follow('Licenses');
    await app.licenses.link('Typesetter Pro').click();
    await app.license.edit.click();
    await app.form.fill({ Name: 'Typesetter 2' });
    await app.form.save.click();
    await expect(app.license.heading('Typesetter 2')).toBeVisible();
    await app.ready();

    await context.unroute('**/engine_loader.js');
    await app.page.reload();
    await expect(app.license.heading('Typesetter 2')).toBeVisible();
    await expect.poll(() => documents(app.page), { timeout: 60_000 }).toBe(5);
    await app.page.reload();
    await expect(app.license.heading('Typesetter 2')).toBeVisible();
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

  test('a page of another part that does not arrive says so, and comes when asked again', async ({ app, context, guard }) => {
    guard.allow(/(pages|people|others)-.*\.wasm/, /Failed to (load resource|fetch)/);
    await context.route('**/{pages,people,others}-*.wasm', route => route.abort());
    await app.page.goto('/settings');
    const missing = app.page.getByRole('alert').filter({ hasText: 'This page could not be loaded.' });
    await expect(missing).toBeVisible();
    await app.follow('Licenses');
    // The empty list asks for its own part too, and says the same.
    await expect(missing).toBeVisible();
    const refused = app.page.waitForEvent('requestfailed', request => /\/(pages|people|others)-/.test(request.url()));
    await app.navigation.getByRole('link', { name: 'Settings', exact: true }).click();
    await refused;
    await expect(missing).toBeVisible();
    await context.unroute('**/{pages,people,others}-*.wasm');
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

/** Runs in the worker: no document is ever noted as closed. */
function refuseToClose(): void {
  const channel = new BroadcastChannel('tries');
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    // A list of none is two bytes long.
    if (typeof key === 'string' && key.endsWith('/closed') && value instanceof Uint8Array && value.length > 2) {
      channel.postMessage('tried');
      throw new DOMException('refused', 'DataError');
    }
    return put.call(this, value, key);
  };
}

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

test('a stored part of which a byte has changed is told by name in Settings, and so is one that is none', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Readable', Type: 'Perpetual' });
  await app.create({ Name: 'Changed', Type: 'Perpetual' });
  const name = await app.page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('automerge'));
    const store = db.transaction('documents', 'readwrite').objectStore('documents');
    const entries: { key: [string, string, string]; binary: Uint8Array }[] = await answer(store.getAll());
    const of = (document: string) => entries.filter(({ key }) => key[0] === document);
    // The vault has one part. The first one of the inventory is larger: the layout is in it.
    const last = entries.filter(({ key }) => of(key[0]).length === 2).toSorted((a, b) => a.binary.length - b.binary.length)[0]!;
    const middle = last.binary.length >> 1;
    last.binary[middle] = (last.binary[middle] ?? 0) ^ 0xff;
    await answer(store.put(last, last.key));
    const none = [last.key[0], 'incremental', '0123456789abcdef'.repeat(4)];
    await answer(store.put({ key: none }, none));
    // Other tools keep their own entries beside ours.
    const foreign = [last.key[0], 'sync-state', 'of another tool'];
    await answer(store.put({ key: foreign, binary: new Uint8Array([1]) }, foreign));
    db.close();
    return last.key[2].slice(0, 8);
  });
  await app.page.reload();
  await app.follow('Licenses');
  await expect(app.licenses.names).toHaveText(['Readable']);
  await expect(app.page.getByText('2 stored parts could not be read.')).toBeVisible();
  await app.page.getByRole('link', { name: 'Which parts' }).click();
  const parts = app.page.getByRole('list', { name: 'Stored parts that could not be read' }).getByRole('listitem');
  await expect(parts).toHaveCount(2);
  await expect(parts.filter({ hasText: `Inventory, part ${name}: its content does not match its name.` })).toBeVisible();
  await expect(parts.filter({ hasText: 'Inventory, part 01234567: nothing readable is in its place.' })).toBeVisible();
});

test.describe('when the browser has deleted what was stored', () => {
  /** One license, noted in the list of workspaces and in the cache. */
  async function withOne(app: App): Promise<void> {
    await app.open();
    await app.create({ Name: 'Only here', Type: 'Perpetual' });
    // The format, a name of no letters, one license.
    await expect.poll(() => card(app.page)).toEqual([1, 0, 1]);
  }

  async function card(page: Page): Promise<number[]> {
    return page.evaluate(async () => {
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await answer(indexedDB.open('seatwise'));
      const store = db.transaction('workspaces').objectStore('workspaces');
      const card: Uint8Array | undefined = await answer(store.get(`${localStorage.getItem('seatwise.workspace')}/card`));
      db.close();
      return [...(card ?? [])];
    });
  }

  /** Deletes all chunks while no tab is at work. */
  async function empty(app: App): Promise<void> {
    await app.page.goto('/robots.txt');
    await app.page.evaluate(async () => {
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await answer(indexedDB.open('automerge'));
      await answer(db.transaction('documents', 'readwrite').objectStore('documents').clear());
      db.close();
    });
  }

  test('an inventory that is gone does not look like an empty one, and goes on empty only when asked to', async ({ app, guard }) => {
    guard.allow(/favicon\.ico/);
    await withOne(app);
    await empty(app);
    const banner = app.page.getByRole('alert').filter({ hasText: 'What was stored here is gone.' });
    for (const look of ['first', 'second']) {
      await app.page.goto('/licenses');
      await expect(banner, look).toBeVisible();
      await expect(app.licenses.names, look).toHaveText(['Only here']);
    }
    await expect(app.syncStatus).toContainText('Gone from this device');
    await app.licenses.createButton.click();
    await app.form.fill({ Name: 'Too early', Type: 'Perpetual' });
    await app.form.save.click();
    await expect(app.message(/^What was stored here is gone\. Restore a backup/)).toBeVisible();

    await app.page.goto('/licenses');
    await banner.getByRole('button', { name: 'Go on with an empty inventory' }).click();
    await expect(banner).toBeHidden();
    await expect(app.page.getByText('Start your inventory')).toBeVisible();
    await app.create({ Name: 'Begun anew', Type: 'Perpetual' });
    await app.open();
    await expect(app.licenses.names).toHaveText(['Begun anew']);
    await expect(banner).toBeHidden();
  });

  test('a backup brings it back, beside what is gone', async ({ app, guard }) => {
    guard.allow(/favicon\.ico/);
    await withOne(app);
    await app.follow('Settings');
    const { bytes } = await app.download(() => app.settings.exportBackup.click());
    await empty(app);
    await app.page.goto('/licenses');
    await app.page.getByRole('link', { name: 'Restore a backup' }).click();
    await app.settings.exportBackup.click();
    await expect(app.message(/^What was stored here is gone\. Restore a backup/)).toBeVisible();
    await app.settings.chooseBackup(bytes);
    await expect(app.settings.backupFound).toBeVisible();
    await app.settings.restoreBackup.click();
    await expect(app.message(/^Restored\./)).toBeVisible();
    await app.follow('Licenses');
    await expect(app.licenses.names).toHaveText(['Only here']);
    await app.page.reload();
    await app.ready();
    await expect(app.licenses.names).toHaveText(['Only here']);
  });

  test('with everything deleted but what the page remembers it is a new device', async ({ app, guard }) => {
    guard.allow(/favicon\.ico/);
    await withOne(app);
    const remembered = () => app.page.evaluate(() => localStorage.getItem('seatwise.workspace'));
    const before = await remembered();
    await app.page.goto('/robots.txt');
    await app.page.evaluate(async () => {
      for (const name of ['automerge', 'seatwise']) {
        await new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase(name);
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        });
      }
    });
    await app.open();
    await expect(app.page.getByText('Start your inventory')).toBeVisible();
    expect(await remembered()).not.toBe(before);
    await app.create({ Name: 'New here', Type: 'Perpetual' });
    await app.open();
    await expect(app.licenses.names).toHaveText(['New here']);
  });

  test('an open tab stores everything again', async ({ app, context, guard }) => {
    guard.allow(/favicon\.ico/);
    await withOne(app);
    await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': 'KEPT-IN-AN-OPEN-TAB' });
    const other = await newTab(context);
    await other.page.goto('/robots.txt');
    // The tab lets both go when it is asked.
    await other.page.evaluate(async () => {
      for (const name of ['automerge', 'seatwise']) {
        await new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase(name);
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        });
      }
    });
    await other.page.close();
    await app.create({ Name: 'Afterwards', Type: 'Perpetual' });
    // It looks after its storage by itself.
    await expect(app.syncStatus).toContainText('Saved on this device', { timeout: 20_000 });
    await app.open();
    await expect(app.licenses.names).toHaveText(['Afterwards', 'Only here', 'With a key']);
    await app.licenses.link('With a key').click();
    await app.license.reveal.click();
    await expect(app.page.getByText('KEPT-IN-AN-OPEN-TAB', { exact: true })).toBeVisible();
  });
});

test('a tab lets its storage go to a newer version, says so, and can still export', async ({ app, context, guard }) => {
  guard.allow(/favicon\.ico/);
  await app.open();
  await app.create({ Name: 'Before the update', Type: 'Perpetual' });
  const newer = await newTab(context);
  await newer.page.goto('/robots.txt');
  await newer.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('automerge', 2);
        opening.onsuccess = () => resolve();
        opening.onerror = () => reject(opening.error);
      }),
  );
  const banner = app.page.getByRole('alert').filter({ hasText: 'A newer version of Seatwise has taken over.' });
  await expect(banner).toContainText('Then reload to go on.');
  await banner.getByRole('button', { name: 'Try again' }).click();
  const backup = await app.download(() => banner.getByRole('button', { name: 'Export a backup' }).click());
  expect(backup.bytes.length).toBeGreaterThan(100);
  await expect(banner).toBeVisible();
});

for (const isKept of [true, false]) {
  test(`whether the browser keeps what is stored is told once, and how much room there is: ${isKept ? 'it does' : 'it may not'}`, async ({ app, context }) => {
    await context.addInitScript(isKept => {
      let hasAgreed = false;
      Object.assign(StorageManager.prototype, {
        persist: () => Promise.resolve((hasAgreed = isKept)),
        persisted: () => Promise.resolve(hasAgreed),
        estimate: () => Promise.resolve({ usage: 12_345_678, quota: 10_000_000_000 }),
      });
    }, isKept);
    const news = isKept
      ? 'This browser keeps what is stored.'
      : 'This browser may delete what is stored when space runs out. Back up now and then.';
    await app.open();
    await expect(app.message(news)).toHaveCount(0);
    await app.create({ Name: 'Worth keeping', Type: 'Perpetual' });
    await expect(app.message(news)).toBeVisible();
    await app.follow('Settings');
    const until = isKept ? 'The browser keeps it until you delete it.' : 'The browser may delete it when space runs out.';
    await expect(app.page.getByText(`12 MB of about 10 GB used. ${until}`)).toBeVisible();
    await app.open();
    await expect(app.licenses.names).toHaveText(['Worth keeping']);
    await expect(app.message(news)).toHaveCount(0);
  });
}
