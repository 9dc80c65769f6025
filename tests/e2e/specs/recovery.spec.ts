// Product keys come back on another device: by a passphrase, by a printed code, and by nothing else.

import { expectAccessible } from '../fixtures/audit.ts';
import { device } from '../fixtures/device.ts';
import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const KEY = 'RECOVER-ME-8H2T-QX7PLK-93MZ';
const OWN = 'SEALED-ELSEWHERE-5C1F-WVNB';
const PASSPHRASE = 'seven lanterns over a quiet river';
const OTHER = 'another set of words altogether';

/** A license with a key, and Settings open. */
async function withKey(app: App): Promise<void> {
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': KEY });
  await app.follow('Settings');
}

async function backup(app: App): Promise<Buffer> {
  const { bytes } = await app.download(() => app.settings.exportBackup.click());
  return bytes;
}

/** Another device, with a backup chosen and what it holds on screen. */
async function choose(other: App, bytes: Buffer): Promise<void> {
  await other.open('/settings');
  await other.settings.chooseBackup(bytes);
  await expect(other.settings.backupFound).toBeVisible();
}

async function restored(other: App): Promise<void> {
  await other.settings.restoreBackup.click();
  await expect(other.message(/^Restored\./)).toBeVisible({ timeout: 30_000 });
}

async function expectReveal(app: App, license: string, key: string): Promise<void> {
  await app.follow('Licenses');
  await app.licenses.link(license).click();
  await app.license.reveal.click();
  await expect(app.page.getByText(key, { exact: true })).toBeVisible();
}

test('the passphrase opens the keys of a backup on a new device, and a wrong one says so', async ({ app, profile }) => {
  await withKey(app);
  await expect(app.settings.recovery('passphrase')).toContainText('Not set.');
  await app.settings.setPassphrase(PASSPHRASE);
  await expect(app.message(/^Recovery passphrase set\./)).toBeVisible();
  const bytes = await backup(app);

  const other = await newTab(await profile());
  await choose(other, bytes);
  await expect(other.settings.backupFound).toContainText('1, sealed; they do not open on this device');
  await other.settings.recoverySecret.fill(OTHER);
  await other.settings.restoreBackup.click();
  await expect(other.settings.trouble).toContainText('That passphrase does not fit this backup. Nothing was changed.', { timeout: 30_000 });
  await expect(other.settings.workspaces.getByRole('listitem')).toHaveCount(1);
  expect((await device(other.page)).keys).toEqual([]);

  await other.settings.recoverySecret.fill(`  ${PASSPHRASE} `);
  await restored(other);
  await expectReveal(other, 'With a key', KEY);
  await other.page.reload();
  await other.license.reveal.click();
  await expect(other.page.getByText(KEY, { exact: true })).toBeVisible();
  const { keys } = await device(other.page);
  expect(keys.map(({ where }) => where.replace(/.*\./, '')).toSorted()).toEqual(['deviceKey', 'workspaceKey']);
  expect(keys.filter(key => key.extractable || key.exported)).toEqual([]);
});

test('the code opens them too, however it is typed, and tells a typing mistake', async ({ app, profile }) => {
  await withKey(app);
  const code = await app.settings.makeCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  await expect(app.settings.recovery('code')).toContainText(/Set [A-Z]/);
  const bytes = await backup(app);

  const other = await newTab(await profile());
  await choose(other, bytes);
  const last = code.endsWith('7') ? '8' : '7';
  await other.settings.recoverySecret.fill(code.slice(0, -1) + last);
  await other.settings.restoreBackup.click();
  await expect(other.settings.trouble).toContainText('There is a typing mistake in that code.');
  await other.settings.recoverySecret.fill(PASSPHRASE);
  await other.settings.restoreBackup.click();
  await expect(other.settings.trouble).toContainText('This backup has no recovery passphrase, only a code.');
  await other.settings.recoverySecret.fill(code.toLowerCase().replaceAll('-', ' '));
  await restored(other);
  await expectReveal(other, 'With a key', KEY);
});

