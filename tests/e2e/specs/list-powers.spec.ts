// What can be done to many licenses at once, and to the list itself.

import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, newTab, test, type Page } from '../fixtures/test.ts';

const file = snipeItFile();

const bar = (page: Page) => page.getByRole('region', { name: 'Selected licenses' });
const select = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });

test.describe('of three licenses', () => {
  test.beforeEach(async ({ app }) => {
    await app.open();
    await app.create({ Name: 'Alpha', Type: 'Subscription', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', Owner: 'Kim Lee', Tags: 'cad' });
    await app.create({ Name: 'Beta', Type: 'Perpetual', Owner: 'Kim Lee' });
    await app.create({ Name: 'Gamma', Type: 'Perpetual', Owner: 'Sam Ode', Tags: 'cad, design' });
    await app.follow('Licenses');
  });

  test('the ticked ones are changed together, and one Undo takes it back', async ({ app }) => {
    const { page } = app;
    await select(page, 'Alpha').check();
    await select(page, 'Gamma').check();
    await expect(bar(page)).toContainText('2 selected');
    await bar(page).getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit selected licenses' });
    await dialog.getByLabel('Field').selectOption({ label: 'Vendor' });
    await dialog.getByLabel('Value').fill('Acme');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(app.message('Changed 2 licenses.')).toBeVisible();
    expect(await app.licenses.column('Vendor')).toEqual(['Acme', expect.stringContaining('No vendor'), 'Acme']);

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(app.message('Taken back: changed 2 licenses.')).toBeVisible();
    await expect(app.licenses.cell('Alpha', 'Vendor')).toContainText('No vendor');

    // The bulk step is part of each one's history.
    await app.licenses.link('Gamma').click();
    await app.license.openTab('History');
    await expect(app.license.panel.getByRole('listitem').nth(1)).toContainText(/Vendor\s*not set → Acme/);
  });

  test('tags are added and taken off, and the list is narrowed by tag and by owner', async ({ app }) => {
    const { page } = app;
    await page.getByRole('checkbox', { name: 'Select all', exact: true }).check();
    await expect(bar(page)).toContainText('3 selected');
    const change = async (field: string, value: string) => {
      await bar(page).getByRole('button', { name: 'Edit…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Edit selected licenses' });
      await dialog.getByLabel('Field').selectOption({ label: field });
      await dialog.getByLabel('Value').fill(value);
      await dialog.getByRole('button', { name: 'Change', exact: true }).click();
      await expect(dialog).toBeHidden();
    };
    await change('Add tags', 'audit 2026, cad');
    await expect(app.message('Changed 3 licenses.')).toBeVisible();
    await change('Remove tags', 'cad');
    await expect(app.message('Changed 3 licenses.')).toBeVisible();
    await app.licenses.filter('Tag').selectOption({ label: 'design' });
    await expect(app.licenses.names).toHaveText(['Gamma']);
    await expect(page).toHaveURL(/tag=design/);
    await expect(bar(page)).toContainText('3 selected, 2 of them not shown');
    await app.licenses.filter('Tag').selectOption({ label: 'Any' });
    await app.licenses.filter('Owner').selectOption({ label: 'Kim Lee' });
    await expect(app.licenses.names).toHaveText(['Alpha', 'Beta']);
    await page.reload();
    await expect(app.licenses.names).toHaveText(['Alpha', 'Beta']);
  });

  test('archiving, renewing and deleting reach all that are ticked', async ({ app }) => {
    const { page } = app;
    await select(page, 'Alpha').check();
    await select(page, 'Beta').check();
    await bar(page).getByRole('button', { name: 'Renew', exact: true }).click();
    // A perpetual license never ends.
    await expect(app.message('Renewed 1 license.')).toBeVisible();
    await bar(page).getByRole('button', { name: 'Archive', exact: true }).click();
    await expect(app.message('Archived 2 licenses.')).toBeVisible();
    await expect(app.licenses.cell('Alpha', 'Status')).toHaveText('Archived');
    await bar(page).getByRole('button', { name: 'Archive', exact: true }).click();
    await expect(app.message('They are so already. Nothing was changed.')).toBeVisible();
    await bar(page).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(app.licenses.names).toHaveText(['Gamma']);
    await expect(bar(page)).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(app.licenses.names).toHaveText(['Alpha', 'Beta', 'Gamma']);
    await app.licenses.link('Alpha').click();
    await expect(app.license.panel.getByRole('heading', { level: 2 })).toHaveCount(2);
  });

  test('tagging, renewing and archiving many are one step each to undo and to redo', async ({ app }) => {
    const { page } = app;
    for (const name of ['Delta', 'Echo']) {
      await app.create({ Name: name, Type: 'Subscription', 'Start date': '2025-02-01', 'Expiration date': '2026-01-31' });
    }
    await app.follow('Licenses');
    await select(page, 'Delta').check();
    await select(page, 'Echo').check();
    /** Looks at what was done, takes it back in one step, and does it again in one. */
    const thereAndBack = async (done: () => Promise<void>, undone: () => Promise<void>) => {
      await done();
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect(app.message('Taken back: changed 2 licenses.')).toBeVisible();
      await undone();
      await page.getByRole('button', { name: 'Redo', exact: true }).click();
      await expect(app.message('Done again: changed 2 licenses.')).toBeVisible();
      await done();
    };
    const statuses = (status: string) => async () => {
      for (const name of ['Delta', 'Echo']) await expect(app.licenses.cell(name, 'Status')).toHaveText(status);
    };
    const tags = app.licenses.filter('Tag');

    await bar(page).getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit selected licenses' });
    await dialog.getByLabel('Field').selectOption({ label: 'Add tags' });
    await dialog.getByLabel('Value').fill('audit');
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(app.message('Changed 2 licenses.')).toBeVisible();
    await thereAndBack(() => expect(tags).toContainText('audit'), () => expect(tags).not.toContainText('audit'));

    await statuses('Expired')();
    await bar(page).getByRole('button', { name: 'Renew', exact: true }).click();
    await expect(app.message('Renewed 2 licenses.')).toBeVisible();
    await thereAndBack(statuses('Active'), statuses('Expired'));

    await bar(page).getByRole('button', { name: 'Archive', exact: true }).click();
    await expect(app.message('Archived 2 licenses.')).toBeVisible();
    await thereAndBack(statuses('Archived'), statuses('Active'));

    // Each of them tells where its steps came from.
    await app.licenses.link('Delta').click();
    await app.license.openTab('History');
    const entries = app.license.panel.getByRole('listitem');
    await expect(entries).toContainText([/Redo/, /Undo/, /Bulk edit/, /Redo/, /Undo/, /Bulk edit/, /Redo/, /Undo/, /Bulk edit/, /Created/]);
  });

  test('columns are chosen for this device and stay chosen', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('checkbox', { name: 'Cost', exact: true }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Tags' }).check();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(app.licenses.header('Cost')).toBeHidden();
    await expect(page.getByRole('columnheader', { name: 'Tags' })).toBeVisible();
    await expect(app.licenses.row('Gamma')).toContainText('cad, design');
    await page.reload();
    await expect(app.licenses.header('Name')).toBeVisible();
    await expect(app.licenses.header('Cost')).toBeHidden();
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await expect(app.licenses.header('Cost')).toBeVisible();
  });
});

test('what is ticked outlives a filter, and all that are shown are ticked at once', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', file.text);
  await app.licenses.search.fill('studio');
  await expect(app.licenses.count).toHaveText('Showing 10 of 50');
  await app.page.getByRole('checkbox', { name: 'Select all', exact: true }).check();
  await expect(bar(app.page)).toContainText('10 selected');
  await app.licenses.clearFilters.click();
  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
  await expect(app.page.getByRole('checkbox', { name: 'Select all', exact: true })).not.toBeChecked();
  await bar(app.page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(app.licenses.count).toHaveText('Showing 40 of 40');
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
});

test('on a phone a card is ticked without being opened', async ({ profile }) => {
  const app = await newTab(await profile({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
  await app.open();
  await app.create({ Name: 'Alpha', Type: 'Perpetual' });
  await app.follow('Licenses');
  await select(app.page, 'Alpha').tap();
  await expect(bar(app.page)).toContainText('1 selected');
  await expect(app.licenses.heading).toBeVisible();
  await app.licenses.link('Alpha').tap();
  await expect(app.license.heading('Alpha')).toBeVisible();
});
