// Workbooks that come in, and files of every kind that go out of the list.

import { expectAccessible, expectNoSidewaysScroll } from '../fixtures/audit.ts';
import { parseCsv } from '../fixtures/csv.ts';
import { expect, test } from '../fixtures/test.ts';
import { serial, workbook, writtenRows, type Cell } from '../fixtures/xlsx.ts';

const day = (text: string) => new Date(`${text}T00:00:00Z`);

const HEADINGS = ['Name', 'Vendor', 'Purchase date', 'Expiration date', 'Seats', 'Cost', 'Currency', 'Order number', 'Reassignable', 'Product key'];
const FIGMA: Cell[] = ['Figma', 'Figma Inc', day('2026-03-01'), day('2027-03-01'), 25, 41.7, 'EUR', 4711, true, 'FIG-KEY-7731-4F2A'];
const SKETCH: Cell[] = ['Sketch <b>', 'Sketch & Co', null, day('2026-12-08'), 3, 0.30000000000000004, 'EUR', '00123', false, null];
const FORMULA: Cell[] = ['=HYPERLINK("http://x","y")', 'Sketch & Co', null, null, 1, 5, 'EUR', '-5', null, null];
const FILE = workbook({
  'Read me': [['How this list is kept.'], ['Ask Kim.']],
  'Licenses 2026': [['Licenses of Example Ltd'], [], HEADINGS, FIGMA, SKETCH, [], FORMULA],
});

test.beforeEach(async ({ app }) => {
  await app.open();
});

test('a workbook is read like a list: the right sheet, its dates, numbers and truths', async ({ app }) => {
  await app.licenses.importButton.click();
  await app.import.choose('licenses.xlsx', FILE);
  await expect(app.import.summary).toContainText(/licenses\.xlsx .*, 3 rows, sheet “Licenses 2026”/);
  await expect(app.import.summary).toContainText('The workbook has 2 sheets; this is the first that is a list of licenses.');
  await expect(app.import.summary.getByRole('listitem').filter({ hasText: '3 licenses to create' })).toBeVisible();
  await expect(app.import.summary.getByRole('listitem').filter({ hasText: '1 product key' })).toBeVisible();
  await expect(app.page.getByRole('main')).not.toContainText('FIG-KEY');
  await expect(app.import.notUnderstood).toHaveCount(0);
  await app.import.importButton.click();

  await expect(app.licenses.count).toHaveText('Showing 3 of 3');
  await expect(app.licenses.cell('Figma', 'Vendor')).toHaveText('Figma Inc');
  await expect(app.licenses.cell('Figma', 'Seats')).toHaveText('25');
  await expect(app.licenses.cell('Figma', 'Cost')).toHaveText('€41.70');
  await expect(app.licenses.cell('Figma', 'Expires')).toContainText('Mar 1, 2027');
  await expect(app.licenses.cell('Sketch <b>', 'Cost')).toHaveText('€0.30');
  await app.licenses.link('Figma').click();
  await expect(app.license.panel).toContainText('4711');
});

test('the table of Snipe-IT as a workbook brings licenses, and no buttons, counts or hidden keys', async ({ app }) => {
  const headings = [
    'ID', 'Company', 'Name', 'Product Key', 'Expiration Date', 'Licensed to Email', 'Licensed to Name', 'Category',
    'Supplier', 'Manufacturer', 'Min QTY', 'Total', 'Avail', 'Purchase Date', 'Purchase Cost', 'Created By', 'Updated at',
    'Checkin/Checkout', 'Actions',
  ];
  const draw: Cell[] = [
    7, 'Harbor', 'Draw', 'SNT-KEY-4410-77QZ', day('2027-02-28'), 'it@harbor.example', 'Harbor Ltd', 'Design',
    'Softmarkt', 'Acme', 2, 25, 3, 'Mar 1, 2024', 1200, 'Kim Lee', '2026-01-05 09:12:44', 'Checkout', 'edit',
  ];
  const paint: Cell[] = [8, 'Harbor', 'Paint', '------------', null, null, null, 'Design', null, 'Acme', 0, 5, 5];
  await app.licenses.importButton.click();
  await app.import.choose('snipe.xlsx', workbook({ licenses: [headings, draw, paint] }));
  await expect(app.import.summary).toContainText('Snipe-IT license file, 2 rows, sheet “licenses”');
  await expect(app.import.summary.getByRole('listitem').filter({ hasText: '1 product key' })).toBeVisible();
  await expect(app.import.summary.getByRole('listitem').filter({ hasText: '0 users to create' })).toBeVisible();
  await expect(app.import.notUnderstood).toHaveCount(0);
  await app.import.importButton.click();
  await expect(app.licenses.cell('Draw', 'Seats')).toHaveText('25');
  await expect(app.licenses.cell('Paint', 'Seats')).toHaveText('5');
  await app.licenses.link('Draw').click();
  await expect(app.license.panel).toContainText('Company');
  for (const stale of ['Avail', 'Created By', 'Updated at', 'Actions']) {
    await expect(app.license.panel.getByText(stale, { exact: true })).toHaveCount(0);
  }
});

