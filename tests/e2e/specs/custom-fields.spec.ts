// Fields of the organisation's own: defined once, then in the form, on the page, in the list and its filters.

import type { App } from '../pages/app.ts';
import { expect, test } from '../fixtures/test.ts';

async function addField(app: App, name: string, type: string, choices?: string): Promise<void> {
  const { page } = app;
  await page.getByRole('button', { name: 'Add field' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add field' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Type').selectOption({ label: type });
  if (choices) await dialog.getByLabel('Choices').fill(choices);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(app.message(`Added "${name}".`)).toBeVisible();
}

const fields = (app: App) => app.page.getByRole('list', { name: 'Custom fields' });

test.describe('with a choice, a number, a date and a link', () => {
  test.beforeEach(async ({ app }) => {
    await app.open('/settings');
    await addField(app, 'Risk', 'Choice', 'High\nMedium\nLow');
    await addField(app, 'Score', 'Number');
    await addField(app, 'Reviewed', 'Date');
    await addField(app, 'Contract', 'Link');
  });

  test('they stand in the form with the controls of their kind, and say what is wrong', async ({ app }) => {
    const { page } = app;
    await app.startLicense();
    await app.form.fill({ Name: 'Figma', Type: 'Perpetual', Risk: 'High', Score: '7,5', Reviewed: '2026-03-01', Contract: 'javascript:alert(1)' });
    await app.form.save.click();
    await expect(app.form.summary).toContainText('Score: A number such as 12 or 12.5.');
    await expect(app.form.summary).toContainText('Contract: An address that starts with https:// or http://.');
    await app.form.fill({ Score: '7.50', Contract: 'https://contracts.example/42' });
    await app.form.save.click();
    await expect(app.license.heading('Figma')).toBeVisible();
    await expect(app.license.panel).toContainText(/Risk\s*High/);
    await expect(app.license.panel).toContainText(/Score\s*7\.5/);
    await expect(app.license.panel).toContainText(/Reviewed\s*Mar 1, 2026/);
    await expect(page.getByRole('link', { name: 'https://contracts.example/42' })).toHaveAttribute('rel', 'noopener noreferrer');

    // A change is in the history under the field's own name, and can be set back.
    await app.license.edit.click();
    await app.form.fill({ Risk: 'Low' });
    await app.form.save.click();
    await expect(app.license.panel).toContainText(/Risk\s*Low/);
    await app.license.openTab('History');
    const latest = app.license.panel.getByRole('listitem').first();
    await expect(latest).toContainText(/Risk\s*High → Low/);
    await latest.getByRole('button', { name: 'Set Risk back to High' }).click();
    await app.license.openTab('Details');
    await expect(app.license.panel).toContainText(/Risk\s*High/);
  });

  test('the list shows, sorts, filters and searches by them, and a bulk edit sets them', async ({ app }) => {
    const { page } = app;
    await app.create({ Name: 'Alpha', Type: 'Perpetual', Risk: 'Low', Score: '10' });
    await app.create({ Name: 'Beta', Type: 'Perpetual', Risk: 'High', Score: '9' });
    await app.create({ Name: 'Gamma', Type: 'Perpetual' });
    await app.follow('Licenses');
    await page.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('dialog', { name: 'Columns' });
    await columns.getByLabel('Risk').check();
    await columns.getByLabel('Score').check();
    await page.keyboard.press('Escape');
    app.licenses.own = ['Risk', 'Score'];

    await app.licenses.sortBy('Risk');
    await expect(app.licenses.names).toHaveText(['Beta', 'Alpha', 'Gamma']);
    await app.licenses.sortBy('Score');
    await expect(app.licenses.names).toHaveText(['Beta', 'Alpha', 'Gamma']);
    await app.licenses.sortBy('Score');
    await expect(app.licenses.names).toHaveText(['Alpha', 'Beta', 'Gamma']);

    await page.getByRole('button', { name: 'More filters' }).click();
    const filters = page.getByRole('dialog', { name: 'More filters' });
    await filters.getByLabel('Risk').selectOption({ label: 'Not set' });
    await filters.getByRole('button', { name: 'Apply' }).click();
    await expect(app.licenses.names).toHaveText(['Gamma']);
    await page.reload();
    await expect(app.licenses.names).toHaveText(['Gamma']);
    await expect(app.licenses.cell('Gamma', 'Risk')).toContainText('Empty');

    await page.getByRole('checkbox', { name: 'Select Gamma' }).check();
    await page.getByRole('button', { name: 'Edit…' }).click();
    const bulk = page.getByRole('dialog', { name: 'Edit selected licenses' });
    await bulk.getByLabel('Field').selectOption({ label: 'Score' });
    await bulk.getByLabel('Value').fill('many');
    await bulk.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(bulk).toContainText('A number such as 12 or 12.5.');
    await bulk.getByLabel('Value').fill('9.5');
    await bulk.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(app.licenses.cell('Gamma', 'Score')).toHaveText('9.5');

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'More filters' }).click();
    await filters.getByLabel('Score from').fill('9.5');
    await filters.getByRole('button', { name: 'Apply' }).click();
    await expect(app.licenses.names).toHaveText(['Alpha', 'Gamma']);
    await app.licenses.search.fill('high');
    await expect(page.getByText('Nothing matches')).toBeVisible();
  });

  test('a field is renamed, retired with its values kept, and brought back', async ({ app }) => {
    const { page } = app;
    await app.create({ Name: 'Figma', Type: 'Perpetual', Score: '3' });
    await app.follow('Settings');
    await page.getByRole('button', { name: 'Edit Score' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit field' });
    await dialog.getByLabel('Name').fill('risk');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('There is one of this name already.');
    await dialog.getByLabel('Name').fill('Rating');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(fields(app)).toContainText('Rating');

    await page.getByRole('button', { name: 'Retire Rating' }).click();
    await expect(fields(app)).toContainText('Retired. Its values are kept.');
    await app.follow('Licenses');
    await app.licenses.link('Figma').click();
    await expect(app.license.panel).toContainText('Type');
    await expect(app.license.panel).not.toContainText('Rating');
    await app.follow('Settings');
    await page.getByRole('button', { name: 'Bring back Rating' }).click();
    await expect(app.message('Brought back "Rating".')).toBeVisible();
    await app.follow('Licenses');
    await app.licenses.link('Figma').click();
    await expect(app.license.panel).toContainText(/Rating\s*3/);
  });
});

test('a column nobody knows becomes a new field, and comes back with an export', async ({ app }) => {
  const { page } = app;
  await app.open();
  const file = 'Name,Data centre,Approved on\nFigma,Berlin,2026-01-15\nZoom,Paris,2026-02-01\n';
  await app.licenses.importButton.click();
  await app.import.choose('list.csv', file);
  await page.getByRole('button', { name: 'Change columns' }).click();
  await page.getByLabel('Data centre').selectOption({ label: 'New custom field' });
  await page.getByLabel('Approved on').selectOption({ label: 'New custom field' });
  await page.getByRole('button', { name: 'Show the preview' }).click();
  await app.import.importButton.click();
  await app.licenses.link('Zoom').click();
  await expect(app.license.panel).toContainText(/Approved on\s*Feb 1, 2026/);
  await expect(app.license.panel).toContainText(/Data centre\s*Paris/);
  await app.follow('Settings');
  await expect(fields(app)).toContainText(/Approved on\s*Date/);
  await app.follow('Licenses');
  const { bytes } = await app.download(() => app.licenses.export());
  expect(bytes.toString()).toContain('Approved on,Data centre');
});

test.describe('where a comma marks decimals', () => {
  test.use({ locale: 'de-DE' });

  test('numbers, days, amounts and truths of the list read as they do there', async ({ app }) => {
    const { page } = app;
    await app.open('/settings');
    await addField(app, 'Score', 'Number');
    await addField(app, 'Approved', 'Yes or no');
    await addField(app, 'Reviewed', 'Date');
    await app.create({ Name: 'Alpha', Type: 'Perpetual', 'Expiration date': '2026-12-31', Cost: '1200', Currency: 'EUR', Score: '1234.5', Approved: 'Yes', Reviewed: '2026-03-01' });
    await expect(app.license.panel).toContainText(/Score\s*1\.234,5/);
    await app.follow('Licenses');
    await page.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('dialog', { name: 'Columns' });
    for (const name of ['Score', 'Approved', 'Reviewed']) await columns.getByLabel(name).check();
    await page.keyboard.press('Escape');
    app.licenses.own = ['Score', 'Approved', 'Reviewed'];
    await expect(app.licenses.cell('Alpha', 'Score')).toHaveText('1.234,5');
    await expect(app.licenses.cell('Alpha', 'Approved')).toHaveText('Yes');
    await expect(app.licenses.cell('Alpha', 'Reviewed')).toHaveText('01.03.2026');
    await expect(app.licenses.cell('Alpha', 'Expires')).toContainText('31.12.2026');
    await expect(app.licenses.cell('Alpha', 'Cost')).toHaveText(/^1\.200\s€$/);
  });
});
