// Many product keys on one license, and a history that says who had one in the clear.

import { expectAccessible } from '../fixtures/audit.ts';
import { expect, test } from '../fixtures/test.ts';

const HUNDRED = [...Array(100).keys()].map(n => `FLEET-${String(n + 1).padStart(4, '0')}-QX7P-${String(7919 * (n + 3)).padStart(6, '0')}`);

test('a hundred keys are pasted at once, told apart by label and last four characters', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Fleet', Type: 'Perpetual' });
  await app.license.addKeys.click();
  const dialog = app.page.getByRole('dialog', { name: 'Add product keys' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByLabel('Keys', { exact: true })).toHaveAccessibleDescription(/Enter at least one key\./);
  await dialog.getByLabel('Keys', { exact: true }).fill([...HUNDRED.slice(0, 50), '', ...HUNDRED.slice(50), HUNDRED[0], ''].join('\n'));
  const found = '100 keys. 1 line repeats another and will be left out. 1 empty line will be left out.';
  await expect(dialog.getByRole('status')).toHaveText(found);
  await expectAccessible(app.page, 'the dialog that adds keys');
  await dialog.getByLabel('Label', { exact: true }).fill('Lab');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(app.message('Added 100 product keys.')).toBeVisible();

  await app.page.reload();
  await expect(app.license.keys).toHaveCount(20);
  await app.page.getByRole('button', { name: 'Show all 100 keys' }).click();
  await expect(app.license.keys).toHaveCount(100);
  const shown = await app.license.keys.allInnerTexts();
  expect(shown.map(text => text.replace(/\s+/g, ' ').replace(/ ?Reveal ?Copy ?$/, ''))).toEqual(HUNDRED.map((key, n) => `Lab ${n + 1} •••• ${key.slice(-4)}`));
  await app.license.keys.last().getByRole('button', { name: 'Reveal' }).click();
  await expect(app.page.getByText(HUNDRED[99] ?? '', { exact: true })).toBeVisible();
});

test('a paste is one step to undo', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Fleet', Type: 'Perpetual' });
  await app.license.paste(HUNDRED.slice(0, 3).join('\n'));
  await expect(app.license.keys).toHaveCount(3);
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.license.keys).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(app.license.keys).toHaveCount(3);
  await app.license.keys.first().getByRole('button', { name: 'Reveal' }).click();
  await expect(app.page.getByText(HUNDRED[0] ?? '', { exact: true })).toBeVisible();
});

test('ticked keys are removed and come back with Undo, still sealed as they were', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Fleet', Type: 'Perpetual' });
  await app.license.paste(HUNDRED.slice(0, 3).join('\n'), 'Lab');
  await app.license.keys.nth(1).getByRole('checkbox', { name: /^Select Lab 2 / }).check();
  await app.page.getByRole('button', { name: 'Remove 1 key', exact: true }).click();
  await expect(app.message('Removed 1 product key.')).toBeVisible();
  await expect(app.license.keys).toHaveCount(2);
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.license.keys).toHaveCount(3);
  await app.license.keys.nth(1).getByRole('button', { name: 'Reveal' }).click();
  await expect(app.page.getByText(HUNDRED[1] ?? '', { exact: true })).toBeVisible();

  await app.page.getByRole('checkbox', { name: 'Select all 3 keys' }).check();
  await app.page.getByRole('button', { name: 'Remove 3 keys', exact: true }).click();
  await expect(app.license.keys).toHaveCount(0);
  await expect(app.page.getByText('No product key is stored.')).toBeVisible();
});

test('a key gets another label', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Fleet', Type: 'Perpetual', 'License key': HUNDRED[0] ?? '' });
  await app.license.keys.first().getByRole('button', { name: /^Edit the label of / }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Edit label' });
  await dialog.getByLabel('Label', { exact: true }).fill('Front desk');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(app.license.keys.first()).toContainText('Front desk');
  await app.page.reload();
  await expect(app.license.keys.first()).toContainText('Front desk');
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem').first()).toContainText(/Front desk •••• /);
});

