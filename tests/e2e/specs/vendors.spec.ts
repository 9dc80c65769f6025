// Vendors: their names, their other names, and two that turn out to be one.

import { expect, test } from '../fixtures/test.ts';

const table = (page: import('@playwright/test').Page) => page.getByRole('table', { name: 'Vendors' });

test('two vendors become one, old and new licenses alike, and one Undo parts them', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.create({ Name: 'Office', Type: 'Perpetual', Vendor: 'Microsoft' });
  await app.create({ Name: 'Visio', Type: 'Perpetual', Vendor: 'MSFT' });
  await app.follow('Vendors');
  await expect(table(page).getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Merge MSFT' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge MSFT' });
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog).toContainText('Choose one.');
  await dialog.getByLabel('Merge into').selectOption({ label: 'Microsoft' });
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(app.message('Merged MSFT into Microsoft.')).toBeVisible();
  await expect(table(page).getByRole('row').nth(1)).toHaveText(/Microsoft\s*MSFT\s*2/);

  await app.follow('Licenses');
  await expect(app.licenses.cell('Visio', 'Vendor')).toHaveText('Microsoft');
  // A form that says the old name means the one vendor there is.
  await app.create({ Name: 'Teams', Type: 'Perpetual', Vendor: 'msft' });
  await expect(app.license.panel).toContainText(/Vendor\s*Microsoft/);
  // What is left as it was stays so.
  await app.follow('Licenses');
  await app.licenses.link('Visio').click();
  await app.license.edit.click();
  await expect(app.form.field('Vendor')).toHaveValue('Microsoft');
  await app.form.fill({ Notes: 'checked' });
  await app.form.save.click();
  await expect(app.license.panel).toContainText(/Vendor\s*Microsoft/);

  await app.follow('Vendors');
  await page.getByRole('link', { name: '3', exact: true }).click();
  await expect(app.licenses.names).toHaveText(['Office', 'Teams', 'Visio']);
});

test('a vendor is created, renamed with every license, and refused a name that is taken', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.create({ Name: 'Figma seat', Type: 'Perpetual', Vendor: 'Figma' });
  await app.follow('Vendors');
  await page.getByRole('button', { name: 'Create vendor' }).click();
  const form = page.getByRole('dialog', { name: /vendor$/ });
  await form.getByLabel('Name').fill('figma');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('There is one of this name already.');
  await form.getByLabel('Name').fill('Adobe');
  await form.getByLabel('Also known as').fill('Adobe Systems\nAdobe Inc.');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(app.message('Created "Adobe".')).toBeVisible();
  await page.getByRole('button', { name: 'Edit Figma' }).click();
  await form.getByLabel('Name').fill('Figma, Inc.');
  await form.getByRole('button', { name: 'Save' }).click();
  // What is typed before the dialog has closed goes nowhere.
  await expect(app.message('Changed "Figma, Inc.".')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search vendors' }).fill('systems');
  await expect(table(page).getByRole('row')).toHaveCount(2);
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma seat', 'Vendor')).toHaveText('Figma, Inc.');
  await page.keyboard.press('Control+z');
  await expect(app.licenses.cell('Figma seat', 'Vendor')).toHaveText('Figma');
});

test('a reseller counts the licenses it sold, and the list is narrowed to them', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.startLicense();
  await app.form.more.click();
  await app.form.fill({ Name: 'Office', Type: 'Perpetual', Vendor: 'Microsoft', Supplier: 'Softline', Department: 'Finance' });
  await app.form.save.click();
  await expect(app.license.heading('Office')).toBeVisible();
  await app.create({ Name: 'Figma', Type: 'Perpetual', Vendor: 'Figma' });
  await app.follow('Vendors');
  await expect(table(page).getByRole('row', { name: /^Softline/ })).toContainText('1');
  await table(page).getByRole('row', { name: /^Softline/ }).getByRole('link', { name: '1', exact: true }).click();
  await expect(app.licenses.names).toHaveText(['Office']);
  await app.licenses.clearFilters.click();

  // Columns beside the usual ones are shown where they are wanted, and sort like any.
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  await columns.getByLabel('Supplier').check();
  await columns.getByLabel('Department').check();
  await page.keyboard.press('Escape');
  app.licenses.own = ['Supplier', 'Department'];
  await expect(app.licenses.cell('Office', 'Supplier')).toHaveText('Softline');
  await expect(app.licenses.cell('Office', 'Department')).toHaveText('Finance');
  await app.licenses.sortBy('Supplier');
  await expect(app.licenses.names).toHaveText(['Office', 'Figma']);
  await expect(page).toHaveURL(/sort=supplier/);
});
