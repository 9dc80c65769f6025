// A person may know better than a file shows which program wrote it, and how.

import { expect, test } from '../fixtures/test.ts';

test.beforeEach(async ({ app }) => {
  await app.open('/import');
});

test('an encoding that no file can show is chosen, and the names are right', async ({ app }) => {
  const city = [0xa3, 0xf3, 0x64, 0x9f];
  const file = Buffer.concat([Buffer.from('Name;Vendor;Seats\nDraw;'), Buffer.from(city), Buffer.from(';5\n')]);
  await app.import.choose('list.csv', file);
  await expect(app.import.encoding.getByRole('option', { name: 'as the file shows: Windows-1252', exact: true })).toHaveCount(1);
  await expect(app.import.preview).toContainText('£ódŸ');
  await app.import.encoding.selectOption({ label: 'Windows-1250' });
  await expect(app.import.preview).toContainText('Łódź');
  await expect(app.import.summary).toContainText('Windows-1250, semicolons');
  await app.import.importButton.click();
  await expect(app.licenses.cell('Draw', 'Vendor')).toHaveText('Łódź');
});

test('another program gives the columns other meanings', async ({ app }) => {
  await app.import.choose('list.csv', 'Name,Number,Status\nDraw,25,In use\n');
  await expect(app.import.summary).toContainText('List of licenses, 1 row');
  await app.import.readAs.selectOption({ label: 'GLPI list of licenses' });
  await expect(app.import.summary).toContainText('GLPI list of licenses, 1 row');
  await app.import.importButton.click();
  await expect(app.licenses.cell('Draw', 'Seats')).toHaveText('25');
});

test('a delimiter that leads nowhere is told, and the file stays as it was', async ({ app }) => {
  await app.import.choose('list.csv', 'Name,Seats\nDraw,25\n');
  await app.import.delimiter.selectOption({ label: 'tabs' });
  await expect(app.import.trouble).toContainText('Name,Seats');
  await expect(app.import.summary).toContainText('List of licenses, 1 row, UTF-8, commas');
  await expect(app.import.delimiter).toHaveValue('');
  await expect(app.import.importButton).toBeEnabled();
});

test('columns that were cut in the wrong places are cut anew before anybody says what they are', async ({ app }) => {
  await app.import.offer('tools.csv', 'Tool,Maker;Price,Count;Shelf,Row\nDraw,Acme;1,5;A,7\n');
  await expect(app.import.column('Maker;Price')).toBeVisible();
  await app.import.delimiter.selectOption({ label: 'semicolons' });
  await expect(app.import.column('Tool,Maker')).toBeVisible();
});
