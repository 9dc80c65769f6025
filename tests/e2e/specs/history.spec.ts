// What happened can be seen value by value, and every step has a way back.

import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, test } from '../fixtures/test.ts';

const file = snipeItFile();

test.beforeEach(async ({ app }) => app.open());

test('the history of a license says what each value was and became, and sets one of them back', async ({ app }) => {
  await app.create({ Name: 'Figma', Type: 'Subscription', 'Expiration date': '2027-01-31', Seats: '60', Notes: 'First' });
  await app.license.edit.click();
  await app.form.fill({ Name: 'Figma Organization', Seats: '75', Notes: 'Second', 'Expiration date': '2027-02-28' });
  await app.form.save.click();
  await expect(app.license.heading('Figma Organization')).toBeVisible();
  await app.license.openTab('History');

  const [edited, created] = [app.license.panel.getByRole('listitem').nth(0), app.license.panel.getByRole('listitem').nth(1)];
  await expect(edited).toContainText(/Name\s*Figma → Figma Organization/);
  await expect(edited).toContainText(/Seats\s*60 → 75/);
  await expect(edited).toContainText(/Notes\s*First → Second/);
  await expect(edited).toContainText(/Expiration date\s*Jan 31, 2027 → Feb 28, 2027/);
  await expect(created).toContainText('Created');

  await edited.getByRole('button', { name: 'Set Seats back to 60' }).click();
  await expect(app.license.panel.getByRole('listitem')).toHaveCount(3);
  await app.license.openTab('Details');
  expect(await app.license.detail('Seats')).toBe('60');
  expect(await app.license.detail('Notes')).toBe('Second');

  await app.license.openTab('History');
  await app.license.panel.getByRole('listitem').last().getByRole('button', { name: 'Restore this version' }).click();
  await expect(app.license.heading('Figma')).toBeVisible();
  await app.license.openTab('Details');
  expect(await app.license.detail('Notes')).toBe('First');
  await app.page.reload();
  await expect(app.license.heading('Figma')).toBeVisible();
});

test('acts are taken back and done again by keyboard, but not while somebody types', async ({ app }) => {
  const { keyboard } = app.page;
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  await app.license.edit.click();
  await app.form.fill({ Name: 'Blender 5' });
  await app.form.save.click();
  await expect(app.license.heading('Blender 5')).toBeVisible();

  await keyboard.press('Control+z');
  await expect(app.license.heading('Blender')).toBeVisible();
  await expect(app.message('Taken back: changed "Blender".')).toBeVisible();
  await keyboard.press('Control+Shift+z');
  await expect(app.license.heading('Blender 5')).toBeVisible();
  await keyboard.press('Control+z');
  await expect(app.license.heading('Blender')).toBeVisible();
  await keyboard.press('Control+z');
  await app.follow('Licenses');
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
  await keyboard.press('Control+z');
  await expect(app.message('There is nothing to undo.')).toBeVisible();
  await keyboard.press('Control+Shift+z');
  await expect(app.licenses.names).toHaveText(['Blender']);

  await app.licenses.search.pressSequentially('x');
  await keyboard.press('Control+z');
  await expect(app.licenses.search).toHaveValue('');
  await expect(app.licenses.names).toHaveText(['Blender']);
});

test('an import is taken back in one step', async ({ app }) => {
  await app.create({ Name: 'Here before', Type: 'Perpetual' });
  await app.importFile('licenses.csv', file.text);
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.licenses.names).toHaveText(['Here before']);
  await app.page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(app.licenses.count).toHaveText('Showing 51 of 51');
});

test('a product key that an edit replaced comes back with Undo', async ({ app }) => {
  await app.create({ Name: 'Keyed', Type: 'Perpetual', 'License key': 'AAAA-BBBB-CCCC-1111' });
  await app.license.edit.click();
  await app.form.fill({ 'License key': 'DDDD-EEEE-FFFF-2222' });
  await app.form.save.click();
  await expect(app.page.getByText('•••• 2222')).toBeVisible();
  await app.page.keyboard.press('Control+z');
  await expect(app.page.getByText('•••• 1111')).toBeVisible();
  await app.license.reveal.click();
  await expect(app.page.getByText('AAAA-BBBB-CCCC-1111', { exact: true })).toBeVisible();
});

