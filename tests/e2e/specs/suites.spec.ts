// What a license is a right to: products, the license it is a part of, support and maintenance.

import { expect, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

test.beforeEach(async ({ app }) => app.open());

async function edit(app: App, fields: Record<string, string>): Promise<void> {
  await app.license.edit.click();
  if (await app.form.field('Part of').isHidden()) await app.form.more.click();
  await app.form.fill(fields);
  await app.form.save.click();
}

test('a license is part of another one, and both pages lead to each other', async ({ app }) => {
  await app.create({ Name: 'Harbor Suite', Type: 'Volume' });
  await app.create({ Name: 'Writer seats', Type: 'Perpetual' });
  await edit(app, { 'Part of': 'harbor suite', Products: 'Writer; Draw, Professional ;writer' });
  await expect(app.license.heading('Writer seats')).toBeVisible();
  expect(await app.license.detail('Products')).toBe('Draw, Professional; Writer');
  await app.license.panel.getByRole('link', { name: 'Harbor Suite' }).click();
  await expect(app.license.heading('Harbor Suite')).toBeVisible();
  expect(await app.license.detail('Includes')).toBe('Writer seats');

  // Not the other way round as well.
  await edit(app, { 'Part of': 'Writer seats' });
  await expect(app.message('A license cannot be part of one that is part of it.')).toBeVisible();
  await app.form.cancel.click();
  await app.license.panel.getByRole('link', { name: 'Writer seats' }).click();
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem').first()).toContainText(/Part of\s*not set → Harbor Suite/);
  await expect(app.license.panel.getByRole('listitem').first()).toContainText(/Products\s*not set → Draw, Professional; Writer/);

  await app.follow('Licenses');
  await app.licenses.search.fill('draw, prof');
  await expect(app.licenses.names).toHaveText(['Writer seats']);
});

test('a name that no license has, several have, or the license itself has is refused', async ({ app }) => {
  await app.create({ Name: 'Twin', Type: 'Perpetual' });
  await app.create({ Name: 'Twin', Type: 'Perpetual' });
  await app.create({ Name: 'Alone', Type: 'Perpetual' });
  await app.license.edit.click();
  await app.form.more.click();
  for (const [name, problem] of [
    ['Nobody', 'There is no license of this name.'],
    ['twin', 'Several licenses have this name. Give one of them another name first.'],
    ['Alone', 'A license cannot be part of itself.'],
  ] as const) {
    await app.form.fill({ 'Part of': name });
    await app.form.save.click();
    await expect(app.form.field('Part of')).toHaveAccessibleDescription(new RegExp(problem.replace(/\./g, '\\.')));
  }
  await app.form.fill({ 'Part of': '' });
  await app.form.save.click();
  await expect(app.license.heading('Alone')).toBeVisible();
});

test('support and maintenance have periods of their own, with their gaps', async ({ app }) => {
  const { page } = app;
  await app.create({ Name: 'SolidWorks', Type: 'Perpetual' });
  const dialog = page.getByRole('dialog', { name: 'Support and maintenance' });
  const periods = page.getByRole('list', { name: 'Support and maintenance' }).getByRole('listitem');
  await page.getByRole('button', { name: 'Add coverage' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Expiration date')).toHaveAccessibleDescription(/Fill this in\./);
  await dialog.getByLabel('Start date').fill('2025-01-31');
  await dialog.getByLabel('Expiration date').fill('2026-01-30');
  await dialog.getByLabel('Cost').fill('1,200.00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(periods).toHaveText([/Jan 31, 2025 to Jan 30, 2026\s*Maintenance, \$1,200\s*Ended/]);

  // The next one is proposed: as long, at the same price.
  await page.getByRole('button', { name: 'Add coverage' }).click();
  await expect(dialog.getByLabel('Start date')).toHaveValue('2026-01-31');
  await expect(dialog.getByLabel('Expiration date')).toHaveValue('2027-01-30');
  await dialog.getByLabel('Start date').fill('2026-03-01');
  await dialog.getByLabel('Kind').selectOption({ label: 'Assurance' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(periods).toHaveCount(2);
  await expect(periods.first()).toContainText('Assurance');
  await expect(periods.first()).toContainText('Gap before it: 29 days that no period covers');

  await page.getByRole('button', { name: 'Remove Jan 31, 2025 to Jan 30, 2026' }).click();
  await expect(periods).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(periods).toHaveCount(2);
  await page.getByRole('button', { name: 'Edit Mar 1, 2026 to Jan 30, 2027' }).click();
  await dialog.getByLabel('Start date').fill('2026-01-31');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(periods.first()).not.toContainText('Gap');

  await app.license.openTab('History');
  const entries = app.license.panel.getByRole('listitem');
  await expect(entries.first()).toContainText(/Coverage\s*Mar 1, 2026 to Jan 30, 2027 → Jan 31, 2026 to Jan 30, 2027/);
  await page.reload();
  await expect(periods).toHaveCount(2);
});
