/** What a message holds, in the form of the contract's `messageContent`. `M` is what is known of its file. */
export type MessageContent<M> =
  | { type: 'text' }
  | { type: 'image' | 'video' | 'audio' | 'voice'; media: M | null }
  | { type: 'sticker'; media: M | null; animated: boolean }
  | { type: 'document'; media: M | null; filename: string }
  | LocationContent
  | { type: 'contacts'; cards: ContactCard[] }
  | ReplyContent
  | InteractiveContent
  | OrderContent
  | { type: 'template'; name: string; language: string | null }
  | { type: 'call'; outcome: 'missed' | 'answered' | 'rejected' | 'unknown'; durationMs: number | null }
  | { type: 'system'; event: 'number_changed' | 'user_id_changed' | 'identity_changed' | 'other'; detail: string | null }
  | UnsupportedContent;

export interface UnsupportedContent {
  type: 'unsupported';
  what: string | null;
  onPhoneOnly: boolean;
}

export interface LocationContent {
  type: 'location';
  latitude: number | null;
  longitude: number | null;
  name: string | null;
  address: string | null;
  url: string | null;
}

export interface ContactCard {
  name: string;
  phones: { phone: string; waId: string | null; type: string | null }[];
  emails: { email: string; type: string | null }[];
  urls: { url: string; type: string | null }[];
  addresses: { text: string; type: string | null }[];
  organisation: string | null;
  birthday: string | null;
}

/** What a customer answered to something that we sent. */
export type ReplyContent =
  | { type: 'choice'; how: 'button' | 'list' | 'template_button'; title: string; description: string | null; id: string | null }
  | { type: 'form'; name: string | null; fields: { label: string; value: string }[]; unreadable: string | null }
  | { type: 'permission'; what: 'call'; granted: boolean; until: number | null };

export interface InteractiveContent {
  type: 'interactive';
  how: 'buttons' | 'list' | 'link' | 'location_request' | 'other';
  header: string | null;
  footer: string | null;
  buttons: { id: string; title: string }[];
  sections: { title: string | null; rows: { id: string; title: string; description: string | null }[] }[];
  link: { title: string; url: string } | null;
}

export interface OrderContent {
  type: 'order';
  catalogId: string | null;
  lines: { productId: string; quantity: number; price: number | null; currency: string | null }[];
  totals: { amount: number; currency: string }[];
}

/** The advertisement or post that a customer came from. */
export interface Referral {
  headline: string | null;
  body: string | null;
  sourceUrl: string | null;
  sourceType: string | null;
  mediaType: string | null;
  welcome: string | null;
}

/** The product that a question is about. */
export interface AskedProduct {
  catalogId: string | null;
  productId: string;
}
