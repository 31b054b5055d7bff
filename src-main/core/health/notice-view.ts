import type { HealthView } from '../../../src-preload/contract/views.ts';
import type { NoticeRecord } from '../../storage/repositories/health-stats.ts';
import { asObject, asText } from '../../wire/json.ts';
import type { JsonObject } from '../../wire/json.ts';

type NoticeView = HealthView['notices'][number];

/** Titles of Meta's webhook fields beside messages. What is not listed is shown by its own name. */
const titles: Readonly<Record<string, string>> = {
  account_alerts: 'Alert about the account',
  account_review_update: 'Review of the account',
  account_update: 'The account changed',
  business_capability_update: 'Limits of the business changed',
  business_username_update: 'Business username',
  'history.errors': 'Chat history is not shared',
  message_template_components_update: 'A template was changed',
  message_template_quality_update: 'Quality of a template changed',
  message_template_status_update: 'Status of a template changed',
  'messages.errors': 'Meta reports trouble with the account',
  phone_number_name_update: 'Display name of the number',
  phone_number_quality_update: 'Quality or limit of the number changed',
  security: 'Two-step PIN of the number',
  smb_app_state_sync: 'Contacts of the phone app',
  template_category_update: 'Category of a template changed',
  user_preferences: 'A customer changed what they want to get',
};

/** Keys whose text says most, in the order in which they are told. */
const telling = [
  'event',
  'decision',
  'status',
  'alert_type',
  'message_template_name',
  'message_template_language',
  'display_phone_number',
  'requested_verified_name',
  'new_quality_score',
  'new_category',
  'current_limit',
  'category',
  'value',
  'reason',
  'rejection_reason',
  'violation_type',
  'restriction_type',
  'waba_ban_state',
  'title',
  'message',
  'details',
  'alert_description',
  'description',
] as const;
const nested = ['error_data', 'alert_info', 'violation_info', 'ban_info', 'other_info', 'disconnection_info', 'rejection_info'] as const;
const mostCharacters = 300;

/** One of Meta's notices as the health page lists it: what it is about, and what it says. */
export function noticeView({ at, field, content }: NoticeRecord): NoticeView {
  return { at, field, title: titles[field] ?? readable(field), detail: detailOf(content) };
}

function detailOf(content: string): string | null {
  const object = asObject(parse(content));
  if (object === null) return null;
  const parts = [object, ...nested.map((key) => asObject(object[key]))].filter((part): part is JsonObject => part !== null);
  const told: string[] = [];
  for (const part of parts) {
    for (const key of telling) {
      const text = asText(part[key]);
      if (text !== null && text !== 'NONE') told.push(/^[A-Z][A-Z0-9_]+$/u.test(text) ? readable(text) : text);
    }
  }
  return told.length === 0 ? null : [...new Set(told)].join(' · ').slice(0, mostCharacters);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A notice that cannot be read still has its title.
    return null;
  }
}

/** `ACCOUNT_RESTRICTION` becomes "Account restriction". */
function readable(word: string): string {
  const words = word.toLowerCase().replace(/[._]+/gu, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