test('with several keys, one that is typed in the form joins them', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Fleet', Type: 'Perpetual' });
  await app.license.paste(HUNDRED.slice(0, 2).join('\n'));
  await app.license.edit.click();
  await expect(app.form.field('License key')).toHaveAccessibleDescription(/2 keys are stored\. One typed here is added/);
  await app.form.fill({ 'License key': HUNDRED[2] ?? '' });
  await app.form.save.click();
  await expect(app.license.keys).toHaveCount(3);
});

test('who looked at a key or copied it stands in the history, and Undo passes over it', async ({ app, context, server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const key = HUNDRED[0] ?? '';
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': key });
  await app.license.openTab('History');
  const entries = app.license.panel.getByRole('listitem');
  await expect(entries).toHaveText([/^Created/]);
  await app.license.reveal.click();
  await expect(app.page.getByText(key, { exact: true })).toBeVisible();
  await expect(entries).toHaveCount(2);
  await app.license.copy.click();
  await expect(app.message(/^Copied\./)).toBeVisible();
  const name = `•••• ${key.slice(-4)}`;
  await expect(entries).toHaveText([
    new RegExp(`^Copied a product key \\(${name}\\)`),
    new RegExp(`^Revealed a product key \\(${name}\\)`),
    /^Created/,
  ]);
  await expect(entries.getByRole('button', { name: 'Restore this version' })).toHaveCount(1);

  await app.page.reload();
  await expect(entries).toHaveCount(3);
  await app.page.goto('/history');
  const all = app.page.getByRole('main').getByRole('listitem');
  await expect(all.first()).toContainText(`Copied a product key (${name}): With a key`);
  const csv = await app.download(() => app.page.getByRole('button', { name: 'Export', exact: true }).click());
  expect(csv.bytes.toString('utf8')).toContain(`Revealed a product key (${name}),Form,With a key`);
  expect(csv.bytes.toString('utf8')).not.toContain(key);
});

test('Undo after Reveal takes back what was done before it', async ({ app }) => {
  const key = HUNDRED[0] ?? '';
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': key });
  await app.license.reveal.click();
  await expect(app.page.getByText(key, { exact: true })).toBeVisible();
  await app.page.keyboard.press('Control+z');
  await expect(app.message('Taken back: created "With a key".')).toBeVisible();
});

test('after half a minute the clipboard holds the key no more', async ({ app, context, server }) => {
  test.setTimeout(90_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': HUNDRED[0] ?? '' });
  await app.license.copy.click();
  await expect(app.message(/^Copied\./)).toBeVisible();
  const held = () => app.page.evaluate(() => navigator.clipboard.readText());
  expect(await held()).toBe(HUNDRED[0]);
  await expect.poll(held, { timeout: 45_000 }).toBe('');
});

test('what was copied since is left on the clipboard', async ({ app, context, server }) => {
  test.setTimeout(90_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const key = HUNDRED[0] ?? '';
  await app.open();
  await app.create({ Name: 'With a key', Type: 'Perpetual', 'License key': key });
  await app.license.copy.click();
  await expect(app.message(/^Copied\./)).toBeVisible();
  await app.page.evaluate(() => navigator.clipboard.writeText('something else'));
  // Hidden again half a minute after Reveal, and so after the clipboard had its turn.
  await app.license.reveal.click();
  await expect(app.page.getByText(key, { exact: true })).toBeVisible();
  await expect(app.page.getByText(key, { exact: true })).toBeHidden({ timeout: 45_000 });
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toBe('something else');
});

test('an export holds product keys only where that is ticked, and the history says so', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.create({ Name: 'Sealed tool', Type: 'Perpetual', 'License key': 'TICK-1111-2222-3333' });
  await app.follow('Licenses');
  const without = await app.download(() => app.licenses.export());
  expect(without.bytes.toString()).toContain('Sealed tool');
  expect(without.bytes.toString()).not.toContain('TICK-1111');
  await app.licenses.exportButton.click();
  await app.licenses.exportDialog.getByLabel('Product keys in plain text').check();
  const ticked = await app.download(() => app.licenses.exportDialog.getByRole('button', { name: /^Export / }).click());
  expect(ticked.bytes.toString()).toContain('TICK-1111-2222-3333');
  await app.licenses.link('Sealed tool').click();
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem').first()).toContainText('Exported 1 product key');
  await expect(page.getByText('TICK-1111-2222-3333')).toHaveCount(0);
});