test('the figures of a license statement of Microsoft are found among its tabs, and each row left out has a reason', async ({ app }) => {
  const headings = ['Product Pool', 'License Product Family', 'License Version', 'Effective License Quantity', 'Active SA Quantity', 'Country of Usage'];
  const above: Cell[][] = [['Microsoft License Statement'], [], ['Name:', 'Harbor Ltd'], [], [], [], [], [], []];
  const file = workbook({
    'License Summary': [['License Product Family', 'License Version', 'Effective License Quantity'], ['Office Pro Plus', '2019', 999]],
    'Pivot Data': [
      ...above,
      headings,
      ['Applications', 'Office Pro Plus', '2019', 120, 100, 'All Countries'],
      ['Applications', 'Office Pro Plus', '2019', 90, 80, 'Germany'],
      ['Grand Total', null, null, 120, 100, 'All Countries'],
    ],
  });
  await app.licenses.importButton.click();
  await app.import.choose('statement.xlsx', file);
  await expect(app.import.summary).toContainText('Microsoft license statement, 3 rows, sheet “Pivot Data”');
  await expect(app.import.summary).toContainText('The workbook has 2 sheets; this is the one with the figures of the statement.');
  await expect(app.import.rows(app.import.leftOut)).toContainText(['The row for all countries counts it.', 'It sums up other rows.']);
  await app.import.importButton.click();
  await expect(app.licenses.count).toHaveText('Showing 1 of 1');
  await expect(app.licenses.cell('Office Pro Plus', 'Vendor')).toHaveText('Microsoft');
  await expect(app.licenses.cell('Office Pro Plus', 'Type')).toHaveText('Volume');
  await expect(app.licenses.cell('Office Pro Plus', 'Seats')).toHaveText('120');
});