test('a backup restored without it can be unlocked later from the page of a license', async ({ app, profile }) => {
  await withKey(app);
  await app.settings.setPassphrase(PASSPHRASE);
  const bytes = await backup(app);

  const other = await newTab(await profile());
  await choose(other, bytes);
  await restored(other);
  await other.follow('Licenses');
  await other.licenses.link('With a key').click();
  await other.license.reveal.click();
  const dialog = other.page.getByRole('dialog', { name: 'Unlock product keys' });
  await expect(dialog).toBeVisible();
  await expectAccessible(other.page, 'the dialog that unlocks product keys');
  await other.settings.recoverySecret.fill(OTHER);
  await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(other.settings.recoverySecret).toHaveAccessibleDescription(/That passphrase does not fit this workspace\./, { timeout: 30_000 });
  await other.settings.recoverySecret.fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
  await other.license.reveal.click();
  await expect(other.page.getByText(KEY, { exact: true })).toBeVisible();
  // What could not be opened was not given to anybody.
  await other.license.openTab('History');
  await expect(other.license.panel.getByRole('listitem')).toHaveText([/^Revealed a product key/, /^Created/]);
});

test('keys that two devices have sealed apart are opened by one passphrase', async ({ app, profile }) => {
  await withKey(app);
  await app.settings.setPassphrase(PASSPHRASE);
  const bytes = await backup(app);

  const second = await newTab(await profile());
  await choose(second, bytes);
  await restored(second);
  await second.create({ Name: 'Sealed on the second', Type: 'Perpetual', 'License key': OWN });
  await second.follow('Settings');
  await expect(second.page.getByText('1 product key does not open on this device.')).toBeVisible();
  await expect(second.settings.recovery('passphrase')).toContainText('It would not bring back 1 product key.');
  await second.settings.recovery('passphrase').getByRole('button', { name: 'Change passphrase' }).click();
  const change = second.page.getByRole('dialog', { name: 'Recovery passphrase' });
  await change.getByLabel('Passphrase', { exact: true }).fill(OTHER);
  await change.getByLabel('Repeat the passphrase', { exact: true }).fill(OTHER);
  await change.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(change.getByLabel('Passphrase', { exact: true })).toHaveAccessibleDescription(/Unlock them first\./);
  await change.getByRole('button', { name: 'Cancel' }).click();

  await second.page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await second.settings.recoverySecret.fill(PASSPHRASE);
  const unlock = second.page.getByRole('dialog', { name: 'Unlock product keys' });
  await unlock.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(unlock).toBeHidden({ timeout: 30_000 });
  await expectReveal(second, 'With a key', KEY);
  await expectReveal(second, 'Sealed on the second', OWN);
  await second.follow('Settings');
  await expect(second.settings.recovery('passphrase')).not.toContainText('It would not bring back');
  const both = await backup(second);

  const third = await newTab(await profile());
  await choose(third, both);
  await third.settings.recoverySecret.fill(PASSPHRASE);
  await restored(third);
  await expectReveal(third, 'With a key', KEY);
  await expectReveal(third, 'Sealed on the second', OWN);
});

test('another passphrase replaces the one before, but not in backups that exist', async ({ app, profile }) => {
  await withKey(app);
  await app.settings.setPassphrase(PASSPHRASE);
  const before = await backup(app);
  await app.settings.setPassphrase(OTHER);
  const after = await backup(app);
  await app.settings.recovery('passphrase').getByRole('button', { name: 'Remove passphrase' }).click();
  const question = app.page.getByRole('dialog', { name: 'Remove the recovery passphrase?' });
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(app.message('The recovery passphrase is removed.')).toBeVisible();
  await expect(app.settings.recovery('passphrase')).toContainText('Not set.');
  const without = await backup(app);
  await app.page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(app.page.getByRole('main').getByRole('listitem')).toHaveText([
    /^Removed the recovery passphrase/,
    /^Set the recovery passphrase/,
    /^Set the recovery passphrase/,
    /^Created/,
  ]);

  const other = await newTab(await profile());
  await choose(other, without);
  await expect(other.settings.recoverySecret).toHaveCount(0);
  await choose(other, after);
  await other.settings.recoverySecret.fill(PASSPHRASE);
  await other.settings.restoreBackup.click();
  await expect(other.settings.trouble).toContainText('That passphrase does not fit this backup.', { timeout: 30_000 });
  await choose(other, before);
  await other.settings.recoverySecret.fill(PASSPHRASE);
  await restored(other);
  await expectReveal(other, 'With a key', KEY);
});

