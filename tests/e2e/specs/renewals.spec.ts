// Terms that begin by themselves: added when the day has come, and confirmed by somebody.

import { expect, test } from '../fixtures/test.ts';

test('a term that was over and renews by itself is followed by an assumed one, until somebody confirms it', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.create({ Name: 'Figma', Type: 'Subscription', 'Start date': '2025-02-01', 'Expiration date': '2026-01-31', 'Renews by itself': 'yes', Cost: '900', 'Renewal cost': '960' });
  await app.create({ Name: 'Old tool', Type: 'Subscription', 'Start date': '2025-02-01', 'Expiration date': '2026-01-31' });
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma', 'Expires')).toContainText('Jan 31, 2027');
  await expect(app.licenses.cell('Figma', 'Status')).toHaveText('Active');
  await expect(app.licenses.cell('Figma', 'Cost')).toHaveText('$960');
  await expect(app.licenses.cell('Old tool', 'Status')).toHaveText('Expired');

  await page.getByRole('button', { name: 'More filters' }).click();
  const filters = page.getByRole('dialog', { name: 'More filters' });
  await filters.getByLabel('Missing').selectOption({ label: 'Confirmation of a renewal' });
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(app.licenses.names).toHaveText(['Figma']);
  await app.licenses.link('Figma').click();
  await expect(page.getByText('It renewed by itself, as far as the dates say, until Jan 31, 2027.')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(app.message('Confirmed.')).toBeVisible();
  await expect(page.getByText('It renewed by itself')).toBeHidden();
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem').nth(1)).toContainText('Renewed by itself');
  await expect(app.license.panel.getByRole('listitem').first()).toContainText(/Assumed, to be confirmed → Confirmed/);
});
