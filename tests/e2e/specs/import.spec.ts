// The main job: a file of another tool goes in, an inventory comes out.

import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, test } from '../fixtures/test.ts';

const file = snipeItFile();

test('a file shows what it would create before anything is created', async ({ app }) => {
  await app.open();
  await app.licenses.importButton.click();
  await expect(app.import.heading).toBeVisible();
  await app.import.choose('licenses.csv', file.text);

  await expect(app.import.summary).toContainText('licenses.csv Snipe-IT license file, 50 rows, UTF-8, commas');
  for (const figure of [
    '50 licenses to create',
    '50 users to create',
    '50 assignments',
    `${file.seats.toLocaleString('en-US')} seats`,
    '50 product keys',
    '1 cell not understood',
  ]) {
    await expect(app.import.summary.getByRole('listitem').filter({ hasText: figure })).toBeVisible();
  }
  await expect(app.page.getByText('“12/27/1981” in line 2 can only be month first.')).toBeVisible();
  await expect(app.import.rows(app.import.preview)).toHaveCount(50);

  await app.follow('Licenses');
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
});

test('the cell that is not understood is named with its line, its column, its text and the reason', async ({ app }) => {
  await app.open('/import');
  await app.import.choose('licenses.csv', file.text);
  const rows = app.import.rows(app.import.notUnderstood);
  await expect(rows).toHaveCount(1);
  expect(await app.import.cells(rows.first())).toEqual([
    String(file.odd.line),
    'reassignable',
    'sometimes',
    'Neither yes nor no; taken as yes.',
  ]);
});

test('product keys of a file are shown by their last characters alone', async ({ app }) => {
  await app.open('/import');
  await app.import.choose('licenses.csv', file.text);
  const first = file.rows[0];
  await expect(app.import.preview).toContainText(`•••• ${first?.key.slice(-4).toUpperCase()}`, { ignoreCase: true });
  await expect(app.page.getByRole('main')).not.toContainText(first?.key ?? '');
});

test('importing it lists 50 licenses with status, seats, use and cost', async ({ app }) => {
  await app.open('/import');
  await app.import.choose('licenses.csv', file.text);
  await expect(app.import.importButton).toHaveText('Import 50');
  await app.import.importButton.click();

  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
  await expect(app.message('Imported 50 licenses.')).toBeVisible();
  await expect(app.licenses.names).toHaveCount(50);
  expect(new Set(await app.licenses.column('Status'))).toEqual(new Set(['Expired']));
  expect(new Set(await app.licenses.column('Used'))).toEqual(new Set(['1']));
  for (const row of file.rows.slice(0, 5)) {
    await expect(app.licenses.cell(row.name, 'Vendor')).toHaveText(row.vendor);
    await expect(app.licenses.cell(row.name, 'Type')).toHaveText('Subscription');
    await expect(app.licenses.cell(row.name, 'Seats')).toHaveText(String(row.seats));
    await expect(app.licenses.cell(row.name, 'Cost')).toHaveText(`$${row.cost.toFixed(2)}`);
  }
});

test('a license of the file keeps its holder, its notes with their line breaks and where it came from', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', file.text);
  const row = file.rows[1];
  if (!row) throw new Error('the file has rows');
  await app.licenses.link(row.name).click();
  await expect(app.license.heading(row.name)).toBeVisible();
  await expect(app.license.status).toHaveText('Expired');
  await expect(app.license.panel).toContainText(row.notes);
  await app.license.openTab('Assignments');
  await expect(app.license.assignments.getByRole('rowheader')).toHaveText([row.holder]);
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem')).toContainText(['Imported from a file of 50 licenses']);
});

test('importing the same file again creates nothing', async ({ app }) => {
  await app.open();
  await app.importFile('licenses.csv', file.text);
  await app.licenses.importButton.click();
  await app.import.choose('licenses.csv', file.text);
  await expect(app.import.summary).toContainText('50 already here, left as they are');
  await expect(app.import.importButton).toHaveText('Import 0');
  await expect(app.import.importButton).toBeDisabled();
  await expect(app.page.getByText('Everything in this file is here already.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.count).toHaveText('Showing 50 of 50');
});

test('a cost per seat is multiplied once the person says that it is one', async ({ app }) => {
  await app.open('/import');
  await app.import.choose('licenses.csv', file.text);
  const [first] = file.rows;
  if (!first) throw new Error('the file has rows');
  await app.page.getByLabel('Cost is', { exact: true }).selectOption({ label: 'per seat' });
  const total = (first.cost * first.seats).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
  await expect(app.import.rows(app.import.preview).first()).toContainText(total);
});
