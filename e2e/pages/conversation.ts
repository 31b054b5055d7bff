import type { App, Meta, Persona } from '../meta.ts';
import { Inbox } from './inbox.ts';

/** Connects the product, lets a customer open the window, and opens that conversation. */
export async function conversationWith(name: string, app: App, meta: Meta): Promise<{ readonly inbox: Inbox; readonly customer: Persona; readonly wamid: string }> {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona(name);
  // WhatsApp tells whole seconds: what follows comes surely later.
  const { wamid } = await meta.say(customer, { kind: 'text', text: 'Hello', at: Date.now() - 10_000 });
  await inbox.open(name);
  await inbox.bubble('Hello').waitFor();
  return { inbox, customer, wamid };
}
