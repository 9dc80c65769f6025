// Saved views, orders of several columns, and the filters that are wanted less often.

import { expect, test } from '../fixtures/test.ts';

test.beforeEach(async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Alpha', Type: 'Subscription', Vendor: 'Acme', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', 'Purchase date': '2025-12-15', Cost: '100', Seats: '5' });
  await app.create({ Name: 'Beta', Type: 'Perpetual', Vendor: 'Acme', 'Purchase date': '2026-02-01', Cost: '300', Seats: '5' });
  await app.create({ Name: 'Gamma', Type: 'Perpetual', Vendor: 'Zeta', Seats: '9' });
  await app.follow('Licenses');
});

test('a view keeps filters, order and columns under a name', async ({ app }) => {
  const { page } = app;
  await app.licenses.filter('Vendor').selectOption({ label: 'Acme' });
  await app.licenses.sortBy('Cost');
  await app.licenses.sortBy('Cost');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByLabel('Owner').uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Views' }).click();
  const views = page.getByRole('dialog', { name: 'Views' });
  await views.getByRole('button', { name: 'Save view' }).click();
  await expect(views).toContainText('Fill this in.');
  await views.getByLabel('Save this list as').fill('Acme by cost');
  await views.getByRole('button', { name: 'Save view' }).click();
  await expect(app.message('Saved the view "Acme by cost".')).toBeVisible();
  await expect(page.getByRole('button', { name: 'View: Acme by cost' })).toBeVisible();

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'Reset' }).click();
  await page.keyboard.press('Escape');
  await expect(app.licenses.names).toHaveCount(3);
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Views' }).click();
  await views.getByRole('button', { name: 'Open Acme by cost' }).click();
  await expect(app.licenses.names).toHaveText(['Beta', 'Alpha']);
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeHidden();
  await expect(page).toHaveURL(/vendor=Acme/);

  await page.getByRole('button', { name: 'View: Acme by cost' }).click();
  await views.getByRole('button', { name: 'Delete Acme by cost' }).click();
  await expect(app.message('Deleted "Acme by cost".')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('button', { name: 'View: Acme by cost' })).toBeVisible();
});

test('with Shift a second column decides where the first says the same', async ({ app }) => {
  const { page } = app;
  await app.licenses.sortBy('Seats');
  await page.getByRole('columnheader', { name: 'Cost' }).getByRole('button').click({ modifiers: ['Shift'] });
  await expect(app.licenses.names).toHaveText(['Alpha', 'Beta', 'Gamma']);
  await page.getByRole('columnheader', { name: 'Cost' }).getByRole('button').press('Shift+Enter');
  await expect(app.licenses.names).toHaveText(['Beta', 'Alpha', 'Gamma']);
  await expect(page).toHaveURL(/sort=seats%2C-cost|sort=seats,-cost/);
  await page.reload();
  await expect(app.licenses.names).toHaveText(['Beta', 'Alpha', 'Gamma']);
});

test('the list is narrowed to days of purchase and expiration, and to what is missing', async ({ app }) => {
  const { page } = app;
  const filters = page.getByRole('dialog', { name: 'More filters' });
  const open = () => page.getByRole('button', { name: 'More filters' }).click();
  await open();
  await filters.getByLabel('Purchased from').fill('2026-01-01');
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(app.licenses.names).toHaveText(['Beta']);
  await open();
  await filters.getByRole('button', { name: 'Clear these' }).click();
  await expect(app.licenses.names).toHaveCount(3);
  await open();
  await filters.getByLabel('Missing').selectOption({ label: 'Cost' });
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(app.licenses.names).toHaveText(['Gamma']);
  await open();
  await filters.getByLabel('Missing').selectOption({ label: 'Any' });
  await filters.getByLabel('Expires from').fill('2026-12-01');
  await filters.getByLabel('Expires until').fill('2026-12-31');
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(app.licenses.names).toHaveText(['Alpha']);
  await expect(app.licenses.filter('Expires').locator('option:checked')).toHaveText('Dec 1, 2026 to Dec 31, 2026');
});
