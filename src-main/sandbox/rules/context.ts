/** A message that the sandbox remembers. */
export interface KnownMessage {
  readonly wamid: string;
  readonly personaId: string | null;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  /** Meta's timestamp, epoch ms. */
  readonly at: number;
}

export interface TemplateButton {
  readonly type: string;
  readonly text: string;
  readonly url?: string;
  readonly phone_number?: string;
  readonly example?: readonly string[];
}

export interface TemplateComponent {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  readonly format?: string;
  readonly text?: string;
  readonly buttons?: readonly TemplateButton[];
  readonly example?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  readonly parameter_format: 'POSITIONAL' | 'NAMED';
  readonly components: readonly TemplateComponent[];
}

/** What the rules need to know about the world. */
export interface RuleContext {
  readonly now: number;
  readonly message: (wamid: string) => KnownMessage | null;
  readonly media: (id: string) => { readonly mimeType: string; readonly size: number; readonly expired: boolean } | null;
  readonly templates: readonly Template[];
}

/** Meta forgets messages for reactions, quotes and receipts after this long. */
export const MESSAGE_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