test('a deleted license waits in the bin and comes back with everything', async ({ app }) => {
  await app.create({ Name: 'Gone soon', Type: 'Perpetual', Vendor: 'Acme', Notes: 'Keep me' });
  await app.license.delete.click();
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
  await app.page.reload();
  await app.follow('Settings');
  await app.page.getByRole('link', { name: 'Deleted licenses' }).click();
  const row = app.page.getByRole('table', { name: 'Deleted licenses' }).getByRole('row').filter({ hasText: 'Gone soon' });
  await expect(row).toContainText('Acme');
  await row.getByRole('button', { name: 'Restore Gone soon' }).click();
  await expect(app.page.getByRole('heading', { name: 'No license is deleted' })).toBeVisible();
  await app.follow('Licenses');
  await app.licenses.link('Gone soon').click();
  await expect(app.license.panel).toContainText('Keep me');
});

test('the history of the workspace names each license and can be exported', async ({ app }) => {
  await app.create({ Name: '=Figma', Type: 'Perpetual', Seats: '5' });
  await app.license.edit.click();
  await app.form.fill({ Seats: '7' });
  await app.form.save.click();
  await app.importFile('licenses.csv', file.text);
  await app.follow('Settings');
  await app.page.getByRole('link', { name: 'History', exact: true }).click();
  const entries = app.page.getByRole('main').getByRole('listitem');
  await expect(entries).toHaveText([/Imported from a file of 50 licenses/, /Changed seats and cost: =Figma.*Seats.*5 → 7/, /Created: =Figma/]);
  const exported = await app.download(() => app.page.getByRole('button', { name: 'Export', exact: true }).click());
  const text = exported.bytes.toString('utf8');
  expect(text).toMatch(/^\ufeffWhen,Who,What,Source,Record,Field,Before,After\r\n/);
  expect(text).toContain(",,Changed seats and cost,Form,'=Figma,Seats,5,7");
  expect(text).toContain(",,Created,Form,'=Figma,,,");
  await entries.filter({ hasText: 'Created' }).getByRole('link', { name: '=Figma' }).click();
  await expect(app.license.heading('=Figma')).toBeVisible();
});

test('whoever has given a name stands in the history, in every workspace of the device and after a reload', async ({ app }) => {
  await app.create({ Name: 'Before', Type: 'Perpetual' });
  await app.follow('Settings');
  await expect(app.settings.yourName).toHaveValue('');
  await app.settings.yourName.fill('Ada Lovelace');
  await app.create({ Name: 'Figma', Type: 'Perpetual', Seats: '5' });
  await app.page.reload();
  await app.license.edit.click();
  await app.form.fill({ Seats: '7' });
  await app.form.save.click();
  await app.license.openTab('History');
  const entries = app.license.panel.getByRole('listitem');
  await expect(entries).toContainText([/Ada Lovelace · /, /Ada Lovelace · /]);

  await app.follow('Settings');
  await expect(app.settings.yourName).toHaveValue('Ada Lovelace');
  await app.settings.yourName.fill('');
  await app.page.getByRole('link', { name: 'History', exact: true }).click();
  const all = app.page.getByRole('main').getByRole('listitem');
  await expect(all).toHaveCount(3);
  await expect(all.filter({ hasText: 'Ada Lovelace' })).toHaveCount(2);
  await expect(all.filter({ hasText: 'Before' })).not.toContainText('·');
  const exported = await app.download(() => app.page.getByRole('button', { name: 'Export', exact: true }).click());
  expect(exported.bytes.toString('utf8')).toContain(',Ada Lovelace,Changed seats and cost,Form,Figma,Seats,5,7');
});

