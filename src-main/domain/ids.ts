/**
 * Ids that Wicket gives itself are integers that grow with time (SQLite row ids); Meta's ids are always text.
 * The brands keep a message's id from being taken for a conversation's.
 */
declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Our id of a connection: one business phone number with its credentials. */
export type ConnectionId = Branded<number, 'ConnectionId'>;
/** Our id of a contact: one person, however many identities Meta gives them. */
export type ContactId = Branded<number, 'ContactId'>;
/** Our id of a conversation: one (connection, contact) pair. */
export type ConversationId = Branded<number, 'ConversationId'>;
/** Our id of a message. */
export type MessageId = Branded<number, 'MessageId'>;
/** Our id of one identity of a contact (a BSUID, a parent BSUID, a `wa_id`, a group id). */
export type IdentityId = Branded<number, 'IdentityId'>;
/** Our id of one webhook body in the journal. */
export type DeliveryId = Branded<number, 'DeliveryId'>;

/** Meta's id of a message ("wamid"); unique per business number. */
export type Wamid = Branded<string, 'Wamid'>;
/** Meta's id of a business phone number. */
export type PhoneNumberId = Branded<string, 'PhoneNumberId'>;
/** Meta's id of a WhatsApp Business Account. */
export type WabaId = Branded<string, 'WabaId'>;
