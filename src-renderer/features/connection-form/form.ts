import type { ConnectionForm, ConnectionView, ReadReceiptMode } from '../../../src-preload/contract/index.ts';
import type { ConnectionId } from '../../../src-main/domain/ids.ts';
import { t } from '../../i18n/index.ts';

/** What stands in the fields; secrets are empty unless typed now. */
export interface FormValues {
  readonly name: string;
  readonly phone: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly appId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly graphUrl: string;
  readonly graphVersion: string;
  readonly readReceipts: ReadReceiptMode;
}

export type FormErrors = Partial<Record<keyof FormValues, string>>;

export const GRAPH_URL = 'https://graph.facebook.com';
export const GRAPH_VERSION = 'v24.0';
/** Length of Meta's app secrets: hexadecimal digits. */
const APP_SECRET_LENGTH = 32;

/** The order in which the fields stand, so that the first wrong one can take the focus. */
export const fieldOrder: readonly (keyof FormValues)[] = [
  'name',
  'phone',
  'phoneNumberId',
  'wabaId',
  'appId',
  'accessToken',
  'appSecret',
  'verifyToken',
  'graphUrl',
  'graphVersion',
];

export function initialValues(connection: ConnectionView | null): FormValues {
  return {
    name: connection?.name ?? '',
    phone: connection?.phone ?? '',
    phoneNumberId: connection?.phoneNumberId ?? '',
    wabaId: connection?.wabaId ?? '',
    appId: connection?.appId ?? '',
    accessToken: '',
    appSecret: '',
    verifyToken: '',
    graphUrl: connection?.graphUrl ?? GRAPH_URL,
    graphVersion: connection?.graphVersion ?? GRAPH_VERSION,
    readReceipts: connection?.readReceipts ?? 'open',
  };
}

/** What is wrong with each field and how to put it right. */
export function formErrors(values: FormValues, connection: ConnectionView | null): FormErrors {
  const errors: { -readonly [K in keyof FormErrors]: FormErrors[K] } = {};
  if (values.phone.trim() === '') errors.phone = t('connection.required.error');
  else if (!/^\+?[\d\s().-]{6,}$/.test(values.phone.trim())) errors.phone = t('connection.phone.error');
  for (const field of ['phoneNumberId', 'wabaId'] as const) {
    if (values[field].trim() === '') errors[field] = t('connection.required.error');
    else if (!/^\d{3,32}$/.test(values[field].trim())) errors[field] = t('connection.digits.error');
  }
  if (values.appId.trim() !== '' && !/^\d{3,32}$/.test(values.appId.trim())) errors.appId = t('connection.digits.error');
  const secret = values.appSecret.trim();
  const ownGraph = values.graphUrl.trim() === GRAPH_URL;
  if (secret === '' && connection?.secrets.appSecret.present !== true) errors.appSecret = t('connection.required.error');
  else if (secret !== '' && ownGraph && !/^[0-9a-f]{32}$/i.test(secret)) {
    errors.appSecret =
      secret.length === APP_SECRET_LENGTH ? t('connection.appSecret.characters') : t('connection.appSecret.error', { count: secret.length });
  }
  if (!isWebAddress(values.graphUrl.trim())) errors.graphUrl = t('connection.graphUrl.error');
  if (!/^v\d{1,3}\.\d$/.test(values.graphVersion.trim())) errors.graphVersion = t('connection.graphVersion.error');
  return errors;
}

/** What goes to the core: empty secrets are left out, so that what is stored stays. */
export function toConnectionForm(values: FormValues, id: ConnectionId | null, typingIndicator = false): ConnectionForm {
  const appId = values.appId.trim();
  return {
    id,
    name: values.name.trim(),
    phone: values.phone.trim(),
    phoneNumberId: values.phoneNumberId.trim(),
    wabaId: values.wabaId.trim(),
    appId: appId === '' ? null : appId,
    graphUrl: values.graphUrl.trim(),
    graphVersion: values.graphVersion.trim(),
    readReceipts: values.readReceipts,
    typingIndicator,
    ...typed('accessToken', values.accessToken),
    ...typed('appSecret', values.appSecret),
    ...typed('verifyToken', values.verifyToken),
  };
}

function typed<K extends 'accessToken' | 'appSecret' | 'verifyToken'>(key: K, value: string): Partial<Record<K, string>> {
  const secret = value.trim();
  return secret === '' ? {} : ({ [key]: secret } as Record<K, string>);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:';
}
