// A file that speaks of licenses that are here, and one whose headings nobody knows.

import { parseCsv } from '../fixtures/csv.ts';
import { expect, test } from '../fixtures/test.ts';

const LIST = [
  'Name,Vendor,Expiration date,Seats,Cost,Currency,Notes',
  'Figma,Figma Inc,2027-12-31,10,100.00,USD,',
  'Krita,,,1,,,',
  'Sketch,Sketch BV,2027-12-31,5,50.00,USD,For the web',
].join('\n');

/** An export as a spreadsheet saves it after somebody has typed into a few cells. */
function edited(text: string, changes: [name: string, column: string, value: string][]): string {
  const rows = parseCsv(text);
  for (const [name, column, value] of changes) {
    const row = rows.find(row => row.Name === name);
    if (!row) throw new Error(`no ${name} in the file`);
    row[column] = value;
  }
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map(row => Object.values(row))];
  return lines.map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}

test.describe('a file of licenses that are here', () => {
  test.beforeEach(async ({ app }) => {
    await app.open();
    await app.importFile('licenses.csv', LIST);
    await expect(app.licenses.count).toHaveText('Showing 3 of 3');
  });

  test('two cells of an export change two licenses, and one undo brings both back', async ({ app }) => {
    const { bytes } = await app.download(() => app.licenses.export());
    const file = edited(bytes.toString('utf8'), [
      ['Figma', 'Seats', '12'],
      ['Sketch', 'Notes', 'For everybody'],
    ]);
    await app.licenses.importButton.click();
    await app.import.choose('edited.csv', file);
    await expect(app.import.mode).toHaveValue('update');
    for (const figure of ['2 licenses to change', '1 unchanged', '0 licenses to create']) {
      await expect(app.import.summary.getByRole('listitem').filter({ hasText: figure })).toBeVisible();
    }
    const changes = await Promise.all((await app.import.rows(app.import.changes).all()).map(row => app.import.cells(row)));
    expect(changes.map(cells => cells.slice(1))).toEqual([
      ['Figma', 'Seats', '10', '12'],
      ['Sketch', 'Notes', 'For the web', 'For everybody'],
    ]);

    const rows = app.import.rows(app.import.preview);
    await expect(rows).toHaveCount(3);
    await app.import.filter.selectOption('changed');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('Changed');
    await app.import.filter.selectOption({ label: 'Unchanged (1)' });
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('Krita');

    await expect(app.import.importButton).toHaveText('Import 2');
    await app.import.importButton.click();
    await expect(app.message('Changed 2 licenses.')).toBeVisible();
    await expect(app.licenses.count).toHaveText('Showing 3 of 3');
    await expect(app.licenses.cell('Figma', 'Seats')).toHaveText('12');

    await app.licenses.link('Figma').click();
    await app.license.openTab('History');
    const latest = app.license.panel.getByRole('listitem').first();
    await expect(latest).toContainText('Updated from a file of 2 licenses');
    await expect(latest).toContainText(/Seats\s*10 → 12/);

    await app.page.keyboard.press('Control+z');
    await expect(app.message('Taken back: imported 2 licenses.')).toBeVisible();
    await app.follow('Licenses');
    await expect(app.licenses.cell('Figma', 'Seats')).toHaveText('10');
    await app.licenses.link('Sketch').click();
    await expect(app.license.panel).toContainText('For the web');
    await app.page.keyboard.press('Control+Shift+z');
    await expect(app.message('Done again: imported 2 licenses.')).toBeVisible();
    await expect(app.license.panel).toContainText('For everybody');
    await app.page.reload();
    await expect(app.license.panel).toContainText('For everybody');
  });

  test('an export with a new row and an edited one does both in one step', async ({ app }) => {
    const { bytes } = await app.download(() => app.licenses.export());
    const file = `${edited(bytes.toString('utf8'), [['Figma', 'Name', 'Figma Organization']])}\r\nBlender`;
    await app.licenses.importButton.click();
    await app.import.choose('edited.csv', file);
    await expect(app.import.importButton).toHaveText('Import 2');
    await app.import.importButton.click();
    await expect(app.message('Imported 1 license, changed 1.')).toBeVisible();
    await expect(app.licenses.names).toHaveText(['Blender', 'Figma Organization', 'Krita', 'Sketch']);
    await app.page.keyboard.press('Control+z');
    await expect(app.licenses.names).toHaveText(['Figma', 'Krita', 'Sketch']);
  });

  test('an export that nobody edited has nothing to import, and neither has one that may only add', async ({ app }) => {
    const { bytes } = await app.download(() => app.licenses.export());
    await app.licenses.importButton.click();
    await app.import.choose('same.csv', bytes);
    await expect(app.import.importButton).toHaveText('Import 0');
    await expect(app.page.getByText('Everything in this file is here already.')).toBeVisible();
    await expect(app.import.changes).toHaveCount(0);

    await app.import.chooseAnother.click();
    await app.import.choose('edited.csv', edited(bytes.toString('utf8'), [['Krita', 'Seats', '3']]));
    await expect(app.import.importButton).toHaveText('Import 1');
    await app.import.mode.selectOption({ label: 'Only add new ones' });
    await expect(app.import.importButton).toHaveText('Import 0');
    await expect(app.import.summary).toContainText('3 already here, left as they are');
  });

  test('a file without our numbers updates by name and vendor once the person says so', async ({ app }) => {
    await app.licenses.importButton.click();
    await app.import.choose('moved.csv', 'Name,Vendor,Expiration date,Seats\nfigma,FIGMA INC,2028-12-31,\n');
    await expect(app.import.mode).toHaveValue('add-only');
    await expect(app.import.importButton).toHaveText('Import 1');
    await app.import.mode.selectOption({ label: 'Update the licenses that are here' });
    await expect(app.import.summary).toContainText('1 license to change');
    await app.import.importButton.click();
    await expect(app.licenses.count).toHaveText('Showing 3 of 3');
    await expect(app.licenses.cell('Figma', 'Expires')).toContainText('2028');
    await expect(app.licenses.cell('Figma', 'Seats')).toHaveText('10');
  });

  test('a row that could mean several licenses is left out and named', async ({ app }) => {
    await app.importFile('more.csv', 'Name,Vendor,Expiration date\nFigma,Figma Inc,2026-12-31\n');
    await app.licenses.importButton.click();
    await app.import.choose('unclear.csv', 'Name,Vendor,Seats\nFigma,Figma Inc,9\n');
    await app.import.mode.selectOption({ label: 'Update the licenses that are here' });
    const rows = app.import.rows(app.import.leftOut);
    const reason = 'It could be one of several licenses here. Add its ID, as an export has it.';
    await expect(rows).toHaveCount(1);
    expect(await app.import.cells(rows.first())).toEqual(['2', 'Figma', reason]);
    await app.import.filter.selectOption({ label: 'Rejected (1)' });
    const rejected = app.import.rows(app.import.preview);
    await expect(rejected).toHaveCount(1);
    await expect(rejected).toContainText('Rejected');
    await expect(rejected).toContainText(reason);
    await expect(app.import.importButton).toHaveText('Import 0');
  });
});

