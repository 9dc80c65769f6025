// Files that are not what they should be: what is wrong is said, with line and column where there is
// one, and nothing is ever half imported.

import { writeFile } from 'node:fs/promises';

import { expect, test } from '../fixtures/test.ts';

test.beforeEach(async ({ app }) => {
  await app.open('/import');
});

test.describe('a file that cannot be imported at all', () => {
  test.afterEach(async ({ app }) => {
    await expect(app.import.importButton).toHaveCount(0);
    await app.follow('Licenses');
    await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
  });

  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const workbook = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200)]);
  const oldWorkbook = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(200)]);
  const encryptedWorkbook = Buffer.concat([oldWorkbook, Buffer.from('EncryptedPackage', 'utf16le')]);
  const unreadable: [what: string, content: string | Buffer, message: string][] = [
    ['a picture', png, 'This is neither a text file nor a workbook. Choose a CSV or .xlsx file.'],
    ['an empty file', '', 'The file is empty.'],
    ['a damaged workbook', workbook, 'This workbook is damaged and cannot be read to its end.'],
    ['an old workbook', oldWorkbook, 'This is not an .xlsx workbook. Files such as .xls, .xlsb and .ods are not read: save it as .xlsx or CSV there, then choose that.'],
    ['a workbook with a password', encryptedWorkbook, 'A password protects this workbook. Save it without one, then choose it again.'],
    ['headings without rows', 'Name,Vendor,Seats\n', 'The file has headings, but no rows below them.'],
    ['one line of prose', 'Good morning\n', 'Line 1 should list the columns, but it says “Good morning”.'],
    ['1,000 columns', `Name,${[...Array(999).keys()].map(n => `Column ${n}`).join(',')}\nA\n`, 'Line 1 has 1,000 columns; at most 200 can be imported.'],
    ['a quotation mark that is never closed', 'Name,Notes\nA,fine\nB,"never closed\nC,lost\n', 'A quotation mark opened in the row of line 3 is never closed.'],
  ];
  for (const [what, content, message] of unreadable) {
    test(`${what} is refused with the reason`, async ({ app }) => {
      await app.import.offer('file.csv', content);
      await expect(app.import.trouble).toContainText('file.csv');
      await expect(app.import.trouble).toContainText(message);
    });
  }

  test('a cell of 50 MB is refused with its line and its column', async ({ app }, testInfo) => {
    const file = testInfo.outputPath('large.csv');
    const head = 'Name,Notes\nA,fine\nB,';
    await writeFile(file, Buffer.concat([Buffer.from(head), Buffer.alloc(50 * 1024 * 1024, 'x'), Buffer.from('\nC,lost\n')]));
    await app.import.file.setInputFiles(file);
    await expect(app.import.trouble).toContainText(
      'The cell in line 3, column “Notes” has 52,428,800 characters; at most 32,767 fit in a cell.',
      { timeout: 30_000 },
    );
  });

  test('a file of more than 64 MB is refused', async ({ app }, testInfo) => {
    const file = testInfo.outputPath('large.csv');
    await writeFile(file, Buffer.alloc(65 * 1024 * 1024, 'Name\nA license\n'));
    await app.import.file.setInputFiles(file);
    await expect(app.import.trouble).toContainText('The file has 65 MB; at most 64 MB can be imported at once. Split it.', { timeout: 30_000 });
  });

  test('a file with rows and no name in any of them imports nothing and says so', async ({ app }) => {
    await app.import.choose('nameless.csv', 'Name,Seats\n,5\n  ,6\n');
    const rows = app.import.rows(app.import.leftOut);
    expect(await app.import.cells(rows.nth(0))).toEqual(['2', '', 'It has no name.']);
    expect(await app.import.cells(rows.nth(1))).toEqual(['3', '', 'It has no name.']);
    await expect(app.page.getByText('No row of this file can be imported.')).toBeVisible();
    await expect(app.page.getByRole('button', { name: 'Import 0', exact: true })).toBeDisabled();
    await app.import.chooseAnother.click();
  });
});

test('cells that make no sense are named one by one and the rest of their rows is imported', async ({ app }) => {
  const file = [
    'Name,Purchase date,Seats,Cost,Reassignable',
    'February,2025-02-31,5,10.00,yes',
    'Negative,2025-03-01,-3,10.00,yes',
    'Free text,2025-03-01,7,a lot,maybe',
    'Fine,2025-03-01,9,10.00,no',
  ].join('\n');
  await app.import.choose('cells.csv', file);
  const rows = app.import.rows(app.import.notUnderstood);
  const found = await Promise.all((await rows.all()).map(row => app.import.cells(row)));
  expect(found).toEqual([
    ['2', 'Purchase date', '2025-02-31', 'There is no such day between 1900 and 2199.'],
    ['3', 'Seats', '-3', 'A whole number, 0 or more.'],
    ['4', 'Cost', 'a lot', 'Not an amount. Write it like 1,234.50.'],
    ['4', 'Reassignable', 'maybe', 'Neither yes nor no; taken as yes.'],
  ]);
  await app.import.importButton.click();
  await expect(app.licenses.count).toHaveText('Showing 4 of 4');
  await expect(app.licenses.cell('Negative', 'Seats')).toHaveText(/Not stated/);
  await expect(app.licenses.cell('Negative', 'Cost')).toHaveText('$10');
  await expect(app.licenses.cell('Free text', 'Seats')).toHaveText('7');
  await expect(app.licenses.cell('Fine', 'Seats')).toHaveText('9');
});