test('one date of several terms is set back alone, and the history says of which term it was', async ({ app }) => {
  const { page } = app;
  await app.create({ Name: 'Yearly', Type: 'Subscription', 'Start date': '2025-12-01', 'Expiration date': '2026-11-30', Seats: '60' });
  await app.license.renew.click();
  const dialog = page.getByRole('dialog', { name: 'Renew license' });
  await dialog.getByLabel('Seats', { exact: true }).fill('75');
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(dialog).toBeHidden();
  await app.license.openTab('History');
  const entries = app.license.panel.getByRole('listitem');
  const renewed = entries.filter({ hasText: 'Renewed' });
  await expect(renewed).toContainText(/Seats \(Dec 1, 2026 to Nov 30, 2027\)\s*not set → 75/);
  await renewed.getByRole('button', { name: 'Set Seats (Dec 1, 2026 to Nov 30, 2027) back to not set' }).click();
  await expect(entries.first()).toContainText('Set back · ');
  await expect(entries.first()).toContainText(/75 → not set/);
  await app.license.openTab('Details');
  await expect(app.license.panel).toContainText(/Seats\s*60/);
  await app.license.openTab('History');
  // There is nothing left to set back, and nothing is written for that.
  await renewed.getByRole('button', { name: 'Set Seats (Dec 1, 2026 to Nov 30, 2027) back to not set' }).click();
  await expect(app.message('It is so already. Nothing was changed.')).toBeVisible();
  await expect(entries).toHaveCount(3);
});

test('a change of many shows the values of three of them, and the file has those of all', async ({ app }) => {
  const { page } = app;
  for (const name of ['Alpha', 'Beta', 'Delta', 'Gamma']) await app.create({ Name: name, Type: 'Perpetual' });
  await app.follow('Licenses');
  await page.getByRole('checkbox', { name: 'Select all', exact: true }).check();
  await page.getByRole('region', { name: 'Selected licenses' }).getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(app.message('Archived 4 licenses.')).toBeVisible();
  await app.follow('Settings');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const entry = page.getByRole('main').getByRole('listitem').first();
  await expect(entry).toContainText('Bulk edit · ');
  await expect(entry).toContainText('(4 licenses)');
  await expect(entry.getByRole('link')).toHaveCount(3);
  await expect(entry.getByText('In service → Archived')).toHaveCount(3);
  await expect(entry).toContainText('and 1 more');
  const exported = await app.download(() => page.getByRole('button', { name: 'Export', exact: true }).click());
  const text = exported.bytes.toString('utf8');
  for (const name of ['Alpha', 'Beta', 'Delta', 'Gamma']) {
    expect(text).toContain(`,Bulk edit,${name},Lifecycle,In service,Archived`);
  }
  const first = await entry.getByRole('link').first().innerText();
  await entry.getByRole('button', { name: `Set Lifecycle of ${first} back to In service` }).click();
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('Archived → In service');
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(first);
});

test('what changed of settings and vendors is told value by value', async ({ app }) => {
  const { page } = app;
  await app.follow('Settings');
  await app.settings.name.fill('Harbor Works');
  await app.settings.expiringDays.fill('10');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await app.follow('Vendors');
  await page.getByRole('button', { name: 'Create vendor' }).click();
  const form = page.getByRole('dialog', { name: /vendor$/ });
  await form.getByLabel('Name').fill('Figma, Inc.');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await app.follow('Settings');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const entries = page.getByRole('main').getByRole('listitem');
  await expect(entries).toHaveText([
    /Changed vendors\s*Figma, Inc\.\s*Name\s*not set → Figma, Inc\./,
    /Changed the settings of the workspace\s*Name\s*not set → Harbor Works\s*Expiring Soon within\s*30 → 10/,
  ]);
  const exported = await app.download(() => page.getByRole('button', { name: 'Export', exact: true }).click());
  expect(exported.bytes.toString('utf8')).toContain(',Changed the settings of the workspace,Form,,Expiring Soon within,30,10');
});
