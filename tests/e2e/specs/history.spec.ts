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
  expect(text).toMatch(/^\ufeffWhen,What,Licenses,Field,Before,After\r\n/);
  expect(text).toContain(",Changed seats and cost,'=Figma,Seats,5,7");
  await entries.filter({ hasText: 'Created' }).getByRole('link', { name: '=Figma' }).click();
  await expect(app.license.heading('=Figma')).toBeVisible();
});