const ACCENTS = 'Name;Vendor;Cost\nBüroklammer Größe 5;Söhne & Töchter;1.234,50 €\nNaïve café;Çelik;7,00 €\n';
const BOM = '\u{feff}';
const encoded: [what: string, content: Buffer, said: string][] = [
  ['UTF-8', Buffer.from(ACCENTS), 'UTF-8'],
  ['UTF-8 with a mark at its start', Buffer.from(BOM + ACCENTS), 'UTF-8'],
  ['UTF-16, as Excel saves it', Buffer.from(BOM + ACCENTS, 'utf16le'), 'UTF-16'],
  ['UTF-16 the other way round', Buffer.from(BOM + ACCENTS, 'utf16le').swap16(), 'UTF-16'],
  // Latin 1 has no euro sign; in Windows-1252 it is 0x80.
  ['Windows-1252', Buffer.from(ACCENTS.replaceAll('€', '\u{80}'), 'latin1'), 'Windows-1252'],
];
for (const [what, content, said] of encoded) {
  test(`a file in ${what} arrives with its accents and its amounts`, async ({ app }) => {
    await app.import.choose('accents.csv', content);
    await expect(app.import.summary).toContainText(`List of licenses, 2 rows, ${said}, semicolons`);
    await expect(app.import.notUnderstood).toHaveCount(0);
    await app.import.importButton.click();
    await expect(app.licenses.cell('Büroklammer Größe 5', 'Vendor')).toHaveText('Söhne & Töchter');
    await expect(app.licenses.cell('Büroklammer Größe 5', 'Cost')).toHaveText('€1,234.50');
    await expect(app.licenses.cell('Naïve café', 'Cost')).toHaveText('€7');
  });
}

test('dates that could be read both ways wait for an answer', async ({ app }) => {
  await app.import.choose('dates.csv', 'Name,Expiration date\nA,03/04/2027\nB,05/06/2027\n');
  await expect(app.page.getByText('Some dates could be read both ways. Say how they are written.')).toBeVisible();
  await expect(app.import.rows(app.import.notUnderstood)).toHaveCount(2);
  await app.page.getByLabel('Dates are written').selectOption({ label: 'day first' });
  await expect(app.import.notUnderstood).toHaveCount(0);
  await expect(app.import.rows(app.import.preview).first()).toContainText('Apr 3, 2027');
});

test('amounts that could be thousands or fractions wait for an answer', async ({ app }) => {
  await app.import.choose('costs.csv', 'Name;Cost\nA;1.234\n');
  await expect(app.page.getByText('Some amounts could be thousands or fractions. Say which mark it is.')).toBeVisible();
  await app.page.getByLabel('Decimal mark').selectOption({ label: 'comma, as in 1.234,50' });
  await expect(app.import.rows(app.import.preview).first()).toContainText('$1,234');
});

test('a row with more cells than headings is left out and named', async ({ app }) => {
  await app.import.choose('stray.csv', 'Name,Vendor,Seats\nFine,Adobe,5\nStray,Orchard, Inc.,7\n');
  const rows = app.import.rows(app.import.leftOut);
  expect(await app.import.cells(rows.first())).toEqual(['3', 'Stray', 'More cells than headings: a comma inside a cell needs quotation marks around it.']);
  await app.import.importButton.click();
  await expect(app.licenses.names).toHaveText(['Fine']);
});

test('a large import can be cancelled and leaves nothing behind', async ({ app }) => {
  const rows = [...Array(20_000).keys()].map(n => `License ${n},Vendor ${n % 40},${n % 90}`);
  await app.import.choose('many.csv', `Name,Vendor,Seats\n${rows.join('\n')}\n`);
  await app.import.importButton.click();
  await app.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(app.page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
  await app.follow('Licenses');
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
  await app.page.reload();
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
});

test('a file can be corrected and chosen again', async ({ app }) => {
  await app.import.offer('licenses.csv', 'Name,Bar\n');
  await expect(app.import.trouble).toBeVisible();
  await app.import.choose('licenses.csv', 'Name,Bar\n1,2\n');
  await expect(app.import.trouble).toHaveCount(0);
  await expect(app.import.importButton).toHaveText('Import 1');
});