test('a passphrase is long enough and typed twice alike', async ({ app }) => {
  await withKey(app);
  await app.settings.recovery('passphrase').getByRole('button', { name: 'Set a recovery passphrase' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Recovery passphrase' });
  const [first, again] = [dialog.getByLabel('Passphrase', { exact: true }), dialog.getByLabel('Repeat the passphrase', { exact: true })];
  const set = dialog.getByRole('button', { name: 'Set passphrase' });
  await set.click();
  await expect(first).toHaveAccessibleDescription(/Enter a passphrase\./);
  await first.fill('elevenchars');
  await again.fill('elevenchars');
  await set.click();
  await expect(first).toHaveAccessibleDescription(/Too short: at least 12 characters\./);
  await first.fill('aaaaaaaaaaaaaaaaaaaa');
  await expect(dialog.getByRole('status')).toHaveText('Easy to guess: too few different characters.');
  await first.fill(PASSPHRASE);
  await expect(dialog.getByRole('status')).toHaveText('Long, and so hard to guess.');
  await set.click();
  await expect(again).toHaveAccessibleDescription(/This is not the same passphrase\./);
  await expectAccessible(app.page, 'the dialog of the passphrase');
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.settings.recovery('passphrase')).toContainText('Not set.');
});

test('the code is shown once, on a sheet that is printed alone', async ({ app }) => {
  await withKey(app);
  await app.settings.recovery('code').getByRole('button', { name: 'Print a recovery code' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Recovery code' });
  await dialog.getByRole('button', { name: 'Make the code' }).click();
  const sheet = dialog.getByRole('region', { name: 'Sheet with the recovery code' });
  await expect(sheet).toContainText('Whoever has this sheet and a backup can read all product keys.');
  await expectAccessible(app.page, 'the sheet with the code');
  const code = (await sheet.getByRole('code').textContent()) ?? '';
  await app.page.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(app.settings.heading).toBeHidden();
  await app.page.emulateMedia({ media: 'screen' });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(app.page.getByText(code)).toHaveCount(0);
  await app.page.reload();
  await expect(app.settings.recovery('code')).toContainText(/Set [A-Z]/);
  await expect(app.page.getByText(code)).toHaveCount(0);
});

test('a code that could not be stored is not shown, and the one before it goes on opening keys', async ({ app, context, profile }) => {
  // The worker's script must come from the network to be changed on the way.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await context.route('**/engine_loader.js', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${fillable.toString()})();\n${await response.text()}` });
  });
  const fill = (isFull: boolean) =>
    app.page.evaluate(
      isFull =>
        new Promise<void>(heard => {
          const channel = new BroadcastChannel('disk');
          channel.onmessage = () => {
            channel.close();
            heard();
          };
          channel.postMessage(isFull);
        }),
      isFull,
    );

  await withKey(app);
  const code = await app.settings.makeCode();
  await fill(true);
  await app.settings.recovery('code').getByRole('button', { name: 'Make a new code' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Recovery code' });
  await dialog.getByRole('button', { name: 'Make the code' }).click();
  await expect(dialog.getByRole('alert')).toContainText('This device is out of space. Nothing was changed.');
  await expect(dialog.getByRole('region', { name: 'Sheet with the recovery code' })).toHaveCount(0);
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await fill(false);
  const banner = app.page.getByRole('alert').filter({ hasText: 'This device is out of space.' });
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect(banner).toBeHidden();
  const bytes = await backup(app);
  const other = await newTab(await profile());
  await choose(other, bytes);
  await other.settings.recoverySecret.fill(code);
  await restored(other);
  await expectReveal(other, 'With a key', KEY);
});

/** Runs in the worker: from then on its disk can be full, as far as documents go. */
function fillable(): void {
  let isFull = false;
  const channel = new BroadcastChannel('disk');
  channel.onmessage = (event: MessageEvent<boolean>) => {
    isFull = event.data;
    channel.postMessage(isFull);
  };
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    if (isFull && this.name === 'documents') throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value, key);
  };
}
