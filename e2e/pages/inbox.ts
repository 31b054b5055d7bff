import type { Locator, Page } from 'playwright';

/** The inbox as its user sees it: rows by name, bubbles by text, the composer. */
export class Inbox {
  readonly page: Page;
  readonly rows: Locator;
  readonly lane: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  /** Message bubbles, oldest first. */
  readonly bubbles: Locator;
  /** Files that wait above the text. */
  readonly files: Locator;
  /** The chooser of pictures and files, as the button opens it. */
  readonly picker: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('option');
    this.lane = page.getByRole('log');
    this.composer = page.getByRole('textbox', { name: 'Write a reply' });
    // Its name ends with its keys.
    this.sendButton = page.getByRole('form', { name: 'Reply' }).getByRole('button', { name: /^Send/ });
    this.bubbles = this.lane.getByRole('article');
    this.files = page.getByRole('list', { name: 'Files to send, in order' }).getByRole('listitem');
    this.picker = page.locator('input[type="file"]');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** Message bubbles, oldest first, by something that they say. */
  bubble(text: string): Locator {
    return this.bubbles.filter({ hasText: text });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await this.lane.waitFor();
  }

  /** Goes to a view or page of the rail. */
  async go(view: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${view}`) }).click();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Control+Enter');
  }

  /** Opens the menu of a bubble and chooses from it. */
  async act(bubble: Locator, entry: string): Promise<void> {
    await bubble.click({ button: 'right', position: { x: 8, y: 8 } });
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  /** Chooses from what can be sent besides text. */
  async attach(entry: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Attach', exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }
}
