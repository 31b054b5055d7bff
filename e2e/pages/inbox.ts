import type { Locator, Page } from 'playwright';

/** The inbox as its user sees it: rows by name, bubbles by text, the composer. */
export class Inbox {
  readonly page: Page;
  readonly rows: Locator;
  readonly lane: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('option');
    this.lane = page.getByRole('log');
    this.composer = page.getByRole('textbox', { name: 'Write a reply' });
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** Message bubbles, oldest first, by something that they say. */
  bubble(text: string): Locator {
    return this.lane.getByRole('article').filter({ hasText: text });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await this.lane.waitFor();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
  }
}
