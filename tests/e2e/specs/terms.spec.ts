// The terms of a license and what was bought for them: any of them can be corrected, added to and removed.

import { expect, test } from '../fixtures/test.ts';

test('an old term is corrected, seats are added in the middle of one, and Undo takes each back', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.create({ Name: 'CAD', Type: 'Subscription', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', Seats: '60', Cost: '1200', Currency: 'EUR' });
  const panel = app.license.panel;
  const save = (dialog: import('@playwright/test').Locator) => dialog.getByRole('button', { name: 'Save', exact: true }).click();

  await page.getByRole('button', { name: /^Add purchase to Jan 1, 2026/ }).click();
  const added = page.getByRole('dialog', { name: 'Add purchase' });
  await added.getByLabel('Seats', { exact: true }).fill('15');
  await added.getByLabel('Order number').fill('SO-77');
  await save(added);
  await expect(app.message('Purchase added.')).toBeVisible();
  await expect(panel).toContainText('SO-77');
  await app.follow('Licenses');
  await expect(app.licenses.cell('CAD', 'Seats')).toHaveText('75');
  await app.licenses.link('CAD').click();

  await app.license.renew.click();
  const renewal = page.getByRole('dialog', { name: 'Renew license' });
  // What was added in the middle goes on as well.
  await expect(renewal.getByLabel('Seats', { exact: true })).toHaveValue('75');
  await renewal.getByLabel('Term is').selectOption({ label: 'Planned' });
  await renewal.getByLabel('Renews by itself').check();
  await renewal.getByLabel('Notice').fill('2 months');
  await renewal.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(app.message(/^Renewed until/)).toBeVisible();
  await expect(panel).toContainText('Planned');
  await expect(panel).toContainText('Oct 31, 2027 (calendar days)');

  await page.getByRole('button', { name: /^Edit term Jan 1, 2026/ }).first().click();
  const correction = page.getByRole('dialog', { name: 'Edit term' });
  await correction.getByLabel('Expiration date').fill('2026-11-30');
  await correction.getByLabel('Cost', { exact: true }).fill('1100');
  await save(correction);
  await expect(app.message('Term changed.')).toBeVisible();
  await expect(panel).toContainText('€1,100');
  await expect(panel).toContainText('31 days that no term covers');

  await page.getByRole('button', { name: /^Remove Jan 1, 2027/ }).click();
  await expect(app.message('Removed.')).toBeVisible();
  await expect(panel).not.toContainText('Planned');
  await page.keyboard.press('Control+z');
  await expect(panel).toContainText('Planned');
});

test('a term that is only planned makes nothing valid', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Plan', Type: 'Subscription', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', Seats: '5' });
  await expect(app.license.status).toHaveText('Active');
  await app.page.getByRole('button', { name: /^Edit term/ }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Edit term' });
  await dialog.getByLabel('Term is').selectOption({ label: 'Planned' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.license.status).toHaveText('Pending');
});

test('fewer free seats than wanted, and a license that will not be renewed, are told in the list and on the page', async ({ app }) => {
  await app.open();
  await app.startLicense();
  await app.form.more.click();
  await app.form.fill({ Name: 'Tight', Type: 'Subscription', Lifecycle: 'Not renewing', 'Expiration date': '2026-12-31', Seats: '2', 'Minimum free': '3' });
  await app.form.save.click();
  await expect(app.page.getByRole('status', { name: 'Lifecycle' })).toHaveText('Not renewing');
  await expect(app.page.getByText('2 free, 3 should be')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Tight', 'Used')).toContainText('few free');
  await expect(app.licenses.cell('Tight', 'Expires')).toContainText('not renewing');
});
