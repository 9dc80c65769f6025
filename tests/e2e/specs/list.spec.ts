// The list of licenses: found by words, narrowed by filters, sorted by columns, taken away as a file.

import { parseCsv } from '../fixtures/csv.ts';
import { snipeItFile } from '../fixtures/snipe-it.mjs';
import { expect, test } from '../fixtures/test.ts';

// Every status and type once, around the fixed day 2026-11-24, and a name that is a formula.
const MIXED = `Name,Vendor,Type,Expiration date,Seats,Cost,License key,Notes
Figma Organization,Figma,Subscription,2026-12-08,60,"32,400.00",FIG-KEY-0001,Renew early
Adobe Creative Cloud,Adobe,Subscription,2027-06-30,25,"18,000.00",,
Acrobat Classic,Adobe,Perpetual,,10,900.00,ACR-KEY-0002,
Blender,Blender Foundation,Open Source,,Unlimited,,,
Sketch Trial,Sketch,Trial,2026-11-01,2,,,
"=HYPERLINK(""http://x"",""y"")",Formula & Sons,Perpetual,,1,1.00,,"+1 800"
<img src=x onerror=alert(1)>,Angle,Perpetual,,1,2.00,,
`;

test.describe('of 50 imported licenses', () => {
  const file = snipeItFile();

  test.beforeEach(async ({ app }) => {
    await app.open();
    await app.importFile('licenses.csv', file.text);
  });

  test('words in the search narrow it as they are typed, whatever their order', async ({ app }) => {
    await app.licenses.search.fill('studio');
    await expect(app.licenses.count).toHaveText('Showing 10 of 50');
    await app.licenses.search.fill('studio atlas');
    await expect(app.licenses.count).toHaveText('Showing 1 of 50');
    await expect(app.licenses.names).toHaveText(['Atlas Studio']);
    await app.licenses.search.fill('nothing is called this');
    await expect(app.page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
    await app.licenses.clearFilters.click();
    await expect(app.licenses.count).toHaveText('Showing 50 of 50');
  });

  test('a column sorts it, and again the other way round', async ({ app }) => {
    const seats = file.rows.map(row => row.seats).sort((a, b) => a - b).map(String);
    await expect(app.licenses.header('Name')).toHaveAttribute('aria-sort', 'ascending');
    await app.licenses.sortBy('Seats');
    await expect(app.licenses.header('Seats')).toHaveAttribute('aria-sort', 'ascending');
    await expect(app.licenses.header('Name')).toHaveAttribute('aria-sort', 'none');
    // Rows below the screen are drawn a moment later.
    await expect.poll(() => app.licenses.column('Seats')).toEqual(seats);
    await app.licenses.sortBy('Seats');
    await expect(app.licenses.header('Seats')).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(() => app.licenses.column('Seats')).toEqual(seats.toReversed());
  });

  test('the arrow keys go from row to row, the space bar ticks, Enter opens', async ({ app }) => {
    const { page } = app;
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await expect(app.licenses.names.nth(0)).toBeFocused();
    for (let n = 0; n < 45; n += 1) await page.keyboard.press('ArrowDown');
    await expect(app.licenses.names.nth(45)).toBeFocused();
    await page.keyboard.press(' ');
    await expect(page.getByRole('region', { name: 'Selected licenses' })).toContainText('1 selected');
    const name = await app.licenses.names.nth(45).innerText();
    for (let n = 0; n < 46; n += 1) await page.keyboard.press('ArrowUp');
    await expect(app.licenses.search).toBeFocused();
    await page.keyboard.type(name);
    await expect(app.licenses.names.first()).toHaveText(name);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(app.license.heading(name)).toBeVisible();
  });

  test('how many are shown stays in sight while the list scrolls', async ({ app }) => {
    await app.licenses.names.last().scrollIntoViewIfNeeded();
    await expect(app.licenses.names.first()).not.toBeInViewport();
    await expect(app.licenses.count).toBeInViewport();
    await expect(app.licenses.header('Name')).toBeInViewport();
  });

  test('a click anywhere on a row opens its license', async ({ app }) => {
    await app.licenses.cell('Atlas Studio', 'Cost').click();
    await expect(app.license.heading('Atlas Studio')).toBeVisible();
  });
});

test.describe('of licenses of every kind', () => {
  test.beforeEach(async ({ app }) => {
    await app.open();
    await app.importFile('mixed.csv', MIXED);
  });

  test('each status is said in words', async ({ app }) => {
    await expect(app.licenses.cell('Figma Organization', 'Status')).toHaveText('Expiring Soon');
    await expect(app.licenses.cell('Adobe Creative Cloud', 'Status')).toHaveText('Active');
    await expect(app.licenses.cell('Blender', 'Status')).toHaveText('Active');
    await expect(app.licenses.cell('Sketch Trial', 'Status')).toHaveText('Expired');
    await expect(app.licenses.cell('Blender', 'Used')).toHaveText('Unlimited');
    await expect(app.licenses.cell('Figma Organization', 'Expires')).toContainText('in 14 days');
  });

  test('type, status, vendor and expiry narrow it', async ({ app }) => {
    await app.licenses.filter('Type').selectOption({ label: 'Subscription' });
    await expect(app.licenses.names).toHaveText(['Adobe Creative Cloud', 'Figma Organization']);
    await app.licenses.filter('Status').selectOption({ label: 'Expiring Soon' });
    await expect(app.licenses.names).toHaveText(['Figma Organization']);
    await app.licenses.clearFilters.click();
    await app.licenses.filter('Vendor').selectOption({ label: 'Adobe' });
    await expect(app.licenses.names).toHaveText(['Acrobat Classic', 'Adobe Creative Cloud']);
    await app.licenses.clearFilters.click();
    await app.licenses.filter('Expires').selectOption({ label: 'Within 30 days' });
    await expect(app.licenses.names).toHaveText(['Figma Organization']);
    await app.licenses.filter('Expires').selectOption({ label: 'In the past' });
    await expect(app.licenses.names).toHaveText(['Sketch Trial']);
    await expect(app.licenses.count).toHaveText('Showing 1 of 7');
  });

  test('filters, words and order are in the address and survive a reload', async ({ app }) => {
    await app.licenses.filter('Vendor').selectOption({ label: 'Adobe' });
    await app.licenses.sortBy('Cost');
    await expect(app.licenses.header('Cost')).toHaveAttribute('aria-sort', 'ascending');
    await app.licenses.search.fill('a');
    await expect(app.page).toHaveURL(/q=a/);
    await app.page.reload();
    await expect(app.licenses.count).toHaveText('Showing 2 of 7');
    await expect(app.licenses.filter('Vendor')).toHaveValue('Adobe');
    await expect(app.licenses.search).toHaveValue('a');
    await expect(app.licenses.header('Cost')).toHaveAttribute('aria-sort', 'ascending');
    await expect(app.licenses.names).toHaveText(['Acrobat Classic', 'Adobe Creative Cloud']);
  });

  test('an export holds exactly what the list shows, in its order', async ({ app }) => {
    await app.licenses.filter('Vendor').selectOption({ label: 'Adobe' });
    await app.licenses.sortBy('Cost');
    await app.licenses.sortBy('Cost');
    await expect(app.licenses.names).toHaveText(['Adobe Creative Cloud', 'Acrobat Classic']);
    const { name, bytes } = await app.download(() => app.licenses.export());
    await expect(app.message('2 licenses exported.')).toBeVisible();
    expect(name).toBe('licenses-2026-11-24.csv');
    const rows = parseCsv(bytes.toString('utf8'));
    expect(rows.map(row => [row.Name, row.Vendor, row.Seats, row.Cost, row.Status])).toEqual([
      ['Adobe Creative Cloud', 'Adobe', '25', '18000.00', 'Active'],
      ['Acrobat Classic', 'Adobe', '10', '900.00', 'Active'],
    ]);
  });

  test('an export runs no formula and holds no product key', async ({ app }) => {
    const { bytes } = await app.download(() => app.licenses.export());
    const text = bytes.toString('utf8');
    expect(text).not.toMatch(/FIG-KEY|ACR-KEY/);
    const rows = parseCsv(text);
    expect(rows).toHaveLength(7);
    expect(rows.every(row => row['License key'] === '')).toBe(true);
    const cells = rows.flatMap(row => Object.values(row));
    expect(cells.filter(cell => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const formula = rows.find(row => row.Vendor === 'Formula & Sons');
    expect(formula?.Name).toBe(`'=HYPERLINK("http://x","y")`);
    expect(formula?.Notes).toBe(`'+1 800`);
  });

  test('what looks like markup is shown as text', async ({ app }) => {
    await expect(app.licenses.names.filter({ hasText: '<img src=x onerror=alert(1)>' })).toBeVisible();
    await expect(app.page.getByRole('main').getByRole('img')).toHaveCount(0);
  });
});
