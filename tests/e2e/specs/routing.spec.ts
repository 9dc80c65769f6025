// Addresses: every page has one, and the browser's own buttons work.

import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, test } from '../fixtures/test.ts';

test('a license opens by its address', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  const address = app.page.url();
  await app.open('/settings');
  await app.page.goto(address);
  await expect(app.license.heading('Blender')).toBeVisible();
  await expect(app.page).toHaveTitle('Blender · Seatwise');
  await app.page.goto(`${address}/edit`);
  await expect(app.form.field('Name')).toHaveValue('Blender');
});

test('an address of no page says so and leads back', async ({ app }) => {
  await app.open('/no/such/page');
  await expect(app.page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await app.page.getByRole('link', { name: 'Go to Licenses' }).click();
  await expect(app.licenses.heading).toBeVisible();
});

for (const id of ['00000000-0000-4000-8000-000000000000', 'nonsense']) {
  test(`a license that is not there says so: ${id}`, async ({ app }) => {
    await app.open(`/licenses/${id}`);
    await expect(app.page.getByRole('heading', { level: 1, name: 'License not found' })).toBeVisible();
    await app.page.getByRole('link', { name: 'Back to licenses' }).click();
    await expect(app.licenses.heading).toBeVisible();
  });
}

test('back and forward keep what the list was asked', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', snipeItFile().text);
  await app.licenses.filter('Vendor').selectOption({ label: 'Northlight' });
  await app.licenses.sortBy('Seats');
  await app.licenses.search.fill('studio');
  await expect(app.licenses.count).toHaveText('Showing 2 of 50');
  const names = await app.licenses.names.allInnerTexts();
  await app.licenses.names.first().click();
  await expect(app.license.heading(names[0] ?? '')).toBeVisible();
  await app.page.goBack();
  await expect(app.licenses.count).toHaveText('Showing 2 of 50');
  await expect(app.licenses.search).toHaveValue('studio');
  await expect(app.licenses.filter('Vendor')).toHaveValue('Northlight');
  await expect(app.licenses.names).toHaveText(names);
  await app.page.goForward();
  await expect(app.license.heading(names[0] ?? '')).toBeVisible();
});

test('every page says in the title what it is and moves the focus to its heading', async ({ app }) => {
  await app.open();
  await expect(app.page).toHaveTitle('Licenses · Seatwise');
  await app.licenses.createButton.click();
  await expect(app.page).toHaveTitle('Create license · Seatwise');
  await expect(app.form.createHeading).toBeFocused();
  await app.follow('Settings');
  await expect(app.page).toHaveTitle('Settings · Seatwise');
  await expect(app.settings.heading).toBeFocused();
  await app.follow('Licenses');
  await app.licenses.importButton.click();
  await expect(app.page).toHaveTitle('Import licenses · Seatwise');
  await expect(app.import.heading).toBeFocused();
  await app.open('/no/such/page');
  await expect(app.page).toHaveTitle('Page not found · Seatwise');
});

test('the navigation says which page is open', async ({ app }) => {
  await app.open();
  const link = (name: string) => app.navigation.getByRole('link', { name, exact: true });
  await expect(link('Licenses')).toHaveAttribute('aria-current', 'page');
  await app.follow('Settings');
  await expect(link('Settings')).toHaveAttribute('aria-current', 'page');
  await expect(link('Licenses')).not.toHaveAttribute('aria-current');
});

test('whoever leaves the list in the very moment it appears finds the next page whole', async ({ app }) => {
  await app.open();
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  await app.page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('main table')) return;
      observer.disconnect();
      const settings = [...document.querySelectorAll('nav a')].find(link => link.textContent?.includes('Settings'));
      (settings as HTMLElement).click();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await app.navigation.getByRole('link', { name: 'Licenses' }).click();
  await expect(app.settings.heading).toBeVisible();
  await app.settings.name.fill('Harbor Works');
  await app.settings.save.click();
  await expect(app.message('Saved.')).toBeVisible();
});
