// The browser tests run against the release build in dist/, served by the release server: what ships
// is what is tested. Nothing is retried, since a test that fails sometimes tells of a person it will
// fail sometimes.

import { defineConfig } from '@playwright/test';

import { launchOptions } from './fixtures/browser.mjs';

export default defineConfig({
  testDir: './specs',
  outputDir: './test-results',
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    launchOptions,
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
