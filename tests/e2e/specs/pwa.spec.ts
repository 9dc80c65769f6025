// Seatwise as an app of its own: the manifest, whether a browser would install it, and how a newer
// version comes in.

import { changedBuild } from '../fixtures/build.ts';
import { expect, newTab, test, type Page } from '../fixtures/test.ts';

interface Icon {
  src: string;
  sizes: string;
  purpose: string;
}

test('the manifest says what the app is and every picture in it has the size it claims', async ({ app }) => {
  await app.open();
  const manifest = await app.page.evaluate(async () => {
    const link = document.querySelector('link[rel=manifest]') as HTMLLinkElement;
    return (await fetch(link.href)).json();
  });
  expect(manifest).toMatchObject({ id: '/', name: 'Seatwise', short_name: 'Seatwise', display: 'standalone', scope: '/' });
  expect(manifest.shortcuts.map((shortcut: { name: string }) => shortcut.name)).toEqual(['Create license', 'Renewals']);
  const icons: Icon[] = manifest.icons;
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  );
  const pictures: Icon[] = [...icons, ...(manifest.screenshots ?? []), ...manifest.shortcuts.flatMap((shortcut: { icons: Icon[] }) => shortcut.icons)];
  for (const { src, sizes } of pictures) {
    expect.soft(await sizeOf(app.page, src), src).toBe(sizes);
  }
});

async function sizeOf(page: Page, src: string): Promise<string> {
  return page.evaluate(async src => {
    const picture = await createImageBitmap(await (await fetch(src)).blob());
    return `${picture.width}x${picture.height}`;
  }, src);
}

test('each shortcut leads where it says', async ({ app }) => {
  await app.open('/licenses/new');
  await expect(app.form.createHeading).toBeVisible();
  await app.create({ Name: 'Due soon', Type: 'Subscription', 'Expiration date': '2026-12-24' });
  await app.create({ Name: 'Due later', Type: 'Subscription', 'Expiration date': '2027-12-24' });
  await app.open('/licenses?expires=90&sort=expires');
  await expect(app.licenses.names).toHaveText(['Due soon']);
  await expect(app.licenses.header('Expires')).toHaveAttribute('aria-sort', 'ascending');
});

test('the browser finds nothing that keeps the app from being installed', async ({ onDisk }, testInfo) => {
  const context = await onDisk(testInfo.outputPath('profile'));
  const app = await newTab(context);
  await app.open();
  await app.keptForOffline();
  const session = await context.newCDPSession(app.page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});

test('how to install it is told where the browser does not offer it', async ({ app }) => {
  await app.open();
  await app.navigation.getByRole('button', { name: /^Install/ }).click();
  const help = app.page.getByRole('dialog', { name: 'Install Seatwise' });
  await expect(help.getByRole('listitem').first()).toBeVisible();
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();
});

test('a newer version waits for consent, reloads nothing by itself, and leaves nothing of the old one', async ({ start, profile }, testInfo) => {
  const old = await start();
  const context = await profile({ baseURL: old.url });
  const app = await newTab(context);
  await app.open();
  await app.keptForOffline();
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  const [before] = await cachesOf(app.page);
  await old.stop();

  await start({ assets: await changedBuild(testInfo.outputPath('dist'), 'Version two.'), port: old.port });
  await app.page.reload();
  await app.ready();
  await app.license.edit.click();
  await app.form.fill({ Notes: 'In the middle of something' });
  await expect(app.page.getByText('A new version of Seatwise is ready.')).toBeVisible();
  // Still the old page, with what was typed.
  await expect(app.form.field('Notes')).toHaveValue('In the middle of something');
  expect(await description(app.page)).not.toBe('Version two.');

  await app.form.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  const reloaded = app.page.waitForEvent('load');
  await app.page.getByRole('button', { name: 'Update now' }).click();
  await reloaded;
  await app.ready();
  expect(await description(app.page)).toBe('Version two.');
  await expect(app.page.getByText('A new version of Seatwise is ready.')).toHaveCount(0);
  await expect(app.license.panel).toContainText('In the middle of something');
  const after = await cachesOf(app.page);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual([before]);
});

test('another tab is not reloaded when one agrees to an update', async ({ start, profile }, testInfo) => {
  const old = await start();
  const context = await profile({ baseURL: old.url });
  const [a, b] = [await newTab(context), await newTab(context)];
  await a.open();
  await a.keptForOffline();
  await b.open('/licenses/new');
  await old.stop();

  await start({ assets: await changedBuild(testInfo.outputPath('dist'), 'Version two.'), port: old.port });
  await a.page.reload();
  await b.form.fill({ Name: 'Half typed' });
  const reloaded = a.page.waitForEvent('load');
  await a.page.getByRole('button', { name: 'Update now' }).click();
  await reloaded;
  await a.ready();
  expect(await description(a.page)).toBe('Version two.');
  await expect(b.form.field('Name')).toHaveValue('Half typed');
  await expect(b.page.getByText('A new version of Seatwise is ready.')).toBeVisible();
  await b.form.fill({ Type: 'Perpetual' });
  await b.form.save.click();
  await expect(b.license.heading('Half typed')).toBeVisible();
});

async function cachesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

async function description(page: Page): Promise<string | null> {
  return page.evaluate(() => document.querySelector('meta[name=description]')?.getAttribute('content') ?? null);
}