test.describe('of three licenses out of a workbook', () => {
  test.beforeEach(async ({ app }) => {
    await app.importFile('licenses.xlsx', FILE);
    await expect(app.licenses.count).toHaveText('Showing 3 of 3');
  });

  test('a workbook of the filtered list has real dates and numbers and no formula', async ({ app }) => {
    await app.licenses.filter('Vendor').selectOption({ label: 'Sketch & Co' });
    await expect(app.licenses.count).toHaveText('Showing 2 of 3');
    const { name, bytes } = await app.download(() => app.licenses.export({ format: 'XLSX', licenses: 'The 2 shown' }));
    await expect(app.message('2 licenses exported.')).toBeVisible();
    expect(name).toBe('licenses-2026-11-24.xlsx');
    const [head, ...rows] = writtenRows(bytes);
    const columns = new Map([...(head ?? [])].map(([column, heading]) => [heading.text, column]));
    const cell = (row: number, heading: string) => rows[row]?.get(columns.get(heading) ?? '');
    expect(rows).toHaveLength(2);
    expect(cell(0, 'Name')).toMatchObject({ type: 'inlineStr', text: '=HYPERLINK("http://x","y")' });
    expect(cell(1, 'Name')?.text).toBe('Sketch <b>');
    expect(cell(1, 'Expiration date')).toMatchObject({ type: '', text: serial('2026-12-08') });
    expect(cell(1, 'Seats')).toMatchObject({ type: '', text: '3' });
    expect(cell(1, 'Cost')).toMatchObject({ type: '', text: '0.3' });
    expect(cell(1, 'Currency')?.text).toBe('EUR');
    expect(cell(1, 'Order number')).toMatchObject({ type: 'inlineStr', text: '00123' });
    expect(columns.has('License key')).toBe(true);
    expect(cell(1, 'License key')).toBeUndefined();
  });

  test('a workbook of all columns imported again adds nothing', async ({ app }) => {
    const { bytes } = await app.download(() => app.licenses.export({ format: 'XLSX', columns: 'All columns' }));
    await app.licenses.importButton.click();
    await app.import.choose('again.xlsx', bytes);
    await expect(app.import.summary).toContainText('Seatwise license file, 3 rows, sheet “Licenses”');
    await expect(app.import.importButton).toHaveText('Import 0');
  });

  test('a CSV of the shown columns holds those, with the currency beside the cost', async ({ app }) => {
    await app.licenses.filter('Vendor').selectOption({ label: 'Figma Inc' });
    await expect(app.licenses.count).toHaveText('Showing 1 of 3');
    const { bytes } = await app.download(() => app.licenses.export({ columns: 'Shown columns' }));
    const [row, ...more] = parseCsv(bytes.toString('utf8'));
    expect(more).toEqual([]);
    expect(row).toEqual({
      Name: 'Figma',
      Vendor: 'Figma Inc',
      Type: 'Subscription',
      Status: 'Active',
      Seats: '25',
      Used: '0',
      Expires: '2027-03-01',
      Cost: '41.70',
      Currency: 'EUR',
      Owner: '',
    });
  });

  test('all licenses can be exported from a list that shows one', async ({ app }) => {
    await app.licenses.search.fill('figma');
    await expect(app.licenses.count).toHaveText('Showing 1 of 3');
    const { bytes } = await app.download(() => app.licenses.export({ licenses: 'All 3' }));
    await expect(app.message('3 licenses exported.')).toBeVisible();
    expect(parseCsv(bytes.toString('utf8')).map(row => row.Name)).toEqual([`'=HYPERLINK("http://x","y")`, 'Figma', 'Sketch <b>']);
  });

  test('a report is a page without a script that says what there is', async ({ app, page }) => {
    await app.licenses.filter('Vendor').selectOption({ label: 'Sketch & Co' });
    await expect(app.licenses.count).toHaveText('Showing 2 of 3');
    const { name, bytes } = await app.download(() => app.licenses.export({ format: 'Report' }));
    expect(name).toBe('licenses-2026-11-24.html');
    const html = bytes.toString('utf8');
    expect(html).not.toMatch(/<script|<link|<img|<b>|FIG-KEY/i);

    // The app's page would not allow the report's own styles.
    await page.goto('about:blank');
    await page.setContent(html);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/software licenses/i);
    await expect(page.getByText('As of Nov 24, 2026 · 2 of 3 licenses')).toBeVisible();
    await expect(page.getByText('€5.30', { exact: true })).toBeVisible();
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Sketch <b>', exact: true }) });
    await expect(row).toContainText('Dec 8, 2026');
    await expect(row).toContainText('€0.30');
    await expect(page.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0);
  });

  test('the whole workspace goes out as JSON and as an Automerge document, without product keys', async ({ app }) => {
    await app.licenses.search.fill('figma');
    await expect(app.licenses.count).toHaveText('Showing 1 of 3');
    const json = await app.download(() => app.licenses.export({ format: 'JSON' }));
    await expect(app.message('Workspace exported.')).toBeVisible();
    expect(json.name).toBe('seatwise-2026-11-24.json');
    const root = JSON.parse(json.bytes.toString('utf8')) as { schema: number; licenses: Record<string, { name: string; keys?: object }> };
    expect(root.schema).toBe(1);
    const licenses = Object.values(root.licenses);
    expect(licenses.map(license => license.name).sort()).toEqual(['=HYPERLINK("http://x","y")', 'Figma', 'Sketch <b>']);
    expect(json.bytes.toString('utf8')).not.toContain('FIG-KEY');

    const document = await app.download(() => app.licenses.export({ format: 'Automerge' }));
    expect(document.name).toBe('seatwise-2026-11-24.automerge');
    expect(document.bytes.subarray(0, 4).toString('hex')).toBe('856f4a83');
  });

  test('Enter takes the usual, Escape takes nothing, and the focus comes back', async ({ app, page }) => {
    await app.licenses.exportButton.focus();
    await page.keyboard.press('Enter');
    await expect(app.licenses.exportDialog).toBeVisible();
    await expect(app.licenses.exportDialog.getByRole('group', { name: 'Licenses' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(app.licenses.exportDialog).toBeHidden();
    await expect(app.licenses.exportButton).toBeFocused();

    await page.keyboard.press('Enter');
    await expect(app.licenses.exportDialog.getByRole('radio', { name: 'CSV', exact: true })).toBeFocused();
    const { name, bytes } = await app.download(() => page.keyboard.press('Enter'));
    expect(name).toBe('licenses-2026-11-24.csv');
    expect(parseCsv(bytes.toString('utf8'))).toHaveLength(3);
    await expect(app.licenses.exportDialog).toBeHidden();
    await expect(app.licenses.exportButton).toBeFocused();
  });
});

test.describe('on the narrowest screen', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the export dialog fits', async ({ app, page }) => {
    await app.importFile('licenses.xlsx', FILE);
    await app.licenses.exportButton.click();
    await expect(app.licenses.exportDialog).toBeVisible();
    await expectNoSidewaysScroll(page, 'the list under the export');
    await expectAccessible(page, 'the export');
    const dialog = app.licenses.exportDialog;
    const [content, box] = await dialog.evaluate(element => [element.scrollWidth, element.clientWidth]);
    expect(content).toBeLessThanOrEqual(box ?? 0);
  });
});