test.describe('a file whose headings nobody knows', () => {
  test.beforeEach(async ({ app }) => app.open('/import'));

  test('is imported as the person says, and the next one like it without asking', async ({ app }) => {
    const { page } = app;
    await app.import.offer('tools.csv', 'Tool,Hersteller,Anzahl,Shelf\nFigma,Figma Inc,10,A 7\nSketch,Sketch BV,5,\n');
    await expect(app.import.columns).toBeVisible();
    await expect(page.getByText('No heading is known to hold the name of a license.')).toBeVisible();
    await expect(page.getByText('Figma Inc · Sketch BV')).toBeVisible();
    await expect(app.import.column('Tool')).toHaveValue('name');
    await expect(app.import.column('Hersteller')).toHaveValue('keep');

    await app.import.column('Tool').selectOption({ label: 'Leave out' });
    await expect(app.import.showPreview).toBeDisabled();
    await expect(page.getByText('Choose “Name” for the column that says what a license is called.')).toBeVisible();
    await app.import.column('Tool').selectOption({ label: 'Name' });
    await app.import.column('Hersteller').selectOption({ label: 'Name' });
    await expect(app.import.showPreview).toBeDisabled();
    await expect(page.getByText('Another column is this already.')).toHaveCount(2);
    await app.import.column('Hersteller').selectOption({ label: 'Vendor' });
    await app.import.column('Anzahl').selectOption({ label: 'Seats' });
    await app.import.showPreview.click();

    await expect(app.import.summary).toContainText('2 licenses to create');
    await expect(page.getByText('These columns are remembered on this device for files with the same headings.')).toBeVisible();
    await app.import.importButton.click();
    await expect(app.licenses.cell('Figma', 'Vendor')).toHaveText('Figma Inc');
    await expect(app.licenses.cell('Figma', 'Seats')).toHaveText('10');

    await app.licenses.importButton.click();
    await app.import.choose('more-tools.csv', 'Shelf,Anzahl,Tool,Hersteller\nB 2,7,Krita,KDE\n');
    await expect(page.getByText('The columns are used as you chose for these headings before.')).toBeVisible();
    await expect(app.import.rows(app.import.preview)).toContainText(['KDE']);
    await app.import.changeColumns.click();
    await expect(app.import.column('Hersteller')).toHaveValue('vendor');
    await app.import.showPreview.click();
    await app.import.importButton.click();
    await expect(app.licenses.names).toHaveText(['Figma', 'Krita', 'Sketch']);
  });

  test('asks for the order of its dates once they are known to be dates', async ({ app }) => {
    await app.import.offer('dates.csv', 'Tool,Until\nA,03/04/2027\nB,05/06/2027\n');
    await app.import.column('Until').selectOption({ label: 'Expiration date' });
    await app.import.showPreview.click();
    await expect(app.page.getByText('Some dates could be read both ways. Say how they are written.')).toBeVisible();
    await app.page.getByLabel('Dates are written').selectOption({ label: 'day first' });
    await expect(app.import.rows(app.import.preview).first()).toContainText('Apr 3, 2027');
  });

  test('keeps no product key in the open', async ({ app }) => {
    await app.import.offer('keys.csv', 'Tool,Code\nFigma,AAAA-BBBB-CCCC-1111\n');
    const code = app.import.column('Code');
    await expect(code).toHaveValue('license-key');
    await expect(code.getByRole('option', { name: 'Keep as extra' })).toHaveCount(0);
    await expect(app.page.getByRole('main')).toContainText('••••1111');
    await expect(app.page.getByRole('main')).not.toContainText('AAAA-BBBB');
    await app.import.showPreview.click();
    await expect(app.import.summary).toContainText('1 product key');
  });
});

test('a general license statement of Microsoft Asset Intelligence is known by its headings', async ({ app }) => {
  await app.open('/import');
  const head =
    'Name,Publisher,Version,Language,EffectiveQuantity,PONumber,ResellerName,DateOfPurchase,SupportPurchased,SupportExpirationDate,Comments';
  const rows = ['Acme Draw,Acme,2,English,40,PO-1,Softmarkt,03/04/2025,0,03/04/2027,', 'Acme Draw,Acme,2,English,15,PO-2,Softmarkt,05/06/2025,1,,'];
  await app.import.choose('statement.csv', [head, ...rows].join('\n'));
  await expect(app.import.summary).toContainText('Microsoft general license statement, 2 rows');
  await expect(app.import.importButton).toHaveText('Import 2');
  await expect(app.import.notUnderstood).toHaveCount(0);
  await app.import.importButton.click();
  await expect(app.licenses.names).toHaveText(['Acme Draw', 'Acme Draw']);
  expect((await app.licenses.column('Seats')).sort()).toEqual(['15', '40']);
});
